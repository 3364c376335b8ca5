"""A raw sheet becomes coded columns: rows told apart, header composed, merged cells filled."""

from array import array
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import chain

from dibao.engine.sheets.abreast import lay_down
from dibao.engine.sheets.cells import is_blank, squeeze
from dibao.engine.sheets.headers import Header, Row, find_header
from dibao.engine.sheets.hints import named_headers
from dibao.engine.sheets.model import CodedColumn, Merge, RawSheet, RowCounts, SheetTable
from dibao.engine.sheets.returned import is_banner
from dibao.engine.sheets.rows import Roles, block_name
from dibao.engine.sheets.split import join_split

OPENING = 60  # non-empty rows looked at to find the header
DITTO = {"同上", "同前", "〃", "″", "”", "//", "''", "“", "—〃—", "同上行"}
PLAIN = (str, int, float, bool, date, datetime)


def read_layout(raw: RawSheet, hint: Mapping[str, str] | None = None) -> SheetTable:
    """Walk a sheet once and understand its layout; a sheet without a table has no columns, its rows are notes.

    `hint` is what policy.toml says about the sheet: the row that holds the headers named there is the header.
    """
    walk = iter(raw.rows)
    opening = _opening(walk)
    header = find_header(opening, raw.merges, named_headers(hint or {}))
    sheet = SheetTable(raw.file, raw.sheet, raw.content, "", array("i"), [], None, RowCounts(), hidden=raw.hidden)
    if header is None:
        sheet.title = _text(opening[:5])
        sheet.counts.note = len(opening) + sum(any(not is_blank(cell) for cell in row) for _, row in walk)
        return sheet
    above, below = opening[: header.first], opening[header.last + 1 :]
    sheet.title = _text([row for row in above if not is_banner(row[1])])
    sheet.counts.title, sheet.counts.header = len(above), header.last - header.first + 1
    sheet.head = opening[: header.last + 1]
    sheet.header_from = next((number for number, _ in sheet.head[header.first :]), 0)
    bottom = next((number for number, _ in reversed(sheet.head)), 0)
    sheet.head_merges = [merge for merge in raw.merges if merge[2] <= bottom]
    _Filler(sheet, header, _tall(raw.merges)).walk(chain(below, walk))
    join_split(sheet)
    lay_down(sheet)
    return sheet


def _opening(walk: Iterator[Row]) -> list[Row]:
    """The first non-empty rows."""
    rows: list[Row] = []
    for number, row in walk:
        if any(not is_blank(cell) for cell in row):
            rows.append((number, row))
            if len(rows) == OPENING:
                break
    return rows


def _text(rows: list[Row]) -> str:
    lines = (" ".join(str(cell).strip() for cell in row if not is_blank(cell)) for _, row in rows)
    return "\n".join(lines)


def _tall(merges: list[Merge]) -> dict[int, list[Merge]]:
    """Merges that reach over several rows, by their first row."""
    result: dict[int, list[Merge]] = {}
    for merge in merges:
        if merge[2] > merge[0]:
            result.setdefault(merge[0], []).append(merge)
    return result


class _Index(dict):
    """Cell → code; a cell seen for the first time gets the next one."""

    def __init__(self, values: list):
        super().__init__({"": -1, None: -1})
        self.values_list = values

    def __missing__(self, cell: object) -> int:
        if is_blank(cell) or cell != cell:
            self[cell] = -1
            return -1
        self[cell] = code = len(self.values_list)
        self.values_list.append(_plain(cell))
        return code


def _plain(cell: object) -> object:
    """Whole floats are what calamine makes of integers; times and decimals are nothing a cleaner knows."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return int(cell)
    if isinstance(cell, Decimal):
        return float(cell)
    return str(cell) if isinstance(cell, (time, timedelta)) or not isinstance(cell, PLAIN) else cell


def _repeat_above(column: CodedColumn) -> int:
    """Cells that say `同上` get the cell above; returns how many."""
    same = {code for code, value in enumerate(column.values) if isinstance(value, str) and squeeze(value) in DITTO}
    rows = [row for row, code in enumerate(column.codes) if code in same] if same else []
    for row in rows:
        column.codes[row] = column.codes[row - 1] if row else -1
    return len(rows)


class _Filler:
    """Takes the rows below the header, one after the other, into a `SheetTable`."""

    def __init__(self, sheet: SheetTable, header: Header, tall: dict[int, list[Merge]]):
        self.sheet, self.tall = sheet, tall
        self.roles = Roles(header, {squeeze(text) for text in sheet.title.split("\n") if text})
        self.active: dict[int, tuple[object, int]] = {}
        self.block, self.blocks = "", CodedColumn("")
        self.block_index = _Index(self.blocks.values)
        self.indexes: list[_Index] = []
        self.appends: list = []
        self._widen(len(header.names))
        for column, name in zip(sheet.columns, header.names, strict=True):
            column.header = name

    def walk(self, rows: Iterator[Row]) -> None:
        """Take every row in by its role."""
        counts, notes, role_of = self.sheet.counts, [], self.roles.of
        for number, row in rows:
            role = role_of(row)
            if role == "data":
                self._take(number, row)
            elif role != "blank":
                setattr(counts, role, getattr(counts, role) + 1)
                if role == "blocks":
                    self.block = block_name(row, self.block)
                elif role == "note" and len(notes) < 50:
                    notes.append(_text([(number, row)]))
        counts.data = len(self.sheet.rows)
        self.sheet.filled += sum(map(_repeat_above, self.sheet.columns))
        self.sheet.notes = "\n".join(notes)
        self.sheet.blocks = self.blocks if self.blocks.values else None

    def _take(self, number: int, row: list) -> None:
        if self.tall or self.active:
            self._fill(number, row)
        if len(row) > len(self.appends):
            self._widen(len(row))
        self.sheet.rows.append(number)
        self.blocks.codes.append(self.block_index[self.block])
        for append, index, cell in zip(self.appends, self.indexes, row, strict=False):
            append(index[cell])
        for append in self.appends[len(row) :]:
            append(-1)

    def _widen(self, width: int) -> None:
        """More columns than any row so far had."""
        for _ in range(len(self.appends), width):
            column = CodedColumn("", array("i", [-1]) * len(self.sheet.rows))
            self.sheet.columns.append(column)
            self.indexes.append(_Index(column.values))
            self.appends.append(column.codes.append)

    def _fill(self, number: int, row: list) -> None:
        """Give the rows below a merged cell its value."""
        for column, (value, bottom) in list(self.active.items()):
            if number > bottom:
                del self.active[column]
            elif column < len(row) and is_blank(row[column]):
                row[column] = value
                self.sheet.filled += 1
                self.sheet.merged.setdefault(column, array("i")).append(len(self.sheet.rows))
        for _, left, bottom, _ in self.tall.get(number, ()):
            if left < len(row) and not is_blank(row[left]):
                self.active[left] = (row[left], bottom)
