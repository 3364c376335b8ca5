"""The lists of cases."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from dibao.office.base.table import Chip, Choice, Column, Days, Lamp, Lamps, Search, Table, Tabs
from dibao.office.campaigns.queries import current_campaign
from dibao.office.cases import queries
from dibao.office.cases.models import CaseTask, ChangeList, Problem
from dibao.office.cases.states import OPEN_PROBLEMS, PROBLEM, TASK, WITH_UNIT
from dibao.office.cases.words import ORIGINS, ROOTS
from dibao.office.screening.showing import open_hits_of

TASK_TONES = {"sent": "amber", "visited": "blue", "done": "green", "returned": "red", "recalled": "grey"}
PROBLEM_TONES = {
    "open": "red",
    "measured": "amber",
    "submitted": "blue",
    "reconciling": "teal",
    "closed": "green",
    "accepted": "green",
}


def _late(_request) -> Q:
    return Q(due_on__lt=timezone.localdate())


class Tasks(Table):
    """Cases in somebody's hands."""

    code, title, needs = "checks", "核查任务", "household.read"
    subtitle = "派到各乡镇、村的核查任务；一次入户，一户的疑点一并核清"
    order = ("due_on", "pk")
    columns = (
        Column("时限", lambda t: Lamp(*queries.lamp_of(t.due_on, t.state in WITH_UNIT)), code="due", sort="due_on"),
        Column("户", "household", link=True, small="household.household_no"),
        Column("乡镇 / 村", "household.place", sort="area_code"),
        Column("疑点", "seen_hits", kind="number"),
        Column("核查单位", "unit"),
        Column("派单", lambda t: f"第 {t.dispatch.number} 号", code="dispatch"),
        Column("时限日", "due_on", kind="day", shown=False),
        Column(
            "状态",
            lambda t: Chip(t.get_state_display(), TASK_TONES[t.state]),
            code="state",
            sort="state",
            small="reason",
        ),
    )
    filters = (
        Search(
            "户主姓名、首字母、户编号",
            names_in=("household__head_name",),
            initials=("household__head_initials",),
            numbers=("household__household_no",),
        ),
        Choice("状态", "state", choices=TASK.choices),
        Lamps("时限", "late", parts={"late": ("red", "超期的", _late)}),
        Days("时限", "due_on"),
    )
    tabs = Tabs(
        "显示",
        "show",
        parts={
            "open": ("", "待核查", Q(state__in=WITH_UNIT)),
            "done": ("", "已核完", Q(state="done")),
            "back": ("", "退回收回的", Q(state__in=("returned", "recalled"))),
        },
        first="open",
    )
    empty = ("没有核查任务", "派发之后，这里列出要去核查的户")

    def rows(self) -> QuerySet:
        found = CaseTask.objects.filter(dispatch__campaign=current_campaign(self.request))
        found = found.annotate(seen_hits=open_hits_of(self.request.user, "household"))
        return found.select_related("household", "unit", "dispatch")

    def url(self, record) -> str:
        return reverse("household", args=[record.household_id])


class Problems(Table):
    """问题台账: found, put right, closed."""

    code, title, needs = "problems", "问题台账", "problem.read"
    subtitle = "一户一档，对账销号；按整改时限由近到远排列"
    order = ("due_on", "pk")
    columns = (
        Column("时限", lambda p: Lamp(*queries.lamp_of(p.due_on, p.state in OPEN_PROBLEMS)), code="due", sort="due_on"),
        Column("编号", lambda p: f"WT{p.number:05}", code="number", sort="number", link=True),
        Column("对象", "subject_name", small="household.household_no"),
        Column("问题类型", "kind", sort="kind"),
        Column("来源", "origin"),
        Column("根源", "root"),
        Column("整改单位", "unit"),
        Column("状态", lambda p: Chip(p.get_state_display(), PROBLEM_TONES[p.state]), code="state", sort="state"),
        Column("对账", "books_said"),
        Column("销号编号", "closing_no", shown=False),
        Column("整改人", "rectified_by", shown=False),
        Column("核验人", "verified_by", shown=False),
        Column("登记", "opened_at", kind="time", shown=False),
    )
    filters = (
        Search("对象、编号、销号编号", names_in=("subject_name",), numbers=("closing_no", "household__household_no")),
        Choice("状态", "state", choices=PROBLEM.choices),
        Choice("来源", "origin", choices=list(ORIGINS.items())),
        Choice("根源", "root", choices=list(ROOTS.items())),
        Lamps(
            "时限",
            "late",
            parts={"late": ("red", "超期的", lambda request: _late(request) & Q(state__in=OPEN_PROBLEMS))},
        ),
    )
    tabs = Tabs(
        "显示",
        "show",
        parts={
            "open": ("", "未销号", Q(state__in=OPEN_PROBLEMS)),
            "books": ("", "待对账", Q(state="reconciling")),
            "closed": ("", "已销号", Q(state__in=("closed", "accepted"))),
        },
        first="open",
    )
    empty = ("没有这样的问题", "疑点属实后列入问题，或在户的页面上登记")
    template = "cases/problems.html"

    def rows(self) -> QuerySet:
        found = Problem.objects.filter(campaign=current_campaign(self.request))
        return found.select_related("household", "unit", "rectified_by", "verified_by")

    def url(self, record) -> str:
        return reverse("problem", args=[record.pk])


class Changes(Table):
    """Lists for finance."""

    code, title, needs = "changes", "发放变更清单", "problem.read"
    subtitle = "每月决定的停发、调整、新发，汇总交财政部门签收"
    columns = (
        Column("月份", "month", kind="month", sort="month"),
        Column("户数", lambda c: c.decisions.count(), kind="number", code="households"),
        Column("制单人", "by"),
        Column("制单时间", "at", kind="time"),
        Column(
            "签收",
            lambda c: Chip(f"{c.received_by} 已签收", "green") if c.received_at else Chip("待签收", "amber"),
            code="received",
        ),
    )
    template = "cases/changes.html"
    empty = ("还没有变更清单", "作出停发、调整、纳入的决定后，按月制单")

    def rows(self) -> QuerySet:
        return ChangeList.objects.filter(campaign=current_campaign(self.request)).select_related("by", "received_by")

    def buttons(self, record) -> list[tuple[str, str]]:
        return [("查看", reverse("change-list", args=[record.pk]))]
