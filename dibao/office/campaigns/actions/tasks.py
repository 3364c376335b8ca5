"""Tasks: given, broken down, reported on, handed in, accepted."""

from datetime import date

from django.utils import timezone

from dibao.office.accounts.models import Area, Post, User
from dibao.office.base import notices
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.base.files import keep
from dibao.office.base.scope import seeing_all
from dibao.office.campaigns.actions.reach import needs_area, needs_live, needs_own
from dibao.office.campaigns.models import Campaign, Task, TaskReport
from dibao.office.campaigns.states import TASK


@action("task.add", "增加任务", needs="campaign.task")
def add_task(
    *, by: User, campaign: Campaign, area: Area, title: str, due: date, parent: Task | None = None, **values
) -> Task:
    """A task, or a part of one: a unit breaks down what it was given, within its own area and not beyond its due day."""
    needs_area(by, area.code)
    if parent is None:
        needs_own(by, campaign)
    else:
        _fits(parent, campaign, area, due)
    phase = values.pop("phase", parent.phase if parent else None)
    task = Task.objects.create(campaign=campaign, parent=parent, area=area, title=title, due=due, phase=phase, **values)
    tell(task, new={"title": title, "due": due, "area": area, "parent": parent})
    _told(task, f"新任务：{task}")
    return task


def _fits(parent: Task, campaign: Campaign, area: Area, due: date) -> None:
    needs_live(campaign)
    if parent.campaign_id != campaign.pk:
        raise Refused("上级任务不属于这次专项行动，请重新选择")
    if not area.code.startswith(parent.area_code):
        raise Refused(f"“{area}”不在上级任务的范围（{parent.area}）内")
    if due > parent.due:
        raise Refused(f"分解的任务要在上级任务的时限（{parent.due}）之前完成，不能是 {due}")


@action("task.change", "修改任务", needs="campaign.task")
def change_task(*, by: User, task: Task, seen_version: int | None = None, **values) -> None:
    """Anything about it: unit, person, day, deliverable. A new day begins the count of overdue days anew."""
    _may_steer(by, task)
    if values.get("due") and values["due"] != task.due:
        values["supervised_on"] = None
    tell(task, **change(task, seen_version=seen_version, **values))


def _may_steer(by: User, task: Task) -> None:
    """Who gave a task steers it: the level above, or the unit itself for what it broke down."""
    needs_live(task.campaign)
    needs_area(by, given_in(task))


def given_in(task: Task) -> str:
    """The area of those who gave the task, which the unit that has it may not see."""
    with seeing_all("who gave this task"):
        return task.parent.area_code if task.parent_id else task.campaign.area_code


@action("task.assign", "指定责任人", needs="task.report")
def assign_task(
    *, by: User, task: Task, post: Post | None = None, person: str = "", seen_version: int | None = None
) -> None:
    """The unit says who of its own does it: a post, or a name where that person has no account."""
    needs_area(by, task.area_code)
    needs_live(task.campaign)
    if post and not post.area_code.startswith(task.area_code):
        raise Refused(f"“{post}”不是{task.area}的岗位，请选本单位的岗位")
    tell(task, **change(task, seen_version=seen_version, post=post, person=person))
    _told(task, f"您是责任人：{task}")


@action("task.report", "报进度", needs="task.report")
def report_progress(*, by: User, task: Task, progress: int, text: str, seen_version: int | None = None) -> None:
    """How far it is, in percent and in a sentence."""
    _reported(by, task, "task.report", text, seen_version, progress=min(progress, 99))


@action("task.submit", "报送成果", needs="task.report")
def submit_task(*, by: User, task: Task, text: str, files=(), seen_version: int | None = None) -> None:
    """Done from the unit's side; somebody else looks at it and accepts it. A task that was broken down waits for its parts."""
    if waiting := Task.objects.filter(parent=task).exclude(state__in=("done", "dropped")).count():
        raise Refused(f"还有 {waiting} 项分解任务没有完成，不能报送“{task}”")
    _reported(by, task, "task.submit", text, seen_version, progress=100)
    for upload in files:
        keep(upload, owner=task, by=by)


@action("task.return", "退回任务", needs="campaign.task")
def return_task(*, by: User, task: Task, text: str, seen_version: int | None = None) -> None:
    """Not good enough yet; the text says why."""
    _may_steer(by, task)
    _reported(by, task, "task.return", text, seen_version, progress=50)
    _told(task, f"任务被退回：{task}", text)


@action("task.accept", "确认完成", needs="campaign.task")
def accept_task(*, by: User, task: Task, text: str = "", seen_version: int | None = None) -> None:
    """Somebody else than who handed it in says that it is done."""
    handed_in = task.reports.filter(step="task.submit").first()
    if handed_in and handed_in.by_id == by.pk:
        raise Refused(f"“{task}”是您自己报送的，要由另一个人确认")
    _may_steer(by, task)
    _reported(by, task, "task.accept", text, seen_version, progress=100, done_on=timezone.localdate())


@action("task.reopen", "重新打开任务", needs="campaign.task")
def reopen_task(*, by: User, task: Task, text: str, seen_version: int | None = None) -> None:
    """It was not done after all."""
    _may_steer(by, task)
    _reported(by, task, "task.reopen", text, seen_version, progress=50, done_on=None)
    _told(task, f"任务重新打开：{task}", text)


@action("task.drop", "取消任务", needs="campaign.task")
def drop_task(*, by: User, task: Task, text: str, seen_version: int | None = None) -> None:
    """It need not be done; the text says why."""
    _may_steer(by, task)
    _reported(by, task, "task.drop", text, seen_version, progress=task.progress)


def _reported(by: User, task: Task, step: str, text: str, seen_version: int | None, **values) -> None:
    """Take the step and keep what was said."""
    needs_area(by, task.area_code)
    needs_live(task.campaign)
    if task.campaign.state == "draft":
        raise Refused(f"“{task.campaign}”还没有发布，发布以后再办理任务")
    told = TASK.move(task, step, seen_version=seen_version, **values)
    TaskReport.objects.create(
        campaign=task.campaign, task=task, area=task.area, by=by, step=step, text=text, progress=values["progress"]
    )
    tell(task, old=told["old"], new=told["new"] | ({"text": text} if text else {}))


def _told(task: Task, title: str, text: str = "") -> None:
    if task.post_id and task.campaign.state != "draft":
        notices.send([task.post], title, text=text or f"时限 {task.due}", url=task.get_absolute_url())
