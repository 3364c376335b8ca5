"""Who sees what. A query on scoped records outside a scope raises: forgetting to ask never shows too much.

Not django-scopes: its filter is one lookup per dimension, but here an area, a narrower audience and an assignment join by
“or” (ADR 19).
"""

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models
from django.db.models import Q

NOBODY = Q(pk__in=[])
EVERYTHING = ~NOBODY  # not Q(), which vanishes in an “or” with NOBODY


class OutOfScope(RuntimeError):
    """Scoped records were asked for, and nobody said for whom."""


COUNTY = 6  # digits of a county's code


class Inside(models.Lookup):
    """`column__inside="431299101"`: area codes that begin so, as a range, since LIKE uses no index on SQLite.

    A county's code selects nothing in an office of one county. Yet SQLite would take the index for it, and then sort the
    whole ledger for each page: 250 ms instead of 1 ms at 200,000 rows. So there it is asked in a way that no index answers.
    """

    lookup_name = "inside"

    def as_sql(self, compiler, connection):
        column, values = self.process_lhs(compiler, connection)
        return f"({column} >= %s AND {column} < %s)", [*values, self.rhs, *values, str(int(self.rhs) + 1)]

    def as_sqlite(self, compiler, connection):
        if len(self.rhs) > COUNTY:
            return self.as_sql(compiler, connection)
        column, values = self.process_lhs(compiler, connection)
        return f"substr({column}, 1, {len(self.rhs)}) = %s", [*values, self.rhs]


models.CharField.register_lookup(Inside)


@dataclass(frozen=True)
class Reach:
    """An area (the beginning of its code), and for whom the hits are meant that are seen there."""

    area: str
    audiences: frozenset[str] = frozenset()

    def __post_init__(self):
        if not self.area.isdigit():  # an empty beginning would be the whole country
            raise OutOfScope(f"not an area code: {self.area!r}")

    def in_area(self, column: str) -> Q:
        """Whatever lies inside the area."""
        return Q(**{f"{column}__inside": self.area})


@dataclass(frozen=True)
class Sight:
    """What one person sees now: reaches from their posts, and `assigned`: keys of records by model label."""

    reaches: tuple[Reach, ...] = ()
    assigned: dict[str, frozenset[int]] = field(default_factory=dict)
    everything: bool = False
    who: str = ""

    def in_area(self, column: str = "area_code") -> Q:
        """Records of the areas seen; without an area, none."""
        if self.everything:
            return EVERYTHING
        return functools.reduce(Q.__or__, (reach.in_area(column) for reach in self.reaches), NOBODY)

    def around(self, column: str = "area_code") -> Q:
        """Records of the areas seen and of those they lie in: what a county decides for all of its townships."""
        if self.everything:
            return EVERYTHING
        above = {reach.area[:digits] for reach in self.reaches for digits in range(2, len(reach.area))}
        return self.in_area(column) | Q(**{f"{column}__in": sorted(above)})

    def in_area_for(self, column: str = "area_code", audience: str = "audience") -> Q:
        """Records of the areas seen that are meant for the post that sees them: two posts never add up to more."""
        if self.everything:
            return EVERYTHING
        seen = (r.in_area(column) & Q(**{f"{audience}__in": sorted(r.audiences)}) for r in self.reaches)
        return functools.reduce(Q.__or__, seen, NOBODY)

    def by_assignment(self, model: type[models.Model], column: str = "pk") -> Q:
        """Records put into this person's hands one by one."""
        keys = self.assigned.get(model._meta.label_lower, frozenset())
        return Q(**{f"{column}__in": sorted(keys)}) if keys else NOBODY


_sight: ContextVar[Sight | None] = ContextVar("sight", default=None)


@contextmanager
def seeing(sight: Sight) -> Iterator[Sight]:
    """Everything inside sees through these eyes."""
    token = _sight.set(sight)
    try:
        yield sight
    finally:
        _sight.reset(token)


def seeing_all(why: str):
    """For work that belongs to no person (a run, a seal, a backup); `why` is for the reader of the code and the log."""
    return seeing(Sight(everything=True, who=why))


def present_sight() -> Sight:
    """Through whose eyes we see now; raises `OutOfScope` when that was not said."""
    sight = _sight.get()
    if sight is None:
        raise OutOfScope("没有说明是谁在看：先用 seeing(...)")
    return sight


class ScopedManager(models.Manager):
    """The only way to scoped records. Each model says in `seen_by(sight)` which ones somebody sees."""

    def get_queryset(self):
        return super().get_queryset().filter(self.model.seen_by(present_sight()))


class Scoped(models.Model):
    """A record that not everybody may see; by default by its `area_code`."""

    objects = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"  # relations and refreshes go the same way

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        """Which records this person sees."""
        return sight.in_area()


def next_number(model: type[Scoped], **where) -> int:
    """One more than the highest `number` among all such records, seen or not."""
    with seeing_all("numbers run through what nobody here sees, too"):
        return (model.objects.filter(**where).aggregate(last=models.Max("number"))["last"] or 0) + 1
