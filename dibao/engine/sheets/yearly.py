"""人均收入 without a word of month or year: the sheet's own amounts tell which it is, or nobody knows."""

import re
from statistics import median

from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import CodedColumn, Recognition, SheetTable
from dibao.engine.tables import Table

UNSAID = re.compile(r"(?:家庭)?人均收入$")
READINGS = {"income": 1, "annual_income_per_head": 12}  # the column, and how many months its sum is for
NEAR = 0.1  # amount a head and income a head add up to the same standard, this nearly
LEAST = 5  # rows


def tell_month_from_year(sheet: SheetTable, recognition: Recognition, table: Table) -> None:
    """Give such a column to the month or the year by what fits the amounts; unmapped where neither does.

    Only a table that has a column for each can be mistaken.
    """
    if not READINGS.keys() <= table.columns.keys():
        return
    places = {name: place for place, name in recognition.columns.items()}
    for place in [places[name] for name in READINGS if name in places]:
        header = sheet.columns[place].header
        if UNSAID.fullmatch(normal(header.split("/")[-1])) and not re.search("[年月]", squeeze(header)):
            name = _fitting(sheet, places, place)
            recognition.columns.pop(place)
            if name and recognition.columns.get(places.get(name, place), name) == name:
                recognition.columns[place] = name


def _fitting(sheet: SheetTable, places: dict[str, int], place: int) -> str:
    count = places.get("covered_count", places.get("member_count"))
    if count is None or "amount" not in places:
        return ""
    rows = _rows([sheet.columns[i] for i in (places["amount"], count, place)])
    if len(rows) < LEAST:
        return ""
    spread = {name: _spread([paid / heads + sum_ / n for paid, heads, sum_ in rows]) for name, n in READINGS.items()}
    best = min(spread, key=lambda name: spread[name])
    return best if spread[best] <= NEAR and sorted(spread.values())[1] > 2 * spread[best] else ""


def _rows(columns: list[CodedColumn]) -> list[tuple[float, ...]]:
    texts = ([squeeze(str(column.cell(row))) for column in columns] for row in range(len(columns[0].codes)))
    found = (tuple(map(float, row)) for row in texts if all(re.fullmatch(r"\d+(?:\.\d+)?", cell) for cell in row))
    return [row for row in found if row[0] and row[1]]


def _spread(standards: list[float]) -> float:
    """How far the usual row lies from the middle one."""
    middle = median(standards)
    return median(abs(value - middle) for value in standards) / middle
