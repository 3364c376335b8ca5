"""Days and months in every shape in which offices write them.

A bare month is its first day; `长期` and `至今` are 9999-12-31. A year alone is
not a date: to make it 1 January would put words into the sender's mouth.
"""

import re
from datetime import date, datetime, timedelta
from typing import Any

from dibao.engine.values.cleaned import EMPTY, EXCEL_ERRORS, NOTHING_SAID, Cleaned, cell_text, strip_apostrophes
from dibao.engine.values.numbers import chinese_number

FOREVER = date(9999, 12, 31)

_FOREVER = re.compile(r"(长期|永久|至今|现在|目前|无固定期限|无限期|终身|今)(有效|有效期|享受)?\Z")
_SERIAL_DAY_0 = date(1899, 12, 30)
_HAN_DIGITS = "零〇○一二三四五六七八九十廿卅"
_HAN_NUMBER = re.compile(f"[{_HAN_DIGITS}]+")
_LUNAR = re.compile("农历|古历|阴历|旧历|正月|腊月|冬月|月初[一二三四五六七八九十]|润|闰")
_TAIL = re.compile(
    r"[(\[【].*[)\]】]\Z|(星期|周)[一二三四五六日天]\Z|(份|起|前|后|左右|底|末|开始|初|批准|上旬|中旬|下旬)+\Z"
)
_CLOCK = re.compile(r"(?<=\d|日)[ T]+\d{1,2}(:\d{1,2}){1,2}(\.\d+)?( ?[AP]M|Z|\+\d\d:?\d\d)?\Z", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[-./\\、,，。．—–~年月]\s*|\s+")
_FULL = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{4}|\d{6})?\Z", re.ASCII)
_MONTH = re.compile(r"(\d{4})(\d{2})\Z", re.ASCII)
_QUARTER = re.compile(r"(?:(\d{4}|\d{2})年?度?)?第?([1-4])季度?\Z", re.ASCII)
_BARE_MONTH = re.compile(r"(?:本年|当年)?(\d{1,2})月?份?\Z", re.ASCII)
_MONTH_DAY = re.compile(r"(\d{1,2})月(\d{1,2})[日号]?\Z", re.ASCII)
_ENGLISH = {
    m: i + 1 for i, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
}
_ENGLISH_DATE = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[a-z]*[- ,]+(\d{4}|\d{2})\Z")
_RANGE = re.compile(r"\s*(?:至|到|~|～|—+|--+|–)\s*|(?<=[日月])\s*-\s*")
_DOTTED_RANGE = re.compile(r"(\d{4}([-./])\d{1,2}(?:\2\d{1,2})?)\s*-\s*(\d{4}\2\d{1,2}(?:\2\d{1,2})?|长期|至今|永久)\Z")
# The second half without the year, or without year and month: 2023.5.6-5.13, 2023.5.6-13, 5.6-5.13.
_SHORT_RANGE = re.compile(
    r"((?:\d{4}([./])\d{1,2}(?:\2\d{1,2})?|\d{1,2}[./]\d{1,2}))\s*-+\s*(\d{1,2}(?:[./]\d{1,2})?)\Z"
)
_MONTH_RANGE = re.compile(r"((?:\d{2,4}年)?\d{1,2})月?(?:-|至|到|~|—)(\d{1,2})月份?\Z")


def month_number(year: int, month: int) -> int:
    """Months since year 0: year × 12 + month − 1."""
    return year * 12 + month - 1


def clean_date(raw: Any, year: int | None = None, end: bool = False) -> Cleaned:
    """The day in a cell. Of a range its start, or with `end` its end; `year` helps `5月3日`."""
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _from_date(raw)
    if isinstance(raw, bool):
        return _unreadable(cell_text(raw))
    text = strip_apostrophes(cell_text(raw))
    if text in NOTHING_SAID:
        return EMPTY
    if isinstance(raw, (int, float)):
        return _from_number(text, raw, year)
    return _from_text(text, year, end)


def _from_date(day: date) -> Cleaned:
    """A date cell; Excel shows an empty one as 1899-12-30 or -31."""
    if day.year == 1899 and day.month == 12:
        return Cleaned(None, "ZERO_DATE")
    return _day(day.year, day.month, day.day, day.isoformat(), None)


def _from_number(text: str, raw: int | float, year: int | None) -> Cleaned:
    """A number cell: 20210305, 202103, a serial, 5.6 for 5月6日, or 2018.1 — which may have been 2018.10."""
    if text.isdigit():
        return _from_digits(text)
    whole, _, fraction = text.partition(".")
    if not (whole + fraction).isdigit():
        return _unreadable(text)
    if year and len(whole) <= 2 and fraction in ("1", "2", "3"):
        return Cleaned(bad=f"“{text}”分不清是{fraction}日还是{fraction}0日，请按“年-月-日”填写")
    if year and len(whole) <= 2 and fraction:
        return _single(text, text, year)
    if len(whole) == 4 and 1900 <= int(whole) < 2100 and len(fraction) <= 2:
        value, repair, bad = _day(int(whole), int(fraction), 1, text, "MONTH")
        return Cleaned(value, "AMBIGUOUS_MONTH" if fraction == "1" else repair, bad)
    return _from_digits(whole) if len(whole) == 5 else _unreadable(text)


