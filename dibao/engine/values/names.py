"""Names of people: one spelling for the same name, and how alike two names are."""

import re
from functools import lru_cache
from typing import Any

from dibao.engine.values.cleaned import EMPTY, EXCEL_ERRORS, NOTHING_SAID, Cleaned, cell_text
from dibao.engine.values.variants import VARIANTS

WILDCARD = "?"

_DOTS = re.compile(r"(?<=[^\W\d_A-Za-z])\s*[·•・‧∙⋅●▪˙.]\s*(?=[^\W\d_A-Za-z])")
_LOOSE_DOTS = re.compile(r"^[·•・‧∙⋅●.\s]+|[·•・‧∙⋅●.\s]+\Z")
_LOOSE_ACCENTS = re.compile("[\u0300-\u036f]")  # ´ ¨ ¸ typed by mistake: NFKC makes them float
_WILDCARDS = str.maketrans(dict.fromkeys("□■◻◼▢※＊*�？", WILDCARD))
_BRACKETS = re.compile(r"[(（\[【{<〈《][^)）\]】}>〉》]*([)）\]】}>〉》]|\Z)")
_PREFIX = re.compile(r"^(\d{1,4}[、.．)\s]+|(姓名|户主|申请人|户名|持卡人)[:：]\s*)")
_SUFFIX = re.compile(r"(?<=..)(户主|同志|先生|女士|本人|已故|死亡|已死亡|等\d*人|等\d*户|家)\Z")
_NUMBERS = re.compile(
    r"(?<=[\u3400-\u9fff])[\s:：、,，]*\+?\d[\d\s\-]{5,}[\dXx]\Z"
)  # a phone or an ID in the same cell
_SEVERAL = re.compile(r"[\u3400-\u9fff]{2,4}([、,，;；/\n][\s]*[\u3400-\u9fff]{2,4})+\Z")
_HAN = r"[^\x00-\x7f]"
_SPACES = re.compile(rf"(?<={_HAN})\s+|\s+(?={_HAN})")
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_NOT_NAMES = re.compile(r"[\d\s\-/\\.,:;+=%]*\Z")


def normalise(name: str) -> str:
    """The name in one spelling: no spaces in Han names, one middle dot, variant characters replaced."""
    text = _LOOSE_ACCENTS.sub("", cell_text(name)).translate(_WILDCARDS)
    text = _PRIVATE.sub(WILDCARD, text)  # characters outside the standard differ from machine to machine
    text = _SPACES.sub("", _LOOSE_DOTS.sub("", _DOTS.sub("·", text)))
    return " ".join(text.split()).translate(VARIANTS)


def clean_name(raw: Any) -> Cleaned:
    """A name cell, without `（户主）`, `姓名：`, numbers before it or titles behind it."""
    text = cell_text(raw)
    if text in NOTHING_SAID:
        return EMPTY
    if text in EXCEL_ERRORS or _NOT_NAMES.match(text):
        return Cleaned(bad=f"“{text[:12]}”不是姓名，请填写姓名")
    bare = _SUFFIX.sub("", _PREFIX.sub("", _NUMBERS.sub("", _BRACKETS.sub("", text)))).strip()
    if _SEVERAL.match(bare):
        return Cleaned(bad=f"“{text[:16]}”一格里有几个人，请每人写一行")
    value = normalise(bare or text.strip("()（）[]【】"))
    if not value or value in NOTHING_SAID:
        return Cleaned(bad=f"“{text[:12]}”不是姓名，请填写姓名")
    return Cleaned(value, _repair(raw, text, bare, value))


def _repair(raw: Any, text: str, bare: str, value: str) -> str | None:
    if value == raw:
        return None
    if bare != text:
        return "REMARK"
    if WILDCARD in value and WILDCARD not in str(raw):
        return "WILDCARD"
    if len(value) == len("".join(text.split())) and "".join(text.split()) != value:
        return "DOT" if "·" in value else "VARIANT"
    return "SPACES"


def same_name(a: str, b: str) -> bool:
    """Whether two names may be one: a wildcard, pinyin for a rare character, a long name cut short by the bank."""
    a, b = normalise(a), normalise(b)
    if a == b or not a or not b:
        return a == b and bool(a)
    plain_a, plain_b = a.replace("·", ""), b.replace("·", "")
    return plain_a == plain_b or _cut_short(a, b) or _fits(plain_a, plain_b) or _fits(plain_b, plain_a)


def near_name(a: str, b: str) -> bool:
    """Whether one is likely a typing error of the other: sounds alike, one character off in three, two swapped."""
    a, b = normalise(a), normalise(b)
    if same_name(a, b):
        return True
    if min(len(a), len(b)) < 2:
        return False
    if len(a) == len(b) and sorted(a) == sorted(b):
        return True
    return _sounds_alike(a, b) or (max(len(a), len(b)) >= 3 and _one_edit(a, b))


def _cut_short(a: str, b: str) -> bool:
    """Bank fields cut long names of minorities: at the dot, or after four characters or more."""
    short, long = sorted((a, b), key=len)
    if "·" not in long or not long.replace("·", "").startswith(short.replace("·", "")):
        return False
    return len(short.replace("·", "")) >= 4 or short == long.partition("·")[0] != ""


def _fits(pattern: str, name: str) -> bool:
    """Wildcards stand for one character each (a lost one may have left two), Latin runs for one by its sound."""
    if WILDCARD not in pattern and not re.search("[A-Za-z]", pattern):
        return False
    known = re.sub(r"[?A-Za-z\s]", "", pattern)
    return bool(known) and bool(re.fullmatch(_shape(pattern), name)) and _pinyin_fits(pattern, name)


@lru_cache(4096)
def _shape(pattern: str) -> str:
    return "".join(map(_piece, re.findall(r"\?+|[A-Za-z]+|.", pattern)))


def _piece(text: str) -> str:
    if text[0] == WILDCARD:
        return f"(?:.{{1,{len(text)}}})"
    return "(.)" if text.isascii() and text.isalpha() else re.escape(text)


def _pinyin_fits(pattern: str, name: str) -> bool:
    typed = re.findall("[A-Za-z]+", pattern)
    found = re.fullmatch(_shape(pattern), name)
    return all(t.lower() in sounds(c) or t == c for t, c in zip(typed, found.groups(), strict=True))


@lru_cache(8192)
def sounds(character: str) -> frozenset[str]:
    """Every reading of a character in pinyin without tones."""
    from pypinyin import Style, pinyin  # its tables take a third of a second to load; few runs need them

    readings = pinyin(character, style=Style.NORMAL, heteronym=True)[0]
    return frozenset(reading.replace("ü", "v") for reading in readings)


def _sounds_alike(a: str, b: str) -> bool:
    return len(a) == len(b) and all(x == y or sounds(x) & sounds(y) for x, y in zip(a, b, strict=True))


def _one_edit(a: str, b: str) -> bool:
    """At most one character replaced, missing or too many; the surname must be the same."""
    if a[0] != b[0]:
        return False
    if len(a) == len(b):
        return sum(x != y for x, y in zip(a, b, strict=True)) == 1
    short, long = sorted((a, b), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
