"""Every write is an action: keyword-only, `by` first, allowed or refused, one transaction, one audit event.

    @action("campaign.issue", "发布专项行动", needs="campaign.manage")
    def issue_campaign(*, by, campaign): ...

An action returns whatever it likes, and calls `tell(...)` for its event; one that tells nothing is a fault of ours.
"""

import functools
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import models, transaction

from dibao.office.base import audit, words
from dibao.office.base.fields import KeyedIndexField, SealedField, clear_text
from dibao.office.base.seal import Secret, normal


class Refused(Exception):
    """What somebody wanted is not allowed, or not possible now; the text says why and what to do."""

    status = 409


class NotAllowed(Refused):
    """This person may not do this."""

    status = 403


class Stale(Refused):
    """Somebody else changed the record meanwhile. `changes`: field → (what this person typed, what stands there now)."""

    def __init__(self, record: models.Model, changes: dict, event=None):
        self.record, self.changes, self.event = record, changes, event
        who = f"{event.by or '系统'}于 {event.at:%m月%d日 %H:%M} " if event else ""
        super().__init__(f"{who}已经改过这条记录，您的修改没有保存。请看一看改了什么，再决定是否继续")

    @property
    def differences(self) -> list[dict]:
        """For people: `name`, `old` (what they typed), `new` (what stands there now)."""
        typed = {name: pair[0] for name, pair in self.changes.items()}
        now = {name: pair[1] for name, pair in self.changes.items()}
        return words.changes_of(self.record._meta.label_lower, typed, now)


@dataclass(frozen=True)
class House:
    """Who acts when no person does: the command line of the server, the clock. `post_words` is for the audit."""

    post_words: str

    def may(self, _permission: str) -> bool:
        return True

    def sees_area(self, _code: str) -> bool:
        return True


@dataclass
class Telling:
    """The action that is running: who, and what it has told."""

    code: str
    title: str
    by: object
    events: list = field(default_factory=list)


ACTIONS: dict[str, Callable] = {}
_telling: ContextVar[Telling | None] = ContextVar("telling", default=None)


def action(code: str, title: str, *, needs: str | None):
    """Declare an action. `needs`: the permission, or None where anybody signed in may (their own password, say)."""

    def declare(function):
        @functools.wraps(function)
        def run(*, by, **values):
            if needs and not by.may(needs):
                raise NotAllowed(f"您的岗位（{by.post_words or '无'}）不能“{title}”。请找有此权限的人办理")
            token = _telling.set(Telling(code, title, by))
            try:
                with transaction.atomic():
                    result = function(by=by, **values)
                    if not _telling.get().events:
                        raise RuntimeError(f"the action {code} left no audit event")
                return result
            finally:
                _telling.reset(token)

        run.code, run.title, run.needs = code, title, needs
        if code in ACTIONS:
            raise RuntimeError(f"two actions are called {code}")
        ACTIONS[code] = run
        return run

    return declare


def tell(
    subject: models.Model | None = None, *, old=None, new=None, purpose: str = "", title: str = ""
) -> audit.AuditEvent:
    """The audit event of the action that is running."""
    telling = _telling.get()
    if telling is None:
        raise RuntimeError("tell() outside an action")
    event = audit.record(
        telling.code, title or telling.title, by=telling.by, subject=subject, old=old, new=new, purpose=purpose
    )
    telling.events.append(event)
    return event


def change(record: models.Model, *, seen_version: int | None = None, **values) -> dict:
    """Set fields of a record and save; returns `{"old": …, "new": …}` of what differs, as `tell` takes it.

    With `seen_version` (the version that the page showed) nothing is overwritten in silence: `Stale` is raised instead.
    """
    versioned = isinstance(record, Versioned)
    values = {name: _as_read(record, name, value) for name, value in values.items()}
    if versioned and seen_version is not None and seen_version != record.version:
        raise Stale(record, {n: (values[n], getattr(record, n)) for n in values}, _last_event(record))
    old = {name: getattr(record, name) for name in values}
    differs = {name for name in values if old[name] != values[name]}
    for name in differs:
        setattr(record, name, values[name])
    if versioned and differs:
        _step(record)
    if differs:
        record.save(update_fields=[*differs, *_drawn_from(record, differs), *(["version"] if versioned else [])])
    return {"old": {n: old[n] for n in sorted(differs)}, "new": {n: values[n] for n in sorted(differs)}}


def _as_read(record: models.Model, name: str, value):
    """As the record gives it back: a sealed field's value is a `Secret`, so that equal ones are equal and none is told."""
    field = record._meta.get_field(name)
    return Secret(field.kind, normal(field.kind, clear_text(value))) if isinstance(field, SealedField) else value


def _drawn_from(record: models.Model, names: set[str]) -> list[str]:
    """Index columns that follow these sealed fields."""
    return [f.name for f in record._meta.concrete_fields if isinstance(f, KeyedIndexField) and f.source in names]


def _step(record: "Versioned") -> None:
    """Take the next version, unless somebody took it a moment ago."""
    taken = type(record)._base_manager.filter(pk=record.pk, version=record.version).update(version=record.version + 1)
    if not taken:
        raise Stale(record, {}, _last_event(record))
    record.version += 1


def _last_event(record: models.Model):
    return audit.AuditEvent.objects.filter(subject_type=record._meta.label_lower, subject=str(record.pk)).first()


class Versioned(models.Model):
    """A record that several people may edit; see `change`."""

    version = models.PositiveIntegerField("版本", default=1, editable=False)

    class Meta:
        abstract = True
