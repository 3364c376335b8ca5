"""`policy.toml`: what the locality decides. Read once, checked, in types."""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dibao.engine.errors import UserError
from dibao.engine.rules.model import Rule
from dibao.engine.rules.vocabulary import OPEN

SCOPES = {"rural": ("dibao_rural",), "urban": ("dibao_urban",), "all": ("dibao_rural", "dibao_urban")}
KEYS = {"as_of", "region", "pay_cycle", "standard", "amount", "parameters", "parameter", "columns"}


@dataclass
class Policy:
    """Spans are `(from_month, to_month)`, both included; money is fen per head and month."""

    as_of: date | None = None
    region: str = ""
    pay_cycle: str = "month"
    standards: list[tuple[str, str, int, int, int]] = field(default_factory=list)  # programme township from to fen
    methods: list[tuple[int, int, str]] = field(default_factory=list)
    tiers: list[tuple[int, int, str, int]] = field(default_factory=list)
    top_ups: list[tuple[int, int, str, int]] = field(default_factory=list)
    parameters: list[tuple[str, str, date, Any]] = field(default_factory=list)  # rule name since value
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def values_for(self, rule: Rule, as_of: date) -> dict[str, Any]:
        """The locality's values for a rule's parameters on a day: the newest that has begun."""
        own = [
            (since, name, value) for code, name, since, value in self.parameters if code == rule.code and since <= as_of
        ]
        return {name: value for _, name, value in sorted(own, key=lambda item: (item[0], item[1]))}


def load_policy(path: Path, rules: dict[str, Rule]) -> Policy:
    """Read and check the file; a missing file is an empty policy."""
    if not path.exists():
        return Policy()
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(path.name, f"不是有效的 TOML（{error}）", "请按《使用说明》的样子修改后再运行") from error
    if unknown := sorted(data.keys() - KEYS):
        raise UserError(path.name, f"不认识的设置：{'、'.join(unknown)}", f"可用：{'、'.join(sorted(KEYS))}")
    policy = Policy(
        _day(path, data, "as_of"),
        str(data.get("region", "")),
        data.get("pay_cycle", "month"),
        columns=data.get("columns", {}),
    )
    _take_standards(path, policy, data.get("standard", []))
    _take_amounts(path, policy, data.get("amount", []))
    _take_parameters(path, policy, data, rules)
    return policy


def _day(path: Path, data: dict, key: str, needed: bool = False) -> date | None:
    value = data.get(key)
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            value = "bad"
    if value is None and not needed:
        return None
    if not isinstance(value, date):
        raise UserError(path.name, f"{key} 应写成 2024-04-30 这样的日期")
    return value


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _spans(path: Path, entries: list[dict]) -> list[tuple[dict, int, int]]:
    """Each entry holds until the next one of its kind begins."""
    dated = sorted(((_month(_day(path, e, "from", needed=True)), e) for e in entries), key=lambda pair: pair[0])
    ends = [month - 1 for month, _ in dated[1:]] + [OPEN]
    return [(entry, month, end) for (month, entry), end in zip(dated, ends, strict=True)]


def _take_standards(path: Path, policy: Policy, entries: list[dict]) -> None:
    groups: dict[tuple[str, str], list[dict]] = {}
    for entry in entries:
        if entry.get("scope", "all") not in SCOPES:
            raise UserError(path.name, f"[[standard]] 的 scope 不能是 {entry['scope']!r}", "可用：rural、urban、all")
        for programme in SCOPES[entry.get("scope", "all")]:
            for area in entry.get("areas", [""]):
                groups.setdefault((programme, str(area)), []).append(entry)
    for (programme, area), group in sorted(groups.items()):
        for entry, start, end in _spans(path, group):
            policy.standards.append((programme, area, start, end, _standard_fen(path, entry)))


def _standard_fen(path: Path, entry: dict) -> int:
    if "yuan_per_month" in entry:
        return round(entry["yuan_per_month"] * 100)
    if "yuan_per_year" in entry:
        return round(entry["yuan_per_year"] * 100 / 12)
    raise UserError(path.name, "[[standard]] 缺少 yuan_per_month 或 yuan_per_year")


def _take_amounts(path: Path, policy: Policy, entries: list[dict]) -> None:
    for entry, start, end in _spans(path, entries):
        if entry.get("method") not in ("gap", "tier"):
            raise UserError(
                path.name, f"[[amount]] 的 method 不能是 {entry.get('method')!r}", "可用：gap（补差）、tier（分档）"
            )
        policy.methods.append((start, end, entry["method"]))
        policy.tiers += [(start, end, grade, round(yuan * 100)) for grade, yuan in entry.get("tiers", {}).items()]
        policy.top_ups += [(start, end, kind, round(yuan * 100)) for kind, yuan in _flat(entry.get("top_ups", {}))]


def _flat(top_ups: Any) -> list[tuple[str, float]]:
    return [(k, v) for k, v in top_ups.items() if isinstance(v, int | float)] if isinstance(top_ups, dict) else []


def _take_parameters(path: Path, policy: Policy, data: dict, rules: dict[str, Rule]) -> None:
    plain = [(key, value) for key, value in _dotted(data.get("parameters", {}))]
    for key, value in plain:
        rule, _, name = key.partition(".")
        _check_parameter(path, rules, rule, name)
        policy.parameters.append((rule, name, date.min, value))
    for entry in data.get("parameter", []):
        _check_parameter(path, rules, entry.get("rule", ""), entry.get("name", ""))
        policy.parameters.append((entry["rule"], entry["name"], _day(path, entry, "from") or date.min, entry["value"]))


def _dotted(data: dict) -> list[tuple[str, Any]]:
    """`R50.multiple = 3` is a nested table in TOML, `"R50.multiple" = 3` is not; both are meant."""
    flat = []
    for key, value in data.items():
        flat += (
            [(f"{key}.{name}", inner) for name, inner in value.items()] if isinstance(value, dict) else [(key, value)]
        )
    return flat


def _check_parameter(path: Path, rules: dict[str, Rule], code: str, name: str) -> None:
    if code not in rules:
        raise UserError(path.name, f"参数 {code}.{name}：没有规则 {code}", "用 dibao rules 查看全部规则")
    if name not in rules[code].parameters:
        known = "、".join(rules[code].parameters) or "（没有参数）"
        raise UserError(path.name, f"规则 {code} 没有参数 {name}", f"可用：{known}")


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
