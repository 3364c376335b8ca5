"""Problems: opened, measured, put right, verified by another person, closed against the books, accepted."""

from datetime import date

from django.db.models import Sum
from django.utils import timezone

from dibao.office.accounts.models import Unit, User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.files import files_of, keep
from dibao.office.base.scope import next_number
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.books import Answer
from dibao.office.cases.models import Decision, Problem, ProblemEntry, Recovery
from dibao.office.cases.states import PROBLEM
from dibao.office.cases.words import BOOK_OF, BOOKS, PAYMENT_BOOKS, ROOTS
from dibao.office.screening.models import CampaignHousehold, Hit
from dibao.office.screening.states import CONFIRMED, HIT

WIDTH = {name: n for n, name in enumerate(("village", "township", "county", "discipline"))}


@action("problem.open", "登记问题", needs="problem.open")
def open_problem(
    *, by: User, campaign: Campaign, kind: str, text: str, root: str, origin: str, subject: str = "household",
    household: CampaignHousehold | None = None, subject_name: str = "", area_code: str = "", hits: list[Hit] = (), unit: Unit | None = None,
    decision: Decision | None = None, books: str = "", due_on: date | None = None, fast: bool = False, audience: str = "",
) -> Problem:  # fmt: skip
    """From confirmed hits, or by hand. The root cause is compulsory."""
    if root not in ROOTS:
        raise Refused("请选问题根源：政策设计、政策落实、工作作风或能力不足")
    if not kind.strip() or not text.strip():
        raise Refused("请写明问题类型和具体情况")
    if unproved := [hit for hit in hits if hit.conclusion not in CONFIRMED]:
        raise Refused(f"疑点“{unproved[0].title}”还没有属实的结论，不能列入问题")
    books = books or (BOOK_OF.get(decision.kind, "none") if decision else "none")
    if books not in BOOKS:
        raise Refused("请选对账方式")
    made = Problem.objects.create(
        campaign=campaign, number=next_number(Problem, campaign=campaign), subject=subject, household=household,
        subject_name=subject_name or str(household or ""), area_code=area_code or (household.area_code if household else campaign.area_code),
        audience=audience or max((h.audience for h in hits), key=WIDTH.get, default="township"), origin=origin, kind=kind.strip(),
        text=text.strip(), root=root, unit=unit, decision=decision, books=books, due_on=due_on, fast=fast, opened_by=by,
        effective_month=decision.effective_month if decision else None, amount_after_fen=decision.amount_after_fen if decision else None,
    )  # fmt: skip
    made.hits.set(hits)
    for hit in hits:
        if hit.state == "concluded":
            HIT.move(hit, "hit.link")
    tell(
        made,
        new={"kind": kind, "root": ROOTS[root], "origin": made.get_origin_display(), "books": made.get_books_display()},
    )
    return made


@action("problem.measure", "定整改措施", needs="problem.rectify")
def measure(
    *, by: User, problem: Problem, measures: str, due_on: date, unit: Unit, seen_version: int | None = None
) -> None:
    """What is done, by whom, by when."""
    if not measures.strip():
        raise Refused("请写明整改措施")
    tell(
        problem,
        **PROBLEM.move(
            problem, "problem.measure", seen_version=seen_version, measures=measures.strip(), due_on=due_on, unit=unit
        ),
    )


@action("problem.progress", "记整改进展", needs="problem.rectify")
def note_progress(*, by: User, problem: Problem, text: str, files: list = ()) -> ProblemEntry:
    """A line of the diary, with its evidence."""
    if not text.strip():
        raise Refused("请写明进展")
    entry = ProblemEntry.objects.create(problem=problem, text=text.strip(), by=by)
    for file in files:
        keep(file, owner=problem, by=by, label="整改佐证")
    tell(problem, new={"progress": text})
    return entry


@action("problem.submit", "报送整改完成", needs="problem.rectify")
def submit(*, by: User, problem: Problem, text: str, files: list = (), seen_version: int | None = None) -> None:
    """It is put right, with evidence; the fast path (立行立改) needs its evidence all the same."""
    for file in files:
        keep(file, owner=problem, by=by, label="整改佐证")
    if not files_of(problem):
        raise Refused("请附整改佐证材料（审批表、缴款凭证、照片等）再报送")
    if problem.state == "open" and not problem.fast:
        raise Refused("还没有定整改措施；当场改好的，请勾“立行立改”")
    ProblemEntry.objects.create(problem=problem, text=text.strip() or "整改完成", by=by)
    tell(
        problem,
        **PROBLEM.move(
            problem, "problem.submit", seen_version=seen_version, rectified_by=by, rectified_at=timezone.now()
        ),
    )


@action("problem.send_back", "退回整改", needs="problem.verify")
def send_back(*, by: User, problem: Problem, reason: str) -> None:
    """Not good enough, and why."""
    if not reason.strip():
        raise Refused("请写明哪里没有改到位")
    ProblemEntry.objects.create(problem=problem, text=f"退回：{reason.strip()}", by=by)
    tell(problem, **PROBLEM.move(problem, "problem.send_back"))


