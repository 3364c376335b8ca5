"""Set-aside rows go back to their sender: a copy of the workbook that holds only them.

Title and header stay, file and sheet names stay (they may say the period), the
wrong cell is coloured. A line on top says what to do and where the copy belongs,
a column 错误说明 what is wrong in each row, and a hidden column 来源号 which row
the corrected one replaces.
"""

import math
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from dibao.engine.intake.own import is_own
from dibao.engine.intake.required import SetAside
from dibao.engine.sheets.cells import width
from dibao.engine.sheets.model import SheetTable
from dibao.engine.sheets.returned import BANNER, REASON, SOURCE_NUMBER, is_banner
from dibao.engine.values import cell_text

WRONG = PatternFill("solid", fgColor="FFC7CE")
SCREEN = 110  # characters across that a laptop shows
ASK = PatternFill("solid", fgColor="FFF2CC")
HEADER = PatternFill("solid", fgColor="E3EBF5")
LINES = Border(*[Side("thin", "9AA7B8")] * 4)
NARROWEST, WIDEST = 10, 40


@dataclass
class ReturnedSheet:
    """A sheet with rows to send back: as it was read, the reasons, and the 来源号 of each row."""

    table: SheetTable
    reasons: list[SetAside]
    numbers: dict[int, str]

    @property
    def title(self) -> str:
        """Name of the sheet in the copy."""
        return self.table.sheet or "Sheet1"


def write_returns(target: Path, sheets: list[ReturnedSheet], home: str) -> Path:
    """Write the copy and return its path; `home` is the folder, in words, that the corrected copy is to be put into."""
    book = Workbook()
    book.remove(book.active)
    for sheet in sheets:
        _Copy(book.create_sheet(sheet.title), sheet).write(home)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


