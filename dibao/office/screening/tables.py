"""The lists of screening: households, hits, runs."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from dibao.office.base.table import Bulk, Chip, Choice, Column, Search, Table, Tabs
from dibao.office.campaigns.book import book
from dibao.office.campaigns.queries import current_campaign
from dibao.office.screening import queries
from dibao.office.screening.forms import FreezeForm, RunForm
from dibao.office.screening.models import KINDS, POPULATIONS, PROGRAMMES, CampaignHousehold, Hit, Run
from dibao.office.screening.states import HIT, OPEN, RUN

SEVERITY = {"A": "red", "B": "amber", "C": "blue", "D": "grey"}
LEVELS = [("A", "A 级"), ("B", "B 级"), ("C", "C 级"), ("D", "D 级")]
HIT_TONES = {
    "new": "amber",
    "dispatched": "blue",
    "concluded": "teal",
    "linked": "red",
    "dismissed": "green",
    "expired": "grey",
}
RUN_TONES = {"queued": "grey", "running": "blue", "done": "green", "failed": "red", "cancelled": "grey"}
LIVE = Q(state__in=OPEN, excused="")


def _suspicion(home: CampaignHousehold):
    return Chip(f"{home.worst} 级 {home.open_hits} 条", SEVERITY[home.worst]) if home.open_hits else "没有"


def _townships(request) -> list[tuple[str, str]]:
    return [
        (row["township"], row["township"]) for row in queries.by_township(current_campaign(request)) if row["township"]
    ]


def _population(home: CampaignHousehold) -> str:
    return home.get_population_display() + ("" if home.present else "（不再在册）")


class Households(Table):
    """One record for each household, hit or no hit; what most deserves a visit stands on top."""

    code, title, needs = "households", "排查对象", "household.read"
    subtitle = "一户一条，有没有疑点都在这里，不落一户；最值得先走访的排在前面"
    template = "screening/households.html"
    order = ("-worth", "area_code", "household_no", "pk")
    columns = (
        Column("疑点", _suspicion, code="suspicion", sort="worth"),
        Column(
            "户编号",
            lambda home: home.household_no or "（无编号）",
            code="household_no",
            sort="household_no",
            link=True,
        ),
        Column("户主", "head_name", sort="head_name"),
        Column("身份证号", "head_id"),
        Column("乡镇 / 村", "place", sort="area_code"),
        Column("对象", _population, code="population"),
        Column("类别", "programme"),
        Column("家庭人口", "member_count", kind="number", shown=False),
        Column("保障人口", "covered_count", kind="number"),
        Column("月保障金（元）", "amount_fen", kind="money", sort="amount_fen"),
        Column("纳入", "start_on", kind="day", shown=False),
        Column("退出（未通过）", "end_on", kind="day", shown=False),
    )
    filters = (
        Search(
            "户主姓名、首字母（如 ZXM）、证号末四位、户编号", names_in=("head_name",), initials=("head_initials",),
            last_four=("head_id_last4",), numbers=("household_no",), keyed=("head_id_key",),
        ),
        Choice("乡镇", "township", choices=_townships),
        Choice("对象", "population", choices=list(POPULATIONS.items())),
        Choice("类别", "programme", choices=[(code, title) for code, title in PROGRAMMES.items() if code]),
        Choice("级别", "worst", choices=LEVELS),
    )  # fmt: skip
    tabs = Tabs(
        "显示",
        "show",
        parts={
            "hits": ("", "有疑点的", Q(open_hits__gt=0)),
            "clear": ("", "没有疑点的", Q(open_hits=0)),
            "unplaced": ("", "村镇不明的", Q(placed=False)),
        },
    )
    bulk = (Bulk("派发核查", "dispatch", "case.dispatch", "send"),)
    empty = ("没有这样的户", "换个条件再找；还没有冻结对象的，请县级管理员先冻结")

    def rows(self) -> QuerySet:
        return CampaignHousehold.objects.filter(campaign=current_campaign(self.request))

    def url(self, record) -> str:
        return reverse("household", args=[record.pk])

    def context(self) -> dict:
        campaign = current_campaign(self.request)
        return {"campaign": campaign, "coverage": queries.coverage(campaign) if campaign else [], "form": FreezeForm()}


def _rules(_request) -> list[tuple[str, str]]:
    return [(code, f"{code} {rule.title}") for code, rule in book().rules.items()]


class Hits(Table):
    """Everything that a person may see; about villages and townships too."""

    code, title, needs = "hits", "疑点清单", "hit.read"
    subtitle = "疑点只是线索：先核实，再由有权的人决定。错保、漏保都在这里"
    order = ("severity", "-worth", "pk")
    columns = (
        Column(
            "级别", lambda hit: Chip(f"{hit.severity} 级", SEVERITY[hit.severity]), code="severity", sort="severity"
        ),
        Column("疑点", "title", small=lambda hit: f"{hit.rule}　{hit.get_kind_display()}"),
        Column(
            "对象",
            lambda hit: str(hit.household or hit.area_name or "村镇不明"),
            code="household",
            link=True,
            small="name",
        ),
        Column("乡镇村", "area_name", sort="area_code"),
        Column("说明", lambda hit: hit.explanation, code="explanation", width=60),
        Column("涉及金额（元）", "amount_fen", kind="money", sort="amount_fen"),
        Column("起", "first_month", kind="month", shown=False),
        Column("止", "last_month", kind="month", shown=False),
        Column(
            "状态",
            lambda hit: Chip(hit.get_state_display() + ("（反弹）" if hit.came_back else ""), HIT_TONES[hit.state]),
            code="state",
        ),
        Column("结论", "conclusion", shown=False),
        Column("依法不作问题", "excused", shown=False),
        Column("疑点编号", "finding_id", shown=False),
    )
    filters = (
        Search(
            "姓名、户主、户编号",
            names_in=("name", "household__head_name"),
            numbers=("household__household_no", "finding_id"),
            keyed=("id_no_key",),
        ),
        Choice("性质", "kind", choices=list(KINDS.items())),
        Choice("级别", "severity", choices=LEVELS),
        Choice("规则", "rule", choices=_rules),
        Choice("状态", "state", choices=HIT.choices),
    )
    tabs = Tabs(
        "显示",
        "show",
        parts={
            "open": ("", "未结的", LIVE),
            "back": ("", "反弹的", Q(came_back=True)),
            "areas": ("", "村镇的", Q(kind="area")),
            "lawful": ("", "依法不作问题的", ~Q(excused="")),
        },
        first="open",
    )
    empty = ("没有这样的疑点", "换个条件再找；还没有比对的，先在“数据比对”里发起")

    def __init__(self, request, params=None):
        super().__init__(request, params)
        user = request.user
        words = [Column("说明", lambda hit: hit.words_for(user), code="explanation", width=60)]
        self.columns = [words[0] if column.name == "explanation" else column for column in type(self).columns]

    def rows(self) -> QuerySet:
        return Hit.objects.filter(campaign=current_campaign(self.request)).select_related("household")

    def url(self, record) -> str:
        return (
            reverse("household", args=[record.household_id])
            if record.household_id
            else reverse("hit", args=[record.pk])
        )


def _count(name: str):
    return lambda run: run.counts.get(name)


class Runs(Table):
    """Screenings, the newest first."""

    code, title, needs = "runs", "数据比对", "campaign.read"
    subtitle = "用已入库的数据逐条规则比对；数据改了再比一次，新的疑点并入，办结的不重来"
    template = "screening/runs.html"
    order = ("-number",)
    columns = (
        Column("次", lambda run: str(run), code="number", sort="number", link=True),
        Column("状态", lambda run: Chip(run.get_state_display(), RUN_TONES[run.state]), code="state"),
        Column("判断截止日", "as_of", kind="day"),
        Column("疑点", _count("hits"), kind="number", code="hits"),
        Column("新增", _count("new"), kind="number", code="new"),
        Column("不再出现", _count("gone"), kind="number", code="gone"),
        Column("反弹", _count("back"), kind="number", code="back"),
        Column("发起", "by", small=lambda run: f"{run.at:%Y-%m-%d}"),
        Column("完成", "ended_at", kind="time"),
    )
    filters = (Choice("状态", "state", choices=RUN.choices),)
    empty = ("还没有比对过", "数据入库后，在这里发起第一次比对")

    def rows(self) -> QuerySet:
        return Run.objects.filter(campaign=current_campaign(self.request)).select_related("by")

    def url(self, record) -> str:
        return reverse("run", args=[record.pk])

    def context(self) -> dict:
        return {"campaign": current_campaign(self.request), "form": RunForm()}
