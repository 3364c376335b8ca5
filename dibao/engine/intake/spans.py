"""One cell that says from when to when: `2018.3-2021.3` under 任期起止."""

import re
from dataclasses import replace

import pyarrow as pa

from dibao.engine.intake.columns import CleanColumn, cleaner, collect
from dibao.engine.sheets.model import SheetTable
from dibao.engine.tables import Column, Table

# What a household draws “from then to now” reaches to the day of the list; only 起止 says that it ends.
OPEN_ENDED = re.compile("^(?!.*起止).*(?:享受|保障|纳入|救助|供养|发放)")


def span_ends(sheet: SheetTable, columns: list[CleanColumn], table: Table, year: int | None) -> list[CleanColumn]:
    """The ends of spans for which the sheet has no column of its own; only cells that are spans have one."""
    taken = {cleaned.column.name for cleaned in columns}
    result = []
    for cleaned in columns:
        name = _end_of(cleaned.column.name, sheet.columns[cleaned.index].header)
        if name in table.columns and name not in taken and "RANGE_START" in cleaned.repairs.values():
            end = _read_end(cleaned, table.columns[name], year)
            result.append(_only(end, {code for code, kind in cleaned.repairs.items() if kind == "RANGE_START"}))
    return result


def _read_end(cleaned: CleanColumn, column: Column, year: int | None) -> CleanColumn:
    """The same cells, read for their ends; the year that the row lent goes before the sheet's."""
    years = cleaned.years or [None] * len(cleaned.raw)
    cells = (cleaner(column, "", own or year)(raw) for raw, own in zip(cleaned.raw, years, strict=True))
    return collect(column, cleaned.index, cleaned.codes, cleaned.raw, cells)


def _end_of(name: str, header: str) -> str:
    if name.endswith("_from"):
        return name.removesuffix("_from") + "_to"
    if name == "step_on":
        return "step_to"
    return "end_on" if name == "start_on" and not OPEN_ENDED.search(header) else ""


def _only(end: CleanColumn, spans: set[int]) -> CleanColumn:
    """The ends of these cells; what was repaired or bad is told with the beginning."""
    values = [value if code in spans else None for code, value in enumerate(end.distinct.to_pylist())]
    return replace(end, distinct=pa.array(values, end.distinct.type), repairs={}, bad={})
