"""Payment sheets with a column for each month."""

import re
from collections.abc import Callable

from dibao.engine.sheets.context import HAN, month_of
from dibao.engine.sheets.match import Label
from dibao.engine.sheets.model import SheetTable
from dibao.engine.sheets.profile import profile

MONEY = r"(?:金额|金|发放|发放金额|低保金|实发|补助|保障金|\(?元\)?|份|发放数|实发金额|发放额|应发|补差)*"
WHOLE = re.compile(rf"(?:发放|低保|实发)?((?:19|20)\d{{2}})[年\-./]?(1[0-2]|0?[1-9])月?{MONEY}")
BARE = re.compile(rf"(?:发放|低保|实发)?(1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])月{MONEY}")
QUARTER = re.compile(rf"(?:发放|低保)?(?:((?:19|20)\d{{2}})年?)?第?([一二三四1-4])季度?{MONEY}")
GROUP = re.compile(r"((?:19|20)\d{2})年?度?")
SUM = re.compile(r".*(?:合计|小计|总计|累计|全年|共计).*")


def find_wide(sheet: SheetTable, year: int | None) -> dict[int, int]:
    """Physical column → month, if at least two columns of money are headed by months; else by quarters (their last month)."""
    return _headed(sheet, lambda header: _month(header, year)) or _headed(sheet, lambda header: _quarter(header, year))


def months_each(sheet: SheetTable, wide: dict[int, int]) -> int:
    """How many months each column pays for: three where they are quarters."""
    return 3 if wide and all(QUARTER.fullmatch(sheet.columns[i].header.split("/")[-1]) for i in wide) else 1


def _headed(sheet: SheetTable, read: Callable[[str], int | None]) -> dict[int, int]:
    found = {place: month for place, column in enumerate(sheet.columns) if (month := read(column.header)) is not None}
    found = {place: month for place, month in found.items() if _is_money(sheet, place)}
    return found if len(set(found.values())) >= 2 and len(set(found.values())) == len(found) else {}


def _is_money(sheet: SheetTable, place: int) -> bool:
    column = sheet.columns[place]
    return column.is_empty() or profile(column)["number"] >= 0.6


def _month(header: str, year: int | None) -> int | None:
    """The month a header names: 202301, 2023年1月, 2023年/1月, or 1月 with the year of the sheet."""
    text = header.replace("/", "")
    if found := WHOLE.fullmatch(text):
        return month_of(found[1], found[2])
    levels = header.split("/")
    for level in levels:
        if group := GROUP.search(level):
            year = int(group[1])
    found = BARE.fullmatch(levels[-1]) or (
        BARE.fullmatch(levels[-2]) if len(levels) > 1 and re.fullmatch(MONEY, levels[-1]) else None
    )
    if found is None or year is None:
        return None
    return month_of(year, HAN.get(found[1], found[1]))


def _quarter(header: str, year: int | None) -> int | None:
    """The last month of the quarter that a header names: 一季度, 2023年第2季度."""
    found = QUARTER.fullmatch(header.split("/")[-1])
    if group := GROUP.search(header):
        year = int(group[1])
    if found is None or year is None:
        return None
    return month_of(found[1] or year, (HAN.get(found[2]) or int(found[2])) * 3)


def is_sum(label: Label) -> bool:
    """A column that adds up others."""
    return bool(SUM.fullmatch(label.leaf))
