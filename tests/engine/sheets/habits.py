"""Foreign workbooks: how offices really write their sheets, each with what it should be read as.

A field is (header, expected column or "", maker of the cell of person i). "/" in a header stands for levels.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import xlsxwriter

from dibao.engine.sheets.profile import WEIGHTS

Field = tuple[str, str, Callable[[int], object]]
FAMILY = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗梁"
GIVEN = ["建国", "秀英", "桂芳", "志强", "伟", "玉兰", "春花", "海涛", "红", "小龙", "金莲", "德华", "永贵"]
TOWNSHIPS = ["青山镇", "白水乡", "石桥街道", "大湾镇"]
VILLAGES = ["上坪村", "枫木村", "桥头社区", "杨柳村", "新塘村"]


@dataclass
class Habit:
    """A workbook as an office would send it, and what a reader must make of it."""

    name: str
    file: str
    table: str | None
    fields: list[Field]
    sheet: str = "Sheet1"
    title: list[list] = field(default_factory=list)
    foot: list[list] = field(default_factory=list)
    people: int = 14
    merged: bool = True  # levels of the header are merged cells, else only the first cell is filled
    levels: int = 0  # least rows of header
    numbering: bool = False
    repeat_every: int = 0  # header printed again on each page
    block_every: int = 0
    total_every: int = 0
    household: int = 0  # persons in a household whose first row carries the household's cells
    household_fields: tuple[str, ...] = ()
    household_merged: bool = False
    shift: int = 0  # blank columns on the left
    gap_every: int = 0
    wide: dict[int, int] = field(default_factory=dict)
    expect: dict[str, object] = field(default_factory=dict)


@dataclass
class Grid:
    """Cells and merges as they will be written, and the rows by role."""

    rows: list[list] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    roles: dict[str, int] = field(default_factory=dict)

    def add(self, row: list, role: str) -> None:
        """Append a row in its role."""
        self.rows.append(row)
        if any(cell != "" for cell in row):
            self.roles[role] = self.roles.get(role, 0) + 1


def seq(i: int) -> int:
    """Serial number."""
    return i + 1


def name(i: int) -> str:
    """A made-up name."""
    return FAMILY[i * 7 % 20] + GIVEN[i * 5 % 13]


def pid(i: int) -> str:
    """A made-up citizen ID with the right check character."""
    digits = f"431228{1941 + i * 3 % 70}{i % 12 + 1:02d}{i * 5 % 28 + 1:02d}{100 + i * 37 % 899:03d}"
    return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def other(make: Callable[[int], object], by: int = 500) -> Callable[[int], object]:
    """The same for somebody else."""
    return lambda i: make(i + by)


def pick(*words: object) -> Callable[[int], object]:
    """One of the words in turn."""
    return lambda i: words[i % len(words)]


def head(make: Callable[[int], object], size: int = 2) -> Callable[[int], object]:
    """The cell of the household's head."""
    return lambda i: make(i - i % size)


def day(i: int) -> str:
    """A day as text."""
    return f"{2016 + i % 8}-{i % 12 + 1:02d}-{i * 3 % 28 + 1:02d}"


def real_day(i: int) -> date:
    """A day as a date cell."""
    return date(2015 + i % 9, i % 12 + 1, i * 3 % 28 + 1)


def dotted(i: int) -> str:
    """A month as 2018.5."""
    return f"{2014 + i % 9}.{i % 12 + 1}"


def han_day(i: int) -> str:
    """A day as 2019年3月5日."""
    return f"{2014 + i % 9}年{i % 12 + 1}月{i % 28 + 1}日"


def month6(i: int) -> int:
    """A month as 202305."""
    return 202301 + i % 12


def money(i: int) -> float:
    """Some yuan."""
    return 180.5 + i * 35 % 700


def card(i: int) -> str:
    """A 19-digit account."""
    return f"6217995{i * 7919 % 10**12:012d}"


def phone(i: int) -> str:
    """A mobile number."""
    return f"139{i * 104729 % 10**8:08d}"


def nothing(i: int) -> str:
    """An empty cell."""
    return ""


township, village = pick(*TOWNSHIPS), pick(*VILLAGES)


