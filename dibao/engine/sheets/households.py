"""Rosters that write a household's number, head and amount in its first row only, or merge some of them over its rows."""

from array import array

from dibao.engine.sheets.model import CodedColumn, Recognition, SheetTable
from dibao.engine.tables import Table

KEYS = ("household_no", "head_name", "head_id_no")
PERSONAL = {
    "serial", "name", "id_no", "sex", "born_on", "relation", "covered", "person_amount", "labour", "disability", "health", "occupation",
    "exclusion_ground", "member_no", "remark", "end_on", "phone", "supersedes",
}  # fmt: skip
SPARSE = 0.1  # share of members' rows that may have a household's cell of their own


def fill_household(sheet: SheetTable, recognition: Recognition, table: Table) -> int:
    """Fill household columns down to members' rows that lack some of them; returns the cells filled.

    Each column may have been merged, un-merged or copied down on its own.

    In a ledger the money stays with the household's first row: its members' rows get 0, or the sum would grow.
    """
    by_name = {name: sheet.columns[place] for place, name in recognition.columns.items()}
    keep_money_once(sheet, recognition, table)
    keys = [by_name[name] for name in KEYS if name in by_name]
    persons = [by_name[name] for name in ("name", "id_no") if name in by_name]
    if not keys or not persons or all(-1 not in key.codes for key in keys):
        return 0
    head_words = table.columns["relation"].codes.get("head", ()) if "relation" in table.columns else ()
    rows = _member_rows(keys, persons, by_name.get("relation"), set(head_words))
    if not rows:
        return 0
    filled = sum(
        _fill(column, rows, 0 if _is_paid(name, table) else None)
        for name, column in by_name.items()
        if _is_shared(name, column, rows)
    )
    sheet.filled += filled
    return filled


def keep_money_once(sheet: SheetTable, recognition: Recognition, table: Table) -> None:
    """A payment merged over a household's rows was paid once: the rows below the first get 0."""
    money = [*recognition.wide, *(place for place, name in recognition.columns.items() if _is_paid(name, table))]
    for place in money:
        column = sheet.columns[place]
        zero = _code(column, 0) if sheet.merged.get(place) else 0
        for row in sheet.merged.pop(place, ()):
            column.codes[row] = zero


def _is_paid(name: str, table: Table) -> bool:
    return table.time == "ledger" and name == "amount"


def _member_rows(
    keys: list[CodedColumn], persons: list[CodedColumn], relation: CodedColumn | None, heads: set[str]
) -> array:
    """Rows of a person who goes on with the household above: no household cell that says another."""
    rows, current = array("i"), [-1] * len(keys)
    for row in range(len(keys[0].codes)):
        own = [key.codes[row] for key in keys]
        another = any(code >= 0 and code != known for code, known in zip(own, current, strict=True))
        if another or (relation is not None and str(relation.cell(row)).strip() in heads):
            current = own
        elif max(current) >= 0 and any(person.codes[row] >= 0 for person in persons):
            rows.append(row)
            current = [max(pair) for pair in zip(own, current, strict=True)]
    return rows


def _is_shared(name: str, column: CodedColumn, rows: array) -> bool:
    """A household's column: not one of a person, and in members' rows blank or the same as above."""
    codes = column.codes
    differ = sum(codes[row] >= 0 and codes[row] != codes[row - 1] for row in rows)
    return name in KEYS or (name not in PERSONAL and not column.is_empty() and differ <= SPARSE * len(rows))


def _fill(column: CodedColumn, rows: array, instead: object = None) -> int:
    """Copy the cell of the row above, or `instead`, into blank cells of `rows`."""
    codes, filled = column.codes, 0
    constant = None if instead is None else _code(column, instead)
    for row in rows:
        if codes[row] < 0 and (constant is not None or codes[row - 1] >= 0):
            codes[row] = codes[row - 1] if constant is None else constant
            filled += 1
    return filled


def _code(column: CodedColumn, value: object) -> int:
    if value not in column.values:
        column.values.append(value)
    return column.values.index(value)
