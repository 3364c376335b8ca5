"""A column with nothing but ticks: where others in it are ticked, a blank means no."""

from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.model import CodedColumn, Recognition, SheetTable
from dibao.engine.tables import Table

TICKS = frozenset("√✓✔☑")
TICKED = ("covered",)  # columns whose blank is an answer; elsewhere it may only not have been asked


def answer_blanks(sheet: SheetTable, recognition: Recognition, table: Table) -> None:
    """Write 否 into the blanks beside ticks.

    Not where only heads are ticked: a tick in a household's first row stands for the whole household.
    """
    heads = set(table.columns["relation"].codes.get("head", ())) if "relation" in table.columns else set()
    by_name = {name: sheet.columns[place] for place, name in recognition.columns.items()}
    persons = [by_name[name] for name in ("name", "id_no") if name in by_name]
    for column in (by_name[name] for name in TICKED if name in by_name):
        if _is_ticks(column) and persons and _is_of_persons(column, by_name.get("relation"), heads):
            _answer(column, persons)


def _is_ticks(column: CodedColumn) -> bool:
    used = {column.values[code] for code in set(column.codes) if code >= 0}
    return bool(used) and all(squeeze(value) in TICKS for value in used)


def _is_of_persons(column: CodedColumn, relation: CodedColumn | None, heads: set[str]) -> bool:
    """Somebody who is no head is ticked too."""
    if relation is None:
        return False
    ticked = (row for row, code in enumerate(column.codes) if code >= 0 and relation.codes[row] >= 0)
    return any(str(relation.cell(row)).strip() not in heads for row in ticked)


def _answer(column: CodedColumn, persons: list[CodedColumn]) -> None:
    column.values.append("否")
    for row, code in enumerate(column.codes):
        if code < 0 and any(person.codes[row] >= 0 for person in persons):
            column.codes[row] = len(column.values) - 1