@action("problem.verify", "核验整改", needs="problem.verify")
def verify(*, by: User, problem: Problem, answer: Answer | None = None, seen_version: int | None = None) -> Problem:
    """Another person checks it against the books: it closes, waits for the next cycle (待对账), or goes back.

    `answer`: what the payment books say (`books.payment_answers`), for a problem that is closed against them.
    """
    if by == problem.rectified_by:
        raise Refused("整改的人不能自己核验，请由另一个人核验")
    told = PROBLEM.move(
        problem, "problem.verify", seen_version=seen_version, verified_by=by, verified_at=timezone.now()
    )
    settle(problem, answer)
    tell(problem, old=told["old"], new={"state": problem.state, "books": problem.books_said})
    return problem


@action("problem.reconcile", "对账", needs="problem.verify")
def reconcile(*, by: User, problem: Problem, answer: Answer) -> Problem:
    """The next cycle's file is in: close, wait on, or send back; a later payment re-opens what was closed."""
    before = problem.state
    if problem.state in ("closed", "accepted"):
        if answer.state == "contradicts":
            _reopen(by, problem, f"对账发现：{answer.words}")
    else:
        settle(problem, answer)
    tell(problem, old={"state": before}, new={"state": problem.state, "books": answer.words})
    return problem


def settle(problem: Problem, answer: Answer | None) -> None:
    """What follows from the books, once another person has verified."""
    if problem.books in PAYMENT_BOOKS:
        answer = answer or Answer("waiting", "还没有对账")
    elif problem.books == "recovery":
        answer = _recovered(problem)
    else:
        answer = Answer("agrees", "由另一人核对无误")
    problem.books_said = answer.words[:200]
    problem.save(update_fields=["books_said"])
    if answer.state == "agrees":
        number = f"XH{problem.campaign_id:03}-{problem.number:05}" + (
            f"-{problem.reopened}" if problem.reopened else ""
        )
        PROBLEM.move(problem, "problem.close", closing_no=number, closed_at=timezone.now())
    elif answer.state == "contradicts":
        PROBLEM.move(problem, "problem.contradict", verified_by=None, verified_at=None)


def _recovered(problem: Problem) -> Answer:
    due, got = balance(problem)
    if not due:
        return Answer("waiting", "还没有登记应追缴的金额")
    words = f"应追 {due / 100:,.2f} 元，已到账 {got / 100:,.2f} 元"
    return Answer("agrees" if got >= due else "waiting", words)


def balance(problem: Problem) -> tuple[int, int]:
    """Fen due and fen received."""
    sums = dict(problem.recoveries.values_list("kind").annotate(Sum("amount_fen")))
    return sums.get("due", 0), sums.get("receipt", 0)


@action("problem.recovery", "登记追缴", needs="problem.rectify")
def record_recovery(
    *, by: User, problem: Problem, kind: str, amount_fen: int, on: date, paper_no: str = "", note: str = ""
) -> Recovery:
    """Money that is due, or a receipt with the number of its paper."""
    if amount_fen <= 0:
        raise Refused("金额要大于零")
    if kind == "receipt" and not paper_no.strip():
        raise Refused("到账的请写缴款凭证号")
    made = Recovery.objects.create(
        problem=problem, kind=kind, amount_fen=amount_fen, on=on, paper_no=paper_no.strip(), note=note, by=by
    )
    tell(problem, new={"recovery": made.get_kind_display(), "amount_fen": amount_fen, "paper_no": paper_no})
    return made


@action("problem.accept", "验收", needs="problem.accept")
def accept(*, by: User, problem: Problem, score: int, passed: bool = True, note: str = "") -> None:
    """A sample is checked after closing: it stands, or is opened again."""
    if by in (problem.rectified_by, problem.verified_by):
        raise Refused("整改人和核验人不能自己验收，请由另一个人验收")
    if not 0 <= score <= 100:
        raise Refused("得分请填 0 到 100")
    if not passed:
        _reopen(by, problem, f"验收不通过：{note.strip() or '未说明'}")
        tell(problem, new={"state": problem.state, "score": score})
        return
    tell(problem, **PROBLEM.move(problem, "problem.accept", score=score, accepted_by=by))


@action("problem.reopen", "重新打开", needs="problem.verify")
def reopen(*, by: User, problem: Problem, reason: str) -> None:
    """It came back, or was never right."""
    if not reason.strip():
        raise Refused("请写明理由")
    _reopen(by, problem, reason.strip())
    tell(problem, new={"state": problem.state, "reason": reason})


def _reopen(by: User, problem: Problem, reason: str) -> None:
    ProblemEntry.objects.create(problem=problem, text=f"重新打开：{reason}", by=by)
    PROBLEM.move(
        problem, "problem.reopen", closing_no="", closed_at=None, verified_by=None, verified_at=None, reopened=problem.reopened + 1, score=None,
        accepted_by=None,
    )  # fmt: skip
