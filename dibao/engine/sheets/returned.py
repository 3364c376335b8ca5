"""What our own returned copies are known by: their name, their first row, their last two columns."""

import re

SOURCE_NUMBER, REASON = "来源号", "错误说明"
BANNER = "【退回改正】"
_ENDING = re.compile(r"（退回\d*）$")


def original_stem(stem: str) -> str:
    """The sender's own file name, of a copy's: `花名册（退回2）` → `花名册`."""
    return _ENDING.sub("", stem)


def copy_name(stem: str, number: int) -> str:
    """The name of the copy, never the sender's own; a second one does not take the place of the first."""
    return f"{original_stem(stem)}（退回{number if number > 1 else ''}）.xlsx"


def is_banner(row: list) -> bool:
    """Whether a row is the line that we wrote on top: it says nothing about the sheet."""
    return any(isinstance(cell, str) and cell.startswith(BANNER) for cell in row)