def _from_digits(text: str) -> Cleaned:
    full, month = _FULL.match(text), _MONTH.match(text)
    if full:
        return _day(int(full[1]), int(full[2]), int(full[3]), text, "COMPACT")
    if month:
        return _day(int(month[1]), int(month[2]), 1, text, "MONTH")
    number = int(text) if len(text) <= 5 else -1
    if number == 0:
        return Cleaned(None, "ZERO_DATE")
    if len(text) == 4 and 1900 <= number < 2100:
        return Cleaned(bad=f"“{text}”只有年份，请补全到月或日")
    if 2100 <= number <= 80000:
        return Cleaned(_SERIAL_DAY_0 + timedelta(days=number), "SERIAL")
    return _unreadable(text)


def _from_text(text: str, year: int | None, end: bool) -> Cleaned:
    if _FOREVER.search(text) and not any(c.isdigit() for c in text):
        return Cleaned(FOREVER)
    if _LUNAR.search(text):
        return Cleaned(bad=f"“{text[:20]}”像是农历，请改填公历日期")
    plain = _CLOCK.sub("", _arabic(text))
    parts = _range(plain)
    if parts:
        return _one_of(parts, year, end)
    for _ in range(3):
        plain = _TAIL.sub("", plain).strip()
    return _single(plain, text, year)


def _range(text: str) -> tuple[str, str] | None:
    months, dotted, short = _MONTH_RANGE.match(text), _DOTTED_RANGE.match(text), _SHORT_RANGE.match(text)
    if months:
        return months[1] + "月", re.sub(r"\d{1,2}\Z", "", months[1]) + months[2] + "月"
    if dotted:
        return dotted[1], dotted[3]
    if short:
        return _borrow_year(short[1], short[3])
    parts = [part for part in _RANGE.split(text) if part.strip()]
    if len(parts) == 2 and re.search(r"\d{4}|年|\d月\d{1,2}|^\d{1,2}[./]\d", parts[0]):
        return _borrow_year(parts[0].removeprefix("自").removeprefix("从"), parts[1])
    return None


def _borrow_year(first: str, last: str) -> tuple[str, str]:
    """“2018年1月至12月”: the second half takes the year of the first, “5月6日至13日” the month, too."""
    before = re.match(r"(.*\d[月./])\d{1,2}[日号]?\Z", first)
    if before and re.fullmatch(r"\d{1,2}[日号]?", last) and re.search(r"月|[./].*[./]|^\d{1,2}[./]", first):
        return first, before[1] + last
    year, complete = re.match(r"(\d{2,4})(\D)", first), re.match(r"\d{4}|\d{2}年|\D", last)
    if complete or year is None or (len(year[1]) < 4 and year[2] != "年"):
        return first, last
    months = [int(found[0]) for text in (first[year.end() :], last) if (found := re.match(r"\d+", text))]
    return first, f"{int(year[1]) + (months[1:] < months[:1]):02d}{year[2]}{last}"


def _one_of(parts: tuple[str, str], year: int | None, end: bool) -> Cleaned:
    chosen = parts[1] if end else parts[0]
    value, _, bad = _from_text(chosen, year, end) if _range(chosen) is None else _single(chosen, chosen, year)
    if end and value and year and not re.search(r"\d{4}", chosen):
        value = _not_before(value, _single(parts[0], parts[0], year).value)
    return Cleaned(value, "RANGE_END" if end else "RANGE_START") if bad is None else Cleaned(bad=bad)


def _not_before(last: date, first: date | None) -> date:
    """12月28日-1月4日 goes on into the next year."""
    return last.replace(year=last.year + 1) if first and last < first and last.day < 29 else last


def _single(plain: str, text: str, year: int | None) -> Cleaned:
    """One date without clock, remark or range."""
    if plain in NOTHING_SAID or plain in EXCEL_ERRORS:
        return EMPTY if plain in NOTHING_SAID else _unreadable(text)
    if plain.isdigit() and plain.isascii():
        return _from_digits(plain)
    english = _ENGLISH_DATE.match(plain)
    if english and english[2].lower() in _ENGLISH:
        return _day(_century(english[3]), _ENGLISH[english[2].lower()], int(english[1]), text, "ENGLISH")
    month_day = _MONTH_DAY.match(plain)
    if month_day:
        return _day(year, int(month_day[1]), int(month_day[2]), text, "YEAR_ADDED") if year else _no_year(text)
    return _from_parts([p for p in _SEPARATORS.split(plain.rstrip("日号")) if p], plain, text, year)


