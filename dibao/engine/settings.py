"""What the entitlement is worked out with: dated numbers, kinds of income, the county's assessment table, benefits that exclude each other.

Defaults are `entitlement.toml` and `benefit_pairs.toml` in `rulebook/parameters/`; `policy.toml` overrides and adds. They reach the
views as tables, because each month is worked out by what was in force in it, not by one value for a run.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from dibao.engine.errors import UserError
from dibao.engine.rules.vocabulary import OPEN

FILES = ("entitlement.toml", "benefit_pairs.toml")
OWNER = "entitlement"  # as `rule` in policy.toml
COUNTED = ("yes", "no", "unconfirmed")
RELATIONS = ("exclusive", "gap", "compatible")


@dataclass(frozen=True)
class Entry:
    """One dated line: what it is about, the month it begins, its values in the order of the table's columns."""

    key: tuple
    month: int
    values: tuple


@dataclass
class Settings:
    """Lines of the tables `raw.setting`, `raw.income_kind`, `raw.income_rate`, `raw.benefit_pair`, not yet cut into spans."""

    numbers: list[Entry] = field(default_factory=list)  # name → value meaning basis
    kinds: list[Entry] = field(default_factory=list)  # kind → title class counted basis
    rates: list[Entry] = field(default_factory=list)  # item unit → fen a year
    pairs: list[Entry] = field(default_factory=list)  # programme → title relation basis

    def facts(self) -> dict[str, list[tuple]]:
        """Rows by table: key, first month, last month, values."""
        tables = {
            "raw.setting": self.numbers,
            "raw.income_kind": self.kinds,
            "raw.income_rate": self.rates,
            "raw.benefit_pair": self.pairs,
        }
        return {name: _spans(entries) for name, entries in tables.items()}

    def override(self, own: "Settings") -> "Settings":
        """The locality's lines in place of the defaults: from its day on, its own value stands."""
        return Settings(*(_override(getattr(self, f.name), getattr(own, f.name)) for f in fields(Settings)))


def load_settings(folder: Path) -> Settings:
    """The defaults below `parameters/`; a missing file is an empty one."""
    read = [(path.name, tomllib.loads(path.read_text("utf-8"))) for name in FILES if (path := folder / name).exists()]
    own = [read_settings(name, data, Settings()) for name, data in read]
    return Settings(*([entry for part in own for entry in getattr(part, f.name)] for f in fields(Settings)))


def read_settings(file: str, data: dict, defaults: Settings) -> Settings:
    """The lines of a TOML document; `UserError` names the file and the word that is wrong.

    A number must have a default, so that a misspelt name is no silence; a kind of income may leave
    out what it shares with the default of its name.
    """
    own = Settings(numbers=[_number(file, entry, defaults) for entry in data.get("setting", [])])
    for entry in data.get("income_kind", []):
        own.kinds.append(_kind(file, entry, [*defaults.kinds, *own.kinds]))
    own.rates = [_rate(file, entry) for entry in data.get("income_rate", [])]
    own.pairs = [_pair(file, entry, defaults.pairs) for entry in data.get("benefit_pair", [])]
    return own


def _number(file: str, entry: dict, defaults: Settings) -> Entry:
    known = {e.key[0]: e.values for e in defaults.numbers}
    name, value = str(entry.get("name", "")), entry.get("value")
    if known and name not in known:
        raise UserError(file, f"没有参数 {OWNER}.{name}", f"可用：{'、'.join(sorted(known))}")
    if isinstance(value, bool) or not isinstance(value, int | float) or value < 0:
        raise UserError(file, f"参数 {OWNER}.{name} 不能是 {value!r}", "应写成数字")
    meaning = entry.get("meaning", known.get(name, (0, ""))[1])
    return Entry((name,), _month(file, entry), (float(value), meaning, str(entry.get("basis", ""))))


def _kind(file: str, entry: dict, known: list[Entry]) -> Entry:
    kind, counted = str(entry.get("kind", "")), entry.get("counted")
    title, group = next((e.values[:2] for e in known if e.key == (kind,)), (entry.get("title"), entry.get("class")))
    if not kind or not title or not group:
        names = "、".join(dict.fromkeys(e.key[0] for e in known))
        raise UserError(file, f"[[income_kind]] 没有收入种类 {kind!r}", f"可用：{names}")
    if counted in (True, False):
        counted = "yes" if counted else "no"
    if counted not in COUNTED:
        raise UserError(file, f"[[income_kind]] 的 counted 不能是 {counted!r}", "可用：true（计入）、false（不计入）")
    return Entry((kind,), _month(file, entry), (title, group, counted, str(entry.get("basis", ""))))


def _rate(file: str, entry: dict) -> Entry:
    item, yuan = str(entry.get("item", "")).strip(), entry.get("yuan_per_year")
    if not item:
        raise UserError(file, "[[income_rate]] 缺少 item", '应写成 item = "水稻"')
    if isinstance(yuan, bool) or not isinstance(yuan, int | float) or not 0 <= yuan < 1e9:
        raise UserError(
            file, f"[[income_rate]] {item} 的 yuan_per_year 不能是 {yuan!r}", "应写成每单位每年净收入的元数"
        )
    return Entry((item, str(entry.get("unit", ""))), _month(file, entry), (round(yuan * 100),))


def _pair(file: str, entry: dict, known: list[Entry]) -> Entry:
    programme, relation = str(entry.get("programme", "")), entry.get("relation")
    title = next((e.values[0] for e in known if e.key == (programme,)), entry.get("title"))
    if not programme or not title:
        names = "、".join(dict.fromkeys(e.key[0] for e in known))
        raise UserError(file, f"[[benefit_pair]] 没有补贴项目 {programme!r}", f"可用：{names}；新的项目要写 title")
    if relation not in RELATIONS:
        raise UserError(
            file,
            f"[[benefit_pair]] {programme} 的 relation 不能是 {relation!r}",
            "可用：exclusive（只能享受一项）、gap（补差）、compatible（可以同时享受）",
        )
    return Entry((programme,), _month(file, entry), (title, relation, str(entry.get("basis", ""))))


def _month(file: str, entry: dict) -> int:
    """The month a line begins; a line without a day has always held."""
    day: Any = entry.get("from")
    if day is None:
        return 0
    if not isinstance(day, date):
        raise UserError(file, f"from 不能是 {day!r}", "应写成 2024-01-01 这样的日期")
    return day.year * 12 + day.month - 1


def _override(defaults: list[Entry], own: list[Entry]) -> list[Entry]:
    first: dict[tuple, int] = {}
    for entry in own:
        first[entry.key] = min(entry.month, first.get(entry.key, OPEN))
    return [e for e in defaults if e.month < first.get(e.key, OPEN)] + own


def _spans(entries: Iterable[Entry]) -> list[tuple]:
    """Each line holds until the next of its key begins; of two that begin together the later one stands."""
    lines = sorted({(entry.key, entry.month): entry for entry in entries}.items(), key=lambda line: line[0])
    ends = [b[1] - 1 if a[0] == b[0] else OPEN for (a, _), (b, _) in pairwise(lines)] + [OPEN]
    return [(*e.key, e.month, end, *e.values) for (_, e), end in zip(lines, ends[: len(lines)], strict=True)]
