"""Citizen ID numbers (GB 11643-1999) and the other papers that stand in their place.

18 characters: 6 area, 8 birth date, 3 sequence (odd male), 1 check character.
The structure is tested, never membership in a list of areas: the first six
digits are where a person was first registered, and such lists grow stale.
"""

import hashlib
import math
import re
from datetime import date
from operator import mul
from typing import Any, NamedTuple

from dibao.engine.values.cleaned import (
    EXCEL_ERRORS,
    NOTHING_SAID,
    cell_text,
    first_fifteen,
    form_repair,
    squeeze,
    strip_apostrophes,
)

VALID, FROM_15, DAMAGED, NONE = 1, 3, 4, 0

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_ZEROS = 48 * sum(_WEIGHTS)  # ASCII digits start at 48
_CHECKS = "10X98765432"
_SHAPE = re.compile(r"[1-9]\d{16}[\dX]\Z", re.ASCII)
_INSIDE = re.compile(r"(?<![0-9])[1-9]\d{16}[\dXx](?![0-9])", re.ASCII)
_SCIENTIFIC = re.compile(r"(\d)(?:\.(\d+))?E\+?(\d+)\Z", re.ASCII)
_LOOKALIKES = str.maketrans(
    {"O": "0", "o": "0", "〇": "0", "I": "1", "l": "1", "i": "1", "|": "1", "×": "X", "х": "X", "Х": "X"}
)
_PUNCTUATION = str.maketrans("", "", "-_.,;:·'\"’‘“”`´、。")
_NO_PAPER = NOTHING_SAID | {"无身份证", "无证", "未办理", "未办", "无户口", "没办", "未上户", "黑户"}

# Other papers that name one person exactly; the kind goes into the key so that equal numbers stay apart.
_PAPERS = (
    ("foreign_card", re.compile(r"[A-Z]{3}\d{12}\Z", re.ASCII)),
    ("hk_macao_permit", re.compile(r"[HM]\d{8}(\d{2})?\Z", re.ASCII)),
    ("passport", re.compile(r"(E[A-HJ-NP-Z]\d{7}|[EGDSP]\d{8})\Z", re.ASCII)),
    ("officer_card", re.compile(r".{0,3}字第\d{6,10}号?\Z")),
)


class CleanedId(NamedTuple):
    """As `Cleaned`, with the tier: 1 valid, 3 from 15 digits, 4 damaged, 0 no number."""

    value: str | None = None
    repair: str | None = None
    bad: str | None = None
    tier: int = NONE


def check_character(first17: str) -> str:
    """The check character that 17 digits call for."""
    return _CHECKS[(sum(map(mul, _WEIGHTS, first17.encode())) - _ZEROS) % 11]


def is_valid(id18: str) -> bool:
    """Whether the 18 characters have the shape, a possible birth date and the right check character."""
    return bool(_SHAPE.match(id18)) and check_character(id18[:17]) == id18[17] and birth_date(id18) is not None


def birth_date(id18: str) -> date | None:
    """Birth date written in the number, None if there is no such day."""
    try:
        born = date(int(id18[6:10]), int(id18[10:12]), int(id18[12:14]))
    except ValueError:
        return None
    return born if 1860 <= born.year <= 2099 else None


def sex(id18: str) -> str:
    """`male` or `female`, from the parity of the sequence number."""
    return "male" if int(id18[16]) % 2 else "female"


def upgrade15(id15: str) -> str | None:
    """The 18-character form of a number of the first generation, None if it has no possible birth date."""
    if not re.fullmatch(r"[1-9]\d{14}", id15, re.ASCII):
        return None
    century = "18" if id15[12:15] in ("996", "997", "998", "999") else "19"  # these four were kept for people past 100
    first17 = id15[:6] + century + id15[6:]
    id18 = first17 + check_character(first17)
    return id18 if birth_date(id18) else None


def person_key(id18: str) -> int:
    """17 digits × 11 + check: exact, reversible, the same on every machine; always below 2^62."""
    return int(id18[:17]) * 11 + _CHECK_VALUE[id18[17]]


def from_person_key(key: int) -> str:
    """The ID number that `person_key` was made from."""
    return f"{key // 11:017d}" + "0123456789X"[key % 11]


def other_key(kind: str, number: str) -> int:
    """Key of a person known by another paper: 2^62 + 60 bits of SHA-256(kind | number)."""
    digest = hashlib.sha256(f"{kind}|{number}".encode()).digest()
    return (1 << 62) + (int.from_bytes(digest[:8], "big") >> 4)


def paper_kind(text: str) -> str | None:
    """Kind of another paper that this number belongs to, None if it looks like none."""
    return next((kind for kind, shape in _PAPERS if shape.match(text)), None)


