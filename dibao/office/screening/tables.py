"""The lists of screening: households, hits, runs."""

from django.db.models import Q, QuerySet
from django.urls import reverse

from dibao.office.base.table import Bulk, Chip, Choice, Column, Search, Table, Tabs
from dibao.office.campaigns.book import book
from dibao.office.campaigns.queries import current_campaign
from dibao.office.screening import queries
from dibao.office.screening.forms import FreezeForm, RunForm
from dibao.office.screening.models import KINDS, POPULATIONS, PROGRAMMES, CampaignHousehold, Hit, Run
from dibao.office.screening.showing import hits_of, homes_of, reads_all
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
    return Chip(f"{home.seen_worst} 级 {home.seen_hits} 条", SEVERITY[home.seen_worst]) if home.seen_hits else "没有"


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
    order = ("-seen_worth", "area_code", "household_no", "pk")
    columns = (
        Column("疑点", _suspicion, code="suspicion", sort="seen_worth"),
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
            "户主、首字母、证号末四位、户编号", names_in=("head_name",), initials=("head_initials",),
            last_four=("head_id_last4",), numbers=("household_no",), keyed=("head_id_key",),
        ),
        Choice("乡镇", "township", choices=_townships),
        Choice("对象", "population", choices=list(POPULATIONS.items())),
        Choice("类别", "programme", choices=[(code, title) for code, title in PROGRAMMES.items() if code]),
        Choice("级别", "worst", column="seen_worst", choices=LEVELS),
    )  # fmt: skip
    tabs = Tabs(
        "显示",
        "show",
        parts={
            "hits": ("", "有疑点的", Q(seen_hits__gt=0)),
            "clear": ("", "没有疑点的", Q(seen_hits=0)),
            "unplaced": ("", "村镇不明的", Q(placed=False)),
        },
    )
    bulk = (Bulk("派发核查", "dispatch", "case.dispatch", "send"),)
    empty = ("没有这样的户", "换个条件再找；还没有冻结对象的，请县级管理员先冻结")

    def rows(self) -> QuerySet:
        return homes_of(self.request.user).filter(campaign=current_campaign(self.request))

    def url(self, record) -> str:
        return reverse("household", args=[record.pk])

    def context(self) -> dict:
        campaign = current_campaign(self.request)
        return {
            "campaign": campaign,
            "coverage": queries.coverage(campaign, self.request.user) if campaign else [],
            "form": FreezeForm(),
        }


def _rules(_request) -> list[tuple[str, str]]:
    return [(code, f"{code} {rule.title}") for code, rule in book().rules.items()]


def _state(hit: Hit) -> Chip:
    return Chip(hit.get_state_display() + ("（反弹）" if hit.came_back else ""), HIT_TONES[hit.state])


def _about(hit: Hit) -> str:
    """Where, and whom it concerns if that is not the head."""
    other = hit.name if hit.household and hit.name != hit.household.head_name else ""
    return "　".join(filter(None, [other, hit.area_name]))


SEVERE = Column(
    "级别", lambda hit: Chip(f"{hit.severity} 级", SEVERITY[hit.severity]), code="severity", sort="severity"
)
WHERE = Column(
    "对象", lambda hit: str(hit.household or hit.area_name or "村镇不明"), code="household", link=True, small=_about,
    sort="area_code",
)  # fmt: skip
STATE = Column("状态", _state, code="state", kind="short")
CONCLUSION = Column("结论", "conclusion", shown=False)
WHOLE = (
    SEVERE,
    Column("疑点", "title", small=lambda hit: f"{hit.rule}　{hit.get_kind_display()}"),
    WHERE,
    Column("说明", "explanation", width=60),
    Column("涉及金额（元）", "amount_fen", kind="money", sort="amount_fen"),
    Column("起", "first_month", kind="month", shown=False),
    Column("止", "last_month", kind="month", shown=False),
    STATE,
    CONCLUSION,
    Column("依法不作问题", "excused", shown=False),
    Column("疑点编号", "finding_id", shown=False),
)
DOWN = (
    SEVERE,
    WHERE,
    Column("疑点", "explanation_down", code="explanation", width=60),
    Column("涉及金额", "money_down", code="amount_fen", kind="short"),
    STATE,
    CONCLUSION,
)
NAMED = Search(
    "姓名、户主、户编号", names_in=("name", "household__head_name"), numbers=("household__household_no",), keyed=("id_no_key",)
)  # fmt: skip
SIFTED = (NAMED, Choice("性质", "kind", choices=list(KINDS.items())), Choice("级别", "severity", choices=LEVELS))
IN_STATE = Choice("状态", "state", choices=HIT.choices)
LIVE_PARTS = {"open": ("", "未结的", LIVE), "back": ("", "反弹的", Q(came_back=True))}
WHOLE_PARTS = {"areas": ("", "村镇的", Q(kind="area")), "lawful": ("", "依法不作问题的", ~Q(excused=""))}


class Hits(Table):
    """Everything that a person may see; about villages and townships too. Below the county in the words of its workbook."""

    code, title, needs = "hits", "疑点清单", "hit.read"
    subtitle = "疑点只是线索：先核实，再由有权的人决定。错保、漏保都在这里"
    order = ("severity", "-worth", "pk")
    columns, filters = WHOLE, (*SIFTED, Choice("规则", "rule", choices=_rules), IN_STATE)
    tabs = Tabs("显示", "show", parts=LIVE_PARTS | WHOLE_PARTS, first="open")
    empty = ("没有这样的疑点", "换个条件再找；还没有比对的，先在“数据比对”里发起")

    def __init__(self, request, params=None):
        super().__init__(request, params)
        if not reads_all(request.user):
            self.columns, self.filters = DOWN, (*SIFTED, IN_STATE)
            self.tabs = Tabs("显示", "show", parts=LIVE_PARTS, first="open")

    def rows(self) -> QuerySet:
        found = hits_of(self.request.user).filter(campaign=current_campaign(self.request))
        return found.select_related("household")

    def url(self, record) -> str:
        home = record.household_id
        return reverse("household", args=[home]) if home else reverse("hit", args=[record.pk])


def _count(name: str):
    return lambda run: run.counts.get(name)


class Runs(Table):
    """Screenings, the newest first."""

    code, title, needs = "runs", "数据比对", "campaign.read"
    subtitle = "用已入库的数据逐条规则比对；数据改了再比一次，新的疑点并入，办结的不重来"
    template = "screening/runs.html"
    order = ("-number",)
    columns = (
        Column("次", lambda run: str(run), code="number", sort="number", link=True, kind="short"),
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
