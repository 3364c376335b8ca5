"""What a cleaner answers, and the plain text of a cell that all cleaners start from."""

import math
import re
import unicodedata
from datetime import date, datetime
from typing import Any, NamedTuple

# Texts by which people say that a cell is empty.
NOTHING = frozenset(
    {"", "/", "\\", "-", "--", "---", "—", "——", "_", "、", "|", ".", "。", "null", "NULL", "None", "nan", "NaN"}
)
NOTHING_SAID = NOTHING | {"无", "没有", "暂无", "不详", "未知", "空", "缺", "不清楚", "不明", "待核实", "未填"}
EXCEL_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!"})

_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\ud800-\udfff]")
_APOSTROPHES = "'’‘`´＇"


def formula_error(text: str) -> str | None:
    """The sentence for a cell that holds the error of a formula instead of what it should say."""
    return f"“{text}”是公式出错，请填写实际内容" if text in EXCEL_ERRORS else None


class Cleaned(NamedTuple):
    """A value, the kind of repair that made it (for the log), and what is wrong with the cell."""

    value: Any = None
    repair: str | None = None
    bad: str | None = None


EMPTY = Cleaned()


def cell_text(raw: Any) -> str:
    """The cell as NFKC text: whole numbers without `.0`, dates as ISO, nothing invisible around it."""
    if isinstance(raw, str):
        if raw.isascii() and raw.isalnum():
            return raw
        text = raw if unicodedata.is_normalized("NFKC", raw) else unicodedata.normalize("NFKC", raw)
        return _INVISIBLE.sub("", text).strip()
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float):
        return _float_text(raw)
    if isinstance(raw, datetime):
        return raw.date().isoformat() if raw.time() == datetime.min.time() else raw.isoformat(" ")
    return raw.isoformat() if isinstance(raw, date) else str(raw)


def _float_text(raw: float) -> str:
    if math.isnan(raw) or math.isinf(raw):
        return ""
    return str(int(raw)) if raw.is_integer() else repr(raw)


def lost_digits(raw: Any) -> bool:
    """Whether Excel kept this long number as a number, and so only its first 15 digits."""
    return isinstance(raw, float) and math.isfinite(raw) and abs(raw) >= 1e15


def first_fifteen(raw: int | float) -> str:
    """The 15 digits that a long number still has, zeros for the others.

    The float nearest to …010000 may lie a little below it: that must not cost the fifteenth digit.
    """
    whole = abs(int(raw))
    unit = 10 ** max(len(str(whole)) - 15, 0)
    kept, rest = divmod(whole, unit)
    if rest >= unit - math.ulp(float(whole)):
        kept += 1
    return str(kept * unit)


def strip_apostrophes(text: str) -> str:
    """Without the quotes that force text in Excel, before or behind."""
    return text.strip(_APOSTROPHES + " ")


def squeeze(text: str) -> str:
    """Without any white space."""
    return "".join(text.split())


def form_repair(raw: Any, clean: str) -> str | None:
    """Kind of the purely formal repair between the raw cell and its clean text."""
    if not isinstance(raw, str) or raw == clean:
        return None
    if unicodedata.normalize("NFKC", raw) != raw:
        return "FULL_WIDTH"
    return "APOSTROPHE" if strip_apostrophes(raw) != raw.strip(" ") else "SPACES"


def clean_text(raw: Any) -> Cleaned:
    """Free text: NFKC, trimmed, line breaks become one space; `/` and dashes are nothing."""
    text = cell_text(raw)
    if not text.isalnum():
        text = " ".join(text.split())
    if text in NOTHING:
        return EMPTY
    return Cleaned(bad=formula_error(text)) if text in EXCEL_ERRORS else Cleaned(text)
