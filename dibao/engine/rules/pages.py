"""The reference pages of a rulebook, generated: rules, tables, views, parameters, campaigns."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

from dibao.engine.campaigns.page import campaign_lines
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.model import Basis, Rule
from dibao.engine.tables import Column, Table

NOTE = "由 `dibao reference` 从 `dibao/rulebook/` 生成，不要直接修改。"
KINDS = {
    "inclusion": "错保", "exclusion": "漏保", "amount": "金额", "procedure": "程序", "relation": "关系", "payment": "发放", "data": "数据",
    "area": "区域",
}  # fmt: skip
AUDIENCES = {"village": "村", "township": "乡镇", "county": "县局", "discipline": "纪检"}
SUBJECTS = {"person": "人", "household": "户", "area": "村或乡镇"}
SCOPES = {"county": "全县一份", "township": "各乡镇分报"}
TIMES = {"state": "状态（有起止）", "register": "登记（截至数据日期）", "ledger": "台账（从有记录起）"}


def write_pages(book: Rulebook, folder: Path) -> list[Path]:
    """Write every page into `folder`; returns their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, text in pages(book).items():
        paths.append(folder / name)
        paths[-1].write_text(text, "utf-8")
    return paths


def pages(book: Rulebook) -> dict[str, str]:
    """File name → text of each page."""
    parts = {
        "rules.md": _rules(book), "tables.md": _tables(book), "views.md": _views(book), "parameters.md": _parameters(book),
        "campaigns.md": _campaigns(book),
    }  # fmt: skip
    return {name: "\n".join(lines).rstrip() + "\n" for name, lines in parts.items()}


def _campaigns(book: Rulebook) -> Iterator[str]:
    yield from ("# 专项行动模板", "", NOTE, "")
    yield from campaign_lines(book.campaigns, book.rule_groups)


def _grid(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A Markdown table; a bar in a cell would end it."""
    head = list(head)
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(str(cell).replace('|', '／') for cell in row)} |"
    yield ""


def _rules(book: Rulebook) -> Iterator[str]:
    yield from ("# 规则", "", NOTE, "")
    rows = [
        (f"[{r.code}](#{r.code.lower()})", r.title, KINDS[r.kind], r.severity, AUDIENCES[r.audience], len(r.cases))
        for r in book.rules.values()
    ]
    yield from _grid(("编号", "名称", "类别", "级别上限", "可送达", "例子"), rows)
    for rule in book.rules.values():
        yield from _rule(rule)


def _rule(rule: Rule) -> Iterator[str]:
    yield from (f'<a id="{rule.code.lower()}"></a>', "", f"## {rule.code} {rule.title}", "")
    heading, _, prose = rule.prose.partition("\n")
    yield from (prose.strip() or heading.lstrip("# "), "")
    yield f"- 对象：{SUBJECTS[rule.subject]}；级别上限 {rule.severity}；可送达：{AUDIENCES[rule.audience]}；入户核实：{rule.door}"
    yield f"- 依据：{'；'.join(map(_basis, rule.basis))}"
    need = [f"`{'`或`'.join(s.tables)}`{'' if s.required else '（可缺）'}" for s in rule.sources]
    yield f"- 数据：{'、'.join(need)}"
    for title, items in (("情形", rule.variants), ("依法不作问题", rule.exceptions), ("备注", rule.remarks)):
        if items:
            yield f"- {title}：{'；'.join(f'`{code}` {meaning}' for code, meaning in items.items())}"
    for parameter in rule.parameters.values():
        yield f"- 参数 `{parameter.name}` = {_value(parameter.value)}：{parameter.meaning}{_since(parameter)}"
    yield from (f"- 文件：`dibao/rulebook/rules/{rule.path.name}`", "")


def _basis(basis: Basis) -> str:
    span = "，".join(filter(None, [basis.since and f"{basis.since} 起", basis.until and f"至 {basis.until}"]))
    return f"{basis}{f'（{span}）' if span else ''}"


def _since(parameter) -> str:
    marks = [
        f"{parameter.since} 起" if parameter.since else "",
        "待确认 POLICY_UNCONFIRMED" if parameter.unconfirmed else "",
    ]
    said = "，".join(filter(None, marks))
    return f"（{said}）" if said else ""


def _value(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def _tables(book: Rulebook) -> Iterator[str]:
    yield from ("# 数据表", "", NOTE, "")
    rows = [
        (f"[`{t.code}`](#{t.code})", t.title, t.holder, SCOPES[t.scope], TIMES[t.time], len(t.columns))
        for t in book.tables.values()
    ]
    yield from _grid(("表", "名称", "提供部门", "范围", "时间", "列"), rows)
    for table in book.tables.values():
        yield from _table(table)


def _table(table: Table) -> Iterator[str]:
    yield from (f'<a id="{table.code}"></a>', "", f"## {table.code} {table.title}", "")
    groups = "；".join("或".join(f"`{c}`" for c in group) for group in table.required)
    yield from (f"{table.holder}。必须有：{groups}。名称中常见：{'、'.join(table.about)}。", "")
    yield from _grid(("列", "类型", "认得的表头", "取值"), map(_column, table.columns.values()))


def _column(column: Column) -> tuple[str, str, str, str]:
    codes = "；".join(f"{code}：{words[0]}" for code, words in column.codes.items())
    return f"`{column.name}`", column.type, "、".join(column.names), codes


def _views(book: Rulebook) -> Iterator[str]:
    yield from (
        "# 视图",
        "",
        NOTE,
        "",
        "规则读视图；没有视图的表以表名直接可读。月份是 `年*12+月-1` 的整数，金额是分。",
        "",
    )
    names = [step.name.partition(".")[2] for step in view_steps(book.tables, book.views)]
    with empty_world(book.tables, book.views) as world:
        for name in sorted(n for n in names if (book.views / f"{n}.sql").exists()):
            yield from (f"## {name}", "", *_comment(book.views / f"{name}.sql"), "")
            yield from (_columns(world, name), "")


def _comment(path: Path) -> Iterator[str]:
    """The remark at the head of a view's file."""
    for line in path.read_text("utf-8").splitlines():
        if not line.startswith("--"):
            return
        yield line.removeprefix("--").strip()


def _columns(world: duckdb.DuckDBPyConnection, view: str) -> str:
    rows = world.execute(f"describe main.{view}").fetchall()
    return "列：" + "、".join(f"`{row[0]}` {row[1]}" for row in rows)


def _parameters(book: Rulebook) -> Iterator[str]:
    yield from (
        "# 参数",
        "",
        NOTE,
        "",
        "在 `policy.toml` 里按规则编号和名称改：`[parameters]` 下写 `R50.multiple = 3`，要注明日期和依据的写成 `[[parameter]]`。",
        "",
    )
    rows = [
        (f"{rule.code}.`{p.name}`", _value(p.value), p.meaning, p.since or "", "待确认" if p.unconfirmed else "")
        for rule in book.rules.values()
        for p in rule.parameters.values()
    ]
    yield from _grid(("参数", "默认值", "含义", "自", "备注"), rows)
    yield from ("## 其他带日期的数据", "")
    for path in sorted((book.folder / "parameters").glob("*.toml")):
        first = next((line for line in path.read_text("utf-8").splitlines() if line.startswith("#")), "")
        yield f"- `dibao/rulebook/parameters/{path.name}`：{first.lstrip('# ')}"
