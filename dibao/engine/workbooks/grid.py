"""Writing one table onto a sheet: title, header (one or two rows), data, filter, print set-up."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from dibao.engine.sheets.cells import width
from dibao.engine.workbooks.style import Book
from dibao.engine.workbooks.words import clean

LINE_HEIGHT = 14.0
_LONG_WORD = re.compile(r"[!-~][!-~、，；：]{24,}")
MAX_HEIGHT = 400.0  # Excel stops at 409 points
NARROWEST = 5
PAPER_WIDTH = 250  # characters across A4 landscape at about 7 points


@dataclass(frozen=True)
class Col:
    """A column: header, widest it may get, kind of cell (see `style.KINDS`), the group header above it."""

    title: str
    width: float = 40
    kind: str = "text"
    group: str = ""
    total: bool = False
    hidden: bool = False
    fixed: bool = False
    paper: bool = True  # columns that are not printed stand at the end

    @property
    def heads(self) -> str:
        """The header with its unit on a line of its own."""
        return self.title.replace("（", "\n（") if width(self.title) > 8 else self.title


def full_page(
    book: Book,
    name: str,
    title: str,
    notes: str,
    columns: Sequence[Col],
    rows: list[Sequence[Any]],
    freeze: int = 0,
    lowest: float = 20.0,
):
    """A sheet that is one table, with a title, a line of notes, and totals that follow the filter. Returns sheet and first data row."""
    page = book.sheet(name)
    widths = set_widths(page, columns, rows)
    edge = _paper_edge(columns, widths)
    if any(not c.hidden for c in columns[edge + 1 :]):
        notes += "（右侧各列在电脑上看，不打印。）"
    heading(book, page, title, notes, edge, sum(widths[: edge + 1]))
    top = 2
    if any(c.total for c in columns):
        _running_total(book, page, top, columns, rows)
        top += 1
    first = header(book, page, top, columns, widths)
    body(book, page, first, columns, rows, widths, lowest)
    bottom = first + max(len(rows), 1) - 1
    page.autofilter(first - 1, 0, bottom, len(columns) - 1)
    page.freeze_panes(first, freeze)
    page.repeat_rows(top, first - 1)
    page.print_area(0, 0, bottom, edge)
    return page, first


def _paper_edge(columns: Sequence[Col], widths: Sequence[float]) -> int:
    """The last column that is printed: a page squeezed any further could not be read. A group is not cut in two."""
    edge = max(i for i, c in enumerate(columns) if c.paper and not c.hidden)
    while edge > 1 and sum(widths[: edge + 1]) > PAPER_WIDTH:
        group = columns[edge].group
        edge -= 1
        while group and edge > 1 and columns[edge].group == group:
            edge -= 1
    return edge


def heading(book: Book, page: Worksheet, title: str, notes: str, last: int, total_width: float) -> None:
    """Title row and the line of notes below, across the columns 0 … last."""
    page.set_row(0, 34)
    page.merge_range(0, 0, 0, max(last, 1), "", book.format("title"))
    page.write_string(0, 0, clean(title), book.format("title"))
    page.merge_range(1, 0, 1, max(last, 1), "", book.format("para"))
    page.write_string(1, 0, clean(notes), book.format("para"))
    page.set_row(1, 4 + 15.0 * lines(notes, total_width * 0.95))


def header(book: Book, page: Worksheet, row: int, columns: Sequence[Col], widths: Sequence[float]) -> int:
    """Header cells, two rows when columns have groups; returns the row below."""
    grouped = any(c.group for c in columns)
    start = 0
    while start < len(columns):
        end = start
        while columns[start].group and end + 1 < len(columns) and columns[end + 1].group == columns[start].group:
            end += 1
        _header_group(book, page, row, start, end, columns, grouped)
        start = end + 1
    if grouped:
        page.set_row(row, 20)
    tallest = max(lines(c.heads, w - 1) for c, w in zip(columns, widths, strict=True))
    page.set_row(row + grouped, max(22.0, 6 + LINE_HEIGHT * tallest))
    return row + 1 + grouped


def _header_group(
    book: Book, page: Worksheet, row: int, start: int, end: int, columns: Sequence[Col], grouped: bool
) -> None:
    style = book.format("head_entry" if columns[start].kind.startswith("entry") else "head")
    if not columns[start].group:
        if grouped:
            page.merge_range(row, start, row + 1, start, "", style)
        page.write_string(row, start, columns[start].heads, style)
        return
    if end > start:
        page.merge_range(row, start, row, end, "", style)
    page.write_string(row, start, clean(columns[start].group), style)
    for column in range(start, end + 1):
        page.write_string(row + 1, column, clean(columns[column].heads), style)


def body(
    book: Book,
    page: Worksheet,
    row: int,
    columns: Sequence[Col],
    rows: list[Sequence[Any]],
    widths: Sequence[float],
    lowest: float,
) -> None:
    """Data cells; a row is as high as its longest wrapped cell needs, and never below `lowest`."""
    formats = [book.format(c.kind) if c.kind != "sev" else None for c in columns]
    wrapped = [i for i, c in enumerate(columns) if c.kind in ("wrap", "entry")]
    if not rows:
        page.merge_range(row, 0, row, max(1, len(columns) - 1), "", book.format("centre"))
        page.write_string(row, 0, "（无）", book.format("centre"))
        return
    for offset, values in enumerate(rows):
        for column, value in enumerate(values):
            put(page, row + offset, column, value, formats[column] or book.format(f"sev_{value}"))
        needed = max((lines(values[i], widths[i] - 1) for i in wrapped if values[i]), default=1)
        page.set_row(row + offset, min(MAX_HEIGHT, max(lowest, 6 + LINE_HEIGHT * needed)))


def put(page: Worksheet, row: int, column: int, value: Any, style) -> None:
    """One cell. Text is always written as text, so that no `=…` of a sender ever becomes a formula."""
    if value is None or value == "":
        page.write_blank(row, column, None, style)
    elif isinstance(value, int | float):
        page.write_number(row, column, value, style)
    elif isinstance(value, date):
        page.write_datetime(row, column, value, style)
    else:
        page.write_string(row, column, clean(value), style)


def set_widths(page: Worksheet, columns: Sequence[Col], rows: list[Sequence[Any]]) -> list[float]:
    """Columns as wide as their content, within the column's own limit."""
    result = []
    for index, column in enumerate(columns):
        needed = column.width if column.fixed else _needed(column, [row[index] for row in rows])
        result.append(needed)
        page.set_column(index, index, needed, None, {"hidden": column.hidden})
    return result


