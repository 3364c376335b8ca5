"""`policy.toml`: what the locality decides. Read once, checked, in types."""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dibao.engine.errors import UserError
from dibao.engine.policy_words import TIERS, Entry, like, nearest, read_words, shown
from dibao.engine.rules.kin_sets import NO_SETS, KinSet
from dibao.engine.rules.load import KIN_SET
from dibao.engine.rules.model import Rule
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.settings import OWNER, Settings, read_settings
from dibao.engine.tables import Table
from dibao.engine.toml_text import read_toml

SCOPES = {"rural": ("dibao_rural",), "urban": ("dibao_urban",), "all": ("dibao_rural", "dibao_urban")}
OWN_RULES = "own_rules"
Value = tuple[str, str, date, Any]  # rule name since value


@dataclass
class Policy:
    """Spans are `(from_month, to_month)`, both included; money is fen per head and month."""

    as_of: date | None = None
    region: str = ""
    pay_cycle: str = "month"
    standards: list[tuple[str, str, int, int, int]] = field(default_factory=list)  # programme township from to fen
    methods: list[tuple[int, int, str, str, int | None, int | None]] = field(default_factory=list)  # … floor, ceiling
    tiers: list[tuple[int, int, str, int]] = field(default_factory=list)
    top_ups: list[tuple[int, int, str, int]] = field(default_factory=list)
    parameters: list[Value] = field(default_factory=list)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)
    withdrawals: list[tuple[str, str, str]] = field(default_factory=list)  # file sheet ("" = all) reason
    settings: Settings = field(default_factory=Settings)

    def values_for(self, rule: Rule, as_of: date) -> dict[str, Any]:
        """The locality's values for a rule's parameters on a day: the newest that has begun."""
        own = [
            (since, name, value) for code, name, since, value in self.parameters if code == rule.code and since <= as_of
        ]
        return {name: value for _, name, value in sorted(own, key=lambda item: (item[0], item[1]))}

    def withdrawn(self, file: str, sheet: str) -> str:
        """The reason for which a sheet is withdrawn, "" if it is not; a file is named by its path or its bare name."""
        names = (file, file.rsplit("/", 1)[-1])
        return next((why for name, part, why in self.withdrawals if name in names and part in ("", sheet)), "")


def own_rules_folder(path: Path) -> Path | None:
    """Where the county keeps rules of its own: `own_rules` of the policy file, a folder below its own; None without."""
    data, text = read_toml(path)
    name = read_words(path.name, {key: value for key, value in data.items() if key == OWN_RULES}, text).get(OWN_RULES)
    if name is None:
        return None
    home = path.parent.resolve()
    folder = (home / name).resolve()
    if home not in folder.parents:
        what = f'own_rules 不能是 "{name}"，它不是本文件夹下的子文件夹'
    elif not folder.exists():
        what = f"own_rules 指的文件夹 {name} 不在这里"
    elif not folder.is_dir():
        what = f"own_rules 指的 {name} 是一个文件，不是文件夹"
    else:
        return path.parent / folder.relative_to(home)
    raise UserError(path.name, what, f'在 {home} 下建一个子文件夹放规则文件，写成 own_rules = "本县规则" 这样的名称')


def load_policy(
    path: Path,
    rules: dict[str, Rule],
    tables: Mapping[str, Table],
    kin_sets: Mapping[str, KinSet] = NO_SETS,
    defaults: Settings | None = None,
) -> Policy:
    """Read and check the file; a missing file is an empty policy. `defaults` are the numbers of the entitlement."""
    data, text = read_toml(path)
    words, defaults = read_words(path.name, data, text), defaults or Settings()
    policy = Policy(words.get("as_of"), words.get("region", ""), words.get("pay_cycle", "month"))
    policy.columns = _columns(words.get("columns"), tables)
    _take_standards(policy, words.get("standard", []))
    _take_amounts(policy, words.get("amount", []))
    policy.parameters = [*_kin_set(path, words.get("kin_set"), rules, kin_sets), *_parameters(words, rules)]
    policy.withdrawals = [
        (entry["file"].replace("\\", "/"), entry.get("sheet", ""), entry["reason"])
        for entry in words.get("withdraw", [])
    ]
    policy.settings = defaults.override(_own_settings(path, words, defaults))
    return policy


def _columns(hints: Entry | None, tables: Mapping[str, Table]) -> dict[str, dict[str, str]]:
    """What the user says about sheets: a table that there is, and columns that it has."""
    titles = {table.title: code for code, table in tables.items()}
    for place, hint in (hints or {}).items():
        code = hint["table"]
        if code not in tables:
            raise hints.wrong(f"{place}：没有表 {code}", _meant(code, tables, titles))
        columns = tables[code].columns
        headers = {header: name for name, column in columns.items() for header in column.names}
        for header, name in hint.items():
            if header != "table" and name and name not in columns:
                raise hints.wrong(f"{place}：表 {code} 没有列 {name}", _meant(name, columns, headers))
    return dict(hints or {})


def _meant(word: str, known: Iterable[str], chinese: Mapping[str, str]) -> str:
    """The known word that was meant, whether by its like or by its Chinese name."""
    close = difflib.get_close_matches(word, chinese, 1)
    return f"{word} 要写成 {chinese[close[0]]}（{close[0]}）" if close else nearest(word, known)


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _spans(entries: list[Entry]) -> list[tuple[Entry, int, int]]:
    """Each entry holds until the next one of its kind begins."""
    dated = sorted(((_month(entry["from"]), entry) for entry in entries), key=lambda pair: pair[0])
    ends = [*(month - 1 for month, _ in dated[1:]), OPEN][: len(dated)]
    return [(entry, month, end) for (month, entry), end in zip(dated, ends, strict=True)]


