"""Reading workbooks back, as a program and as a snoop would."""

import html
import zipfile
from pathlib import Path

from openpyxl import load_workbook


def rows(path: Path, sheet: str) -> list[list]:
    """The cell values of a sheet, formulas with the values they carry."""
    return [list(r) for r in load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


def below(path: Path, sheet: str, header: str) -> list[dict]:
    """The data rows of a sheet as dicts, found by the header row that holds `header`."""
    table = rows(path, sheet)
    top = next(i for i, row in enumerate(table) if header in row)
    top -= table[top][0] is None  # the header was found in the lower of two header rows
    grouped = len(table) > top + 1 and table[top + 1][0] is None
    heads = [low or high for high, low in zip(table[top], table[top + 1], strict=True)] if grouped else table[top]
    return [dict(zip(heads, row, strict=True)) for row in table[top + 1 + grouped :]]


def everything(path: Path) -> str:
    """All that is in the file, part names too, as one text: sheets, strings, names, properties, charts, comments."""
    with zipfile.ZipFile(path) as archive:
        parts = (f"{name}\n{archive.read(name).decode('utf-8')}" for name in archive.namelist())
        return html.unescape("\n".join(parts))
