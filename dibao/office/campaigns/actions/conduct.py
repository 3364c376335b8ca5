"""What is entered while the campaign runs: papers, meetings, measures that stay, items from above, reminders by hand."""

from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import Area, User
from dibao.office.base import notices
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.base.files import KeptFile, keep
from dibao.office.campaigns.actions.reach import needs_area, needs_live
from dibao.office.campaigns.models import Campaign, Reminder, SuperiorItem, Task
from dibao.office.campaigns.models.campaign import OwnPart
from dibao.office.campaigns.models.conduct import Meeting, Paper


@action("campaign.enter", "登记", needs="task.report")
def enter(*, by: User, campaign: Campaign, model: type[OwnPart], area: Area, files=(), **values) -> OwnPart:
    """A paper, meeting, long-term measure or item from above, of a unit of one's own."""
    needs_area(by, area.code)
    needs_live(campaign)
    if model is Paper:
        values["uploaded_by"] = by
    entry = model.objects.create(campaign=campaign, area=area, **values)
    kept = [keep(upload, owner=entry, by=by) for upload in files]
    told = {name: value for name, value in values.items() if name != "uploaded_by"}
    tell(entry, title=f"登记{model._meta.verbose_name}", new=told | _named(kept))
    return entry


@action("campaign.change_entry", "修改登记", needs="task.report")
def change_entry(*, by: User, entry: OwnPart, seen_version: int | None = None, files=(), **values) -> None:
    """Correct what was entered; new files join the old ones."""
    needs_area(by, entry.area_code)
    needs_live(entry.campaign)
    told = change(entry, seen_version=seen_version, **values)
    kept = [keep(upload, owner=entry, by=by) for upload in files]
    tell(entry, title=f"修改{entry._meta.verbose_name}", old=told["old"], new=told["new"] | _named(kept))


def _named(kept: list[KeptFile]) -> dict:
    return {"file": [file.name for file in kept]} if kept else {}


@action("campaign.strike_out", "删去登记", needs="campaign.task")
def strike_out(*, by: User, entry: OwnPart, reason: str) -> None:
    """Entered by mistake; the audit keeps what it was."""
    needs_area(by, entry.area_code)
    needs_live(entry.campaign)
    if isinstance(entry, Meeting) and entry.tasks.exists():
        raise Refused(f"“{entry}”议定了 {entry.tasks.count()} 项任务，不能删去")
    tell(entry.campaign, title=f"删去{entry._meta.verbose_name}", old={"title": str(entry)}, new={"reason": reason})
    entry.delete()


@action("superior.reply", "回复上级反馈", needs="campaign.manage")
def reply_to(
    *, by: User, item: SuperiorItem, reply: str, replied_on: date | None = None, seen_version: int | None = None
) -> None:
    """What was put right, told to those who asked."""
    needs_area(by, item.area_code)
    needs_live(item.campaign)
    day = replied_on or timezone.localdate()
    if day < item.received_on:
        raise Refused(f"回复日期 {day} 早于收到日期 {item.received_on}，请改正")
    tell(item, **change(item, seen_version=seen_version, reply=reply, replied_on=day))


@action("task.remind", "催办", needs="campaign.task")
def remind(*, by: User, task: Task, text: str) -> Reminder:
    """Remind by hand; kept in the log of reminders like those of the clock."""
    needs_area(by, task.area_code)
    reminder = Reminder.objects.create(
        campaign=task.campaign, area=task.area, task=task, kind="hand", day=timezone.localdate(), text=text, by=by
    )
    notices.send([task.post] if task.post else [], f"催办：{task}", text=text, url=task.get_absolute_url())
    tell(task, new={"text": text})
    return reminder
