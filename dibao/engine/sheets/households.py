"""Rosters that write a household's number, head and amount in its first row only."""

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
    """Fill household columns down to members' rows whose household cells are all blank; returns the cells filled.

    In a ledger the money stays with the household's first row: its members' rows get 0, or the sum would grow.
    """
    by_name = {name: sheet.columns[place] for place, name in recognition.columns.items()}
    keep_money_once(sheet, recognition, table)
    keys = [by_name[name] for name in KEYS if name in by_name]
    persons = [by_name[name] for name in ("name", "id_no") if name in by_name]
    if not keys or not persons or all(-1 not in key.codes for key in keys):
        return 0
    rows = _member_rows(keys, persons)
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


def _member_rows(keys: list[CodedColumn], persons: list[CodedColumn]) -> array:
    """Rows of a person without any household cell, below a row that has one."""
    rows, begun = array("i"), False
    for row in range(len(keys[0].codes)):
        if any(key.codes[row] >= 0 for key in keys):
            begun = True
        elif begun and any(person.codes[row] >= 0 for person in persons):
            rows.append(row)
    return rows


def _is_shared(name: str, column: CodedColumn, rows: array) -> bool:
    """A household's column: not one of a person, and blank in members' rows."""
    own = sum(column.codes[row] >= 0 for row in rows)
    return name in KEYS or (name not in PERSONAL and not column.is_empty() and own <= SPARSE * len(rows))


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
