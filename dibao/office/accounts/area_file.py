"""A list of areas as some office keeps it: read as the rulebook's table 区划名录, with the columns that only we need.

Every row of a sheet becomes an `AreaRow` or a `BadRow`; none is lost.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dibao import rulebook
from dibao.engine.sheets import SheetTable, open_file, read_layout
from dibao.engine.sheets.assign import evidence, read_as
from dibao.engine.tables import Column, Table, load_tables
from dibao.engine.values.cleaned import NOTHING_SAID, cell_text
from dibao.engine.values.dates import clean_date

OURS = {  # what the lake has no use for: header names by column
    "parent": ("上级", "上级代码", "上级区划代码", "上级区划", "上级名称"),
    "village_group": ("村民小组", "组", "组别", "小组", "组名", "自然村", "屯"),
    "path": ("全称", "完整名称", "区划全称", "全路径"),
    "predecessor": ("前身", "前身代码", "原区划代码", "原代码", "合并前代码", "由何处并入"),
}
DIGITS = (6, 9, 12, 15)
BREAKS = str.maketrans("、，,；;／/|>-", "          ")


@dataclass
class AreaRow:
    """One area as the file gives it; `where` is file, sheet and row."""

    where: str
    code: str
    name: str
    path: list[str] = field(default_factory=list)  # names from above, where there is no code: 青山镇, 大塘村, 一组
    aliases: list[str] = field(default_factory=list)
    valid_from: date | None = None
    valid_to: date | None = None
    predecessors: list[str] = field(default_factory=list)  # codes or names


@dataclass(frozen=True)
class BadRow:
    """A row that was not used, and why."""

    where: str
    why: str


def read_areas(path: Path, file: str) -> list[AreaRow | BadRow]:
    """All rows of all sheets; `UserError` when the file cannot be read at all."""
    rows = [row for raw in open_file(path, file) for row in _rows(read_layout(raw))]
    return rows or [BadRow(file, "没有读到区划：第一行要有表头，如“区划代码、名称”")]


def _table() -> Table:
    table = load_tables(rulebook.FOLDER / "tables")["area"]
    return replace(table, columns=table.columns | {name: Column(name, "text", names) for name, names in OURS.items()})


def _rows(sheet: SheetTable) -> Iterator[AreaRow | BadRow]:
    if notes := sheet.counts.note + sheet.counts.total:
        yield BadRow(sheet.place, f"有 {notes} 行像说明或合计，没有当作区划：{_short(sheet.notes)}")
    seen = evidence(sheet, set())
    if any(e.profile["id"] > 0.5 for e in seen):  # its 组 would all become areas
        yield BadRow(sheet.place, f"这是人员名单，不是区划名录，{len(sheet.rows)} 行都没有用")
        return
    columns = {name: place for place, name in read_as(_table(), seen, exact=True).columns.items()}
    if not {"area_code", "area_name", "village", "village_group", "path"} & columns.keys():
        if sheet.rows:
            yield BadRow(sheet.place, f"没有找到“区划代码”“名称”这样的表头，{len(sheet.rows)} 行都没有用")
        return
    for place, number in enumerate(sheet.rows):
        cells = {name: sheet.columns[column].cell(place) for name, column in columns.items()}
        yield _row(f"{sheet.place} 第 {number} 行", cells)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 60 else plain[:60] + "……"


def _row(where: str, cells: dict) -> AreaRow | BadRow:
    text = {name: _text(cell) for name, cell in cells.items()}
    try:
        code = _code(text.get("area_code", ""))
        days = {name: _day(cells.get(name), name == "valid_to") for name in ("valid_from", "valid_to")}
        names = _names(text)
    except ValueError as error:
        return BadRow(where, str(error))
    name = text.get("area_name") or (names[-1] if names else "")
    if not name:
        return BadRow(where, "没有名称，请填写")
    above = names if text.get("area_name") else names[:-1]
    path = [n for n in above if n != name]
    return AreaRow(
        where, code, name, path, _split(text.get("alias", "")), **days, predecessors=_split(text.get("predecessor", ""))
    )


def _text(cell: object) -> str:
    text = cell_text(cell) if cell is not None else ""
    return "" if text in NOTHING_SAID else text


def _code(text: str) -> str:
    """National lists fill up to twelve digits with zeros: 431299101000 is a township."""
    code = text.replace(" ", "")
    if not code:
        return ""
    if not code.isdigit() or len(code) not in DIGITS:
        raise ValueError(f"区划代码“{text}”不对：县 6 位、乡镇 9 位、村 12 位、村民小组 15 位数字")
    for length, zeros in ((6, "000000"), (9, "000")):
        if len(code) == 12 and code[length:] == zeros:
            return code[:length]
    return code


def _day(cell: object, end: bool) -> date | None:
    if not _text(cell):
        return None
    read = clean_date(cell, end=end)
    if read.value is None:
        raise ValueError(f"日期“{_text(cell)}”看不懂，请写成 2024-05-01")
    return read.value


def _names(text: dict[str, str]) -> list[str]:
    """The names from above down to the area, whichever way the file says them."""
    if text.get("path"):
        return _split(text["path"])
    parent = [] if text.get("parent", "").isdigit() else _split(text.get("parent", ""))
    columns = [text.get(name, "") for name in ("township", "village", "village_group")]
    return [*parent, *(name for name in columns if name)]


def _split(text: str) -> list[str]:
    return text.translate(BREAKS).split()
