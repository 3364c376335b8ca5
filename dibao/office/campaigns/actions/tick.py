"""The clock: once a day it reminds of what is due, and hands what is long overdue to supervision (督办)."""

from collections import Counter
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from dibao.engine.campaigns.days import workdays_between
from dibao.office.base import audit, notices
from dibao.office.base.scope import seeing_all
from dibao.office.campaigns.actions.chairs import Chairs
from dibao.office.campaigns.book import workdays
from dibao.office.campaigns.models import Campaign, Reminder, Task
from dibao.office.campaigns.states import LIVE, OPEN_TASKS

NAMED = 3  # tasks named in the notice to those above


def tick(today: date | None = None) -> dict[str, int]:
    """Remind for every campaign that runs; the number of reminders by kind. A second run on a day does nothing more."""
    today = today or timezone.localdate()
    counts = Counter()
    with seeing_all("daily reminders of tasks"):
        for campaign in Campaign.objects.filter(state__in=LIVE):
            counts.update(_remind_all(campaign, today))
    return {kind: counts[kind] for kind in ("before", "overdue", "supervised")}


def _remind_all(campaign: Campaign, today: date) -> list[str]:
    """The kinds of what was reminded of; all of a campaign or nothing, so that no notice to those above is lost."""
    told = set(campaign.reminders.filter(day=today).values_list("task_id", "kind"))
    due = [(kind, task) for task in _open(campaign) if (kind := kind_for(campaign, task, today))]
    fresh = [(kind, task) for kind, task in due if (task.pk, kind) not in told]
    if fresh:
        _write(campaign, fresh, today)
    return [kind for kind, _ in fresh]


@transaction.atomic
def _write(campaign: Campaign, fresh: list[tuple[str, Task]], today: date) -> None:
    """Reminders, the days of supervision, audit events, notices."""
    rows = [
        Reminder(
            campaign=campaign, area=task.area, area_code=task.area_code, task=task, kind=kind, day=today,
            text=words_for(task, kind, today),
        )
        for kind, task in fresh
    ]  # fmt: skip
    Reminder.objects.bulk_create(rows, batch_size=500)
    supervised = [task for kind, task in fresh if kind == "supervised"]
    for task in supervised:
        task.supervised_on = today
    Task.objects.bulk_update(supervised, ["supervised_on"], batch_size=500)
    chairs = Chairs()
    for row in rows:
        title = row.get_kind_display()
        notices.send(
            chairs.of_task(row.task, row.kind), f"{title}：{row.task}", text=row.text, url=row.task.get_absolute_url()
        )
        audit.record("task.tick", title, subject=row.task, new={"day": today, "text": row.text})
    _tell_above(campaign, supervised, chairs)


def _open(campaign: Campaign):
    """Tasks that somebody has to do: those that were broken down are reminded of through their parts."""
    return (
        campaign.tasks.filter(state__in=OPEN_TASKS)
        .filter(Q(children__isnull=True))
        .select_related("post", "area", "parent")
    )


def kind_for(campaign: Campaign, task: Task, today: date) -> str:
    """`before` on the days that the campaign names, `overdue` every so many working days, `supervised` once; else ""."""
    if today <= task.due:
        return "before" if (task.due - today).days in campaign.remind_before else ""
    late = workdays_between(workdays(), task.due, today)
    if late >= campaign.supervise_after and task.supervised_on is None:
        return "supervised"
    due_again = _is_workday(today) and task.supervised_on != today and (late - 1) % max(campaign.remind_every, 1) == 0
    return "overdue" if due_again else ""


def _is_workday(day: date) -> bool:
    """On days off nobody is reminded."""
    return workdays_between(workdays(), day - timedelta(days=1), day) == 1


def words_for(task: Task, kind: str, today: date) -> str:
    """One sentence: whose task, how long it still has, or how late it is."""
    whose = f"{task.area}“{task}”"
    if kind == "before":
        left = (task.due - today).days
        return f"{whose}{f'还有 {left} 天到期' if left else '今天到期'}（{task.due}）"
    late = workdays_between(workdays(), task.due, today)
    end = "，转督办" if kind == "supervised" else ""
    return f"{whose}已超期 {late} 个工作日（时限 {task.due}）{end}"


def _tell_above(campaign: Campaign, supervised: list[Task], chairs: Chairs) -> None:
    """Those who gave the tasks hear of all of them at once, not three hundred times."""
    given: dict[str, list[Task]] = {}
    for task in supervised:
        given.setdefault(task.parent.area_code if task.parent_id else campaign.area_code, []).append(task)
    for code, tasks in given.items():
        named = "、".join(f"{task.area}“{task}”" for task in tasks[:NAMED])
        more = f" 等 {len(tasks)} 项" if len(tasks) > NAMED else ""
        posts = chairs.at(code, "county_admin", "township_leader")
        notices.send(
            posts, f"{len(tasks)} 项任务转督办：{campaign}", text=f"{named}{more}", url=campaign.get_absolute_url()
        )
