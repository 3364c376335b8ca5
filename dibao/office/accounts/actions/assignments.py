"""What inspectors, surveyors and the discipline side are given to see."""

from datetime import date, timedelta

from django.utils import timezone

from dibao.office.accounts.actions.reach import in_reach
from dibao.office.accounts.models import Area, Assignment, User
from dibao.office.base.actions import Refused, action, change, tell


@action("assignment.give", "分派查看范围", needs="account.manage")
def assign(
    *, by, user: User, reason: str, area: Area | None = None, record=None, until: date | None = None
) -> Assignment:
    """Let somebody whose post sees by assignment see an area, or one record."""
    if (area is None) == (record is None):
        raise Refused("请指定一个区划，或者一条记录")
    in_reach(by, (area or record).area_code)
    if not any(role.by_assignment for role in user.roles):
        held = user.post_words or "无"
        raise Refused(
            f"{user}的岗位（{held}）按辖区查看，不用分派。请先给他设抽调核查员、第三方调查员或纪检联络员的岗位"
        )
    if until and until < timezone.localdate():
        raise Refused("截止日期已经过了，请写今天或以后的日期")
    where = {"area": area} if area else {"record_type": record._meta.label_lower, "record": record.pk}
    given = Assignment.objects.create(user=user, reason=reason, until=until, **where)
    tell(user, new={"assigned": str(area or record), "until": until, "reason": reason})
    return given


@action("assignment.end", "收回查看范围", needs="account.manage")
def end_assignment(*, by, assignment: Assignment) -> None:
    """Yesterday was its last day; the line stays, for whoever asks later who could see what."""
    in_reach(by, assignment.area.code if assignment.area else by.posts[0].area_code)
    told = change(assignment, until=timezone.localdate() - timedelta(days=1))
    tell(assignment.user, old={"assigned": str(assignment.area or assignment.record)} | told["old"], new=told["new"])
