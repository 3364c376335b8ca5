"""`.xls` files that are web pages or Excel 2003 XML: what many web systems export."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from dibao.engine.errors import UnreadableFile
from dibao.engine.sheets.model import Merge, RawSheet
from dibao.engine.sheets.text import find_encoding

NAMESPACE = "{urn:schemas-microsoft-com:office:spreadsheet}"


def read(path: Path) -> Iterator[RawSheet]:
    """Tables of a web page, or the sheets of an Excel 2003 XML file."""
    text = path.read_text(_encoding(path), errors="replace").lstrip("\ufeff \r\n\t")
    if "urn:schemas-microsoft-com:office:spreadsheet" in text[:4000] and text.startswith("<?xml"):
        yield from _excel_2003(text, path)
        return
    parser = _Tables()
    parser.feed(text)
    parser.close()
    tables = [table for table in parser.tables if table.rows]
    if not tables:
        raise UnreadableFile(path.name, "文件其实是网页，里面没有表格", "请发送单位重新导出为 .xlsx")
    for number, table in enumerate(tables, 1):
        name = f"表{number}" if len(tables) > 1 else ""
        yield RawSheet("", name, "", iter(sorted(table.rows.items())), table.merges)


def _encoding(path: Path) -> str:
    declared = re.search(rb"(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]+)", path.open("rb").read(4096))
    found = find_encoding(path)
    return (
        "gb18030"
        if found == "gb18030"
        or (declared and declared[1].lower() in (b"gbk", b"gb2312", b"gb18030") and found != "utf-8")
        else found
    )


class _Grid:
    """Cells put at their place, where spanning cells push the others aside."""

    def __init__(self) -> None:
        self.rows: dict[int, list] = {}
        self.merges: list[Merge] = []
        self.taken: set[tuple[int, int]] = set()
        self.row, self.column = 0, 0

    def next_row(self) -> None:
        """Start the next row."""
        self.row, self.column = self.row + 1, 0

    def put(self, cell: object, across: int, down: int) -> None:
        """Put a cell at the next free place of the row."""
        while (self.row, self.column) in self.taken:
            self.column += 1
        row = self.rows.setdefault(self.row, [])
        row += [""] * (self.column - len(row)) + [cell]
        if across > 1 or down > 1:
            self._span(across, down)
        self.column += across

    def _span(self, across: int, down: int) -> None:
        self.merges.append((self.row, self.column, self.row + down - 1, self.column + across - 1))
        self.taken |= {(self.row + i, self.column + j) for i in range(down) for j in range(across) if i}


class _Tables(HTMLParser):
    """Collects the cells of every table of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[_Grid] = []
        self.cell: list[str] | None = None
        self.span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag == "table":
            self.tables.append(_Grid())
        elif tag == "tr" and self.tables:
            self._close_cell()
            self.tables[-1].next_row()
        elif tag in ("td", "th") and self.tables:
            self._close_cell()
            values = dict(attrs)
            self.span = _number(values.get("colspan")), _number(values.get("rowspan"))
            self.cell = []
        elif tag == "br" and self.cell is not None:
            self.cell.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.cell is not None:
            self.cell.append(data)

    def _close_cell(self) -> None:
        if self.cell is not None:
            self.tables[-1].put("".join(self.cell).replace("\xa0", " ").strip(), *self.span)
            self.cell = None


def _number(text: str | None) -> int:
    return min(int(text), 2000) if text and text.strip().isdigit() and int(text) > 0 else 1


def _excel_2003(text: str, path: Path) -> Iterator[RawSheet]:
    try:
        root = ElementTree.fromstring(re.sub(r"^<\?xml[^>]*\?>", "", text))
    except ElementTree.ParseError as error:
        raise UnreadableFile(path.name, "文件不完整，读不出来", "请发送单位重新导出为 .xlsx") from error
    for sheet in root.iter(f"{NAMESPACE}Worksheet"):
        grid = _Grid()
        for row in sheet.iter(f"{NAMESPACE}Row"):
            _place_row(grid, row)
        yield RawSheet("", sheet.get(f"{NAMESPACE}Name", ""), "", iter(sorted(grid.rows.items())), grid.merges)


def _place_row(grid: _Grid, row: ElementTree.Element) -> None:
    grid.next_row()
    grid.row = int(row.get(f"{NAMESPACE}Index", grid.row))
    for cell in row.iter(f"{NAMESPACE}Cell"):
        grid.column = int(cell.get(f"{NAMESPACE}Index", grid.column + 1)) - 1
        across, down = (int(cell.get(NAMESPACE + name, 0)) + 1 for name in ("MergeAcross", "MergeDown"))
        data = cell.find(f"{NAMESPACE}Data")
        grid.put("".join(data.itertext()) if data is not None else "", across, down)
