"""What is done to accounts, posts and areas."""

from datetime import timedelta

from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from dibao.office.accounts.models import Assignment, OldPassword, Post, Tenure, Unit, User
from dibao.office.accounts.roles import LEVELS, ROLES
from dibao.office.base.actions import Refused, action, change, tell


@action("account.create", "新建账号", needs="account.manage")
def create_account(*, by: User, username: str, name: str, password: str, phone: str = "", id_no: str = "") -> User:
    """An account without a post yet; the password must be changed at the first sign-in."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已经有人用了，请换一个")
    user = User(username=username, name=name, phone=phone, id_no=id_no)
    _set_password(user, password)
    user.save()
    tell(user, new={"username": username, "name": name})
    return user


@action("account.password", "修改密码", needs=None)
def change_password(*, by: User, password: str) -> None:
    """One's own password. Raises `ValidationError` with every rule that it breaks."""
    _set_password(by, password)
    by.must_change_password = False
    by.save(update_fields=["password", "password_changed_on", "must_change_password"])
    tell(by)


@action("account.reset", "重置密码", needs="account.manage")
def reset_password(*, by: User, user: User, password: str) -> None:
    """A new first password for somebody who forgot theirs; open sessions end."""
    _set_password(user, password)
    user.must_change_password, user.session_key = True, ""
    user.save(update_fields=["password", "password_changed_on", "must_change_password", "session_key"])
    tell(user)


@action("account.activate", "启用或停用账号", needs="account.manage")
def set_active(*, by: User, user: User, active: bool, seen_version: int | None = None) -> None:
    """Nobody is deleted: what they signed stays theirs."""
    if user == by and not active:
        raise Refused("不能停用自己的账号，请另一位管理员来办")
    tell(user, **change(user, seen_version=seen_version, is_active=active))


def _set_password(user: User, password: str) -> None:
    validate_password(password, user)
    if user.pk and user.password:
        OldPassword.objects.create(user=user, password=user.password)
    user.set_password(password)
    user.password_changed_on = timezone.localdate()


@action("post.create", "设岗", needs="account.manage")
def create_post(*, by: User, unit: Unit, title: str, role: str, is_contact: bool = False) -> Post:
    """A chair in a unit. A role stands at its own level: no county role in a village."""
    level = LEVELS[ROLES[role].level]
    if unit.area.level != ROLES[role].level:
        raise Refused(f"“{ROLES[role].title}”是{level}一级的岗位，不能设在“{unit}”")
    _in_reach(by, unit.area.code)
    if is_contact and unit.posts.filter(is_contact=True).exists():
        raise Refused(f"“{unit}”已经有联系人岗位了，一个村只设一名联系人")
    post = Post.objects.create(unit=unit, title=title, role=role, is_contact=is_contact)
    tell(post, new={"role": role, "is_contact": is_contact})
    return post


@action("post.hand_over", "交接岗位", needs="account.manage")
def hand_over(*, by: User, post: Post, to: User | None, day=None) -> None:
    """From this day on somebody else holds the post, or nobody. All work of the post stays with the post."""
    day = day or timezone.localdate()
    _in_reach(by, post.area_code)
    held = post.tenures.filter(to_day__isnull=True).select_related("user").first()
    if held and held.user == to:
        raise Refused(f"“{post}”现在就是{to}，不用交接")
    if held and held.from_day >= day:
        raise Refused(f"{held.user}{held.from_day:%Y-%m-%d}才到岗，交接日期要晚于这一天")
    if held:
        held.to_day = day - timedelta(days=1)
        held.save(update_fields=["to_day"])
    if to:
        Tenure.objects.create(post=post, user=to, from_day=day)
    tell(post, old={"holder": held.user if held else None}, new={"holder": to, "from": day})


@action("post.take", "首次任岗", needs="account.manage")
def take_post(*, by: User, post: Post, user: User, day=None) -> Tenure:
    """Somebody takes a post that is free."""
    _in_reach(by, post.area_code)
    if held := post.tenures.filter(to_day__isnull=True).select_related("user").first():
        raise Refused(f"“{post}”现在是{held.user}，请用“交接岗位”")
    tenure = Tenure.objects.create(post=post, user=user, from_day=day or timezone.localdate())
    tell(post, new={"holder": user, "from": tenure.from_day})
    return tenure


@action("assignment.give", "分派查看范围", needs="account.manage")
def assign(*, by: User, user: User, reason: str, area=None, record=None, until=None) -> Assignment:
    """Let an inspector, a surveyor or the discipline side see an area, or one record."""
    if (area is None) == (record is None):
        raise Refused("请指定一个区划，或者一条记录")
    _in_reach(by, (area or record).area_code)
    where = {"area": area} if area else {"record_type": record._meta.label_lower, "record": record.pk}
    given = Assignment.objects.create(user=user, reason=reason, until=until, **where)
    tell(user, new={"assigned": str(area or record), "until": until, "reason": reason})
    return given


def _in_reach(by: User, code: str) -> None:
    if not by.sees_area(code):
        raise Refused("这个单位不在您的管辖范围内")
