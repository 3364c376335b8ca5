"""Procedure ledgers of a made-up county: honest ones with their slips of the pen, and villages that made them up afterwards."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

SINCE = 2021 * 12 + 6  # ledgers are kept since 57号


@dataclass(frozen=True)
class Clerks:
    """How the townships of a county lawfully keep their ledgers."""

    slip: float = 0.02  # share of decisions with a date mistyped; townships differ by its logarithm
    spread: float = 0.8
    one_day: float = 0.05  # share of days on which acceptance, visit and notice of a village are really one
    own_words: float = 0.0  # share of villages whose clerk writes the same sentence for most households
    short: float = 0.0  # share of opinions that say no more than SHORT
    form: float = 0.0  # share of townships that copy the county's sample sentence for most households
    clumsy: float = 0.0  # share of villages in which a third of the dates do not fit


@dataclass
class Entry:
    """One household's decision as the ledger has it."""

    household: int
    place: tuple[str, str]
    accepted: date
    visited: date
    notice: date
    approved: date
    words: str


class Ledger:
    """The entries of one county; decisions of one month in one village are made on one day."""

    def __init__(self, rng: Random, clerks: Clerks):
        self.rng, self.clerks = rng, clerks
        self.days: dict[tuple, tuple[date, bool]] = {}
        self.slips: dict[tuple, float] = {}
        self.own: dict[tuple, bool] = {}
        self.forms: dict[str, bool] = {}

    def honest(self, household: int, place: tuple[str, str], month: int) -> Entry:
        """In order, but for a slip now and then."""
        accepted, one_day = self._day(place, month)
        wait = 0 if one_day else self.rng.randrange(1, 6)
        visited = accepted + timedelta(days=wait)
        notice = visited + timedelta(days=0 if one_day else self.rng.randrange(1, 5))
        entry = Entry(
            household, place, accepted, visited, notice, accepted + timedelta(days=25), self._words(place, household)
        )
        if self.rng.random() < self._slip(place):
            entry.visited -= timedelta(days=self.rng.choice((10, 30, 365)))
        return entry

    def _day(self, place: tuple[str, str], month: int) -> tuple[date, bool]:
        if (place, month) not in self.days:
            first = date((month - 1) // 12, (month - 1) % 12 + 1, self.rng.randrange(1, 6))
            self.days[place, month] = first, self.rng.random() < self.clerks.one_day
        return self.days[place, month]

    def _slip(self, place: tuple[str, str]) -> float:
        town = place[0]
        if town not in self.slips:
            self.slips[town] = self.clerks.slip * math.exp(self.rng.gauss(0, self.clerks.spread))
        if place not in self.slips:
            self.slips[place] = 0.33 if self.rng.random() < self.clerks.clumsy else self.slips[town]
        return min(self.slips[place], 0.33)  # worse than a third is no longer an honest ledger

    def _words(self, place: tuple[str, str], household: int) -> str:
        if place not in self.own:
            self.own[place] = self.rng.random() < self.clerks.own_words
        if self.clerks.short and self.rng.random() < self.clerks.short:
            return SHORT
        if self.clerks.form and self._copies_form(place[0]) and self.rng.random() < 0.8:
            return FORM
        if self.own[place] and self.rng.random() < 0.8:
            return f"{''.join(place)}入户调查，该户家庭确实困难，符合低保条件，同意上报"
        if self.rng.random() < 0.3:
            return self.rng.choice(PHRASES)
        return f"该户{self.rng.choice(CAUSES)}，第{household}户，家庭年收入{self.rng.randrange(2000, 9000)}元，生活困难"

    def _copies_form(self, town: str) -> bool:
        if town not in self.forms:
            self.forms[town] = self.rng.random() < self.clerks.form
        return self.forms[town]


SHORT = "情况属实"
FORM = "经入户调查核实，该户申报情况属实，符合低保条件，同意上报"
CAUSES = ("户主患病无劳动能力", "有残疾人需要照料", "老人独居子女外出", "孩子上学负担重", "缺少劳动力")
PHRASES = tuple(f"经入户调查，该户{cause}，收入低于低保标准，建议纳入" for cause in CAUSES)


def made_up(entry: Entry) -> Entry:
    """The whole file filled in on one day."""
    entry.visited = entry.notice = entry.accepted
    return entry


def backdated(entry: Entry) -> Entry:
    """Decided first; the visit is dated before anybody applied."""
    entry.visited = entry.accepted - timedelta(days=7)
    return entry


def copied(entry: Entry) -> Entry:
    """One sentence for the whole village."""
    entry.words = f"{''.join(entry.place)}经调查该户情况属实，家庭生活困难，同意纳入低保"
    return entry


def copied_from_next(entry: Entry) -> Entry:
    """One sentence for several villages."""
    entry.words = "几个村的干部一起走访，该户情况属实，家庭生活困难，同意纳入低保"
    return entry


def columns(entries: Iterator[Entry]) -> dict:
    """`procedure_line`, by column."""
    rows = list(entries)
    return {
        "src": list(range(1, len(rows) + 1)), "household": [e.household for e in rows], "accepted_on": [e.accepted for e in rows],
        "visited_on": [e.visited for e in rows], "notice_from": [e.notice for e in rows], "row_approved_on": [e.approved for e in rows],
        "decided_on": [e.approved for e in rows], "visit_result": [e.words for e in rows],
    }  # fmt: skip
