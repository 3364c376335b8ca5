"""Lists of campaigns' work: the ledger of tasks, the log of reminders."""

from dataclasses import dataclass
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.utils import timezone

from dibao.office.accounts.models import Area
from dibao.office.base.scope import present_sight
from dibao.office.base.table import Chip, Choice, Column, Days, Lamp, Lamps, Search, Table
from dibao.office.campaigns import queries
from dibao.office.campaigns.models import Reminder, Task
from dibao.office.campaigns.states import OPEN_TASKS, TASK

TONES = {"todo": "grey", "doing": "blue", "submitted": "amber", "done": "green", "dropped": "grey"}


@dataclass(frozen=True)
class Anywhere(Search):
    """Found wherever in the words it stands: a campaign has some thousand tasks, not a million."""

    def query(self, value: str, request) -> Q:
        return reduce(or_, (Q(**{f"{column}__contains": value}) for column in self.names_in))


def _lamp(task: Task) -> Lamp:
    return Lamp(*queries.lamp_of(task, timezone.localdate()))


def _state(task: Task) -> Chip:
    if task.parts and task.state in OPEN_TASKS:
        return Chip("已分解", "teal")
    return Chip(task.get_state_display(), TONES[task.state])


def _progress(task: Task) -> str:
    return f"{task.parts_done} / {task.parts} 个单位" if task.parts else f"{task.progress}%"


def _overdue(_request) -> Q:
    return Q(state__in=OPEN_TASKS, due__lt=timezone.localdate())


def _soon(_request) -> Q:
    today = timezone.localdate()
    return Q(state__in=OPEN_TASKS, due__range=(today, today + timedelta(days=queries.SOON)))


def _phases(request) -> list[tuple[int, str]]:
    campaign = queries.current_campaign(request)
    return [(phase.pk, phase.title) for phase in campaign.phases.all()] if campaign else []


def _areas(_request) -> list[tuple[str, str]]:
    seen = Area.objects.filter(present_sight().in_area("code"), level__in=("county", "township"))
    return list(seen.values_list("code", "name"))


def _inside(code: str) -> Q:
    return Q(area_code__gte=code, area_code__lt=str(int(code) + 1))


class TaskLedger(Table):
    """The tasks of the campaign that somebody works in, nearest day first."""

    code, title, needs = "tasks", "任务台账", "campaign.read"
    export_needs = ""
    order = ("due", "area_code", "pk")
    columns = (
        Column("时限", _lamp, code="lamp", sort="due"),
        Column("任务", "title", link=True, small="deliverable"),
        Column("责任单位", "area", small="unit", sort="area_code"),
        Column("责任人", "who"),
        Column("阶段", "phase", shown=False),
        Column("到期日", "due", kind="day", sort="due"),
        Column("进度", _progress, code="progress", sort="progress"),
        Column("状态", _state, code="state", sort="state"),
        Column("方案写明", "stated", shown=False),
    )
    filters = (
        Anywhere("任务、责任单位、责任人", names_in=("title", "person", "area__name", "deliverable")),
        Choice("阶段", "phase", choices=_phases),
        Choice("乡镇（街道）", "area", choices=_areas, where=_inside),
        Choice("状态", "state", choices=TASK.choices),
        Lamps("时限", "lamp", parts={"red": ("red", "超期", _overdue), "amber": ("amber", "7 天内", _soon)}),
        Lamps(
            "层级",
            "level",
            parts={"leaf": ("", "到单位", Q(children__isnull=True)), "head": ("", "总任务", Q(parent__isnull=True))},
        ),
        Days("到期", "due"),
    )
    empty = ("没有符合条件的任务", "换个条件再查；专项行动发布以后，任务会出现在这里")

    def rows(self) -> QuerySet:
        campaign = queries.current_campaign(self.request)
        return queries.tasks_of(campaign) if campaign else Task.objects.none()

    def url(self, record: Task) -> str:
        return record.get_absolute_url()

    @property
    def subtitle(self) -> str:
        campaign = queries.current_campaign(self.request)
        return f"{campaign}：按时限由近到远" if campaign else "还没有专项行动"


class Reminders(Table):
    """催办记录: what the clock and people reminded of."""

    code, title, needs = "reminders", "催办督办", "campaign.read"
    subtitle = "到期前提醒，超期按工作日催办，久拖不办转督办"
    export_needs = ""
    order = ("-day", "-id")
    columns = (
        Column("日期", "day", kind="day", sort="day"),
        Column(
            "类别",
            lambda r: Chip(r.get_kind_display(), {"supervised": "red", "overdue": "amber"}.get(r.kind, "grey")),
            code="kind",
        ),
        Column("任务", "task.title", link=True),
        Column("单位", "area"),
        Column("内容", "text", width=50),
        Column("催办人", lambda r: r.by or "系统", code="by"),
    )
    filters = (
        Choice("类别", "kind", choices=list(Reminder.KINDS.items())),
        Choice("乡镇（街道）", "area", choices=_areas, where=_inside),
        Days("日期", "day"),
    )
    empty = ("还没有催办", "到期前和超期后，系统每天自动催办")

    def rows(self) -> QuerySet:
        campaign = queries.current_campaign(self.request)
        return Reminder.objects.filter(campaign=campaign).select_related("task", "area", "by")

    def url(self, record: Reminder) -> str:
        return record.task.get_absolute_url()
