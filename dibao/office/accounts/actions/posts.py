"""What is done to units and posts, and who sits where."""

from datetime import date, timedelta

from django.utils import timezone

from dibao.office.accounts.actions.reach import in_reach
from dibao.office.accounts.models import Area, Post, Tenure, Unit, User
from dibao.office.accounts.roles import LEVELS, ROLES
from dibao.office.base.actions import Refused, action, change, tell


@action("unit.create", "新建单位", needs="account.manage")
def create_unit(*, by, area: Area, kind: str, name: str) -> Unit:
    """An office that answers for an area."""
    in_reach(by, area.code)
    if Unit.objects.filter(area=area, name=name).exists():
        raise Refused(f"{area}已经有单位“{name}”了")
    unit = Unit.objects.create(area=area, kind=kind, name=name)
    tell(unit, new={"name": name, "kind": Unit.KINDS[kind], "area": area})
    return unit


@action("unit.edit", "修改单位", needs="account.manage")
def edit_unit(*, by, unit: Unit, name: str, kind: str) -> None:
    """Its name and kind; the area stays, since its posts see by it."""
    in_reach(by, unit.area_code)
    if Unit.objects.filter(area=unit.area, name=name).exclude(pk=unit.pk).exists():
        raise Refused(f"{unit.area}已经有单位“{name}”了")
    tell(unit, **change(unit, name=name, kind=kind))


@action("post.create", "设岗", needs="account.manage")
def create_post(*, by, unit: Unit, title: str, role: str, is_contact: bool = False) -> Post:
    """A chair in a unit. A role stands at its own level: no county role in a village."""
    in_reach(by, unit.area_code)
    if unit.area.level != ROLES[role].level:
        level = LEVELS[ROLES[role].level]
        raise Refused(f"“{ROLES[role].title}”是{level}一级的岗位，不能设在“{unit}”")
    if unit.posts.filter(title=title).exists():
        raise Refused(f"“{unit}”已经有岗位“{title}”了，请换一个名称，如“{title}二”")
    _check_contact(unit, is_contact)
    post = Post.objects.create(unit=unit, title=title, role=role, is_contact=is_contact)
    tell(post, new={"role": ROLES[role].title, "is_contact": is_contact})
    return post


@action("post.edit", "修改岗位", needs="account.manage")
def edit_post(*, by, post: Post, title: str, is_contact: bool) -> None:
    """Its title, and whether it is the village's contact; another role is another post."""
    in_reach(by, post.area_code)
    if post.unit.posts.filter(title=title).exclude(pk=post.pk).exists():
        raise Refused(f"“{post.unit}”已经有岗位“{title}”了，请换一个名称")
    _check_contact(post.unit, is_contact, post)
    tell(post, **change(post, title=title, is_contact=is_contact))


def _check_contact(unit: Unit, is_contact: bool, but: Post | None = None) -> None:
    """S0-54: one named contact for each village, and only there."""
    if not is_contact:
        return
    if unit.area.level != "village":
        raise Refused("联系人岗位只设在村（社区）")
    other = Post.objects.filter(unit__area=unit.area, is_contact=True).exclude(pk=but.pk if but else None).first()
    if other:
        raise Refused(f"{unit.area}已经有联系人岗位了（{other}），一个村只设一名联系人")


@action("post.take", "首次任岗", needs="account.manage")
def take_post(*, by, post: Post, user: User, day: date | None = None) -> Tenure:
    """Somebody takes a post that is free."""
    in_reach(by, post.area_code)
    if held := _held(post):
        raise Refused(f"“{post}”现在是{held.user}，请用“交接岗位”")
    tenure = _seat(post, user, day or timezone.localdate())
    tell(post, new={"holder": user, "day": tenure.from_day})
    return tenure


@action("post.hand_over", "交接岗位", needs="account.manage")
def hand_over(*, by, post: Post, to: User | None, day: date | None = None) -> None:
    """From this day on somebody else holds the post, or nobody. All work of the post stays with the post."""
    day = day or timezone.localdate()
    in_reach(by, post.area_code)
    held = _held(post)
    _check_handing(post, held, to, day)
    if held:
        change(held, to_day=day - timedelta(days=1))
    if to:
        _seat(post, to, day)
    tell(post, old={"holder": held.user if held else None}, new={"holder": to, "day": day})


def _check_handing(post: Post, held: Tenure | None, to: User | None, day: date) -> None:
    if held is None and to is None:
        raise Refused(f"“{post}”本来就没有人，不用交接")
    if held and held.user == to:
        raise Refused(f"“{post}”现在就是{to}，不用交接")
    if held and held.from_day >= day:
        raise Refused(f"{held.user}{held.from_day:%Y-%m-%d}才到岗，交接日期要晚于这一天")


def _seat(post: Post, user: User, day: date) -> Tenure:
    if not user.is_active:
        raise Refused(f"{user}的账号已停用，不能任岗。请先启用账号")
    last = post.tenures.order_by("-to_day").exclude(to_day=None).first()
    if last and last.to_day >= day:
        raise Refused(f"{last.user}在这个岗位上到 {last.to_day:%Y-%m-%d} 为止，到岗日期要晚于这一天")
    return Tenure.objects.create(post=post, user=user, from_day=day)


def _held(post: Post) -> Tenure | None:
    return post.tenures.filter(to_day__isnull=True).select_related("user").first()