def _from_parts(parts: list[str], plain: str, text: str, year: int | None) -> Cleaned:
    if not 1 <= len(parts) <= 3 or not all(p.isascii() and p.isdigit() and len(p) <= 4 for p in parts):
        return _unreadable(text)
    numbers = [int(p) for p in parts]
    if len(parts[0]) == 4:
        return _year_first(numbers, text)
    if len(parts) == 3 and len(parts[2]) == 4:
        return _year_last(*numbers, text)
    if len(parts[0]) == 2 and len(parts) > 1 and ("年" in plain or len(parts) == 3 or numbers[0] > 12):
        return _year_first([_century(parts[0]), *numbers[1:]], text, "SHORT_YEAR")
    if len(parts) == 2 and year and re.fullmatch(r"\d{1,2}[./]\d{1,2}", plain):
        return _day(year, *numbers, text, "YEAR_ADDED")
    if len(parts) == 1 and "月" in plain:
        return _day(year, numbers[0], 1, text, "YEAR_ADDED") if year else _no_year(text)
    return _unreadable(text)


def _year_first(numbers: list[int], text: str, repair: str = "DATE_FORM") -> Cleaned:
    if len(numbers) == 1:
        return Cleaned(bad=f"“{text[:20]}”只有年份，请补全到月或日")
    if len(numbers) == 2:
        return _day(*numbers, 1, text, "MONTH" if repair == "DATE_FORM" else repair)
    if numbers[2] == 0:
        return Cleaned(None, "ZERO_DATE") if numbers[0] in (0, 1900) else _day(*numbers[:2], 1, text, "ZERO_DAY")
    plain = re.fullmatch(r"\d{4}-\d\d-\d\d", text)
    return _day(*numbers, text, None if plain else repair)


def _year_last(first: int, second: int, year: int, text: str) -> Cleaned:
    """3/25/2021 and 25/3/2021 can be told apart, 3/5/2021 cannot."""
    if first > 12 or first == second:
        return _day(year, second, first, text, "DAY_FIRST")
    if second > 12:
        return _day(year, first, second, text, "MONTH_FIRST")
    return Cleaned(bad=f"“{text[:20]}”分不清月和日，请按“年-月-日”填写")


def _day(year: int, month: int, day: int, text: str, repair: str | None) -> Cleaned:
    if day == 0:
        day, repair = 1, "ZERO_DAY"
    try:
        value = date(year, month, day)
    except ValueError:
        return Cleaned(bad=f"“{text[:20]}”没有这一天，请核对日期")
    if not 1860 <= year <= 2200 and value != FOREVER:
        return Cleaned(bad=f"“{text[:20]}”的年份不合理，请核对日期")
    return Cleaned(value, repair)


def _century(two: str) -> int:
    """Full year of a two-digit one: people in these lists were born after 1940 or things happened before 2041."""
    number = int(two)
    return number if len(two) == 4 else number + (2000 if number <= 40 else 1900)


def _arabic(text: str) -> str:
    """Chinese numerals as digits: 二〇二一年三月 → 2021年3月."""

    def digits(found: re.Match) -> str:
        word = found[0].replace("廿", "二十").replace("卅", "三十")
        number = chinese_number(word)
        return found[0] if number is None else str(number)

    text = re.sub(r"(星期|周)[一二三四五六日天]", "", text)
    return _HAN_NUMBER.sub(digits, text.replace("元月", "一月"))


def _no_year(text: str) -> Cleaned:
    return Cleaned(bad=f"“{text[:20]}”没有写年份，请补全")


def _unreadable(text: str) -> Cleaned:
    return Cleaned(bad=f"“{text[:20]}”不是日期，请按“年-月-日”填写")


def clean_month(raw: Any, year: int | None = None, end: bool = False) -> Cleaned:
    """The month in a cell as year × 12 + month − 1; `year` is what `5月` or `5` lacks; of a range as `clean_date`."""
    text = strip_apostrophes(cell_text(raw)) if not isinstance(raw, (date, bool)) else ""
    plain = _arabic(text).replace(" ", "")
    quarter, bare = _QUARTER.match(plain), _BARE_MONTH.match(plain)
    if quarter:
        written = _century(quarter[1]) if quarter[1] else year
        month = int(quarter[2]) * 3 - (0 if end else 2)
        if not written:
            return _no_year(text)
        day, repair, bad = _day(written, month, 1, text, "QUARTER")
        return Cleaned(bad=bad) if day is None else Cleaned(month_number(day.year, day.month), repair)
    if bare and 1 <= int(bare[1]) <= 12:
        return Cleaned(month_number(year, int(bare[1])), "YEAR_ADDED") if year else _no_year(text)
    value, repair, bad = clean_date(raw, year, end)
    if value is None or value == FOREVER:
        return Cleaned(None, repair, bad)
    return Cleaned(month_number(value.year, value.month), None if repair == "MONTH" else repair)
