"""The look: fonts by name, sober colours, A4 landscape, one place for every format."""

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dibao.engine.errors import UserError
from dibao.engine.workbooks.words import CLASSIFIED, clean

BODY, HEAD, NOTE = "宋体", "黑体", "仿宋"
INK, LINE, BAND, SUM, ENTRY = "#1F2D3D", "#9AA7B5", "#E6ECF3", "#F4F6F9", "#FFFBE8"
SEVERITY_COLOURS = {
    "A": ("#9C1C14", "#FBE4E1"),
    "B": ("#8A5200", "#FDF1DC"),
    "C": ("#24507A", "#E6F0FA"),
    "D": ("#555555", "#EFEFEF"),
}
SIDE_COLOURS = {
    "错保": "#B23A30",
    "漏保": "#2F6B9A",
    "少发": "#C98A1B",
    "资金手续": "#6B7F94",
    "数据区域": "#B9C4CF",
}

MONEY = "#,##0.00_ ;-#,##0.00_ "  # a space behind, so that figures do not touch the text of the next column
_GRID = {"border": 1, "border_color": LINE, "valign": "vcenter", "font_name": BODY, "font_size": 10}
KINDS = {
    "title": {"font_name": BODY, "font_size": 18, "bold": True, "align": "center", "valign": "vcenter", "font_color": INK},
    "sub": {"font_name": NOTE, "font_size": 11, "align": "left", "valign": "vcenter", "font_color": "#44546A"},
    "section": {"font_name": HEAD, "font_size": 12, "valign": "vcenter", "font_color": INK, "bottom": 2, "bottom_color": INK},
    "para": {"font_name": NOTE, "font_size": 11, "text_wrap": True, "valign": "top"},
    "ask": {**_GRID, "font_size": 12, "bold": True, "text_wrap": True, "bg_color": "#FFF2CC"},
    "ask_head": {**_GRID, "font_name": HEAD, "font_size": 13, "align": "center", "bg_color": "#FFF2CC", "font_color": "#9C1C14"},
    "head": {**_GRID, "font_name": HEAD, "bg_color": BAND, "align": "center", "text_wrap": True, "font_color": INK},
    "head_entry": {**_GRID, "font_name": HEAD, "bg_color": "#FBEFC4", "align": "center", "text_wrap": True, "font_color": INK},
    "text": {**_GRID, "num_format": "@"},
    "centre": {**_GRID, "num_format": "@", "align": "center"},
    "wrap": {**_GRID, "num_format": "@", "text_wrap": True},
    "id": {**_GRID, "num_format": "@", "align": "center", "font_name": "Times New Roman"},
    "money": {**_GRID, "num_format": MONEY, "font_name": "Times New Roman"},
    "money_dash": {**_GRID, "num_format": MONEY + ';"—"_ ', "font_name": "Times New Roman"},
    "int": {**_GRID, "num_format": "#,##0", "align": "center", "font_name": "Times New Roman"},
    "entry": {**_GRID, "num_format": "@", "text_wrap": True, "bg_color": ENTRY, "locked": False},
    "entry_date": {**_GRID, "num_format": "yyyy-mm-dd", "bg_color": ENTRY, "align": "center", "locked": False},
    "figure": {**_GRID, "font_name": "Times New Roman", "font_size": 20, "bold": True, "align": "center", "num_format": "#,##0", "bottom": 0},
    "figure_note": {**_GRID, "font_name": NOTE, "font_size": 10, "align": "center", "top": 0, "text_wrap": True},
    "sum_text": {**_GRID, "font_name": HEAD, "bg_color": SUM, "align": "center"},
    "sum_int": {**_GRID, "bold": True, "bg_color": SUM, "align": "center", "num_format": "#,##0", "font_name": "Times New Roman"},
    "sum_money": {**_GRID, "bold": True, "bg_color": SUM, "num_format": MONEY, "font_name": "Times New Roman"},
}  # fmt: skip


@dataclass
class Book:
    """A workbook being written, with its formats made once each; the same content gives the same bytes."""

    path: Path
    title: str
    county: str
    day: str
    _formats: dict[str, Format] = field(default_factory=dict)

    def __post_init__(self):
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.part = self.path.with_name(self.path.name + ".part")
        options = {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "in_memory": True,
        }
        options["default_format_properties"] = {"font_name": BODY, "font_size": 10}
        self.workbook = xlsxwriter.Workbook(str(self.part), options)
        # A fixed day instead of "now": the same result must give the same bytes.
        created = datetime.fromisoformat(self.day).replace(tzinfo=UTC)
        self.workbook.set_properties(
            {"title": self.title, "author": "阳光低保", "company": self.county, "created": created}
        )

    def format(self, kind: str) -> Format:
        """The format of this kind; `sev_A` … are made from the severity colours."""
        if kind not in self._formats:
            self._formats[kind] = self.workbook.add_format(_properties(kind))
        return self._formats[kind]

    def sheet(self, name: str, landscape: bool = True) -> Worksheet:
        """A new sheet, ready to print: A4, one page wide, page numbers, county and day in the footer."""
        page = self.workbook.add_worksheet(sheet_name(name, {s.get_name() for s in self.workbook.worksheets()}))
        page.hide_gridlines(2)
        page.set_paper(9)
        if landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.set_margins(left=0.45, right=0.45, top=0.6, bottom=0.65)
        page.set_header(f'&R&"{NOTE}"&9{CLASSIFIED}', {"margin": 0.3})
        # The space behind each size keeps a text that begins with a digit from becoming part of it.
        owner = f"{self.county[:40]}　".replace("&", "&&") if self.county else ""
        page.set_footer(
            f'&L&"{NOTE}"&9 {owner}数据截至 {self.day}&C&"{NOTE}"&9第 &P 页　共 &N 页&R&"{NOTE}"&9 &A', {"margin": 0.3}
        )
        return page

    def close(self) -> Path:
        """Write the file; an open copy in Excel is told in words, and a half-written file never takes its place."""
        try:
            self.workbook.close()
            os.replace(self.part, self.path)
        except (FileCreateError, OSError) as error:
            raise UserError(
                str(self.path), "写不进去", "请检查磁盘空间；如果这个文件正在 Excel 或 WPS 里打开，关掉它再运行"
            ) from error
        return self.path


def sheet_name(name: str, taken: set[str]) -> str:
    """A name that Excel accepts: 31 characters, none of `[]:*?/\\`, not taken yet."""
    base = "".join("　" if c in "[]:*?/\\" else c for c in clean(name)).strip("' ") or "表"
    lowered = {t.lower() for t in taken} | {"history"}
    result, number = base[:31], 2
    while result.lower() in lowered:
        result, number = f"{base[:27]}（{number}）", number + 1
    return result


def _properties(kind: str) -> dict:
    if kind.startswith("sev_"):
        ink, fill = SEVERITY_COLOURS.get(kind[4:], SEVERITY_COLOURS["D"])
        return {**KINDS["centre"], "font_name": HEAD, "bold": True, "font_color": ink, "bg_color": fill}
    return KINDS[kind]
