"""`policy.toml`: what the locality decides. Read once, checked, in types."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dibao.engine.errors import UserError
from dibao.engine.rules.kin_sets import NO_SETS, KinSet
from dibao.engine.rules.load import KIN_SET
from dibao.engine.rules.model import Rule
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.settings import OWNER, Settings, read_settings

SCOPES = {"rural": ("dibao_rural",), "urban": ("dibao_urban",), "all": ("dibao_rural", "dibao_urban")}
CYCLES = ("month", "quarter")
LISTS = ("standard", "amount", "parameter", "withdraw", "income_kind", "income_rate", "benefit_pair")
TABLES = ("parameters", "columns")
ROUNDINGS = ("none", "jiao", "jiao_up", "yuan", "yuan_up")
KEYS = {"as_of", "region", "pay_cycle", "kin_set", "own_rules", *LISTS, *TABLES}


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
    parameters: list[tuple[str, str, date, Any]] = field(default_factory=list)  # rule name since value
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


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UserError(path.name, f"不是有效的 TOML（{error}）", "请按《使用说明》的样子修改后再运行") from error


def own_rules_folder(path: Path) -> Path | None:
    """Where the county keeps rules of its own: `own_rules` of the policy file, a folder beside it; None without."""
    name = _read(path).get("own_rules")
    if name is None:
        return None
    folder = path.parent / str(name)
    if not isinstance(name, str) or not folder.resolve().is_relative_to(path.parent.resolve()) or not folder.is_dir():
        raise UserError(path.name, f"own_rules 指的文件夹 {name} 不在这里", "写成本文件夹下存放规则文件的子文件夹名")
    return folder


def load_policy(
    path: Path,
    rules: dict[str, Rule],
    tables: Collection[str],
    kin_sets: Mapping[str, KinSet] = NO_SETS,
    defaults: Settings | None = None,
) -> Policy:
    """Read and check the file; a missing file is an empty policy. `defaults` are the numbers of the entitlement."""
    data, defaults = _read(path), defaults or Settings()
    if unknown := sorted(data.keys() - KEYS):
        raise UserError(path.name, f"不认识的设置：{'、'.join(unknown)}", f"可用：{'、'.join(sorted(KEYS))}")
    _check_shapes(path, data)
    _check_columns(path, data.get("columns", {}), tables)
    policy = Policy(
        _day(path, data, "as_of"),
        str(data.get("region", "")),
        data.get("pay_cycle", "month"),
        columns=data.get("columns", {}),
    )
    _take_standards(path, policy, data.get("standard", []))
    _take_amounts(path, policy, data.get("amount", []))
    _take_kin_set(path, policy, data.get("kin_set"), rules, kin_sets)
    _take_parameters(path, policy, data, rules)
    policy.withdrawals = [_withdrawal(path, entry) for entry in data.get("withdraw", [])]
    policy.settings = defaults.override(_own_settings(path, data, defaults))
    return policy


def _withdrawal(path: Path, entry: dict) -> tuple[str, str, str]:
    """Which sheet is withdrawn, and why; nothing leaves a run without a reason."""
    example = '应写成 file = "车辆.xlsx"、reason = "交警重发"，只撤回一个工作表时再加 sheet = "Sheet1"'
    for key in ("file", "reason"):
        if not isinstance(entry.get(key), str) or not entry[key].strip():
            raise UserError(path.name, f"[[withdraw]] 缺少 {key}", example)
    if unknown := sorted(entry.keys() - {"file", "sheet", "reason"}):
        raise UserError(path.name, f"[[withdraw]] 不认识的设置：{'、'.join(unknown)}", example)
    return entry["file"].strip().replace("\\", "/"), str(entry.get("sheet", "")), entry["reason"].strip()


def _check_shapes(path: Path, data: dict) -> None:
    """Lists of entries are lists of entries, tables are tables, the pay cycle is one that there is."""
    for key in LISTS:
        entries = data.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            raise UserError(path.name, f"{key} 应写成 [[{key}]] 开头的一段", "请照《使用说明》的样子修改后再运行")
    for key in TABLES:
        if not isinstance(data.get(key, {}), dict):
            raise UserError(path.name, f"{key} 应写成 [{key}] 开头的一段", "请照《使用说明》的样子修改后再运行")
    if data.get("pay_cycle", "month") not in CYCLES:
        raise UserError(path.name, f"pay_cycle 不能是 {data['pay_cycle']!r}", "可用：month（按月）、quarter（按季）")


def _check_columns(path: Path, columns: dict, tables: Collection[str]) -> None:
    for place, hint in columns.items():
        if not isinstance(hint, dict) or not all(isinstance(word, str) for word in hint.values()):
            raise UserError(path.name, f'[columns] 的 {place} 应写成 {{ table = "表名", "表头" = "列名" }}')
        if hint.get("table") not in tables:
            raise UserError(
                path.name, f"[columns] 的 {place}：没有表 {hint.get('table')!r}", f"可用：{'、'.join(sorted(tables))}"
            )


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
    ends = [*(month - 1 for month, _ in dated[1:]), OPEN][: len(dated)]
    return [(entry, month, end) for (month, entry), end in zip(dated, ends, strict=True)]


def _take_standards(path: Path, policy: Policy, entries: list[dict]) -> None:
    groups: dict[tuple[str, str], list[dict]] = {}
    for entry in entries:
        if entry.get("scope", "all") not in SCOPES:
            raise UserError(path.name, f"[[standard]] 的 scope 不能是 {entry['scope']!r}", "可用：rural、urban、all")
        areas = entry.get("areas", [""])
        if not isinstance(areas, list):
            raise UserError(path.name, '[[standard]] 的 areas 应写成 ["431228101"] 这样的列表')
        for programme in SCOPES[entry.get("scope", "all")]:
            for area in areas:
                groups.setdefault((programme, str(area)), []).append(entry)
    for (programme, area), group in sorted(groups.items()):
        for entry, start, end in _spans(path, group):
            policy.standards.append((programme, area, start, end, _standard_fen(path, entry)))


def _standard_fen(path: Path, entry: dict) -> int:
    if "yuan_per_month" in entry:
        return _fen(path, "yuan_per_month", entry["yuan_per_month"])
    if "yuan_per_year" in entry:
        return round(_fen(path, "yuan_per_year", entry["yuan_per_year"]) / 12)
    raise UserError(path.name, "[[standard]] 缺少 yuan_per_month 或 yuan_per_year")


def _fen(path: Path, name: str, yuan: Any) -> int:
    if isinstance(yuan, bool) or not isinstance(yuan, int | float) or not 0 <= yuan < 1e9:
        raise UserError(path.name, f"{name} 不能是 {yuan!r}", "应写成 450.00 这样的金额，单位元")
    return round(yuan * 100)


def _take_amounts(path: Path, policy: Policy, entries: list[dict]) -> None:
    for entry, start, end in _spans(path, entries):
        if entry.get("method") not in ("gap", "tier"):
            raise UserError(
                path.name, f"[[amount]] 的 method 不能是 {entry.get('method')!r}", "可用：gap（补差）、tier（分档）"
            )
        policy.methods.append((start, end, entry["method"], _rounding(path, entry), *_bounds(path, entry)))
        policy.tiers += [(start, end, *pair) for pair in _sums(path, entry, "tiers")]
        policy.top_ups += [(start, end, *pair) for pair in _sums(path, entry, "top_ups")]


def _rounding(path: Path, entry: dict) -> str:
    rounding = entry.get("rounding", "none")
    if rounding not in ROUNDINGS:
        raise UserError(path.name, f"[[amount]] 的 rounding 不能是 {rounding!r}", f"可用：{'、'.join(ROUNDINGS)}")
    return rounding


def _bounds(path: Path, entry: dict) -> tuple[int | None, int | None]:
    """Least and most per head and month, in fen; None where there is none."""
    low, high = (_fen(path, key, entry[key]) if key in entry else None for key in ("floor", "ceiling"))
    if low is not None and high is not None and low > high:
        raise UserError(path.name, "[[amount]] 的 floor 高于 ceiling", "floor 是每人每月最低，ceiling 是最高")
    return low, high


def _sums(path: Path, entry: dict, key: str) -> list[tuple[str, int]]:
    sums = entry.get(key, {})
    if not isinstance(sums, dict):
        raise UserError(path.name, f"[[amount]] 的 {key} 应写成 {{ A = 400.0, B = 300.0 }}")
    return [(name, _fen(path, f"{key}.{name}", yuan)) for name, yuan in sums.items()]


def _take_kin_set(
    path: Path, policy: Policy, name: Any, rules: dict[str, Rule], kin_sets: Mapping[str, KinSet]
) -> None:
    """The locality's near relatives, for every rule that asks for them, from the day of their document."""
    if name is None:
        return
    if name not in kin_sets:
        raise UserError(path.name, f"kin_set 不能是 {name!r}", f"可用：{'、'.join(kin_sets)}")
    chosen = kin_sets[name]
    wide = [code for code, rule in rules.items() if KIN_SET in rule.parameters]
    policy.parameters += [(code, KIN_SET, chosen.since, list(chosen.relations)) for code in wide]


