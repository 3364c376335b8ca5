"""What may stand in policy.toml, declared once: the words, what each takes, which are needed.

`read_words` gives a document back with its days as dates and every value of its kind. Whatever else was written is a
`UserError` that names the place, the word and what to write. Whether a rule or a table of a name exists is asked later.
"""

import difflib
import math
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from dibao.engine.errors import UserError

FIRST_YEAR, LAST_YEAR = 1949, 2100
MOST = 1e12


@dataclass(frozen=True)
class Kind:
    """What a word takes: how to write it, and its reader, which raises `ValueError` for anything else."""

    write: str
    read: Callable[[Any], Any]
    needed: bool = False


class Entry(dict):
    """The words of one section, checked; `place` is where it stands in `file`, for sentences about it."""

    def __init__(self, file: str, place: str, words: dict):
        super().__init__(words)
        self.file, self.place = file, place

    def wrong(self, what: str, todo: str = "") -> UserError:
        """The sentence about this section."""
        return UserError(self.file, f"{self.place}{what}", todo)


def _need(is_right: object, value: Any) -> Any:
    if not is_right:
        raise ValueError(value)
    return value


def _word(value: Any) -> str:
    return _need(isinstance(value, str) and value.strip() and not re.search(r"[\x00-\x1f\x7f]", value), value).strip()


def _code(value: Any) -> str:
    """A division code may stand without quotes."""
    return str(value) if type(value) is int and 0 < value < MOST else _word(value)


def _codes(value: Any) -> list[str]:
    return [_code(item) for item in _need(isinstance(value, list) and value, value)]


def _day(value: Any) -> date:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    return _need(type(day) is date and FIRST_YEAR <= day.year <= LAST_YEAR, day)


def _number(value: Any) -> int | float:
    return _need(type(value) in (int, float) and math.isfinite(value) and abs(value) < MOST, value)


def _yuan(value: Any) -> int | float:
    return _need(0 <= _number(value) < 1e9, value)


def _sums(value: Any, names: Collection[str] = ()) -> dict[str, int | float]:
    _need(isinstance(value, dict) and value and (not names or value.keys() <= set(names)), value)
    return {_word(name): _yuan(yuan) for name, yuan in value.items()}


def _value(value: Any) -> Any:
    """Of a rule's parameter; its kind is that of the default."""
    if isinstance(value, list):
        return [_value(item) for item in value]
    plain = isinstance(value, str | bool) or (isinstance(value, date) and not isinstance(value, datetime))
    return value if plain else _number(value)


def like(default: Any, value: Any) -> Any:
    """`value` in the kind of `default`: a number for a number, words for words; `ValueError` where it is of another."""
    if isinstance(default, list):
        sample = default[0] if default else ""
        return [like(sample, item) for item in _need(isinstance(value, list), value)]
    if isinstance(default, date):
        return _day(value)
    number = type(default) in (int, float) and type(value) in (int, float)
    return _need(number or type(value) is type(default), value)


def _counted(value: Any) -> str:
    return (
        ("yes" if value else "no") if isinstance(value, bool) else _need(value in ("yes", "no", "unconfirmed"), value)
    )


def _columns(value: Any) -> dict[str, str]:
    _need(isinstance(value, dict) and value.get("table"), value)
    return {header: name if name == "" else _word(name) for header, name in value.items()}


def one_of(**meanings: str) -> Kind:
    """One of a few words, each with its meaning."""
    listed = "、".join(f'"{word}"（{meaning}）' for word, meaning in meanings.items())
    return Kind(f"应写成 {listed} 之一", lambda value: _need(isinstance(value, str) and value in meanings, value))


def needed(kind: Kind) -> Kind:
    """The same, where the section means nothing without it."""
    return replace(kind, needed=True)


