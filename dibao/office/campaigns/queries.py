"""What other rooms ask of a campaign, and the rows of its pages."""

from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from dibao.engine.policy_words import shown
from dibao.office.accounts.models import AREA_LEVELS, Area, User
from dibao.office.campaigns.actions.issue import units_below
from dibao.office.campaigns.models import Campaign, Paper, Phase, Task
from dibao.office.campaigns.states import LIVE, OPEN_TASKS

CHOSEN = "campaign"  # key in the session
SOON = 7  # days before the due day in which the lamp is amber


def current_campaign(request) -> Campaign | None:
    """The campaign that the person works in: the one they chose, else the newest that runs, else the newest of all they see."""
    if not hasattr(request, "_campaign"):
        request._campaign = _chosen(request) or newest()
    return request._campaign


def _chosen(request) -> Campaign | None:
    key = request.session.get(CHOSEN)
    return Campaign.objects.select_related("area").filter(pk=key).first() if key else None


def newest() -> Campaign | None:
    """The newest campaign that runs, else the newest."""
    seen = Campaign.objects.select_related("area").order_by("-starts_on", "-pk")
    return seen.filter(state__in=LIVE).first() or seen.first()


def manages(user: User, campaign: Campaign) -> bool:
    """Whether this person may change the campaign now."""
    return user.may("campaign.manage") and user.sees_area(campaign.area_code) and campaign.state != "archived"


def rules_of(campaign: Campaign) -> frozenset[str]:
    """Codes of the rules that a run of this campaign uses (`--rules`)."""
    return frozenset(campaign.rulesettings.filter(on=True).values_list("rule", flat=True))


def focus_of(campaign: Campaign) -> frozenset[str]:
    """Rules whose every hit needs a visit of its own: no closing in bulk (S0-36)."""
    return frozenset(campaign.rulesettings.filter(on=True, focus=True).values_list("rule", flat=True))


def policy_of(campaign: Campaign) -> str:
    """The campaign's part of policy.toml: `as_of` where it is fixed, its parameters as `[[parameter]]`.

    `as_of` stands first, before every section, so that text of the county's own may follow but not precede it.
    """
    lines = [f"as_of = {campaign.as_of}"] if campaign.as_of else []
    for setting in campaign.parametersettings.all():
        lines += ["", "[[parameter]]", f"rule = {_text(setting.rule)}", f"name = {_text(setting.name)}"]
        lines.append(f"value = {_value(setting.value)}")
        lines += [f"from = {setting.since}"] if setting.since else []
        lines += [f"basis = {_text(setting.basis)}"] if setting.basis else []
    return "\n".join(lines) + "\n" if lines else ""


def _text(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _value(value) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _text(value) if isinstance(value, str) else shown(value)


def phases_now(campaign: Campaign, today: date | None = None) -> list[Phase]:
    """The stages that run today; several where they overlap."""
    today = today or timezone.localdate()
    return [phase for phase in campaign.phases.all() if phase.starts_on <= today <= phase.ends_on]


def tasks_waiting(request) -> int:
    """For the menu: tasks of the current campaign that are overdue or due within a week, as far as the person sees them."""
    campaign = current_campaign(request)
    if campaign is None or campaign.state not in LIVE:
        return 0
    last = timezone.localdate() + timedelta(days=SOON)
    return leaves(campaign.tasks.filter(state__in=OPEN_TASKS, due__lte=last)).count()


def tasks_of(campaign: Campaign) -> QuerySet[Task]:
    """The tasks that this person sees, with the number of their parts and of those that are done."""
    parts = Count("children", distinct=True)
    done = Count("children", filter=Q(children__state="done"), distinct=True)
    return campaign.tasks.select_related("area", "unit", "post__unit", "phase").annotate(parts=parts, parts_done=done)


def overdue(tasks: QuerySet[Task], today: date | None = None) -> QuerySet[Task]:
    """Those whose day has passed and that nobody handed in."""
    return tasks.filter(state__in=OPEN_TASKS, due__lt=today or timezone.localdate())


def lamp_of(task: Task, today: date) -> tuple[str, str]:
    """Tone and words: 超期 3 天, 今天到期, 还有 5 天, 已完成."""
    if getattr(task, "parts", 0) and task.parts_done == task.parts and task.state in OPEN_TASKS:
        return "green", "各单位已完成"
    if task.state not in OPEN_TASKS:
        return ("green" if task.state == "done" else "grey"), task.get_state_display()
    left = (task.due - today).days
    if left < 0:
        return "red", f"超期 {-left} 天"
    words = f"还有 {left} 天" if left else "今天到期"
    return ("amber" if left <= SOON else "green"), words


def standing(campaign: Campaign, today: date | None = None) -> dict[str, int]:
    """Tasks that somebody does, by how they stand: all, done, submitted, overdue, soon. Those broken down count by their parts."""
    today = today or timezone.localdate()
    still = Q(state__in=OPEN_TASKS)
    return leaves(campaign.tasks.exclude(state="dropped")).aggregate(
        all=Count("pk"), done=Count("pk", filter=Q(state="done")), submitted=Count("pk", filter=Q(state="submitted")),
        overdue=Count("pk", filter=still & Q(due__lt=today)),
        soon=Count("pk", filter=still & Q(due__range=(today, today + timedelta(days=SOON)))),
    )  # fmt: skip


def leaves(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Tasks that were not broken down.."""
    return tasks.filter(~Exists(Task.objects.filter(parent=OuterRef("pk"))))


def coverage_of(campaign: Campaign, kind: str = "plan") -> list[dict]:
    """Who below has handed in a plan (or 责任书), on time or late, and which sections it lacks; a row for each area seen (S0-01)."""
    task = campaign.tasks.filter(code=kind, parent__isnull=True).first() or campaign.tasks.filter(code=kind).first()
    papers: dict[str, Paper] = {}
    for paper in campaign.papers.filter(kind=kind).order_by("pk"):
        papers[paper.area_code] = paper
    return [
        _covered(area, papers.get(area.code), campaign, kind, task.due if task else None) for area in _below(campaign)
    ]


def _below(campaign: Campaign) -> list[Area]:
    """Areas that have a plan of their own to make, as far as this person sees them."""
    task = campaign.tasks.filter(code="plan", parent__isnull=False).values_list("area_id", flat=True)
    areas = Area.objects.filter(pk__in=task) if task else [area for area, _ in units_below(campaign.area, "townships")]
    return [area for area in areas if len(area.code) >= AREA_LEVELS["township"]]


def _covered(area: Area, paper: Paper | None, campaign: Campaign, kind: str, due: date | None) -> dict:
    wanted = campaign.plan_sections if kind == "plan" else []
    return {
        "area": area,
        "paper": paper,
        "late": bool(paper and due and paper.issued_on > due),
        "missing": [section for section in wanted if paper and section not in paper.sections],
    }
