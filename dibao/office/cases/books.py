"""对账: what the payment books say about a problem that is to be closed."""

from dataclasses import dataclass

from django.utils import timezone

from dibao.engine.screen import Options, opened
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.models import Problem
from dibao.office.cases.words import PAYMENT_BOOKS
from dibao.office.intake import places
from dibao.office.intake.policy import write_policy

_PAID = "select household, month, sum(amount_fen)::bigint from paid where household in (select unnest($homes)) group by 1, 2"
_LAST = "select h.household, max(p.month) from household h join (select township, max(month) as month from lake.payment group by 1) p on p.township is not distinct from h.township where h.household in (select unnest($homes)) group by 1"


@dataclass(frozen=True)
class Answer:
    """What the books say: `waiting` (the cycle's file is not in), `agrees`, or `contradicts`; in words."""

    state: str
    words: str


def payment_answers(campaign: Campaign, problems: list[Problem], progress=lambda *_: None) -> dict[int, Answer]:
    """For each problem that is closed against payments: what the payments since its effective month say."""
    asked = [p for p in problems if p.books in PAYMENT_BOOKS and p.household and p.household.key]
    if not asked:
        return {}
    write_policy(campaign)
    options = Options(
        places.data(campaign), places.work(campaign), as_of=timezone.localdate()
    )  # the campaign may judge an earlier day; the books go on
    homes = sorted({p.household.key for p in asked})
    with opened(options, book(), progress) as world:
        paid = {(home, month): fen for home, month, fen in world.con.execute(_PAID, {"homes": homes}).fetchall()}
        last = dict(world.con.execute(_LAST, {"homes": homes}).fetchall())
    return {p.pk: answer(p, paid, last.get(p.household.key)) for p in asked}


def answer(problem: Problem, paid: dict[tuple[int, int], int], last: int | None) -> Answer:
    """One problem against `paid` (household, month → fen) and the last month that the township's books have."""
    home, month = problem.household.key, problem.effective_month
    if month is None:
        return Answer("waiting", "没有写执行月份，无从对账")
    if last is None or last < month:
        return Answer("waiting", f"{_words(month)}的发放明细还没有入库，等下一期")
    if problem.books == "payment_amount" and problem.amount_after_fen is None:
        return Answer("waiting", "没有写调整后的金额，无从对账")
    sums = {m: paid.get((home, m), 0) for m in range(month, last + 1)}
    return _AGREE[problem.books](problem, sums)


def _stopped(problem: Problem, sums: dict[int, int]) -> Answer:
    later = [m for m, fen in sums.items() if fen > 0]
    if later:
        return Answer("contradicts", f"{_words(later[0])}仍发放 {sums[later[0]] / 100:,.2f} 元，没有停下来")
    return Answer("agrees", f"{_words(min(sums))}至{_words(max(sums))}没有再发放")


def _adjusted(problem: Problem, sums: dict[int, int]) -> Answer:
    wrong = [m for m, fen in sums.items() if fen != problem.amount_after_fen]
    if wrong:
        return Answer(
            "contradicts",
            f"{_words(wrong[0])}发放 {sums[wrong[0]] / 100:,.2f} 元，决定是 {(problem.amount_after_fen or 0) / 100:,.2f} 元",
        )
    return Answer("agrees", f"{_words(min(sums))}起按 {problem.amount_after_fen / 100:,.2f} 元发放")


def _begun(problem: Problem, sums: dict[int, int]) -> Answer:
    paid = [m for m, fen in sums.items() if fen > 0]
    if not paid:
        return Answer("contradicts", f"{_words(min(sums))}应当发放，到{_words(max(sums))}还没有")
    return Answer("agrees", f"{_words(paid[0])}已发放 {sums[paid[0]] / 100:,.2f} 元")


_AGREE = {"payment_stop": _stopped, "payment_amount": _adjusted, "first_payment": _begun}


def _words(month: int) -> str:
    return f"{month // 12}年{month % 12 + 1}月"