def _needed(column: Col, cells: list[Any]) -> float:
    longest = max((_cell_width(cell, column.kind) for cell in set(cells)), default=0)
    head = max(width(line) for line in column.heads.split("\n"))
    # 3 for the filter button; a header of one long line may wrap once. An empty table keeps a readable shape.
    needed = max(longest + 2, (head if head <= 14 else math.ceil(head / 2)) + 3, NARROWEST)
    return min(column.width, needed if cells else max(needed, 14))


def _cell_width(cell: Any, kind: str) -> int:
    if cell is None:
        return 0
    if kind == "money":
        return len(f"{cell:,.2f}")
    return max((width(line) for line in str(cell)[:400].split("\n")), default=0)


def lines(text: Any, across: float) -> int:
    """Lines that wrapped text takes in a column `across` wide."""
    text = str(text)
    if 2 * len(text) <= across and "\n" not in text:
        return 1
    return sum(_wrapped(part, max(across, 2)) for part in text.split("\n"))


def _wrapped(part: str, across: float) -> int:
    """A row of numbers joined by commas is one word to LibreOffice: it begins on a line of its own."""
    least = max(1, math.ceil(width(part) / across))
    return least + len(_LONG_WORD.findall(part)) if least > 1 else 1


def _running_total(book: Book, page: Worksheet, row: int, columns: Sequence[Col], rows: list[Sequence[Any]]) -> None:
    """A row of SUBTOTAL above the header: it follows the filter, and carries its value for readers that do not compute."""
    first = row + 2 + any(c.group for c in columns)
    end = first + max(len(rows), 1) - 1
    page.set_row(row, 22)
    for index, column in enumerate(columns):
        if column.total:
            name = xl_col_to_name(index)
            value = sum(r[index] or 0 for r in rows)
            style = book.format("sum_money" if column.kind == "money" else "sum_int")
            page.write_formula(row, index, f"=SUBTOTAL(109,{name}{first + 1}:{name}{end + 1})", style, round(value, 2))
        else:
            page.write_blank(row, index, None, book.format("sum_text"))
    start = next((i for i, c in enumerate(columns) if c.total), 0)
    if start > 1:
        page.merge_range(row, 0, row, start - 1, "", book.format("sum_text"))
    if start:
        page.write_string(row, 0, "合计（随筛选变化）", book.format("sum_text"))
