"""Shapes that are no list of one thing a row: named with a sentence, never read by halves."""

import re
from collections.abc import Mapping

from dibao.engine.sheets.assign import Evidence, Reading
from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import SheetTable
from dibao.engine.tables import Table

FORM = "像是一户一张的登记表（列名和内容写在同一行里），不能当作名单读取，未采用。请改成一行一人的名册"
DOUBLED = "左右并排写了几份名单，不能分清，未采用。请把右边的接到左边的下面，成为一份"
ABREAST = "一行里横着写了几个人（“{}”），未采用。请改成每人一行，另用户编号或户主姓名标明是哪一户"
MEMBER = re.compile(r"成员|家属|配偶|子女|父母|丈夫|妻")
LARGEST_FORM = 60  # rows


def is_form(sheet: SheetTable, tables: Mapping[str, Table]) -> bool:
    """Column names stand among the data: 户主姓名 | 张三 | 身份证号 | ….

    A list has them in its header only.
    """
    if sheet.counts.nonempty > LARGEST_FORM:
        return False
    names = {normal(name) for table in tables.values() for column in table.columns.values() for name in column.names}
    cells = {
        squeeze(value).rstrip(":") for column in sheet.columns for value in column.values if isinstance(value, str)
    }
    return sum(len(cell) > 1 and normal(cell) in names for cell in cells) >= 3


def unsupported(sheet: SheetTable, reading: Reading, seen: list[Evidence]) -> str:
    """The sentence for a sheet with several lists or several persons abreast; empty for one that can be read.

    A roster that gives each row's relation has a row for each person, whatever else it says about a spouse.
    """
    headers = [normal(column.header) for column in sheet.columns if column.header]
    half = len(headers) // 2
    if half >= 2 and headers[:half] == headers[half:]:
        return DOUBLED
    if reading.table.code == "roster" and "relation" not in reading.columns.values():
        own = ("id_no", "head_id_no")
        left = [e.label.text for e in seen if reading.columns.get(e.place) not in own and _is_member(e)]
        return ABREAST.format(left[0]) if left else ""
    return ""


def _is_member(seen: Evidence) -> bool:
    """Another member's ID: not that of a guardian or of who fetches the money."""
    return seen.profile["id"] > 0.5 and bool(MEMBER.search(seen.label.text))