def lay_out(habit: Habit) -> Grid:
    """Write a habit down as rows and merges."""
    grid = Grid()
    width = len(habit.fields)
    for row in habit.title:
        grid.add(row, "title")
        if len([cell for cell in row if cell != ""]) == 1 and width > 1:
            grid.merges.append((len(grid.rows) - 1, 0, len(grid.rows) - 1, width - 1))
    _header(grid, habit)
    for i in range(habit.people):
        _between(grid, habit, i, width)
        grid.add([_cell(habit, f, i) for f in habit.fields], "data")
        if habit.total_every and (i + 1) % habit.total_every == 0:
            grid.add(["小计", *[""] * (width - 2), 1234.5], "total")
    _merge_households(grid, habit)
    for row in habit.foot:
        is_total = str(row[0]).replace(" ", "").rstrip("：:") in ("合计", "总计", "累计")
        grid.add(row, "total" if is_total or "总计" in str(row) else "note")
    if habit.shift:
        grid.rows = [[""] * habit.shift + row for row in grid.rows]
        grid.merges = [(a, b + habit.shift, c, d + habit.shift) for a, b, c, d in grid.merges]
    return grid


def _between(grid: Grid, habit: Habit, i: int, width: int) -> None:
    if habit.gap_every and i and i % habit.gap_every == 0:
        grid.rows.append([""] * width)
    if habit.block_every and i % habit.block_every == 0:
        grid.add([f"{'一二三四五六七八九'[i // habit.block_every]}、{TOWNSHIPS[i // habit.block_every % 4]}"], "blocks")
    if habit.repeat_every and i and i % habit.repeat_every == 0:
        _header(grid, habit)


def _cell(habit: Habit, f: Field, i: int) -> object:
    inner = habit.household and i % habit.household
    return "" if inner and f[0] in habit.household_fields else f[2](i)


def _header(grid: Grid, habit: Habit) -> None:
    paths = [re.split(r"/(?![^（]*）)", f[0]) for f in habit.fields]
    depth = max(habit.levels, *(len(path) for path in paths))
    top = len(grid.rows)
    for level in range(depth):
        row = []
        for i, path in enumerate(paths):
            same = level < len(path) - 1 and i and paths[i - 1][: level + 1] == path[: level + 1]
            row.append("" if same or level >= len(path) else path[level])
        grid.add(row, "header")
    if habit.merged and depth > 1:
        _merge_header(grid, paths, depth, top)
    if habit.numbering:
        grid.add([i + 1 for i in range(len(paths))], "header")


def _merge_header(grid: Grid, paths: list[list[str]], depth: int, top: int) -> None:
    for i, path in enumerate(paths):
        if len(path) < depth:
            grid.merges.append((top + len(path) - 1, i, top + depth - 1, i))
        if len(path) > 1 and (i == 0 or paths[i - 1][0] != path[0]):
            last = max(j for j in range(i, len(paths)) if all(paths[k][0] == path[0] for k in range(i, j + 1)))
            if last > i:
                grid.merges.append((top, i, top, last))


def _merge_households(grid: Grid, habit: Habit) -> None:
    if not habit.household_merged:
        return
    first = len(grid.rows) - habit.people
    for start in range(0, habit.people, habit.household):
        end = min(start + habit.household, habit.people) - 1
        for column, f in enumerate(habit.fields):
            if f[0] in habit.household_fields and end > start:
                grid.merges.append((first + start, column, first + end, column))


def write(habit: Habit, folder: Path) -> tuple[Path, Grid]:
    """Write a habit as the file its name says."""
    path, grid = folder / habit.file, lay_out(habit)
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".csv":
        lines = (",".join(str(cell) for cell in row) for row in grid.rows)
        path.write_text("\r\n".join(lines) + "\r\n", habit.expect.get("encoding", "gb18030"))
    elif path.suffix == ".xls":
        path.write_text(_html(grid), "utf-8")
    else:
        _workbook(path, habit.sheet, grid)
    return path, grid


def _workbook(path: Path, sheet_name: str, grid: Grid) -> None:
    book = xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet(sheet_name)
    for top, left, bottom, right in grid.merges:
        sheet.merge_range(top, left, bottom, right, "")
    for number, row in enumerate(grid.rows):
        for column, cell in enumerate(row):
            if cell != "":
                sheet.write(number, column, cell)
    book.close()


def _html(grid: Grid) -> str:
    rows = ("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in grid.rows)
    return (
        "<html><head><meta charset='utf-8'></head><body><table border=1>" + "\n".join(rows) + "</table></body></html>"
    )