def key_of(value: str | None, tier: int) -> int | None:
    """The person key of a cleaned number; None where the number is damaged or absent."""
    if value is None or tier not in (VALID, FROM_15):
        return None
    return person_key(value) if _SHAPE.match(value) else other_key(paper_kind(value) or "other", value)


def mask(text: str | None) -> str:
    """For paper that leaves the house: first six, four stars, last four."""
    if not text:
        return ""
    return f"{text[:6]}****{text[-4:]}" if len(text) >= 15 else text[:1] + "****"


def known_digits(value: str) -> str:
    """Leading digits of a damaged number that can still be trusted: what a link may rest on."""
    scientific = _SCIENTIFIC.match(value)
    if scientific:
        return (scientific[1] + (scientific[2] or "")).rstrip("0")
    if len(value) == 18 and value.endswith("000"):
        return value[:15]
    leading = re.match(r"\d*", value, re.ASCII)[0]
    return leading[:17]


def clean_id(raw: Any) -> CleanedId:
    """An ID cell: formal repairs, look-alike letters, 15 digits; what cannot be mended is kept, tier 4."""
    if isinstance(raw, str) and len(raw) == 18 and is_valid(raw):
        return CleanedId(raw, tier=VALID)
    if isinstance(raw, (int, float)) and not isinstance(raw, bool) and math.isfinite(raw) and raw >= 1e15:
        return _from_number(raw)
    text = squeeze(strip_apostrophes(cell_text(raw)))
    if text in _NO_PAPER:
        return CleanedId()
    if text in EXCEL_ERRORS:
        return CleanedId(bad="单元格是公式错误，请重新填写身份证号")
    return _from_text(raw, text)


def _from_number(raw: int | float) -> CleanedId:
    """A number of 16 digits or more: Excel keeps 15 of them, only whole numbers from elsewhere are exact."""
    digits = str(int(raw))
    if len(digits) == 18 and isinstance(raw, int) and raw % 1000 and is_valid(digits):
        return CleanedId(digits, tier=VALID)
    return CleanedId(
        first_fifteen(raw)[:20],
        "LOST_DIGITS",
        "身份证号被当作数字保存，后三位已丢失，请按证件重新填写18位号码",
        DAMAGED,
    )


def _from_text(raw: Any, text: str) -> CleanedId:
    upper = re.sub(r"\.0+\Z", "", text.upper().translate({ord("×"): "X"}))
    if is_valid(upper):
        return CleanedId(upper, form_repair(raw, upper) if raw != upper.lower() else "LOWER_X", tier=VALID)
    if paper_kind(upper):
        return CleanedId(upper, form_repair(raw, upper), tier=VALID)
    plain = upper.translate(_PUNCTUATION)
    letters = text.translate(_LOOKALIKES).upper().translate(_PUNCTUATION)
    for candidate, repair in ((plain, "SPACES"), (letters, "O_FOR_0")):
        if is_valid(candidate):
            return CleanedId(candidate, repair, tier=VALID)
        if (id18 := upgrade15(candidate)) is not None:
            return CleanedId(id18, "FROM_15", tier=FROM_15)
    return _from_inside(text) or _damaged(upper, letters)


def _from_inside(text: str) -> CleanedId | None:
    """One valid number among other words, as in “身份证：…（本人）”."""
    found = {number.upper() for number in _INSIDE.findall(text) if is_valid(number.upper())}
    return CleanedId(found.pop(), "EXTRACTED", tier=VALID) if len(found) == 1 else None


def _damaged(upper: str, digits: str) -> CleanedId:
    if _SCIENTIFIC.match(upper):
        return CleanedId(
            upper, "SCIENTIFIC", "身份证号变成了科学计数法，后几位已丢失，请按证件重新填写18位号码", DAMAGED
        )
    if not any(c.isdigit() for c in digits):
        return CleanedId(bad=f"“{upper[:12]}”不是身份证号，请填写18位号码")
    return CleanedId(digits if _SHAPE.match(digits) else upper, None, _why(digits), DAMAGED)


def _why(text: str) -> str:
    """What is wrong with a number that stays damaged."""
    if "*" in text:
        return "身份证号中有星号，请填写完整的18位号码"
    if len(text) == 17 and text.isdigit() and check_character(text) == "X":
        return "身份证号只有17位，末位可能漏了X，请核对"
    if len(text) != 18:
        return f"身份证号是{len(text)}位，应为18位，请核对"
    if not _SHAPE.match(text):
        return "身份证号中有不该有的字符，请核对"
    if birth_date(text) is None:
        return f"身份证号中的出生日期{text[6:14]}不存在，请核对"
    if text.endswith("000"):
        return "身份证号后三位是000，可能被Excel截断，请按证件重新填写"
    return "身份证号校验码不对，有一位写错了，请核对"


_CHECK_VALUE = {c: i for i, c in enumerate("0123456789X")}
