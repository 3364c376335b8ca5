"""Decisions, behind the do-no-harm gate: nothing stops, and nobody gets less, without a verification."""

from django.utils import timezone

from dibao.office.accounts.models import User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.files import files_of, keep
from dibao.office.base.templatetags.office import month_words
from dibao.office.cases.models import ChangeList, Decision, Visit
from dibao.office.cases.recusal import why_recused
from dibao.office.cases.states import DECISION
from dibao.office.cases.words import DECISIONS, FACE, GROUNDS, LOSING, PAYING
from dibao.office.screening.models import CampaignHousehold, Hit
from dibao.office.screening.states import CONFIRMED

REFUSALS = 2  # recorded attempts that take the place of a visit


@action("decision.propose", "提出处理意见", needs="problem.open")
def propose(
    *, by: User, household: CampaignHousehold, kind: str, basis: str, reason: str, effective_month: int, hits: list[Hit] = (),
    ground: str = "", amount_after_fen: int | None = None, persons: int | None = None, cause: str = "", files: list = (),
) -> Decision:  # fmt: skip
    """What ought to be done; a person of the competent level decides. Checked here already, so that nobody waits in vain."""
    if kind not in DECISIONS:
        raise Refused("请选一种处理意见")
    if not basis.strip() or not reason.strip():
        raise Refused("请写明政策依据和理由")
    visit = verification(household, ground, files)
    if kind in LOSING:
        _ground_of_loss(household, hits, visit, ground)
    if kind in ("decrease", "increase") and amount_after_fen is None:
        raise Refused("调整金额的，请写明调整后的月保障金")
    made = Decision.objects.create(
        household=household, area_code=household.area_code, kind=kind, visit=visit, ground=ground, basis=basis.strip(),
        reason=reason.strip(), cause=cause, effective_month=effective_month, amount_before_fen=household.amount_fen,
        amount_after_fen=0 if kind == "remove" else amount_after_fen, persons_affected=persons or household.covered_count or 0, proposed_by=by,
    )  # fmt: skip
    made.hits.set(hits)
    for file in files:
        keep(file, owner=made, by=by, label=GROUNDS.get(ground, "佐证"))
    tell(
        household,
        new={
            "decision": made.get_kind_display(),
            "basis": basis,
            "reason": reason,
            "effective_month": month_words(effective_month),
        },
    )
    return made


def verification(household: CampaignHousehold, ground: str, files: list) -> Visit | None:
    """The visit that a decision rests on, the newest; with a coded ground its papers may take the place of one."""
    seen = Visit.objects.filter(household=household)
    if ground == "refused_visits":
        if seen.filter(refused=True).count() < REFUSALS:
            raise Refused(f"拒绝核查要有 {REFUSALS} 次以上的登记，现在不够")
    elif ground and not files:
        raise Refused(f"用“{GROUNDS[ground]}”代替入户的，要附上凭据")
    return seen.filter(method__in=FACE, refused=False).first()


def _ground_of_loss(household: CampaignHousehold, hits: list[Hit], visit: Visit | None, ground: str) -> None:
    if visit is None and not ground:
        raise Refused("没有入户核查，也没有可以代替入户的凭据，不能停发或减发。请先核查")
    unfounded = [hit for hit in hits if hit.conclusion not in CONFIRMED]
    if unfounded:
        raise Refused(f"疑点“{unfounded[0].title}”还没有属实的结论，不能据此停发或减发")
    if not hits and not ground:
        raise Refused("请指明依据哪一条已经属实的疑点")


@action("decision.make", "作出决定", needs="decision.make")
def make(*, by: User, decision: Decision, seen_version: int | None = None) -> Decision:
    """A named person decides; whoever proposed it does not."""
    if by == decision.proposed_by:
        raise Refused("提出意见的人不能自己审定，请由另一位有权的人决定")
    if ground := why_recused(by, decision.household):
        raise Refused(f"{ground}，应当回避，不能对这一户作决定")
    if decision.kind in LOSING:
        files = list(files_of(decision))
        visit = verification(decision.household, decision.ground, files)
        _ground_of_loss(decision.household, list(decision.hits.all()), visit, decision.ground)
    DECISION.move(
        decision,
        "decision.make",
        seen_version=seen_version,
        decided_by=by,
        decided_post=by.post_words[:120],
        decided_at=timezone.now(),
    )
    _tell(decision)
    return decision


@action("decision.reject", "不采纳处理意见", needs="decision.make")
def reject(*, by: User, decision: Decision, reason: str) -> None:
    """It is not done, and why."""
    if not reason.strip():
        raise Refused("请写明不采纳的理由")
    DECISION.move(decision, "decision.reject", reversed_why=reason.strip())
    _tell(decision)


@action("decision.notify", "登记送达", needs="problem.rectify")
def notify(*, by: User, decision: Decision, on, how: str) -> None:
    """The household was told in writing, when and how (民发〔2021〕57号: reasons within three working days)."""
    if on < decision.decided_at.date():
        raise Refused("送达日期早于决定日期")
    DECISION.move(decision, "decision.notify", notified_on=on, notified_how=how.strip())
    _tell(decision)


@action("decision.reverse", "纠正决定", needs="decision.make")
def reverse(*, by: User, decision: Decision, reason: str) -> None:
    """It was wrong and is put right; restored-after-removal is counted."""
    if not reason.strip():
        raise Refused("请写明错在哪里")
    DECISION.move(decision, "decision.reverse", reversed_why=reason.strip())
    _tell(decision)


def _tell(decision: Decision) -> None:
    """The decision's step, on the household's own time line."""
    told = {"decision": decision.get_kind_display(), "now": decision.get_state_display()}
    more = {"notified_on": decision.notified_on, "why": decision.reversed_why}
    tell(decision.household, new=told | {name: value for name, value in more.items() if value})


@action("changes.issue", "制发放变更清单", needs="decision.make")
def issue_changes(*, by: User, campaign, month: int) -> ChangeList:
    """What finance changes in a month: all decisions made for it that stand on no list yet."""
    if not by.sees_area(campaign.area_code):
        raise Refused("发放变更清单由县级汇总制单，请把决定报到县里")
    waiting = Decision.objects.filter(
        household__campaign=campaign,
        effective_month=month,
        kind__in=PAYING,
        state__in=("made", "notified"),
        change_list=None,
    )
    if not waiting.exists():
        raise Refused(f"{month // 12}年{month % 12 + 1}月没有要变更发放的决定")
    made = ChangeList.objects.create(campaign=campaign, area_code=campaign.area_code, month=month, by=by)
    count = waiting.update(change_list=made)
    tell(made, new={"decisions": count, "month": month_words(month)})
    return made


@action("changes.receive", "签收发放变更清单", needs="payment.confirm")
def receive_changes(*, by: User, changes: ChangeList) -> None:
    """Finance has it."""
    if changes.received_at:
        raise Refused(f"{changes}已经由{changes.received_by}签收")
    changes.received_by, changes.received_at = by, timezone.now()
    changes.save(update_fields=["received_by", "received_at"])
    tell(changes, new={"received_by": by})
