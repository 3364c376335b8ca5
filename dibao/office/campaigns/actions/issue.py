"""From a template to a campaign: everything that the plan says, moved to its own days and area."""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import date

from dibao.engine.campaigns.days import moved
from dibao.engine.campaigns.load import rules_of
from dibao.engine.campaigns.model import Part, Template
from dibao.office.accounts.models import Area, Unit, User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.campaigns.actions.reach import needs_area
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import (
    BasisDocument,
    Campaign,
    FormDay,
    ParameterSetting,
    Phase,
    Population,
    Ratio,
    RuleSetting,
    Seat,
    Task,
    Window,
)

Move = Callable[[date | None], date | None]
PARTS = {
    "population": Population,
    "window": Window,
    "phase": Phase,
    "ratio": Ratio,
    "member": Seat,
    "document": BasisDocument,
}
STAYS = {"document"}  # the days of a law are its own
HEADS = {"county": "township", "township": "village"}  # the level below


@action("campaign.draft", "起草专项行动", needs="campaign.manage")
def draft_campaign(
    *, by: User, template: str, area: Area, title: str = "", starts_on: date | None = None, ends_on: date | None = None,
    scope: str = "", as_of: date | None = None, issued_on: date | None = None, number: str = "",
    predecessor: Campaign | None = None, populations: Iterable[str] | None = None,
) -> Campaign:  # fmt: skip
    """A campaign with all that the template has; whatever is left out is as the template says."""
    source = book().campaigns.get(template)
    if source is None:
        raise Refused(f"没有模板“{template}”，请重新选择")
    needs_area(by, area.code)
    if area.level not in HEADS:
        raise Refused(f"专项行动由县（区）或乡镇（街道）开展，不能设在“{area}”")
    move = moved(source, starts_on or source.starts_on)
    campaign = Campaign.objects.create(
        title=title or source.title, template=source.code, about=source.about, area=area, scope=scope or source.scope,
        starts_on=starts_on or source.starts_on, ends_on=ends_on or move(source.ends_on), as_of=as_of, number=number,
        issued_on=issued_on or move(source.issued_on), tag=source.tag, predecessor=predecessor, looks_back=source.looks_back,
        plan_sections=list(source.sections), remind_before=list(source.clock.before), remind_every=source.clock.every,
        supervise_after=source.clock.supervise_after,
    )  # fmt: skip
    _fill(campaign, _chosen(source, populations), move)
    tell(
        campaign, new={"template": source.code, "title": campaign.title, "starts_on": campaign.starts_on, "area": area}
    )
    return campaign


def _chosen(source: Template, populations: Iterable[str] | None) -> Template:
    if populations is None:
        return source
    chosen = set(populations)
    return replace(source, population=tuple(p for p in source.population if p.code in chosen))


def _fill(campaign: Campaign, source: Template, move: Move) -> None:
    for name, model in PARTS.items():
        parts = getattr(source, name)
        model.objects.bulk_create(
            model(campaign=campaign, **_values(model, part, _mover(name, part, move))) for part in parts
        )
    FormDay.objects.bulk_create(
        FormDay(campaign=campaign, **_values(FormDay, form, move) | {"due": move(due)})
        for form in source.form
        for due in form.due
    )
    _fill_rules(campaign, source)
    _fill_tasks(campaign, source, move)


def _mover(name: str, part: Part, move: Move) -> Move:
    return (lambda day: day) if name in STAYS or getattr(part, "fixed", False) else move


def _values(model, part: Part, move: Move) -> dict:
    """What the part and the model both have, its days moved."""
    names = {f.name for f in fields(part)} & {f.name for f in model._meta.concrete_fields}
    values = {name: getattr(part, name) for name in names}
    return {n: move(v) if isinstance(v, date) else list(v) if isinstance(v, tuple) else v for n, v in values.items()}


def _fill_rules(campaign: Campaign, source: Template) -> None:
    groups = book().rule_groups
    on, focus = rules_of(source, groups), {code for name in source.rules.focus for code in groups[name].rules}
    RuleSetting.objects.bulk_create(
        RuleSetting(campaign=campaign, rule=code, on=code in on, focus=code in focus) for code in book().rules
    )
    ParameterSetting.objects.bulk_create(
        ParameterSetting(
            campaign=campaign, rule=p.rule, name=p.name, value=str(p.value) if isinstance(p.value, date) else p.value,
            since=p.since, basis=p.basis,
        )
        for p in source.parameter
    )  # fmt: skip


def _fill_tasks(campaign: Campaign, source: Template, move: Move) -> None:
    """A task of the unit itself, and where each unit below has the same to do, a child for each."""
    phases = {phase.code: phase for phase in campaign.phases.all()}
    below = {to: units_below(campaign.area, to) for to in {task.to for task in source.task}}
    children: list[Task] = []
    for part in source.task:
        values = _values(Task, part, move) | {"phase": phases[part.phase], "person": part.lead, "campaign": campaign}
        head = Task.objects.create(**values, area=campaign.area, unit=_unit_of(campaign.area))
        children += (_child(values, head, area, unit) for area, unit in below[part.to])
    Task.objects.bulk_create(children, batch_size=500)


def _child(values: dict, head: Task, area: Area, unit: Unit | None) -> Task:
    return Task(**values, parent=head, area=area, area_code=area.code, unit=unit)  # bulk_create does not call save()


def units_below(area: Area, to: str) -> list[tuple[Area, Unit | None]]:
    """The areas that have the task too, each with its office: `townships` means the next level, `villages` every village."""
    if to == "self":
        return []
    level = HEADS[area.level] if to == "townships" else "village"
    inside = Area.objects.filter(
        level=level, code__gte=area.code, code__lt=str(int(area.code) + 1), valid_to__isnull=True
    )
    units = {unit.area_id: unit for unit in Unit.objects.filter(area__in=inside, kind__in=("township", "village"))}
    return [(below, units.get(below.pk)) for below in inside.order_by("code")]


def _unit_of(area: Area) -> Unit | None:
    kinds = ("bureau",) if area.level == "county" else ("township", "bureau")
    return area.units.filter(kind__in=kinds).order_by("pk").first()
