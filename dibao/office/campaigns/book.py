"""The rulebook as the office uses it, read once for the life of the process."""

from functools import cache

from dibao import rulebook
from dibao.engine.policy import calendar_rows
from dibao.engine.rules.book import Rulebook, load_rulebook


@cache
def book() -> Rulebook:
    """Rules, groups, campaign templates."""
    return load_rulebook(rulebook.FOLDER)


@cache
def workdays() -> dict:
    """Day → working days up to and including it, by the State Council's notices."""
    return dict(calendar_rows(book().calendar))
