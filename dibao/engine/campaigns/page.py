"""The reference page of the campaign templates."""

from collections.abc import Iterator, Mapping

from dibao.engine.campaigns.load import rules_of
from dibao.engine.campaigns.model import (
    GROUPS,
    LEVELS,
    POPULATIONS,
    SCOPES,
    TARGETS,
    UNITS,
    Form,
    Phase,
    RuleGroup,
    Task,
    Template,
)


def campaign_lines(templates: Mapping[str, Template], groups: Mapping[str, RuleGroup]) -> Iterator[str]:
    """The page, line by line."""
    yield "发布专项行动时从这些模板开始，发布前后都可以改。“拟定”的日期是方案没有写明、由系统先排的。日期是原方案的；起始日同是这一天、只换年份或月份的，各项时限按月平移，月底还是月底；换成别的日子，顺延同样天数。"
    yield ""
    for template in templates.values():
        yield from _template(template, groups)
    yield from _groups(groups)


def _template(template: Template, groups: Mapping[str, RuleGroup]) -> Iterator[str]:
    yield from (f"## {template.code} {template.title}", "", template.about, "")
    yield f"- 由{LEVELS[template.level]}开展，范围：{SCOPES[template.scope]}；{template.starts_on} 至 {template.ends_on}"
    if template.looks_back:
        yield f"- 回头看：{template.looks_back}"
    for population in template.population:
        yield f"- 排查对象：{population.title}（{POPULATIONS[population.kind]}{_span(population)}）"
    for window in template.window:
        yield f"- 追溯：{window.title}（{_span(window).strip('，')}）"
    for choice in template.parameter:
        yield f"- 参数 {choice.rule}.`{choice.name}` = {choice.value}：{choice.basis}"
    yield f"- 规则：{len(rules_of(template, groups))} 条；重点：{'、'.join(groups[g].title for g in template.rules.focus)}"
    yield from ("", "| 阶段 | 起 | 止 | |", "|---|---|---|---|", *map(_phase, template.phase), "")
    yield from ("| 任务 | 承担 | 牵头 | 时限 | 成果 | |", "|---|---|---|---|---|---|", *map(_task, template.task), "")
    yield from ("| 报表 | 报送 | 日期 | |", "|---|---|---|---|", *map(_form, template.form), "")
    for ratio in template.ratio:
        yield f"- {ratio.title}：{'不少于 ' if ratio.least and ratio.value < 100 else ''}{ratio.value}{UNITS[ratio.unit]}"
    for member in template.member:
        yield f"- {GROUPS[member.group]}{member.duty}：{member.title}"
    for document in template.document:
        yield f"- 依据：{document.title}（{document.code}）"
    yield f"- 文件中的要求：{'、'.join(sorted(template.requirements))}"
    yield ""


def _span(window) -> str:
    first, last = window.from_day, window.to_day
    return f"，{first} 至 {last}" if first and last else f"，{first} 起" if first else ""


def _ours(part: Phase | Task | Form) -> str:
    return "" if part.stated else "拟定"


def _phase(phase: Phase) -> str:
    return f"| {phase.title} | {phase.starts_on} | {phase.ends_on} | {_ours(phase)} |"


def _task(task: Task) -> str:
    return f"| {task.title} | {TARGETS[task.to]} | {task.lead} | {task.due} | {task.deliverable} | {_ours(task)} |"


def _form(form: Form) -> str:
    return f"| {form.title} | {TARGETS[form.to]} | {'、'.join(map(str, form.due))} | {_ours(form)} |"


def _groups(groups: Mapping[str, RuleGroup]) -> Iterator[str]:
    yield from ("## 规则组", "", "| 组 | 规则 | 依据 | |", "|---|---|---|---|")
    for group in groups.values():
        mark = "由当地确定" if group.unconfirmed else ""
        yield f"| {group.title} | {'、'.join(group.rules)} | {group.basis} | {mark} |"
