"""Excel and Parquet files as raw sheets."""

import csv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow
import pyarrow.parquet
import python_calamine as calamine

from dibao.engine.sheets.model import RawSheet

Encrypted = calamine.PasswordError
BROKEN = (calamine.CalamineError, pyarrow.ArrowInvalid, zipfile.BadZipFile, OSError, EOFError, UnicodeError, csv.Error)


def read(path: Path) -> Iterator[RawSheet]:
    """Every sheet of a workbook, hidden ones too, empty ones with no rows; the file's ending is not asked."""
    with path.open("rb") as stream, calamine.CalamineWorkbook.from_filelike(stream) as book:
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != calamine.SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_index(place)
            merges = [
                (top + 1, left, bottom + 1, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or []
            ]
            hidden = about.visible != calamine.SheetVisibleEnum.Visible
            yield RawSheet("", about.name, "", _rows(sheet), merges, hidden)


def _rows(sheet: calamine.CalamineSheet) -> Iterator[tuple[int, list]]:
    """Rows as they lie in the sheet; calamine leaves out empty columns on the left, which are put back.

    A formula's error (#N/A, #REF!) comes out of calamine as an empty cell, so it is counted as one: the row goes back
    for want of that column where it is needed. In a CSV the word is there, and the cleaners call the cell bad.
    """
    start = sheet.start
    if start is None:
        return
    pad = [""] * start[1]
    for number, row in enumerate(sheet.iter_rows(), 1):
        yield number, pad + row if pad else row


def read_parquet(path: Path) -> Iterator[RawSheet]:
    """A Parquet file: its column names are row 1."""
    file = pyarrow.parquet.ParquetFile(path)
    yield RawSheet("", "", "", _parquet_rows(file))


def _parquet_rows(file: pyarrow.parquet.ParquetFile) -> Iterator[tuple[int, list]]:
    yield 1, list(file.schema_arrow.names)
    number = 1
    for batch in file.iter_batches(20_000):
        columns = [column.to_pylist() for column in batch.columns]
        for row in zip(*columns, strict=True):
            number += 1
            yield number, ["" if cell is None else cell for cell in row]
