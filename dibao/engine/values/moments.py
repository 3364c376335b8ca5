"""A point of time in a bank's list: a day with the clock, a day, or the clock alone."""

import re
from datetime import date, datetime, time
from typing import Any

from dibao.engine.values.cleaned import EMPTY, EXCEL_ERRORS, NOTHING_SAID, Cleaned, cell_text, strip_apostrophes
from dibao.engine.values.dates import clean_date

_CLOCK = re.compile(r"(?:^|[ T日])(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2}))?(?:\.\d+|秒|分)*\Z")
_DIGITS = re.compile(r"(\d{8})?(\d{2})(\d{2})(\d{2})\Z", re.ASCII)
_SECONDS_A_DAY = 86_400


def clean_moment(raw: Any) -> Cleaned:
    """`2023-05-06 09:13:22`, `2023-05-06` or `09:13:22`, whichever the cell holds."""
    if isinstance(raw, (datetime, date, time)):
        return Cleaned(raw.isoformat(" ", "seconds") if isinstance(raw, datetime) else raw.isoformat())
    text = strip_apostrophes(cell_text(raw))
    if text in NOTHING_SAID or text in EXCEL_ERRORS:
        return EMPTY
    if isinstance(raw, float) and 0 <= raw < 1:
        return _clock(*_split(round(raw * _SECONDS_A_DAY)))
    if match := _DIGITS.fullmatch(text):
        return _joined(match[1] or "", match.groups()[1:], text)
    if match := _CLOCK.search(text):
        return _joined(text[: match.start() + 1].strip(" T"), match.groups(), text)
    return _day(text)


def _split(seconds: int) -> tuple[int, int, int]:
    return seconds // 3600, seconds // 60 % 60, seconds % 60


def _joined(day: str, parts: tuple, text: str) -> Cleaned:
    clock = _clock(*(int(part or 0) for part in parts))
    if clock.bad or not day or day.isdigit() and len(day) < 8:
        return clock
    first = _day(day)
    return first if first.bad else Cleaned(f"{first.value} {clock.value}")


def _clock(hour: int, minute: int, second: int) -> Cleaned:
    try:
        return Cleaned(time(hour, minute, second).isoformat("seconds"))
    except ValueError:
        return Cleaned(bad=f"“{hour}:{minute}:{second}”不是时刻，请按 09:30:00 填写")


def _day(text: str) -> Cleaned:
    found = clean_date(text)
    return Cleaned(found.value.isoformat()) if isinstance(found.value, date) else found
