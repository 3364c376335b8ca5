"""The two columns that we write into a returned sheet, and know again when it comes back."""

import re

from dibao.engine.sheets.model import CodedColumn
from dibao.engine.sheets.returned import REASON, SOURCE_NUMBER
from dibao.engine.values import cell_text

_NUMBER = re.compile(r"(\d{1,19})(?:-(\d{1,20}))?")


def is_own(column: CodedColumn) -> bool:
    """Whether a column is ours and says nothing about anybody."""
    return column.header.split("/")[-1] in (SOURCE_NUMBER, REASON)


def source_numbers(columns: list[CodedColumn]) -> CodedColumn | None:
    """The column 来源号 of a returned sheet; the last one, should it have been returned twice."""
    found = [column for column in columns if column.header.split("/")[-1] == SOURCE_NUMBER and column.values]
    return found[-1] if found else None


def number_text(src: int, row_hash: int) -> str:
    """A row's 来源号: where it stood, and what stood there, since its file may be edited in the meantime."""
    return f"{src}-{row_hash}"


def read_number(raw: object) -> tuple[int, int] | None:
    """The row and its hash (0 = unknown) that a cell of 来源号 names; None where somebody wrote something else."""
    found = _NUMBER.fullmatch(cell_text(raw))
    src, row_hash = (int(part or 0) for part in found.groups()) if found else (0, 0)
    return (src, row_hash) if 0 < src < 1 << 63 else None
