"""Months, working days and the county's standards, as far as a made-up county needs them."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

AS_OF = date(2025, 6, 30)
FIRST_MONTH = 2018 * 12
LAST_MONTH = 2025 * 12 + 5
APPRAISALS_SINCE = date(2020, 1, 1)  # an older ledger, under the measures of 2012, up to the next line
LEDGER_SINCE = date(2021, 7, 1)  # the procedure ledger is silent before


def month_of(day: date) -> int:
    """Months as the lake counts them: year × 12 + month − 1."""
    return day.year * 12 + day.month - 1


def month_text(month: int) -> str:
    """2023-05."""
    return f"{month // 12}-{month % 12 + 1:02d}"


def first_day(month: int) -> date:
    """The first of the month."""
    return date(month // 12, month % 12 + 1, 1)


def add_workdays(day: date, count: int) -> date:
    """Monday to Friday; callers keep clear of the long holidays."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


def quiet_day(rng: Random, first: date, last: date) -> date:
    """A weekday from which 60 days hold no long holiday (mid-March, June to July, late October on)."""
    while True:
        day = first + timedelta(days=rng.randrange(max(1, (last - first).days)))
        if day.weekday() < 5 and ((day.month == 2 and day.day > 25) or day.month in (7, 10, 11) and _quiet(day)):
            return day


def _quiet(day: date) -> bool:
    return (day.month == 7) or (day.month == 10 and day.day > 14) or (day.month == 11 and day.day < 12)


@dataclass(frozen=True)
class Standard:
    """One line of the dibao standards: from this month on, so many yuan a month."""

    scope: str
    month: int
    yuan: int


class Standards:
    """Rural and urban standards, raised once a year."""

    def __init__(self, rng: Random):
        self.turn = rng.choice((0, 0, 3))  # January or April
        self.lines: list[Standard] = []
        for scope, yuan, rise in (
            ("rural", rng.randrange(300, 330, 5), (0.06, 0.13)),
            ("urban", rng.randrange(470, 520, 5), (0.03, 0.08)),
        ):
            for year in range(2018, 2026):
                month = year * 12 + (self.turn if year > 2018 else 0)
                self.lines.append(Standard(scope, month, yuan))
                yuan = int(yuan * (1 + rng.uniform(*rise))) // 5 * 5 + 5

    def at(self, urban: bool, month: int) -> int:
        """The standard in force in that month."""
        scope = "urban" if urban else "rural"
        return [line.yuan for line in self.lines if line.scope == scope and line.month <= max(month, FIRST_MONTH)][-1]

    @property
    def last_change(self) -> int:
        """The month of the latest rise."""
        return self.lines[-1].month
