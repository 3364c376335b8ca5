"""A leaf of paper becomes a file: .xlsx, GB18030 .csv, or the .xls that is HTML."""

import csv
import html
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

LARGE = 20_000  # rows from which a workbook is streamed


@dataclass
class Leaf:
    """One sheet as an office lays it out; `merges` are (first row, last row, column) of the body, counted from 0."""

    name: str
    headers: list[list[str]]
    rows: list[list]
    titles: list[str] = field(default_factory=list)
    notes: list[list] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    header_at: list[int] = field(default_factory=list)  # body rows before which the header stands again
    hidden: bool = False


def write(path: Path, leaves: list[Leaf]) -> None:
    """By the ending of the name; HTML takes its first leaf only."""
    if path.suffix == ".csv":
        _write_csv(path, leaves[0])
    elif path.suffix == ".xls":
        _write_html(path, leaves[0])
    else:
        _write_xlsx(path, leaves)


def lines(leaf: Leaf) -> list[list]:
    """All lines in order, merged headers with their text in the first cell only."""
    repeats = set(leaf.header_at)
    result: list[list] = [[title] for title in leaf.titles] + [list(row) for row in leaf.headers]
    for index, row in enumerate(leaf.rows):
        if index in repeats:
            result += leaf.headers
        result.append(row)
    return result + leaf.notes


def _write_csv(path: Path, leaf: Leaf) -> None:
    with path.open("w", encoding="gb18030", newline="") as out:
        csv.writer(out).writerows([_plain(cell) for cell in line] for line in lines(leaf))


def _plain(cell):
    return f"{cell:%Y-%m-%d}" if isinstance(cell, date) else cell


def _write_html(path: Path, leaf: Leaf) -> None:
    with path.open("w", encoding="utf-8") as out:
        out.write(
            '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body><table border="1">\n'
        )
        for line in lines(leaf):
            out.write("<tr>" + "".join(f"<td>{html.escape(str(_plain(cell)))}</td>" for cell in line) + "</tr>\n")
        out.write("</table></body></html>\n")


def _write_xlsx(path: Path, leaves: list[Leaf]) -> None:
    streamed = sum(len(leaf.rows) for leaf in leaves) > LARGE and not any(
        leaf.merges or len(leaf.headers) > 1 for leaf in leaves
    )
    book = xlsxwriter.Workbook(
        str(path),
        {
            "constant_memory": streamed,
            "strings_to_numbers": False,
            "strings_to_formulas": False,
            "strings_to_urls": False,
        },
    )
    book.set_properties({"created": datetime(2025, 6, 30)})
    formats = {"date": book.add_format({"num_format": "yyyy-mm-dd"}), "head": book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1}),
               "middle": book.add_format({"valign": "vcenter"})}  # fmt: skip
    for leaf in leaves:
        _write_leaf(book.add_worksheet(leaf.name[:31] or None), leaf, formats)
    book.close()


def _write_leaf(sheet, leaf: Leaf, formats: dict) -> None:
    if leaf.hidden:
        sheet.hide()
    top = len(leaf.titles)
    width = len(leaf.headers[0]) if leaf.headers else 1
    for index, title in enumerate(leaf.titles):
        if width > 1:
            sheet.merge_range(index, 0, index, width - 1, title, formats["head"])
        else:
            sheet.write_string(index, 0, title)
    _write_headers(sheet, leaf.headers, top, formats["head"])
    _write_body(sheet, leaf, top + len(leaf.headers), formats)


def _write_headers(sheet, headers: list[list[str]], top: int, style) -> None:
    """A text spans the empty cells to its right that have a text below, or all the empty cells below it."""
    if len(headers) == 1:
        sheet.write_row(top, 0, headers[0], style)
        return
    for level, row in enumerate(headers):
        for column, text in enumerate(row):
            if not text:
                continue
            right, down = column, level
            while (
                right + 1 < len(row) and not row[right + 1] and any(below[right + 1] for below in headers[level + 1 :])
            ):
                right += 1
            while right == column and down + 1 < len(headers) and not headers[down + 1][column]:
                down += 1
            if right > column or down > level:
                sheet.merge_range(top + level, column, top + down, right, text, style)
            else:
                sheet.write_string(top + level, column, text, style)


def _write_body(sheet, leaf: Leaf, top: int, formats: dict) -> None:
    line, starts, repeats = top, {}, set(leaf.header_at)
    for index, row in enumerate(leaf.rows):
        if index in repeats:
            _write_headers(sheet, leaf.headers, line, formats["head"])
            line += len(leaf.headers)
        starts[index] = line
        _write_cells(sheet, line, row, formats["date"])
        line += 1
    for note in leaf.notes:
        _write_cells(sheet, line, note, formats["date"])
        line += 1
    for first, last, column in leaf.merges:
        if starts[last] - starts[first] == last - first:  # no repeated header in between
            sheet.merge_range(starts[first], column, starts[last], column, leaf.rows[first][column], formats["middle"])


def _write_cells(sheet, line: int, row: list, date_format) -> None:
    for column, cell in enumerate(row):
        if cell == "" or cell is None:
            continue
        if isinstance(cell, str):
            sheet.write_string(line, column, cell)
        elif isinstance(cell, date):
            sheet.write_datetime(line, column, cell, date_format)
        else:
            sheet.write_number(line, column, cell)
