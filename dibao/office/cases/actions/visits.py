"""Verification: what was found, and what a person concludes about each hit."""

from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.files import keep
from dibao.office.cases.models import CaseTask, Visit
from dibao.office.cases.recusal import why_recused
from dibao.office.cases.states import TASK, WITH_UNIT
from dibao.office.cases.words import FACE
from dibao.office.screening.actions.taking_in import weigh
from dibao.office.screening.models import CampaignHousehold, Hit
from dibao.office.screening.states import CONCLUSIONS, CONFIRMED, HIT

PAIR = 2  # people at a visit (民发〔2021〕57号 art. 15: two or more)


@action("visit.record", "登记核查", needs="visit.record")
def record_visit(
    *, by: User, household: CampaignHousehold, method: str, visited_on: date, visitors: list[User], found: str, others: str = "",
    respondent: str = "", refused: bool = False, members: int | None = None, income_fen: int | None = None, files: list = (),
    origin: str = "screen",
) -> Visit:  # fmt: skip
    """Write down a verification. It is never changed; a mistake is corrected by another record."""
    _check_visit(household, method, visited_on, visitors, others, found)
    task = CaseTask.objects.filter(household=household, state__in=(*WITH_UNIT, "done")).order_by("-id").first()
    visit = Visit.objects.create(
        household=household, task=task, area_code=household.area_code, method=method, visited_on=visited_on, others=others,
        respondent=respondent, refused=refused, found=found.strip(), members=members, income_fen=income_fen, origin=origin, by=by,
    )  # fmt: skip
    visit.visitors.set(visitors)
    for file in files:
        keep(file, owner=visit, by=by)
    if task and task.state in WITH_UNIT:
        TASK.move(task, "visit.record")
    tell(
        household,
        new={
            "method": visit.get_method_display(),
            "visited_on": visited_on,
            "visitors": "、".join(map(str, visitors)),
            "found": found,
        },
    )
    return visit


def _check_visit(household, method: str, visited_on: date, visitors: list[User], others: str, found: str) -> None:
    if not found.strip():
        raise Refused("请写明核查到的情况")
    if visited_on > timezone.localdate():
        raise Refused("核查日期还没有到")
    people = len(visitors) + len(
        [name for name in others.replace("，", "、").replace(",", "、").split("、") if name.strip()]
    )
    if method in FACE and people < PAIR:
        raise Refused("入户核查要两人以上，请把同去的人也选上（或写在“其他核查人员”里）")
    for visitor in visitors:
        if ground := why_recused(visitor, household):
            raise Refused(f"{ground}，应当回避，不能核查这一户")


@action("hit.conclude", "作出结论", needs="hit.conclude")
def conclude(*, by: User, hit: Hit, conclusion: str, note: str, seen_version: int | None = None) -> Hit:
    """One of the coded conclusions, with a reason, after the household was verified. What proves wrong is put aside."""
    if conclusion not in CONCLUSIONS:
        raise Refused("请选一种结论")
    if not note.strip():
        raise Refused("请写明结论的理由")
    _verified(by, hit)
    HIT.move(
        hit, "hit.conclude", seen_version=seen_version, conclusion=conclusion, conclusion_note=note.strip(), concluded_by=by,
        concluded_at=timezone.now(),
    )  # fmt: skip
    if conclusion not in CONFIRMED:
        HIT.move(hit, "hit.dismiss")
    if hit.household:
        weigh(hit.campaign, [hit.household_id])
    tell(hit, new={"conclusion": conclusion, "conclusion_note": note, "state": hit.state})
    return hit


def _verified(by: User, hit: Hit) -> None:
    if hit.household is None:
        return
    if ground := why_recused(by, hit.household):
        raise Refused(f"{ground}，应当回避，不能对这一户作结论")
    if not Visit.objects.filter(household=hit.household).exclude(method="phone").exists():
        raise Refused("这一户还没有核查记录，不能下结论。请先登记入户或资料核查")


@action("case.finish", "核查完毕", needs="visit.record")
def finish_task(*, by: User, task: CaseTask, seen_version: int | None = None) -> None:
    """Everything about the household is verified and concluded."""
    left = Hit.objects.filter(household=task.household, state="dispatched", excused="").count()
    if left:
        raise Refused(f"还有 {left} 条疑点没有结论，先逐条作出结论")
    TASK.move(task, "case.finish", seen_version=seen_version, ended_at=timezone.now())
    tell(task.household, new={"check": task.get_state_display()})
