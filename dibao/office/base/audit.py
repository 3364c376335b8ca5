"""步步有痕迹: every write leaves an event with old and new values, chained by hashes.

Events are written in the transaction of what they tell. A sealer chains them afterwards, in the order in which they were
committed, so that fifty people need not queue for one chain.
"""

import hashlib
import json
from collections.abc import Iterator
from contextvars import ContextVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction

from dibao.office.base import words
from dibao.office.base.seal import Secret

FIRST = "0" * 64  # what the first event is chained to
BATCH = 2000
_address: ContextVar[str | None] = ContextVar("address", default=None)  # where who is acting sits


class AuditEvent(models.Model):
    """One thing that somebody did, or looked at. Never changed, never deleted, but for being sealed once."""

    at = models.DateTimeField("时间", auto_now_add=True, db_index=True)
    by = models.ForeignKey("accounts.User", models.PROTECT, null=True, related_name="+", verbose_name="何人")
    post = models.CharField("岗位", max_length=120, blank=True)
    code = models.CharField("事项", max_length=60, db_index=True)
    title = models.CharField("事项名称", max_length=60)
    subject_type = models.CharField("对象类型", max_length=60, blank=True)
    subject = models.CharField("对象", max_length=60, blank=True)
    label = models.CharField("对象名称", max_length=200, blank=True)
    area_code = models.CharField("区划", max_length=15, blank=True, db_index=True)
    audience = models.CharField("可见范围", max_length=12, blank=True)  # of the subject: who may read of it
    old = models.JSONField("原值", default=dict, encoder=DjangoJSONEncoder)
    new = models.JSONField("新值", default=dict, encoder=DjangoJSONEncoder)
    purpose = models.CharField("用途", max_length=200, blank=True)
    address = models.GenericIPAddressField("来自", null=True)
    position = models.BigIntegerField("序号", null=True, unique=True)
    hash = models.CharField("校验码", max_length=64, blank=True)

    class Meta:
        indexes = [models.Index(fields=["subject_type", "subject", "id"])]
        ordering = ["-id"]
        verbose_name = "操作记录"

    @property
    def changes(self) -> list[dict]:
        """What changed, for people: `name`, `old`, `new` in words, `had` where there was an old value."""
        return words.changes_of(self.subject_type, self.old, self.new)

    def content(self) -> bytes:
        """What is chained: the event as canonical JSON."""
        names = [f.attname for f in self._meta.concrete_fields if f.attname not in ("id", "at", "position", "hash")]
        told = {name: getattr(self, name) for name in names} | {"at": self.at.isoformat()}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder).encode()


def record(
    code: str, title: str, *, by=None, subject: models.Model | None = None, old=None, new=None, purpose=""
) -> AuditEvent:
    """Write one event. `old` and `new` hold only what changed; sealed values are kept masked."""
    return AuditEvent.objects.create(
        code=code,
        title=title,
        by=by if isinstance(by, models.Model) else None,  # the house itself is nobody
        post=str(getattr(by, "post_words", "") or "")[:120],
        subject_type=subject._meta.label_lower if subject else "",
        subject=str(subject.pk) if subject else "",
        label=str(subject)[:200] if subject else "",
        area_code=getattr(subject, "area_code", "") or getattr(by, "area_code", "") or "",
        audience=getattr(subject, "audience", "") or "",
        old=_told(old),
        new=_told(new),
        purpose=purpose,
        address=_address.get(),
    )


def _told(values: dict | None) -> dict:
    return {name: _plain(value) for name, value in (values or {}).items()}


def _plain(value):
    if isinstance(value, Secret):
        return str(value)
    if isinstance(value, models.Model):
        return str(value)
    return value


def chain_events() -> int:
    """Chain what has been committed since the last time; the number of events chained."""
    with transaction.atomic():
        _alone()
        last = AuditEvent.objects.filter(position__isnull=False).order_by("-position").first()
        position, previous = (last.position, last.hash) if last else (0, FIRST)
        fresh = list(AuditEvent.objects.filter(position__isnull=True).order_by("id")[:BATCH])
        for event in fresh:
            position, previous = position + 1, _link(previous, event)
            event.position, event.hash = position, previous
        AuditEvent.objects.bulk_update(fresh, ["position", "hash"], batch_size=200)
        return len(fresh)


def _alone() -> None:
    """One sealer at a time. SQLite's transactions are alone by themselves (BEGIN IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [0x6469626100])


def _link(previous: str, event: AuditEvent) -> str:
    return hashlib.sha256(previous.encode() + event.content()).hexdigest()


def broken_links() -> Iterator[AuditEvent]:
    """Sealed events that were changed, or that follow one that is missing."""
    previous, position = FIRST, 0
    for event in AuditEvent.objects.filter(position__isnull=False).order_by("position").iterator(BATCH):
        if event.position != position + 1 or event.hash != _link(previous, event):
            yield event
        previous, position = event.hash, event.position


def acting_from(address: str | None):
    """Remember where the present request comes from; returns what `forget` takes."""
    return _address.set(address)


def forget(token) -> None:
    """The request is over."""
    _address.reset(token)
