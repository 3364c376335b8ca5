"""The procedure as its ledgers keep it: the days, who did each step, and who signed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dibao.county.clock import LEDGER_SINCE, add_workdays, month_of

if TYPE_CHECKING:
    from dibao.county.households import Household
    from dibao.county.world import World


def back_workdays(day: date, count: int) -> date:
    """So many working days earlier."""
    while count:
        day -= timedelta(days=1)
        count -= day.weekday() < 5
    return day


def steps(world: World, home: Household) -> dict:
    """A decision that kept every limit: of 民发〔2012〕220号 before July 2021, of 民发〔2021〕57号 since."""
    early = home.approved < LEDGER_SINCE
    days = _days_of_2012(world, home) if early else _days_of_2021(world, home)
    return {
        "checked_members": len(home.members), "check_result": "未发现疑点", "objection": "无", "approved_on": home.approved, "result": "同意",
        **days, **_signed(world, home), **_incomes(home), **(_appraised(world, days) if early else {}),
    }  # fmt: skip


def _days_of_2021(world: World, home: Household) -> dict:
    accepted = back_workdays(home.approved, world.rng.randrange(17, 20))
    days = _inquiry(world, accepted)
    notice = add_workdays(max(days["checked_on"], days["visited_on"]), 1)
    notice_to = notice + timedelta(days=world.rng.randrange(8, 10))
    received = max(add_workdays(notice_to, 1), back_workdays(home.approved, world.rng.randrange(2, 5)))
    published = add_workdays(home.approved, 1)
    return {**days, "notice_from": notice, "notice_to": notice_to, "county_received_on": received, "publication_from": published, "publication_to": published + timedelta(days=8)}  # fmt: skip


def _days_of_2012(world: World, home: Household) -> dict:
    """Appraised within five working days of the visit; published twice, the second time before the decision."""
    days = _inquiry(world, back_workdays(home.approved, 25))
    appraised = add_workdays(max(days["checked_on"], days["visited_on"]), 1)
    notice = add_workdays(appraised, 1)
    notice_to = notice + timedelta(days=8)
    published = add_workdays(notice_to, 2)
    return {**days, "appraised_on": appraised, "notice_from": notice, "notice_to": notice_to, "publication_from": published, "publication_to": published + timedelta(days=8)}  # fmt: skip


def _inquiry(world: World, accepted: date) -> dict:
    requested = add_workdays(accepted, world.rng.randrange(0, 2))
    return {
        "applied_on": accepted - timedelta(days=world.rng.randrange(0, 4)),
        "accepted_on": accepted,
        "check_requested_on": requested,
        "checked_on": add_workdays(requested, world.rng.randrange(1, 3)),
        "visited_on": add_workdays(accepted, world.rng.randrange(1, 3)),
    }


def _signed(world: World, home: Household) -> dict:
    """Two investigators of their own, the office's people for the rest, and the household's signature."""
    return {
        "accepted_by": world.signer("受理", home.township),
        "checked_by": world.signer("核对"),
        "investigators": f"{world.registry.name(True)}、{world.registry.name(False)}",
        "visit_method": "入户调查",
        "visit_result": "情况属实",
        "visit_signed": "是",
        "respondent_signed": "是",
        "noticed_by": world.signer("公示", home.township),
        "prelim_by": world.signer("审核", home.township),
        "approved_by": world.signer("审批"),
    }


def _incomes(home: Household) -> dict:
    """The family's income of a year: declared, seen at the door, and found by the check."""
    year = max(home.income_at(month_of(home.approved) + 1), 0) * 12 * len(home.members)
    return dict.fromkeys(("declared_income", "visited_income", "checked_income"), year)


def _appraised(world: World, days: dict) -> dict:
    """Two thirds of those present represent the villagers, and all have signed."""
    attendees = world.rng.choice((12, 15, 18, 21))
    return {
        "appraised_on": days["appraised_on"],
        "appraisal_attendees": attendees,
        "appraisal_representatives": attendees * 2 // 3 + world.rng.randrange(0, 3),
        "appraisal_result": "同意",
        "appraisal_signed": "是",
        "appraised_by": world.signer("评议"),
    }
