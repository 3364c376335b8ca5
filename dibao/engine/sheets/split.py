"""One thing written over several neighbouring columns: surname and given name, an ID in two parts or digit by digit."""

from array import array

from dibao.engine.sheets.cells import squeeze
from dibao.engine.sheets.match import normal
from dibao.engine.sheets.model import CodedColumn, SheetTable
from dibao.engine.sheets.profile import valid_id

LOOKED_AT = 30  # rows that must agree before columns are joined
ID_LENGTH = 18


def join_split(sheet: SheetTable) -> None:
    """Put split names and IDs together in their first column; the others are left empty."""
    place = 0
    while place < len(sheet.columns):
        width = _name_width(sheet.columns, place) or _id_width(sheet, place)
        if width > 1:
            _join(sheet.columns, place, width)
        place += max(width, 1)


def _name_width(columns: list[CodedColumn], place: int) -> int:
    leaves = [normal(column.header.split("/")[-1]) for column in columns[place : place + 2]]
    if leaves != ["姓", "名"]:
        return 0
    columns[place].header = "姓名"
    return 2


def _id_width(sheet: SheetTable, place: int) -> int:
    """How many columns from `place` make valid IDs together in nearly every row that is looked at."""
    rows = [row for row in range(min(len(sheet.rows), LOOKED_AT)) if sheet.columns[place].codes[row] >= 0]
    if not rows or len(_text(sheet.columns[place], rows[0])) >= ID_LENGTH:
        return 0
    width, length = 0, 0
    while length < ID_LENGTH and place + width < len(sheet.columns):
        part = _text(sheet.columns[place + width], rows[0])
        if not part.rstrip("Xx").isdigit() and part not in ("X", "x"):
            return 0
        width, length = width + 1, length + len(part)
    parts = sheet.columns[place : place + width]
    good = sum(valid_id("".join(_text(part, row) for part in parts).upper()) for row in rows)
    return width if width > 1 and good >= 0.8 * len(rows) else 0


def _text(column: CodedColumn, row: int) -> str:
    cell = column.cell(row)
    return "" if cell is None else squeeze(cell)


def _join(columns: list[CodedColumn], place: int, width: int) -> None:
    """The texts of each row joined in the first column, which keeps its header."""
    first, others = columns[place], columns[place + 1 : place + width]
    texts = ["".join(_text(part, row) for part in (first, *others)) for row in range(len(first.codes))]
    values = list(dict.fromkeys(text for text in texts if text))
    known = {text: code for code, text in enumerate(values)} | {"": -1}
    first.codes, first.values = array("i", [known[text] for text in texts]), values
    for other in others:
        other.header, other.codes, other.values = "", array("i", [-1]) * len(texts), []
