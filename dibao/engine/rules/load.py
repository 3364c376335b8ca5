"""Read a rule's Markdown file: front matter, prose, one SQL block, cases as tables."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Formatter

import yaml

from dibao.engine.errors import RulebookError
from dibao.engine.rules.kin_sets import NO_SETS, KinSet
from dibao.engine.rules.model import (
    AUDIENCES,
    DOWN_FIELDS,
    KINDS,
    SEVERITIES,
    SUBJECTS,
    Basis,
    Case,
    Drill,
    Parameter,
    Rule,
    Source,
)  # fmt: skip
from dibao.engine.rules.sandbox import check_rule


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which only true and false are booleans: `on` is a name here. In C where libyaml is, eight times as fast."""


def _once(loader: _Loader, node: yaml.MappingNode, deep: bool = False) -> dict:
    """A mapping whose keys stand once: plain YAML would silently take the last."""
    keys = [key.value for key, _ in node.value]
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        raise yaml.constructor.ConstructorError(None, None, f"{'、'.join(doubled)} 写了两次", node.start_mark)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _once)
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in pairs if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

FIELDS = {
    "code", "title", "problem", "kind", "severity", "audience", "subject", "sources", "parameters", "basis", "identity",
    "keys", "evidence", "drill", "exceptions", "remarks", "variants", "explain", "down", "door", "through",
}  # fmt: skip
NEEDED = FIELDS - {"down", "parameters", "keys", "exceptions", "remarks", "variants", "identity", "evidence", "through"}


KIN_SET = "kin_set"  # the parameter whose value is the name of a set of relations


def load_rules(folder: Path, kin_sets: Mapping[str, KinSet] = NO_SETS) -> dict[str, Rule]:
    """Every rule below `folder`, by code; a doubled code or a malformed file stops with the file's name."""
    return _by_code(load_rule(path, kin_sets) for path in sorted(folder.rglob("R*.md")))


def load_own_rules(folder: Path, kin_sets: Mapping[str, KinSet] = NO_SETS) -> dict[str, Rule]:
    """A county's own rules, checked; their codes are L and digits, so that none is taken for one of the catalogue."""
    rules = _by_code(replace(load_rule(path, kin_sets), is_own=True) for path in own_rule_files(folder))
    for rule in rules.values():
        if not re.fullmatch(r"L\d+", rule.code):
            raise RulebookError(rule.path.name, f"本县规则的编号不能是 {rule.code}", "编号写成 L01、L02 这样")
        check_rule(rule)
    return rules


def own_rule_files(folder: Path) -> list[Path]:
    """The files of a county's own rules; whatever else lies there is none of our business."""
    return sorted(folder.rglob("*.md"))


def _by_code(loaded: Iterable[Rule]) -> dict[str, Rule]:
    rules: dict[str, Rule] = {}
    for rule in loaded:
        if rule.code in rules:
            raise RulebookError(rule.path.name, f"规则编号 {rule.code} 与 {rules[rule.code].path.name} 重复")
        rules[rule.code] = rule
    return dict(sorted(rules.items()))


def load_rule(path: Path, kin_sets: Mapping[str, KinSet] = NO_SETS) -> Rule:
    """One rule file; `RulebookError` says what is missing or wrong in it. `kin_sets` are the sets it may name."""
    text = path.read_text("utf-8")
    head, body, first_line = split_front_matter(path, text)
    _check_fields(path, head)
    sql, prose, rest_line, rest = _split_body(path, body, first_line)
    rule = Rule(
        code=head["code"], title=head["title"], problem=head["problem"], kind=head["kind"], severity=head["severity"],
        audience=head["audience"], subject=head["subject"], sources=_sources(head["sources"]),
        parameters=_parameters(path, head.get("parameters") or {}, kin_sets), basis=tuple(_basis(b) for b in head["basis"]),
        identity=tuple(head.get("identity") or ()), keys=tuple(head.get("keys") or ()), evidence=head.get("evidence") or {},
        drill=tuple(Drill(d["table"], *_split_on(d["on"])) for d in head["drill"]),
        exceptions=head.get("exceptions") or {}, remarks=head.get("remarks") or {}, variants=head.get("variants") or {},
        explain=_explain(head["explain"]), door="；".join(_explain(head["door"]).values()), prose=prose, sql=sql,
        cases=cases_of(path, rest, rest_line, tuple(head.get("through") or ())), path=path, down=_explain(head.get("down") or {}), doors=_doors(path, head),
    )  # fmt: skip
    _check_down(rule)
    return rule