class _Copy:
    """One sheet of the copy."""

    def __init__(self, out: Worksheet, sheet: ReturnedSheet):
        self.out, self.sheet = out, sheet
        self.width = len(sheet.table.columns)
        self.shift = 1  # lines by which everything stands lower than in the sender's sheet
        self.line = 1  # last line written; the first says what to do
        self.needed = [NARROWEST] * self.width  # characters across

    def write(self, home: str) -> None:
        """What to do, title and header, then each row that goes back, under the name of its block."""
        header = self._head()
        places = {number: place for place, number in enumerate(self.sheet.table.rows)}
        reasons: dict[int, list[SetAside]] = {}
        for reason in self.sheet.reasons:
            reasons.setdefault(reason.row, []).append(reason)
        block = ""
        for number in sorted(reasons):
            block = self._block(places[number], block)
            self._row(number, places[number], reasons[number])
        self._columns()
        self._banner(len(reasons), home)
        self._paper(header)

    def _head(self) -> int:
        """Title and header below the banner; returns the header's line."""
        for number, cells in self.sheet.table.head:
            if is_banner(cells):  # of a copy that goes back once more
                self.shift = 1 - number
                continue
            self.line = number + self.shift
            is_header = number >= (self.sheet.table.header_from or math.inf)
            for index, value in enumerate(cells):
                _dress(self._put(self.line, index, value), is_header, self.line == 2)
        self.line = max(self.line, 2)
        self.out.freeze_panes = self.out.cell(self.line + 1, 1)
        self._labels(self.line)
        self._merges()
        return self.line

    def _labels(self, header: int) -> None:
        for index, label in ((self.width, REASON), (self.width + 1, SOURCE_NUMBER)):
            cell = self._put(header, index, label)
            _dress(cell, True, False)
            cell.font = Font(bold=True, color="C00000")

    def _merges(self) -> None:
        for top, left, bottom, right in self.sheet.table.head_merges:
            if top + self.shift > 1:
                place = {"start_row": top + self.shift, "end_row": bottom + self.shift}
                self.out.merge_cells(**place, start_column=left + 1, end_column=right + 1)

    def _block(self, place: int, before: str) -> str:
        """The block's name once more, where it changes: “一、城关镇” speaks for the rows below it."""
        blocks = self.sheet.table.blocks
        block = cell_text(blocks.cell(place)) if blocks else ""
        if block != before:
            for part in block.split("/"):
                self.line += 1
                self._put(self.line, 0, part)
        return block

    def _row(self, number: int, place: int, reasons: list[SetAside]) -> None:
        self.line += 1
        wrong = {reason.column for reason in reasons}
        for index, column in enumerate(self.sheet.table.columns):
            if not is_own(column):
                cell = self._put(self.line, index, column.cell(place))
                cell.border = LINES
                self.needed[index] = max(self.needed[index], width(cell_text(cell.value or "")) + 2)
                if index in wrong:
                    cell.fill = WRONG
        why = self._put(self.line, self.width, "；".join(dict.fromkeys(reason.sentence for reason in reasons)))
        why.alignment, why.font = Alignment(wrap_text=True, vertical="top"), Font(color="C00000")
        self._put(self.line, self.width + 1, self.sheet.numbers[number])

    def _put(self, line: int, index: int, value: object) -> Cell:
        """Write a cell: long numbers and texts as text, never a formula."""
        if isinstance(value, (int, float)) and not isinstance(value, bool) and abs(value) >= 1e11:
            value = cell_text(value)
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub("", value)[:32767]
        cell = self.out.cell(line, index + 1)
        cell.value = value
        if isinstance(value, str) and value:
            cell.data_type, cell.number_format = "s", "@"
        elif isinstance(value, date):
            has_time = isinstance(value, datetime) and value.time() != time.min
            cell.number_format = "yyyy-mm-dd hh:mm:ss" if has_time else "yyyy-mm-dd"
        return cell

    def _columns(self) -> None:
        """Widths, the hidden column, and columns that this copy no longer needs."""
        for index, needed in enumerate(self.needed):
            letter = get_column_letter(index + 1)
            self.out.column_dimensions[letter].width = min(needed, WIDEST)
            if is_own(self.sheet.table.columns[index]):
                self.out.column_dimensions[letter].hidden = True
        self.out.column_dimensions[get_column_letter(self.width + 1)].width = 48
        self.out.column_dimensions[get_column_letter(self.width + 2)].hidden = True

    def _banner(self, rows: int, home: str) -> None:
        """The line on top: a clerk who gets this file and nothing else must know what to do with it."""
        last, across = self._first_screen()
        text = (
            f"{BANNER}本表 {rows} 行须改正：只改红色单元格，怎样改见最右边“{REASON}”一列；不要删列、改列名，改不了的行照原样留着。\n"
            f"改完保存，把整个文件放进“{home}”文件夹，和原来的表放在一起（不要覆盖原来的表），再运行一次比对。"
        )
        cell = self._put(1, 0, text)
        cell.alignment = Alignment(wrap_text=True, vertical="center")
        cell.font, cell.fill = Font(bold=True, color="C00000"), ASK
        self.out.merge_cells(start_row=1, end_row=1, start_column=1, end_column=last)
        lines = sum(math.ceil(2 * len(line) / (across - 2)) for line in text.split("\n"))
        self.out.row_dimensions[1].height = 8 + 15 * lines

    def _first_screen(self) -> tuple[int, float]:
        """The last column that is seen without scrolling, and how many characters that is across."""
        across = 0.0
        for index in range(self.width + 1):
            column = self.out.column_dimensions[get_column_letter(index + 1)]
            across += 0 if column.hidden else column.width
            if across > SCREEN:
                return index + 1, across
        return self.width + 1, across

    def _paper(self, header: int) -> None:
        """A4 across, one page wide, with the header on each page."""
        self.out.page_setup.orientation, self.out.page_setup.paperSize = "landscape", 9
        self.out.page_setup.fitToWidth, self.out.page_setup.fitToHeight = 1, 0
        self.out.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        self.out.print_title_rows = f"{header}:{header}"
        self.out.oddFooter.center.text = "第 &P 页　共 &N 页"


def _dress(cell: Cell, is_header: bool, is_title: bool) -> None:
    """Title and header in our own dress: the sender's would cost a second, slow reading of his whole workbook."""
    if is_header:
        cell.font, cell.fill, cell.border = Font(bold=True), HEADER, LINES
        cell.alignment = Alignment(wrap_text=True, horizontal="center", vertical="center")
    elif is_title:
        cell.font = Font(bold=True, size=14)
