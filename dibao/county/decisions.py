"""The papers of a decision: why, by whom, when told; complete unless a plant takes one away."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from dibao.county.clock import month_of

if TYPE_CHECKING:
    from dibao.county.households import Household
    from dibao.county.people import Person
    from dibao.county.world import World

CHANGES = "《最低生活保障审核确认办法》第三十一条、第三十二条"
REFUSES = "《最低生活保障审核确认办法》第二十一条"


def number(world: World, word: str, day: date) -> str:
    """What stands on the paper: year and serial number."""
    return f"{word}〔{day.year}〕{world.rng.randrange(1, 900)}号"


def exit_papers(world: World, home: Household, reason: str, day: date, alone: bool) -> dict:
    """Visit, decision and notice of an exit; nobody is left to be told when the only member died."""
    dead = alone and reason == "死亡"
    over = world.standards.at(home.urban, month_of(day)) + world.rng.randrange(90, 400, 10)
    return {
        "visited_on": day - timedelta(days=2 if dead else world.rng.randrange(4, 9)),
        "decided_on": day,
        "decision_no": number(world, "低停", day),
        "basis": CHANGES,
        "income": over if "收入" in reason else None,
        "notified": "" if dead else "是",
        "notified_on": None if dead else day + timedelta(days=world.rng.randrange(0, 3)),
    }


def refusal_papers(world: World, person: Person, day: date) -> dict:
    """Income worked out, house visited, told in writing within three days."""
    urban = world.map.townships[person.township].villages[person.village].urban
    return {
        "checked_on": day - timedelta(days=14),
        "visited_on": day - timedelta(days=12),
        "income": world.standards.at(urban, month_of(day)) + world.rng.randrange(90, 400, 10),
        "basis": REFUSES,
        "decision_no": number(world, "低不予", day),
        "notified": "是",
        "notified_on": day + timedelta(days=world.rng.randrange(0, 2)),
    }


def adjusted(world: World, home: Household, kind: str, reason: str, happened: date, decided: date, month: int) -> dict:
    """A line of the ledger of adjustments: from `month` on another amount or number of members."""
    less = kind in ("减发", "停发", "减员")
    after = month <= home.last
    fields = {
        "kind": kind,
        "reason": reason,
        "happened_on": happened,
        "reported_on": min(decided, happened + timedelta(days=2)),
        "visited_on": decided - timedelta(days=1),
        "decided_on": decided,
        "effective_from": month,
        "amount_before": home.due_fen(month - 1, world.standards) / 100,
        "amount_after": home.due_fen(month, world.standards) / 100 if after else 0,
        "count_before": home.covered(month - 1),
        "count_after": home.covered(month) if after else 0,
        "basis": CHANGES,
        "decision_no": number(world, "低调", decided),
        "notified": "是" if less else "",
        "notified_on": decided + timedelta(days=1) if less else None,
        "handler": world.signer("受理", home.township),
    }
    return world.add("adjustment", home.head.person, household=home, **fields)


def happened_before(world: World, person: Person, reason: str, day: date) -> date:
    """When what the decision answers to came about: the day of the death, else lately."""
    if reason == "死亡":
        return min((row["died_on"] for row in world.rows.get("death", ()) if row["person"] is person), default=day)
    return day - timedelta(days=world.rng.randrange(9, 18))
