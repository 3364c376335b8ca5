"""Sending cases out, and having them come back."""

from collections import defaultdict
from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import Unit, User
from dibao.office.base import notices
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.scope import next_number, seeing_all
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.models import CaseTask, DeclaredRelative, Dispatch
from dibao.office.cases.recusal import why_recused
from dibao.office.cases.states import TASK, WITH_UNIT
from dibao.office.screening.models import CampaignHousehold, Hit
from dibao.office.screening.states import HIT


@action("case.dispatch", "派发核查", needs="case.dispatch")
def dispatch(
    *, by: User, campaign: Campaign, unit: Unit, households: list[CampaignHousehold], due_on: date, note: str = ""
) -> Dispatch:
    """Give households to a unit. Refused: who is somewhere else already, what lies outside the unit, whose handlers are kin."""
    if not households:
        raise Refused("还没有选中任何一户")
    if due_on < timezone.localdate():
        raise Refused("核查时限已经过了，请选今天或以后的日期")
    _check(unit, households)
    sent = Dispatch.objects.create(
        campaign=campaign, number=next_number(Dispatch, campaign=campaign), unit=unit, area_code=unit.area.code, by=by,
        due_on=due_on, note=note,
    )  # fmt: skip
    for household in households:
        CaseTask.objects.create(
            dispatch=sent, household=household, unit=unit, area_code=household.area_code, due_on=due_on
        )
        _move_hits(household, "hit.dispatch")
    notices.send(
        unit.posts.all(), f"{sent}：{len(households)} 户待核查", text=f"请在 {due_on} 前核查完。{note}", url="/checks/"
    )
    tell(sent, new={"households": len(households), "due_on": due_on, "unit": unit})
    return sent


def dispatch_by_area(
    *, by: User, campaign: Campaign, households: list[CampaignHousehold], due_on: date, note: str = ""
) -> list[Dispatch]:
    """To each township's own office what lies in it, one dispatch each."""
    offices = {unit.area.code: unit for unit in Unit.objects.filter(kind="township").select_related("area")}
    groups: dict[str, list] = defaultdict(list)
    for household in households:
        groups[household.area_code[:9]].append(household)
    if lost := [code for code in groups if code not in offices]:
        names = "、".join(sorted({groups[code][0].place for code in lost}))
        raise Refused(f"{names} 没有对应的乡镇单位，请先落实村镇，或者手工指定核查单位")
    return [
        dispatch(by=by, campaign=campaign, unit=offices[code], households=homes, due_on=due_on, note=note)
        for code, homes in sorted(groups.items())
    ]


def _check(unit: Unit, households: list[CampaignHousehold]) -> None:
    handlers = [post.holder for post in unit.posts.all() if post.holder]
    busy = set(
        CaseTask.objects.filter(household__in=households, state__in=WITH_UNIT).values_list("household", flat=True)
    )
    for household in households:
        if household.pk in busy:
            raise Refused(f"{household}（{household.household_no or household.place}）已经派出去还没有核完，不能再派")
        if unit.kind in ("township", "village") and not household.area_code.startswith(unit.area.code):
            raise Refused(f"{household}在{household.place}，不归{unit}核查")
        kin = [ground for handler in handlers if (ground := why_recused(handler, household))]
        if handlers and len(kin) == len(handlers):
            raise Refused(f"{household}不能派给{unit}：{kin[0]}，应当回避。请改派别的单位")


@action("case.return", "退回派单", needs="case.return")
def return_task(*, by: User, task: CaseTask, reason: str, seen_version: int | None = None) -> None:
    """The unit gives a case back: not ours, moved away, kin."""
    _end(by, task, "case.return", reason, seen_version)


@action("case.recall", "收回派单", needs="case.dispatch")
def recall_task(*, by: User, task: CaseTask, reason: str, seen_version: int | None = None) -> None:
    """The sender takes a case back."""
    _end(by, task, "case.recall", reason, seen_version)


def _end(by: User, task: CaseTask, step: str, reason: str, seen_version: int | None) -> None:
    if not reason.strip():
        raise Refused("请写明理由")
    TASK.move(task, step, seen_version=seen_version, reason=reason.strip(), ended_at=timezone.now())
    _move_hits(task.household, "hit.recall")
    tell(task.household, new={"check": task.get_state_display(), "why": reason.strip()})


def _move_hits(household: CampaignHousehold, step: str) -> None:
    """Open hits go with their household, also those that the person who sends it does not see."""
    with seeing_all("all hits of a household are cleared in one visit"):
        for hit in Hit.objects.filter(household=household, excused=""):
            if any(step == s.action for s in HIT.steps_from(hit.state)):
                HIT.move(hit, step)


@action("relative.declare", "申报亲属", needs=None)  # everybody declares their own
def declare_relative(*, by: User, name: str, id_no: str, relation: str) -> DeclaredRelative:
    """A relative in the county, so that one is kept out of that family's case."""
    made = DeclaredRelative.objects.create(user=by, name=name, id_no=id_no, relation=relation)
    tell(by, new={"relation": relation})
    return made
