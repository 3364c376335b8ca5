"""Read the templates below `rulebook/campaigns/` and the groups of rules they switch on."""

import re
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dibao.engine.campaigns.model import PARTS, WORDS, ParameterChoice, RuleGroup, Template
from dibao.engine.errors import RulebookError, UserError
from dibao.engine.policy_words import like, nearest, shown
from dibao.engine.rules.model import Rule
from dibao.engine.toml_text import read_toml

REQUIREMENT = re.compile(r"S[0-4]-\d\d")
EXPECTED = {date: "2024-04-30 这样的日期，不加引号", int: "整数", bool: "true 或 false", str: "用半角引号括起来的文字"}


def load_rule_groups(path: Path, rules: Mapping[str, Rule]) -> dict[str, RuleGroup]:
    """The groups by code; `RulebookError` names the group that has a rule nobody wrote."""
    groups = {}
    for code, data in _document(path).items():
        groups[code] = group = _taken(path, f"[{code}]", RuleGroup, data | {"code": code})
        _known(path, f"[{code}]", "规则", group.rules, rules)
    return groups


def load_templates(folder: Path, groups: Mapping[str, RuleGroup], rules: Mapping[str, Rule]) -> dict[str, Template]:
    """The templates by code, in the order of their files; a malformed one stops with the file's name."""
    templates: dict[str, Template] = {}
    for path in sorted(folder.glob("*.toml")):
        template = load_template(path, groups, rules)
        if template.code in templates:
            raise RulebookError(path.name, f"模板编号 {template.code} 已经有了", "换一个编号")
        templates[template.code] = template
    return templates


def load_template(path: Path, groups: Mapping[str, RuleGroup], rules: Mapping[str, Rule]) -> Template:
    """One file, checked in itself and against the groups and rules that there are."""
    template = _taken(path, "开头", Template, _document(path))
    for name in PARTS:
        _once(path, name, [part.code for part in getattr(template, name)])
    _check_days(path, template)
    for task in template.task:
        _known(path, f"[[task]] {task.code}", "阶段", (task.phase,), [phase.code for phase in template.phase])
    _check_rules(path, template, groups, rules)
    return template


def _document(path: Path) -> dict:
    try:
        data, _ = read_toml(path)
    except UserError as error:
        raise RulebookError(error.where, error.what, error.todo) from error
    return data


def _taken(path: Path, place: str, kind: type, data: Any) -> Any:
    """`data` as a record of `kind`, every word of it known and of its type."""
    if not isinstance(data, dict):
        raise RulebookError(path.name, f"{place} 应是一段，现在是 {shown(data)}", "照相邻的模板改")
    hints, known = typing.get_type_hints(kind), {f.name: f for f in fields(kind)}
    if unknown := sorted(data.keys() - known.keys()):
        raise RulebookError(path.name, f"{place} 的 {unknown[0]} 不认识", nearest(unknown[0], known))
    needed = {name for name, f in known.items() if f.default is MISSING and f.default_factory is MISSING}
    if missing := sorted(needed - data.keys()):
        raise RulebookError(path.name, f"{place} 没有写 {'、'.join(missing)}", "照相邻的模板补上")
    return kind(**{name: _value(path, place, name, hints[name], value) for name, value in data.items()})


def _value(path: Path, place: str, name: str, hint: Any, value: Any) -> Any:
    """One word's value: a list of parts, a part, a plain value."""
    if is_dataclass(hint):
        return _taken(path, f"[{name}]", hint, value)
    if typing.get_origin(hint) is tuple:
        return _many(path, place, name, typing.get_args(hint)[0], value)
    plain = [kind for kind in (typing.get_args(hint) or (hint,)) if kind is not types.NoneType]
    if Any not in plain and type(value) not in plain:
        raise _wrong(path, place, name, value, EXPECTED[plain[0]])
    if name in WORDS and value not in WORDS[name]:
        raise _wrong(path, place, name, value, "、".join(WORDS[name]))
    return value


def _many(path: Path, place: str, name: str, kind: type, value: Any) -> tuple:
    if not isinstance(value, list):
        raise _wrong(path, place, name, value, f"[[{name}]] 开头的段，或者方括号里的列表")
    if is_dataclass(kind):
        return tuple(_taken(path, f"[[{name}]] {_label(i, item)}", kind, item) for i, item in enumerate(value, 1))
    for item in value:
        if type(item) is not kind:
            raise _wrong(path, place, name, item, EXPECTED[kind])
        if name == "plan" and not REQUIREMENT.fullmatch(item):
            raise _wrong(path, place, name, item, "S0-01 这样的编号")
    return tuple(value)


def _label(number: int, item: Any) -> str:
    return (
        str(item.get("code") or item.get("rule") or f"第 {number} 段") if isinstance(item, dict) else f"第 {number} 段"
    )


def _wrong(path: Path, place: str, name: str, value: Any, expected: str) -> RulebookError:
    return RulebookError(path.name, f"{place} 的 {name} 不能是 {shown(value)}", f"应写成 {expected}")


def _once(path: Path, name: str, codes: list[str]) -> None:
    if doubled := sorted({code for code in codes if codes.count(code) > 1}):
        raise RulebookError(path.name, f"[[{name}]] 的 {doubled[0]} 写了两次", "编号不能重复")


def _known(path: Path, place: str, what: str, names: typing.Iterable[str], known: typing.Iterable[str]) -> None:
    known = list(known)
    for name in names:
        if name not in known:
            raise RulebookError(path.name, f"{place} 写的{what} {name} 没有", nearest(name, known))


def _check_days(path: Path, template: Template) -> None:
    spans = [("开头", template.starts_on, template.ends_on)]
    spans += [(f"[[phase]] {p.code}", p.starts_on, p.ends_on) for p in template.phase]
    spans += [(f"[[task]] {t.code}", t.starts_on or t.due, t.due) for t in template.task]
    windows = (*template.population, *template.window)
    spans += [(w.code, w.from_day, w.to_day) for w in windows if w.from_day and w.to_day]
    for place, first, last in spans:
        if first > last:
            raise RulebookError(path.name, f"{place} 的开始日期 {first} 晚于结束日期 {last}", "请改正日期")


def _check_rules(path: Path, template: Template, groups: Mapping[str, RuleGroup], rules: Mapping[str, Rule]) -> None:
    choice = template.rules
    _known(path, "[rules]", "规则组", (*choice.groups, *choice.focus), groups)
    _known(path, "[rules]", "规则", (*choice.extra, *choice.without), rules)
    for setting in template.parameter:
        _check_parameter(path, setting, rules)


def _check_parameter(path: Path, setting: ParameterChoice, rules: Mapping[str, Rule]) -> None:
    place = f"[[parameter]] {setting.rule}"
    _known(path, place, "规则", (setting.rule,), rules)
    known = rules[setting.rule].parameters
    _known(path, place, "参数", (setting.name,), known)
    try:
        like(known[setting.name].value, setting.value)
    except ValueError:
        default = shown(known[setting.name].value)
        raise _wrong(path, place, setting.name, setting.value, f"和默认值 {default} 同一类的值") from None


def rules_of(template: Template, groups: Mapping[str, RuleGroup]) -> tuple[str, ...]:
    """The codes that the template switches on."""
    chosen = {code for name in (*template.rules.groups, *template.rules.focus) for code in groups[name].rules}
    return tuple(sorted((chosen | set(template.rules.extra)) - set(template.rules.without)))
