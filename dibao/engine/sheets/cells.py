"""What a single cell looks like, before anybody knows what its column is."""

import re
import unicodedata
from datetime import date

ID_LIKE = re.compile(r"[1-9]\d{5}(?:18|19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx*]?")
LONG_NUMBER = re.compile(r"['‘’]?\d[\d\- ]{13,}[\dXx]?")
NUMBER = re.compile(r"[-+¥￥]?\d[\d,，]*(?:\.\d+)?(?:[Ee][+]?\d+)?元?%?")
DATE = re.compile(r"(?:19|20)\d{2}[-./年]\d{1,2}(?:[-./月](?:\d{1,2}日?)?)?(?: .*)?|(?:19|20)\d{6}")


# What no eye sees: white space, byte order marks, zero-width and direction marks that web pages and chat programs leave.
UNSEEN = " \t\r\n\u3000\xa0\xad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\ufeff"
_UNSEEN = re.compile(rf"[\s{UNSEEN}]+")


def squeeze(cell: object) -> str:
    """A cell as text without any white space, full-width forms made plain."""
    if isinstance(cell, date):
        return f"{cell.year}年{cell.month}月"
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", str(cell)))


def is_blank(cell: object) -> bool:
    """Nothing, or nothing that can be seen."""
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip(UNSEEN))


def is_identity(cell: object) -> bool:
    """A citizen ID, an account, or what Excel made of one."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return cell >= 1e13
    return isinstance(cell, str) and len(cell) >= 14 and bool(LONG_NUMBER.fullmatch(squeeze(cell)))


def is_value(cell: object) -> bool:
    """Clearly data: a number, a date, an ID."""
    if not isinstance(cell, str):
        return True
    text = squeeze(cell)
    return bool(NUMBER.fullmatch(text) or DATE.fullmatch(text) or ID_LIKE.fullmatch(text) or is_identity(cell))


def is_month_label(cell: object) -> bool:
    """A month that may stand in a header: a date cell, 202301, 2023-01."""
    if isinstance(cell, date):
        return True
    return bool(re.fullmatch(r"(?:19|20)\d{2}[-./年]?(?:0?[1-9]|1[0-2])月?", squeeze(cell)))


def width(text: str) -> int:
    """Columns that a line takes: a Chinese character counts two, as its bytes in GBK do."""
    return len(text) if text.isascii() else len(text.encode("gbk", "replace"))
