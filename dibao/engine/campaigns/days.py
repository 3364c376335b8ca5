"""Where a plan's days lie when it is issued another year, or begins on another day."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from dibao.engine.campaigns.model import Template


def moved(template: Template, starts_on: date) -> Callable[[date | None], date | None]:
    """A function from the plan's days to those of a campaign that begins on `starts_on`.

    The same day of a month, in another month or year: all days move by whole months, and ends of months stay ends of months
    (in another year 4月10日 stays 4月10日). Another day of the month: all days move by as many days.
    """
    first = template.starts_on
    if starts_on.day == first.day:
        months = (starts_on.year - first.year) * 12 + starts_on.month - first.month
        return lambda day: day and _months_later(day, months)
    return lambda day: day and day + (starts_on - first)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    is_end = day.day == monthrange(day.year, day.month)[1]
    return date(year, month + 1, last if is_end else min(day.day, last))


def workdays_between(rows: dict[date, int], first: date, last: date) -> int:
    """Working days after `first` up to and including `last`; negative when `last` lies before. `rows`: day → running count."""
    return rows[last] - rows[first]


def soft_target(rows: dict[date, int], due: date) -> date:
    """The last working day on or before a due day: what to aim at when it falls on a holiday."""
    day = due
    while rows[day] == rows[day - timedelta(days=1)]:
        day -= timedelta(days=1)
    return day
