"""The clock: once a day it reminds of what is due, and hands what is long overdue to supervision (督办)."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dibao.engine.campaigns.days import workdays_between
from dibao.office.accounts.models import Post
from dibao.office.base import audit, notices
from dibao.office.base.scope import seeing_all
from dibao.office.campaigns.book import workdays
from dibao.office.campaigns.models import Campaign, Reminder, Task
from dibao.office.campaigns.states import LIVE, OPEN_TASKS


def tick(today: date | None = None) -> dict[str, int]:
    """Remind for every campaign that runs; the number of reminders by kind. A second run on a day does nothing more."""
    today = today or timezone.localdate()
    counts = {"before": 0, "overdue": 0, "supervised": 0}
    with seeing_all("daily reminders of tasks"):
        for campaign in Campaign.objects.filter(state__in=LIVE):
            for task in _open(campaign):
                kind = kind_for(campaign, task, today)
                if kind and _remind(task, kind, today):
                    counts[kind] += 1
    return counts


def _open(campaign: Campaign):
    """Tasks that somebody has to do: those that were broken down are reminded of through their parts."""
    return campaign.tasks.filter(state__in=OPEN_TASKS).filter(Q(children__isnull=True)).select_related("post", "area")


def kind_for(campaign: Campaign, task: Task, today: date) -> str:
    """`before` on the days that the campaign names, `overdue` every so many working days, `supervised` once; else ""."""
    if today <= task.due:
        return "before" if (task.due - today).days in campaign.remind_before else ""
    late = workdays_between(workdays(), task.due, today)
    if late >= campaign.supervise_after and task.supervised_on is None:
        return "supervised"
    due_again = _is_workday(today) and (late - 1) % max(campaign.remind_every, 1) == 0
    return "overdue" if due_again else ""


def _is_workday(day: date) -> bool:
    """On days off nobody is reminded."""
    return workdays_between(workdays(), day - timedelta(days=1), day) == 1


def _remind(task: Task, kind: str, today: date) -> bool:
    """Write the reminder and the notices; False where it was done before."""
    text = words_for(task, kind, today)
    with transaction.atomic():
        reminder, fresh = Reminder.objects.get_or_create(
            task=task, kind=kind, day=today, defaults={"campaign": task.campaign, "area": task.area, "text": text}
        )
        if not fresh:
            return False
        if kind == "supervised":
            Task.objects.filter(pk=task.pk).update(supervised_on=today)
        notices.send(
            _posts(task, kind), f"{reminder.get_kind_display()}：{task}", text=text, url=task.get_absolute_url()
        )
        audit.record("task.tick", reminder.get_kind_display(), subject=task, new={"day": today, "text": text})
    return True


def words_for(task: Task, kind: str, today: date) -> str:
    """One sentence: whose task, how long it still has, or how late it is."""
    whose = f"{task.area}“{task}”"
    if kind == "before":
        left = (task.due - today).days
        return f"{whose}{f'还有 {left} 天到期' if left else '今天到期'}（{task.due}）"
    late = workdays_between(workdays(), task.due, today)
    end = "，转督办" if kind == "supervised" else ""
    return f"{whose}已超期 {late} 个工作日（时限 {task.due}）{end}"


def _posts(task: Task, kind: str) -> list[Post]:
    """Whose task it is; where nobody was named, those of the unit who report. Supervision goes to the level above too."""
    own = [task.post] if task.post else _holders(task.area_code, ("village_worker", "township_handler"))
    if kind != "supervised":
        return own
    above = task.parent.area_code if task.parent_id else task.campaign.area_code
    return own + _holders(task.area_code, ("township_leader",)) + _holders(above, ("county_admin", "township_leader"))


def _holders(area_code: str, roles: tuple[str, ...]) -> list[Post]:
    return list(Post.objects.filter(unit__area__code=area_code, role__in=roles))
