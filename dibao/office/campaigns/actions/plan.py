"""Nothing in a campaign is read-only: its head, every line of its plan, its state."""

from datetime import date

from django.urls import reverse

from dibao.office.accounts.models import User
from dibao.office.base import notices
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.campaigns.actions.chairs import Chairs
from dibao.office.campaigns.actions.reach import needs_own
from dibao.office.campaigns.models import Campaign
from dibao.office.campaigns.models.plan import Part
from dibao.office.campaigns.states import CAMPAIGN


@action("campaign.change", "修改专项行动", needs="campaign.manage")
def change_campaign(*, by: User, campaign: Campaign, seen_version: int | None = None, **values) -> None:
    """Title, days, area, scope, predecessor, reminders …; tasks that have begun keep their area."""
    needs_own(by, campaign)
    tell(campaign, **change(campaign, seen_version=seen_version, **values))


@action("campaign.issue", "发布专项行动", needs="campaign.manage")
def issue(*, by: User, campaign: Campaign, issued_on: date | None = None, seen_version: int | None = None) -> None:
    """From now on it runs, and those who have tasks are told."""
    needs_own(by, campaign)
    if lacks := missing_for_issue(campaign):
        raise Refused(f"还不能发布“{campaign}”：{'；'.join(lacks)}。请先补上")
    more = {"issued_on": issued_on} if issued_on else {}
    tell(campaign, **CAMPAIGN.move(campaign, "campaign.issue", seen_version=seen_version, **more))
    chairs, tasks = Chairs(), campaign.tasks.filter(children__isnull=True).select_related("post")
    posts = [post for task in tasks for post in chairs.of_task(task, "issued")]
    notices.send(
        posts,
        f"“{campaign}”已发布，本单位有任务",
        text=f"{campaign.starts_on} 至 {campaign.ends_on}",
        url=reverse("tasks"),
    )


def missing_for_issue(campaign: Campaign) -> list[str]:
    """What a campaign must have before it runs, as far as it lacks it."""
    lacks = {
        "没有排查对象": not campaign.populations.exists(),
        "没有启用任何规则": not campaign.rulesettings.filter(on=True).exists(),
        "没有任务": not campaign.tasks.exists(),
    }
    return [words for words, lacking in lacks.items() if lacking]


@action("campaign.wind_up", "转入收尾", needs="campaign.manage")
def wind_up(*, by: User, campaign: Campaign, seen_version: int | None = None) -> None:
    """The last reports and closings; nothing new begins."""
    needs_own(by, campaign)
    tell(campaign, **CAMPAIGN.move(campaign, "campaign.wind_up", seen_version=seen_version))


@action("campaign.resume", "退回进行中", needs="campaign.manage")
def resume(*, by: User, campaign: Campaign, reason: str, seen_version: int | None = None) -> None:
    """Something was left over."""
    needs_own(by, campaign)
    told = CAMPAIGN.move(campaign, "campaign.resume", seen_version=seen_version)
    tell(campaign, old=told["old"], new=told["new"] | {"reason": reason})


@action("campaign.archive", "归档专项行动", needs="campaign.manage")
def archive(*, by: User, campaign: Campaign, seen_version: int | None = None) -> None:
    """It stays as it is. Tasks that are open must be done or dropped before."""
    needs_own(by, campaign)
    if left := campaign.tasks.exclude(state__in=("done", "dropped")).count():
        raise Refused(f"还有 {left} 项任务没有完成也没有取消，不能归档。请先在任务台账里处理")
    tell(campaign, **CAMPAIGN.move(campaign, "campaign.archive", seen_version=seen_version))


@action("campaign.add_part", "增加方案内容", needs="campaign.manage")
def add_part(*, by: User, campaign: Campaign, model: type[Part], code: str = "", **values) -> Part:
    """A line more: a population, window, phase, form day, ratio, seat or document."""
    needs_own(by, campaign)
    part = model.objects.create(campaign=campaign, code=code or _free_code(campaign, model), **values)
    tell(campaign, title=f"增加{model._meta.verbose_name}", new={"title": part.title, **values})
    return part


def _free_code(campaign: Campaign, kind: type[Part]) -> str:
    used = set(kind.objects.filter(campaign=campaign).values_list("code", flat=True))
    return next(code for n in range(1, len(used) + 2) if (code := f"own_{n}") not in used)


@action("campaign.change_part", "修改方案内容", needs="campaign.manage")
def change_part(*, by: User, part: Part, seen_version: int | None = None, **values) -> None:
    """Change a line; a day that somebody typed is no suggestion of ours any more."""
    needs_own(by, part.campaign)
    told = change(part, seen_version=seen_version, **values)
    label = f"修改{part._meta.verbose_name}：{part.title}"[:60]
    tell(part, title=label, **told)


@action("campaign.remove_part", "删去方案内容", needs="campaign.manage")
def remove_part(*, by: User, part: Part, reason: str) -> None:
    """Take a line out. What hangs on it (tasks of a phase) must be moved before."""
    needs_own(by, part.campaign)
    if part._meta.model_name == "phase" and part.tasks.exists():
        raise Refused(f"“{part}”下面还有 {part.tasks.count()} 项任务，请先把任务改到别的阶段")
    title = part.title
    tell(part.campaign, title=f"删去{part._meta.verbose_name}", old={"title": title}, new={"reason": reason})
    part.delete()