def split_front_matter(path: Path, text: str) -> tuple[dict, str, int]:
    """Metadata, the text below it, the number of the line where that text begins."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not match:
        raise RulebookError(path.name, "缺少开头的 --- 元数据", "照相邻规则的样子补上")
    try:
        head = yaml.load(match[1], _Loader)  # noqa: S506 - a SafeLoader
    except yaml.YAMLError as error:
        raise RulebookError(path.name, f"元数据不是有效的 YAML：{error}") from error
    return head, text[match.end() :], text[: match.end()].count("\n") + 1


def _check_fields(path: Path, head: dict) -> None:
    if missing := NEEDED - head.keys():
        raise RulebookError(path.name, f"元数据缺少 {'、'.join(sorted(missing))}")
    if unknown := head.keys() - FIELDS:
        raise RulebookError(
            path.name, f"元数据中 {'、'.join(sorted(unknown))} 不认识", f"可用：{'、'.join(sorted(FIELDS))}"
        )
    for name, allowed in (("kind", KINDS), ("severity", SEVERITIES), ("audience", AUDIENCES), ("subject", SUBJECTS)):
        if head[name] not in allowed:
            raise RulebookError(path.name, f"{name} 不能是 {head[name]!r}", f"可用：{'、'.join(allowed)}")
    if head["subject"] == "area" and head["audience"] not in ("county", "discipline"):
        raise RulebookError(path.name, "区域线索不能下发乡镇、村", "audience 写 county 或 discipline")
    if head["code"] != path.name[: len(head["code"])]:
        raise RulebookError(path.name, f"文件名与编号 {head['code']} 不一致")


def _sources(data: dict) -> tuple[Source, ...]:
    result = []
    for table, need in data.items():
        spec = need if isinstance(need, dict) else {"need": need}
        result.append(Source(table, spec["need"] == "required", tuple(spec.get("columns", ()))))
    return tuple(result)


def _parameters(path: Path, data: dict, kin_sets: Mapping[str, KinSet]) -> dict[str, Parameter]:
    result = {}
    for name, spec in data.items():
        if "value" not in spec or "meaning" not in spec:
            raise RulebookError(path.name, f"参数 {name} 要有 value 和 meaning")
        value = _named_set(path, spec["value"], kin_sets) if name == KIN_SET else spec["value"]
        result[name] = Parameter(name, value, spec["meaning"], spec.get("since"), bool(spec.get("unconfirmed")))
    return result


def _named_set(path: Path, name: str, kin_sets: Mapping[str, KinSet]) -> list[str]:
    if name not in kin_sets:
        raise RulebookError(path.name, f"没有名为 {name} 的近亲属范围", f"可用：{'、'.join(kin_sets)}")
    return list(kin_sets[name].relations)


def _basis(data: dict) -> Basis:
    return Basis(data["document"], data.get("article", ""), data.get("since"), data.get("until"))


def _split_on(items: list[str]) -> tuple[tuple[str, ...], str]:
    """Plain names are join columns, anything longer is a condition."""
    names = tuple(item for item in items if re.fullmatch(r"\w+", item))
    return names, " and ".join(f"({item})" for item in items if item not in names)


def _explain(data: str | dict) -> dict[str, str]:
    return {"": data} if isinstance(data, str) else data


def _doors(path: Path, head: dict) -> dict[str, str]:
    """What to check at the door, by form of the rule where it says so."""
    doors = head["door"] if isinstance(head["door"], dict) else {}
    if doors and doors.keys() != (head.get("variants") or {}).keys():
        raise RulebookError(path.name, "door 按情形写时，每种情形各写一句", "对照 variants 补齐")
    return doors


def _check_down(rule: Rule) -> None:
    """What a township reads names a form of the rule, and nothing that a department holds."""
    if rule.down and not rule.goes_down:
        raise RulebookError(rule.path.name, f"只给 {rule.audience} 看的规则不下发，不能有 down", "删去 down")
    if unknown := rule.down.keys() - {"", *rule.variants}:
        raise RulebookError(rule.path.name, f"down 中 {'、'.join(sorted(unknown))} 不是这条规则的情形")
    fields = {name for text in rule.down.values() for _, name, _, _ in Formatter().parse(text) if name is not None}
    if closed := fields - set(DOWN_FIELDS):
        raise RulebookError(
            rule.path.name, f"下发的句子不能写 {'、'.join(sorted(closed))}", f"只可写 {'、'.join(DOWN_FIELDS)}"
        )


def _split_body(path: Path, body: str, first_line: int) -> tuple[str, str, int, str]:
    match = re.search(r"```sql\n(.*?)```", body, re.S)
    if not match:
        raise RulebookError(path.name, "缺少 ```sql 查询")
    return (
        match[1].strip(),
        body[: match.start()].strip(),
        first_line + body[: match.end()].count("\n"),
        body[match.end() :],
    )


def cases_of(path: Path, text: str, first_line: int, through: tuple[str, ...] = ()) -> tuple[Case, ...]:
    """`## title`, then for each table its name on a line and the table below it."""
    cases: list[Case] = []
    name = ""
    for number, line in enumerate(text.splitlines(), first_line):
        line = line.strip()
        if line.startswith("## "):
            cases.append(Case(line[3:].strip(), {}, number, through))
        elif line.startswith("|") and cases:
            if not name:
                raise RulebookError(path.name, f"第 {number} 行的表格前没有表名")
            _take_line(path, number, cases[-1].tables.setdefault(name, ([], [])), line)
        elif re.fullmatch(r"[a-z_]+(\.[a-z_]+)?", line):
            name = line
            if cases:
                cases[-1].tables.setdefault(name, ([], []))
    return tuple(cases)


def _take_line(path: Path, number: int, table: tuple[list[str], list[list[str]]], line: str) -> None:
    cells = [cell.strip() for cell in line.removeprefix("|").removesuffix("|").split("|")]
    columns, rows = table
    if not columns:
        columns.extend(cells)
    elif not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
        if len(cells) != len(columns):
            raise RulebookError(path.name, f"第 {number} 行有 {len(cells)} 格，表头有 {len(columns)} 格")
        rows.append(cells)


def effective(basis: tuple[Basis, ...], day: date) -> list[Basis]:
    """The articles in force on `day`."""
    return [b for b in basis if (b.since or date.min) <= day < (b.until or date.max)]
