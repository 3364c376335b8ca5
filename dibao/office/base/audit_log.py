"""操作记录: who did what when, old → new; the office's own list, and the first real user of `Table`."""

import functools

from django.db.models import Q, QuerySet

from dibao.office.base.actions import ACTIONS
from dibao.office.base.audit import AuditEvent
from dibao.office.base.scope import NOBODY, present_sight
from dibao.office.base.table import Chip, Choice, Column, Days, Search, Table

OTHERS = {"file.open": "打开附件"}  # events that tell of no action
ALL = "audit.verify"  # whoever watches the whole installation


def _title(event: AuditEvent) -> Chip:
    return Chip(event.title, "teal")


def _changes(event: AuditEvent) -> str:
    told = (f"{c['name']}：{c['old']} → {c['new']}" if c["had"] else f"{c['name']}：{c['new']}" for c in event.changes)
    return "；".join([*told, *([f"用途：{event.purpose}"] if event.purpose else [])]) or "—"


def _titles(_request) -> list[tuple[str, str]]:
    """Every kind of action; not asked of the events, of which there may be millions."""
    titles = {code: run.title for code, run in ACTIONS.items()} | OTHERS
    return sorted(titles.items())


class AuditLog(Table):
    """Auditors see the events of the areas that they see, of what is meant for them; the security auditor all."""

    code, title, needs = "audit", "操作记录", "audit.read"
    subtitle = "步步有痕迹，环环能倒查；记录不能修改、不能删除"
    export_needs, reveal_needs = "audit.read", "personal.reveal"
    order = ("-id",)
    columns = (
        Column("时间", "at", kind="time", sort="at"),
        Column("人员", "by", small="post", sort="by__name"),
        Column("事项", _title, code="title"),
        Column("对象", "label"),
        Column("内容", _changes, code="changes", width=60),
        Column("来自", "address", shown=False),
        Column("序号", "position", kind="number", shown=False),
        Column("校验码", "hash", shown=False, width=66),
    )
    filters = (
        Search(
            "人员姓名、登录名、对象名称", names_in=("by__name", "label"), numbers=("by__username", "label", "subject")
        ),
        Choice("事项", "code", choices=_titles),
        Days("日期", "at", moment=True),
    )
    empty = ("没有这样的记录", "换个人员、事项或日期再查")

    def rows(self) -> QuerySet:
        events = AuditEvent.objects.select_related("by")
        return events if self.request.user.may(ALL) else events.filter(_readable())


def _readable() -> Q:
    """Events of the areas seen; what was done about a record for few is for those few."""
    sight = present_sight()
    if sight.everything:
        return Q()
    seen = (r.in_area("area_code") & Q(audience__in=["", *sorted(r.audiences)]) for r in sight.reaches)
    return functools.reduce(Q.__or__, seen, NOBODY)
