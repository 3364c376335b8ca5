"""Plain numbers, counts, yes and no, account and phone numbers, household numbers."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from dibao.engine.values.cleaned import (
    EMPTY,
    EXCEL_ERRORS,
    NOTHING,
    NOTHING_SAID,
    Cleaned,
    cell_text,
    first_fifteen,
    form_repair,
    formula_error,
    lost_digits,
    squeeze,
    strip_apostrophes,
)

_YES = frozenset(
    ["是", "√", "✓", "✔", "☑", "1", "有", "Y", "YES", "TRUE", "T", "对", "已", "享受", "在保", "保障", "v", "V"]
)
_NO = frozenset(
    ["否", "×", "X", "✗", "✘", "☒", "0", "无", "N", "NO", "FALSE", "F", "错", "不", "未", "非", "没", "没有"]
)
_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_QUANTITY = re.compile(r"[约共计合]*([+-]?[\d.]+(?:E[+-]?\d{1,3})?)(?:[^\d.].*|%|)\Z", re.IGNORECASE | re.ASCII)
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+\d+\Z", re.ASCII)


def chinese_number(text: str) -> int | None:
    """二十三 → 23, 四百五十 → 450, 二〇二一 → 2021; None if the text is no Chinese number."""
    if not text or any(c not in _DIGITS and c not in _UNITS for c in text):
        return None
    if all(c in _DIGITS for c in text):
        return int("".join(str(_DIGITS[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in _DIGITS:
            digit = _DIGITS[c]
        elif c == "万":
            total, section, digit = total + (section + digit) * 10000, 0, 0
        else:
            section, digit = section + (digit or 1) * _UNITS[c], 0
    return total + section + digit


def decimal_of(text: str) -> Decimal | None:
    """The number in a text without spaces: thousands commas out, Chinese numerals read."""
    plain = text.replace(",", "").replace("，", "")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        chinese = chinese_number(plain)
        return None if chinese is None else Decimal(chinese)
    return number if number.is_finite() and number.adjusted() < 16 else None


def clean_number(raw: Any) -> Cleaned:
    """A quantity such as `85.5㎡` or `3.2亩`; its unit is dropped."""
    if isinstance(raw, (int, float)) and not isinstance(raw, bool):
        return Cleaned(float(raw)) if abs(raw) < 1e16 else Cleaned(bad="数字过大，请核对")
    text = squeeze(strip_apostrophes(cell_text(raw)))
    if text in NOTHING_SAID:
        return EMPTY
    plain = text.replace(",", "").replace("，", "")
    found = _QUANTITY.match(plain)
    number = decimal_of(found[1]) if found else decimal_of(plain.rstrip("人口户个位月年岁亩元"))
    if number is None:
        return Cleaned(bad=f"“{text[:12]}”不是数字，请填写数字")
    return Cleaned(float(number), None if found and found[1] == text else "UNIT")


def clean_int(raw: Any) -> Cleaned:
    """A count such as `3人`, `三人` or `3.0`."""
    value, repair, bad = clean_number(raw)
    if value is None:
        return Cleaned(bad=bad)
    if not value.is_integer() or abs(value) >= 2**31:
        return Cleaned(bad=f"“{cell_text(raw)[:12]}”不是整数，请填写整数")
    return Cleaned(int(value), repair)


def clean_flag(raw: Any) -> Cleaned:
    """Yes or no in all its spellings; a remark behind the word does no harm."""
    if isinstance(raw, bool):
        return Cleaned(raw)
    text = squeeze(strip_apostrophes(cell_text(raw)))
    if text in NOTHING:
        return EMPTY
    word = text.upper()
    if word in _YES or word in _NO:
        return Cleaned(word in _YES)
    if word[0] in "否不未非没无":
        return Cleaned(False, "WORDS")
    if word[0] in "是已有√享在正":
        return Cleaned(True, "WORDS")
    return Cleaned(bad=f"“{text[:12]}”看不出是或否，请填“是”或“否”")


def clean_account(raw: Any) -> Cleaned:
    """An account or card number: digits only; a number that Excel damaged is kept and marked."""
    if isinstance(raw, str) and raw.isascii() and raw.isdigit():
        return Cleaned(raw)
    text = squeeze(strip_apostrophes(cell_text(raw))).upper()
    if text in NOTHING_SAID:
        return EMPTY
    if lost_digits(raw):
        return Cleaned(first_fifteen(raw), "LOST_DIGITS", "账号被当作数字保存，末几位已丢失，请重新填写")
    if _SCIENTIFIC.match(text):
        return Cleaned(text, "SCIENTIFIC", "账号变成了科学计数法，末几位已丢失，请重新填写")
    digits = "".join(c for c in re.sub(r"\.0+\Z", "", text) if c in "0123456789")
    if not digits or text in EXCEL_ERRORS:
        return Cleaned(bad=f"“{text[:12]}”不是账号，请填写账号")
    return Cleaned(digits, form_repair(raw, digits))


def clean_phone(raw: Any) -> Cleaned:
    """The first phone number in the cell, digits only."""
    if isinstance(raw, str) and len(raw) == 11 and raw.isascii() and raw.isdigit():
        return Cleaned(raw)
    text = squeeze(strip_apostrophes(cell_text(raw)))
    if text in NOTHING_SAID:
        return EMPTY
    first = next((part for part in re.split(r"[/、,;，；]|或|和", text) if part), "")
    digits = "".join(c for c in re.sub(r"\.0+\Z", "", first) if c in "0123456789")
    if not 7 <= len(digits) <= 15:
        return Cleaned(bad=f"“{text[:16]}”不是电话号码，请核对")
    return Cleaned(digits, None if digits == text else "SPACES")


def clean_household_no(raw: Any) -> Cleaned:
    """A household number: full width and spaces out, letters upper case, leading zeros kept."""
    if isinstance(raw, str) and raw.isascii() and raw.isdigit():
        return Cleaned(raw)
    text = squeeze(strip_apostrophes(cell_text(raw))).upper()
    if text in NOTHING_SAID:
        return EMPTY
    if error := formula_error(text):
        return Cleaned(bad=error)
    if lost_digits(raw):
        return Cleaned(first_fifteen(raw), "LOST_DIGITS", "户编号被当作数字保存，末几位已丢失，请重新填写")
    if _SCIENTIFIC.match(text):
        return Cleaned(text, "SCIENTIFIC", "户编号变成了科学计数法，末几位已丢失，请重新填写")
    value = re.sub(r"(?<=\d)\.0+\Z", "", text)
    return Cleaned(value, form_repair(raw, value))
