"""What the entitlement is worked out with: dated numbers, kinds of income, the county's assessment table, benefits that exclude each other.

Defaults are `entitlement.toml` and `benefit_pairs.toml` in `rulebook/parameters/`; `policy.toml` overrides and adds. They reach the
views as tables, because each month is worked out by what was in force in it, not by one value for a run.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from itertools import pairwise
from pathlib import Path

from dibao.engine.policy_words import NUMBER, Entry, nearest, read_words, shown
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.toml_text import read_toml

FILES = ("entitlement.toml", "benefit_pairs.toml")
OWNER = "entitlement"  # as `rule` in policy.toml


@dataclass(frozen=True)
class Line:
    """One dated line: what it is about, the month it begins, its values in the order of the table's columns."""

    key: tuple
    month: int
    values: tuple


@dataclass
class Settings:
    """Lines of the tables `raw.setting`, `raw.income_kind`, `raw.income_rate`, `raw.benefit_pair`, not yet cut into spans."""

    numbers: list[Line] = field(default_factory=list)  # name → value meaning basis
    kinds: list[Line] = field(default_factory=list)  # kind → title class counted basis
    rates: list[Line] = field(default_factory=list)  # item unit → fen a year
    pairs: list[Line] = field(default_factory=list)  # programme → title relation basis

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
    read = [(name, *read_toml(folder / name)) for name in FILES]
    own = [read_settings(name, read_words(name, data, text, ours=True), Settings()) for name, data, text in read]
    return Settings(*([entry for part in own for entry in getattr(part, f.name)] for f in fields(Settings)))


def read_settings(file: str, words: dict, defaults: Settings) -> Settings:
    """The lines of a document whose words are checked; `UserError` names the file and the word that is wrong.

    A number must have a default, so that a misspelt name is no silence; a kind of income may leave
    out what it shares with the default of its name.
    """
    own = Settings(numbers=[_number(entry, defaults) for entry in words.get("setting", [])])
    for entry in words.get("income_kind", []):
        own.kinds.append(_kind(entry, [*defaults.kinds, *own.kinds]))
    own.rates = [_rate(entry) for entry in words.get("income_rate", [])]
    for entry in words.get("benefit_pair", []):
        own.pairs.append(_pair(entry, [*defaults.pairs, *own.pairs]))
    return own


def _number(entry: Entry, defaults: Settings) -> Line:
    known = {line.key[0]: line.values for line in defaults.numbers}
    name, value = entry["name"], entry["value"]
    if known and name not in known:
        raise entry.wrong(f"{OWNER}.{name}：没有这个参数", nearest(name, known))
    try:
        value = float(NUMBER.read(value))
    except ValueError:
        raise entry.wrong(f"参数 {OWNER}.{name} 不能是 {shown(value)}", NUMBER.write) from None
    meaning = entry.get("meaning", known.get(name, (0, ""))[1])
    return Line((name,), _month(entry), (value, meaning, entry.get("basis", "")))


def _kind(entry: Entry, known: list[Line]) -> Line:
    kind = entry["kind"]
    title, group = _known(known, kind) or (entry.get("title"), entry.get("class"))
    if not title or not group:
        raise entry.wrong(f"kind：没有收入种类 {kind}", f"{nearest(kind, _names(known))}；新的种类要写 title 和 class")
    return Line((kind,), _month(entry), (title, group, entry["counted"], entry.get("basis", "")))


def _rate(entry: Entry) -> Line:
    return Line((entry["item"], entry.get("unit", "")), _month(entry), (round(entry["yuan_per_year"] * 100),))


def _pair(entry: Entry, known: list[Line]) -> Line:
    programme = entry["programme"]
    title = next(iter(_known(known, programme)), entry.get("title"))
    if not title:
        raise entry.wrong(
            f"programme：没有补贴项目 {programme}", f"{nearest(programme, _names(known))}；新的项目要写 title"
        )
    return Line((programme,), _month(entry), (title, entry["relation"], entry.get("basis", "")))


def _known(lines: list[Line], name: str) -> tuple:
    """What lines of a name share, title first; empty for a new name."""
    return next((line.values[:2] for line in lines if line.key == (name,)), ())


def _names(lines: list[Line]) -> list[str]:
    return list(dict.fromkeys(line.key[0] for line in lines))


def _month(entry: Entry) -> int:
    """The month a line begins; a line without a day has always held."""
    day = entry.get("from")
    return day.year * 12 + day.month - 1 if day else 0


def _override(defaults: list[Line], own: list[Line]) -> list[Line]:
    first: dict[tuple, int] = {}
    for entry in own:
        first[entry.key] = min(entry.month, first.get(entry.key, OPEN))
    return [e for e in defaults if e.month < first.get(e.key, OPEN)] + own


def _spans(entries: Iterable[Line]) -> list[tuple]:
    """Each line holds until the next of its key begins; of two that begin together the later one stands."""
    lines = sorted({(entry.key, entry.month): entry for entry in entries}.items(), key=lambda line: line[0])
    ends = [b[1] - 1 if a[0] == b[0] else OPEN for (a, _), (b, _) in pairwise(lines)] + [OPEN]
    return [(*e.key, e.month, end, *e.values) for (_, e), end in zip(lines, ends[: len(lines)], strict=True)]