def _own_settings(path: Path, data: dict, defaults: Settings) -> Settings:
    """The locality's numbers stand among the parameters of rules, under the name of their owner."""
    plain = [(key.partition("."), value) for key, value in _dotted(data.get("parameters", {}))]
    numbers = [{"name": name, "value": value} for (owner, _, name), value in plain if owner == OWNER]
    numbers += [entry for entry in data.get("parameter", []) if entry.get("rule") == OWNER]
    return read_settings(path.name, {**data, "setting": numbers}, defaults)


def _take_parameters(path: Path, policy: Policy, data: dict, rules: dict[str, Rule]) -> None:
    for key, value in _dotted(data.get("parameters", {})):
        rule, _, name = key.partition(".")
        if rule == OWNER:
            continue
        _check_parameter(path, rules, rule, name, value)
        policy.parameters.append((rule, name, date.min, value))
    for entry in data.get("parameter", []):
        if entry.get("rule") == OWNER:
            continue
        _check_parameter(path, rules, entry.get("rule", ""), entry.get("name", ""), entry.get("value"))
        policy.parameters.append((entry["rule"], entry["name"], _day(path, entry, "from") or date.min, entry["value"]))


def _dotted(data: dict) -> list[tuple[str, Any]]:
    """`R50.multiple = 3` is a nested table in TOML, `"R50.multiple" = 3` is not; both are meant."""
    flat = []
    for key, value in data.items():
        flat += (
            [(f"{key}.{name}", inner) for name, inner in value.items()] if isinstance(value, dict) else [(key, value)]
        )
    return flat


def _check_parameter(path: Path, rules: dict[str, Rule], code: str, name: str, value: Any) -> None:
    if code not in rules:
        raise UserError(path.name, f"参数 {code}.{name}：没有规则 {code}", "用 dibao rules 查看全部规则")
    if name not in rules[code].parameters:
        known = "、".join(rules[code].parameters) or "（没有参数）"
        raise UserError(path.name, f"规则 {code} 没有参数 {name}", f"可用：{known}")
    default = rules[code].parameters[name].value
    if _kind(value) != _kind(default):
        raise UserError(path.name, f"参数 {code}.{name} 不能是 {value!r}", f"应和默认值 {default!r} 是同一类的值")


def _kind(value: Any) -> type:
    return float if type(value) is int else type(value)


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