WORD = Kind('应写成用半角引号括起来的文字，如 "…"', _word)
DAY = Kind("应写成 2024-04-30 这样的日期：不加时刻，确有这一天", _day)
YUAN = Kind("应写成 450.00 这样的金额，单位元，不加引号", _yuan)
NUMBER = Kind("应写成不小于 0 的数字，不加引号", lambda value: _need(_number(value) >= 0, value))
CODE = Kind('应写成 "431228" 这样的区划代码，或者名称', _code)
CODES = Kind('应写成 ["青山镇", "白水乡"] 这样的列表，写乡镇名称或 9 位区划代码', _codes)
VALUE = Kind("应和这个参数的默认值是同一类的值", _value)
TIERS = Kind("应写成 { A = 400.0, B = 300.0 } 这样：档次 = 每人每月的元数", _sums)
TOP_UPS = {"elderly": "老年人", "minor": "未成年人", "severe_disability": "重度残疾人", "serious_illness": "重病患者"}
TOP_UP_SUMS = Kind(
    "应写成 { elderly = 50.0 } 这样：人员 = 每人每月增发的元数；人员可用 "
    + "、".join(f"{word}（{meaning}）" for word, meaning in TOP_UPS.items()),
    lambda value: _sums(value, TOP_UPS),
)
SCOPE = one_of(rural="农村", urban="城市", all="城乡一样")
METHOD = one_of(gap="补差", tier="分档")
ROUNDING = one_of(none="不取整", jiao="四舍五入到角", jiao_up="见分进角", yuan="四舍五入到元", yuan_up="见角进元")
RELATION = one_of(exclusive="只能享受一项", gap="补差", compatible="可以同时享受")
COUNTED = Kind("应写成 true（计入）或 false（不计入），不加引号", _counted)
CLASS = one_of(
    wage="工资性", business="经营净收入", property="财产净收入", transfer="转移净收入",
    transfer_out="转移性支出", rigid_cost="刚性支出扣减", employment_cost="就业成本扣减",
)  # fmt: skip

ALONE: dict[str, Kind] = {
    "as_of": DAY,
    "region": CODE,
    "pay_cycle": one_of(month="按月", quarter="按季"),
    "kin_set": WORD,
    "own_rules": Kind(
        '应写成本文件夹下放规则文件的子文件夹名，如 "本县规则"', lambda value: _need(len(_word(value)) <= 100, value)
    ),
}
_LINE = {"from": DAY, "basis": WORD}  # what every dated line has
LISTS: dict[str, dict[str, Kind]] = {
    "standard": {"scope": SCOPE, "areas": CODES, "yuan_per_month": YUAN, "yuan_per_year": YUAN, "from": needed(DAY), "basis": WORD},
    "amount": {
        "method": needed(METHOD), "rounding": ROUNDING, "floor": YUAN, "ceiling": YUAN, "tiers": TIERS, "top_ups": TOP_UP_SUMS,
        "from": needed(DAY), "basis": WORD,
    },
    "parameter": {"rule": needed(WORD), "name": needed(WORD), "value": needed(VALUE), **_LINE},
    "withdraw": {"file": needed(WORD), "sheet": WORD, "reason": needed(WORD)},
    "income_kind": {"kind": needed(WORD), "counted": needed(COUNTED), "title": WORD, "class": CLASS, **_LINE},
    "income_rate": {"item": needed(WORD), "unit": WORD, "yuan_per_year": needed(YUAN), **_LINE},
    "benefit_pair": {"programme": needed(WORD), "relation": needed(RELATION), "title": WORD, **_LINE},
    "setting": {"name": needed(WORD), "value": needed(NUMBER), "meaning": WORD, **_LINE},
}  # fmt: skip
OURS = {"setting"}  # stands in the rulebook's own files only; a locality writes [parameters]
TABLES: dict[str, Kind] = {
    "parameters": VALUE,
    "columns": Kind('应写成 { table = "表名", "表头" = "列名" }', _columns),
}
# What two lines must not have in common: the later one would silently put the earlier one out of force.
_SAME = {
    "standard": ("scope", "areas", "from"), "amount": ("from",), "parameter": ("rule", "name", "from"), "income_kind": ("kind", "from"),
    "income_rate": ("item", "unit", "from"), "benefit_pair": ("programme", "from"), "setting": ("name", "from"),
}  # fmt: skip


def read_words(file: str, data: dict, text: str = "", ours: bool = False) -> dict[str, Any]:
    """The document, checked: single words, lists of `Entry`, `[columns]` and `[parameters]` as `Entry`.

    `text` tells the lines. `ours` for files of the rulebook.
    """
    known = ALONE.keys() | TABLES.keys() | (LISTS.keys() if ours else LISTS.keys() - OURS)
    for name in sorted(data.keys() - known):
        raise UserError(file, f"{_line(text, name)}{name} 不认识", _home_of(name) or nearest(name, known))
    words: dict[str, Any] = {}
    for name, value in data.items():
        if name in ALONE:
            words[name] = _taken(Entry(file, _line(text, name), data), name, ALONE[name])
        else:
            words[name] = (_list if name in LISTS else _table)(file, name, value, text)
    return words


