"""Doubts about data (校核纠错)."""

from django.utils import timezone

from dibao.office.accounts.models import Unit, User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.models import Dispute
from dibao.office.intake.states import DISPUTE


@action("dispute.open", "提出数据疑问", needs="dataset.read")
def open_dispute(
    *,
    by: User,
    campaign: Campaign,
    table: str,
    question: str,
    area_code: str,
    place: str = "",
    provider: Unit | None = None,
    due_on=None,
) -> Dispute:
    """Something in a department's data looks wrong: it goes back there and is followed up."""
    if not question.strip():
        raise Refused("请写明哪一条、哪里不对")
    dispute = Dispute.objects.create(
        campaign=campaign, table=table, question=question.strip(), area_code=area_code, place=place,
        provider=provider, due_on=due_on, by=by,
    )  # fmt: skip
    tell(dispute, new={"table": table, "question": question})
    return dispute


@action("dispute.step", "推进数据疑问", needs="data.accept")
def step_dispute(
    *,
    by: User,
    dispute: Dispute,
    step: str,
    answer: str = "",
    corrected: bool | None = None,
    seen_version: int | None = None,
) -> None:
    """Send it, write down the answer, ask again, close: `step` is the code of the state's step."""
    values = {}
    if step == "dispute.answer":
        if not answer.strip():
            raise Refused("请写下提供单位的答复")
        values = {"answer": answer.strip(), "corrected": corrected, "answered_on": timezone.localdate()}
    tell(dispute, **DISPUTE.move(dispute, step, seen_version=seen_version, **values))