def _take_standards(policy: Policy, entries: list[Entry]) -> None:
    groups: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        for programme in SCOPES[entry.get("scope", "all")]:
            for area in entry.get("areas", [""]):
                groups.setdefault((programme, area), []).append(entry)
    for (programme, area), group in sorted(groups.items()):
        for entry, start, end in _spans(group):
            policy.standards.append((programme, area, start, end, _standard_fen(entry)))


def _standard_fen(entry: Entry) -> int:
    if "yuan_per_month" in entry and "yuan_per_year" in entry:
        raise entry.wrong("yuan_per_month 和 yuan_per_year 只能写一个", "请删去一个")
    if "yuan_per_month" in entry:
        return round(entry["yuan_per_month"] * 100)
    if "yuan_per_year" in entry:
        return round(round(entry["yuan_per_year"] * 100) / 12)
    raise entry.wrong("标准没有写", "写上 yuan_per_month = 450.00（每人每月），或 yuan_per_year = 5400.00（每人每年）")


def _take_amounts(policy: Policy, entries: list[Entry]) -> None:
    for entry, start, end in _spans(entries):
        if entry["method"] == "tier" and "tiers" not in entry:
            raise entry.wrong("tiers 没有写", f"按档发放的要写每档的金额：tiers {TIERS.write}")
        policy.methods.append((start, end, entry["method"], entry.get("rounding", "none"), *_bounds(entry)))
        policy.tiers += [(start, end, name, round(yuan * 100)) for name, yuan in entry.get("tiers", {}).items()]
        policy.top_ups += [(start, end, name, round(yuan * 100)) for name, yuan in entry.get("top_ups", {}).items()]


def _bounds(entry: Entry) -> tuple[int | None, int | None]:
    """Least and most per head and month, in fen; None where there is none."""
    low, high = (round(entry[key] * 100) if key in entry else None for key in ("floor", "ceiling"))
    if low is not None and high is not None and low > high:
        raise entry.wrong("floor 高于 ceiling", "floor 是每人每月最低，ceiling 是最高")
    return low, high


def _kin_set(path: Path, name: str | None, rules: dict[str, Rule], kin_sets: Mapping[str, KinSet]) -> list[Value]:
    """The locality's near relatives, for every rule that asks for them, from the day of their document."""
    if name is None:
        return []
    if name not in kin_sets:
        raise UserError(path.name, f"kin_set 不能是 {name}", nearest(name, kin_sets))
    chosen = kin_sets[name]
    return [
        (code, KIN_SET, chosen.since, list(chosen.relations))
        for code, rule in rules.items()
        if KIN_SET in rule.parameters
    ]


def _own_settings(path: Path, words: dict, defaults: Settings) -> Settings:
    """The locality's numbers stand among the parameters of rules, under the name of their owner."""
    numbers = [entry for entry in _set(words) if entry["rule"] == OWNER]
    return read_settings(path.name, {**words, "setting": numbers}, defaults)


def _set(words: dict) -> list[Entry]:
    """Every parameter that is set, whether below [parameters] or as [[parameter]]."""
    plain = words.get("parameters") or Entry("", "", {})
    return [_plain(plain, key) for key in plain] + words.get("parameter", [])


def _plain(section: Entry, key: str) -> Entry:
    rule, dot, name = key.partition(".")
    if not dot:
        raise section.wrong(f"{key} 不认识", f"要写出规则编号和参数名，如 R50.multiple = 3，或 {OWNER}.adult_age = 18")
    return Entry(section.file, section.place, {"rule": rule, "name": name, "value": section[key]})


def _parameters(words: dict, rules: dict[str, Rule]) -> list[Value]:
    entries = [entry for entry in _set(words) if entry["rule"] != OWNER]
    return [(e["rule"], e["name"], e.get("from", date.min), _value_for(e, rules)) for e in entries]


def _value_for(entry: Entry, rules: dict[str, Rule]) -> Any:
    """The value, of the kind that the rule's default is of."""
    code, name, value = entry["rule"], entry["name"], entry["value"]
    if code not in rules:
        raise entry.wrong(f"参数 {code}.{name}：没有规则 {code}", "用 dibao rules 查看全部规则")
    if name not in rules[code].parameters:
        raise entry.wrong(f"{code}.{name}：规则 {code} 没有参数 {name}", nearest(name, rules[code].parameters))
    default = rules[code].parameters[name].value
    try:
        return like(default, value)
    except ValueError:
        said = f"应和默认值 {shown(default)} 是同一类的值"
        raise entry.wrong(f"参数 {code}.{name} 不能是 {shown(value)}", said) from None


def calendar_rows(path: Path, first: int = 2008, last: int = 2035) -> list[tuple[date, int]]:
    """Each day with the count of working days up to and including it, from the State Council's notices."""
    years = tomllib.loads(path.read_text("utf-8"))
    day, count, rows = date(first, 1, 1), 0, []
    while day.year <= last:
        year = years.get(str(day.year), {"holidays": [], "workdays": []})
        mark = day.strftime("%m-%d")
        count += mark in year["workdays"] if day.weekday() >= 5 else mark not in year["holidays"]
        rows.append((day, count))
        day += timedelta(days=1)
    return rows
