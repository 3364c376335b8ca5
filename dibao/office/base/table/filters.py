"""Filters above a list. Each reads its value from the address, makes a condition of it, and says it in words."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date

from dibao.office.base import seal
from dibao.office.base.search import Begins  # noqa: F401 (registers the lookup)

ID_NO = re.compile(r"\d{17}[\dX]|\d{15}")
LAST_FOUR = re.compile(r"\d{3}[\dX]")


@dataclass(frozen=True)
class Filter:
    """What all have: a title, and a name in the address."""

    title: str
    name: str = ""

    template = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its parameters in the address."""
        return (self.name,)

    def read(self, request, params):
        """The value in the address; empty when there is none, or none that makes sense."""
        return params.get(self.name, "").strip()[:60]

    def options(self, request) -> list[dict]:
        """What can be chosen."""
        return []


@dataclass(frozen=True)
class Choice(Filter):
    """One of several. `choices`: pairs, or a function of the request; `where`: function of the value, else `column` equals it."""

    column: str = ""
    choices: Sequence | Callable = ()
    where: Callable[[str], Q] | None = None

    template = "base/table/choice.html"

    def options(self, request) -> list[dict]:
        pairs = self.choices(request) if callable(self.choices) else self.choices
        return [{"value": str(value), "words": words} for value, words in pairs]

    def read(self, request, params) -> str:
        asked = super().read(request, params)
        return asked if any(o["value"] == asked for o in self.options(request)) else ""

    def query(self, value: str, request) -> Q:
        return self.where(value) if self.where else Q(**{self.column or self.name: value})

    def words(self, value: str, request) -> str:
        chosen = next(o["words"] for o in self.options(request) if o["value"] == value)
        return f"{self.title}：{chosen}"


@dataclass(frozen=True)
class Lamps(Filter):
    """A row of buttons. `parts`: value → (tone or empty, words, condition or function of the request)."""

    parts: dict = field(default_factory=dict)

    template = "base/table/lamps.html"

    def options(self, request) -> list[dict]:
        return [{"value": value, "tone": tone, "words": words} for value, (tone, words, _) in self.parts.items()]

    def read(self, request, params) -> str:
        asked = super().read(request, params)
        return asked if asked in self.parts else ""

    def query(self, value: str, request) -> Q:
        condition = self.parts[value][2]
        return condition(request) if callable(condition) else condition

    def words(self, value: str, request) -> str:
        return f"{self.title}：{self.parts[value][1]}"


@dataclass(frozen=True)
class Tabs(Lamps):
    """待办、已办、我发起的: the same as `Lamps`, drawn as tabs above the filters. `first`: the one that is open unasked."""

    first: str = ""

    template = "base/table/tabs.html"

    def read(self, request, params) -> str:
        return super().read(request, params) or ("" if self.name in params else self.first)


@dataclass(frozen=True)
class Days(Filter):
    """From a day to a day, both included. `moment`: the column holds a time."""

    column: str = ""
    moment: bool = False

    template = "base/table/days.html"

    @property
    def names(self) -> tuple[str, ...]:
        return (f"{self.name}_from", f"{self.name}_to")

    def read(self, request, params):
        days = tuple(_day(params.get(name, "")) for name in self.names)
        return days if any(days) else ()

    def query(self, value, request) -> Q:
        column, (first, last) = self.column or self.name, value
        bound = _midnight if self.moment else (lambda day: day)
        found = Q(**{f"{column}__gte": bound(first)}) if first else Q()
        return found & Q(**{f"{column}__lt": bound(last + timedelta(days=1))}) if last else found

    def words(self, value, request) -> str:
        first, last = value
        return f"{self.title}：{first or '不限'} 至 {last or '不限'}"


@dataclass(frozen=True)
class Search(Filter):
    """The search box. What was typed decides which columns are asked, all of them by an index:

    Chinese → `names`; letters → `initials` and `numbers`; four digits → `last_four` and `numbers`; a whole citizen ID →
    `keyed` (the keyed indexes of sealed IDs); anything else → `numbers`.
    """

    name: str = "q"
    names_in: Sequence[str] = ()
    initials: Sequence[str] = ()
    last_four: Sequence[str] = ()
    numbers: Sequence[str] = ()
    keyed: Sequence[str] = ()

    template = "base/table/search.html"

    def query(self, value: str, request) -> Q:
        return _any(self._conditions(value))

    def words(self, value: str, request) -> str:
        return f"搜索：{'（证件号）' if ID_NO.fullmatch(seal.normal('id_no', value)) else value}"

    def _conditions(self, value: str):
        spelled = seal.normal("id_no", value)
        if not value.isascii():
            return [Q(**{f"{column}__begins": value}) for column in self.names_in]
        if ID_NO.fullmatch(spelled):
            return [Q(**{column: seal.keyed("id_no", spelled)}) for column in self.keyed]
        found = [Q(**{f"{column}__begins": spelling}) for column in self.numbers for spelling in {value, value.upper()}]
        if value.isalpha():
            found += [Q(**{f"{column}__begins": value.upper()}) for column in self.initials]
            found += [Q(**{f"{column}__begins": value}) for column in self.names_in]
        if LAST_FOUR.fullmatch(spelled):
            found += [Q(**{column: spelled}) for column in self.last_four]
        return found


def _any(conditions: Sequence[Q]) -> Q:
    """One of them holds; without any, nothing is found."""
    found = Q(pk__in=[])
    for condition in conditions:
        found |= condition
    return found


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # 2024-02-30
        return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
