"""Where a plan's days lie when it is issued another year, or begins on another day."""

from collections.abc import Callable
from datetime import date, timedelta

from dibao.engine.campaigns.model import Template


def moved(template: Template, starts_on: date) -> Callable[[date | None], date | None]:
    """A function from the plan's days to those of a campaign that begins on `starts_on`.

    The same month and day in another year: every day keeps its month and day (4月10日 stays 4月10日). Another day: all days
    move by as many days.
    """
    first = template.starts_on
    if (starts_on.month, starts_on.day) == (first.month, first.day):
        return lambda day: day and _in_year(day, day.year + starts_on.year - first.year)
    return lambda day: day and day + (starts_on - first)


def _in_year(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)


def workdays_between(rows: dict[date, int], first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; negative when `last` lies before. `rows`: day → running count."""
    return rows[last] - rows[first]


def soft_target(rows: dict[date, int], due: date) -> date:
    """The last working day on or before a due day: what to aim at when it falls on a holiday."""
    day = due
    while rows[day] == rows[day - timedelta(days=1)]:
        day -= timedelta(days=1)
    return day