def _list(file: str, name: str, value: Any, text: str) -> list[Entry]:
    """Sections that may stand several times."""
    if not isinstance(value, list) or not all(isinstance(words, dict) for words in value):
        raise UserError(file, f"{name} 应写成 [[{name}]] 开头的一段，两层方括号", "请照样子修改后再运行")
    lines = [n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[\[\s*{name}\s*\]\]", line)]
    known = len(lines) == len(value)
    places = [
        f"[[{name}]]（第 {lines[i]} 行起）的 " if known else f"第 {i + 1} 个 [[{name}]] 的 " for i in range(len(value))
    ]
    entries = [_entry(Entry(file, place, words), LISTS[name]) for place, words in zip(places, value, strict=True)]
    _check_doubled(name, entries)
    return entries


def _entry(raw: Entry, kinds: Mapping[str, Kind]) -> Entry:
    for name in sorted(raw.keys() - kinds.keys()):
        raise raw.wrong(f"{name} 不认识", _home_of(name) or nearest(name, kinds))
    for name, kind in kinds.items():
        if kind.needed and name not in raw:
            raise raw.wrong(f"{name} 没有写", f"{name} {kind.write}")
    return Entry(raw.file, raw.place, {name: _taken(raw, name, kinds[name]) for name in raw})


def _taken(raw: Entry, name: str, kind: Kind) -> Any:
    try:
        return kind.read(raw[name])
    except (ValueError, TypeError, OverflowError):
        raise raw.wrong(f"{name} 不能是 {shown(raw[name])}", kind.write) from None


def _check_doubled(name: str, entries: list[Entry]) -> None:
    seen: set[str] = set()
    for entry in entries:
        same = {word: entry[word] for word in _SAME.get(name, ()) if word in entry}
        if same and repr(same) in seen:
            said = "、".join(f"{word} = {shown(value)}" for word, value in same.items())
            raise entry.wrong(f"{said} 前面已经写过一段", "同一天起只能有一段，请删去一段或改日期")
        seen.add(repr(same))


def _table(file: str, name: str, value: Any, text: str) -> Entry:
    """A section that stands once and holds what it likes."""
    if not isinstance(value, dict):
        raise UserError(file, f"{name} 应写成 [{name}] 开头的一段，一层方括号", "请照样子修改后再运行")
    raw = Entry(file, f"[{name}] 的 ", _flat(value) if name == "parameters" else value)
    return Entry(file, raw.place, {word: _taken(raw, word, TABLES[name]) for word in raw})


def _flat(words: dict) -> dict[str, Any]:
    """`R50.multiple = 3` is a nested table in TOML, `"R50.multiple" = 3` is not; both are meant."""
    flat: dict[str, Any] = {}
    for word, value in words.items():
        flat |= {f"{word}.{name}": inner for name, inner in value.items()} if isinstance(value, dict) else {word: value}
    return flat


def _home_of(name: str) -> str:
    """Where a word belongs that stands in the wrong section: TOML takes all below a header for that section's."""
    if name in ALONE:
        return f"{name} 要写在文件最前面，在所有方括号开头的段之前"
    homes = [f"[[{section}]]" for section, kinds in LISTS.items() if name in kinds and section not in OURS]
    return f"{name} 要写在 {'、'.join(homes)} 的下面" if homes else ""


def _line(text: str, name: str) -> str:
    lines = (n for n, line in enumerate(text.splitlines(), 1) if re.match(rf"\s*\[*\s*[\"']?{re.escape(name)}\b", line))
    number = next(lines, None)
    return f"第 {number} 行的 " if number else ""


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that was probably meant, and all there are."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, 1)
    return (f"是不是 {close[0]}？" if close else "") + f"可用：{'、'.join(names)}"


def shown(value: Any) -> str:
    """A value as it is written in TOML, cut short."""
    if isinstance(value, list):
        text = f"[{', '.join(map(shown, value))}]"
    elif isinstance(value, dict):
        text = "{ " + ", ".join(f"{name} = {shown(inner)}" for name, inner in value.items()) + " }"
    elif isinstance(value, str):
        text = f'"{value}"'
    else:
        text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"
