"""What is done to accounts. Nobody is deleted: what they signed stays theirs."""

from axes.utils import reset as forget_wrong_passwords
from django.contrib.auth.password_validation import validate_password
from django.utils import timezone

from dibao.office.accounts.models import OldPassword, User
from dibao.office.base.actions import Refused, action, change, tell


@action("account.create", "新建账号", needs="account.manage")
def create_account(*, by, username: str, name: str, password: str, phone: str = "", id_no: str = "") -> User:
    """An account without a post yet; the password must be changed at the first sign-in."""
    if User.objects.filter(username=username).exists():
        raise Refused(f"登录名“{username}”已经有人用了，请换一个")
    user = User(username=username, name=name, phone=phone, id_no=id_no)
    _set_password(user, password)
    user.save()
    tell(user, new={"username": username, "name": name})
    return user


@action("account.edit", "修改账号", needs="account.manage")
def edit_account(*, by, user: User, seen_version: int | None = None, **values) -> None:
    """Name, phone, ID number. The sign-in name stays: the audit log knows people by it."""
    tell(user, **change(user, seen_version=seen_version, **values))


# Anybody signed in: it is their own password.
@action("account.password", "修改密码", needs=None)
def change_password(*, by: User, password: str) -> None:
    """One's own password. Raises `ValidationError` with every rule that it breaks."""
    _set_password(by, password)
    by.must_change_password = False
    by.save(update_fields=["password", "password_changed_on", "must_change_password"])
    tell(by)


@action("account.reset", "重置密码", needs="account.manage")
def reset_password(*, by, user: User, password: str) -> None:
    """A new first password for somebody who forgot theirs; open sessions end."""
    _set_password(user, password)
    user.must_change_password, user.session_key = True, ""
    user.save(update_fields=["password", "password_changed_on", "must_change_password", "session_key"])
    tell(user)


@action("account.activate", "启用或停用账号", needs="account.manage")
def set_active(*, by, user: User, active: bool, seen_version: int | None = None) -> None:
    """Somebody who leaves is switched off, once their posts are in other hands; open sessions end."""
    if user == by and not active:
        raise Refused("不能停用自己的账号，请另一位管理员来办")
    held = [] if active else user.posts_on(timezone.localdate())
    if held:
        raise Refused(f"{user}还在岗：{'、'.join(map(str, held))}。请先交接岗位，再停用账号")
    ended = {} if active else {"session_key": ""}
    told = change(user, seen_version=seen_version, is_active=active, **ended)
    for values in told.values():
        values.pop("session_key", None)  # a key to a session is nothing for a log
    tell(user, **told)


@action("account.unlock", "解除登录锁定", needs="account.manage")
def unlock(*, by, user: User) -> int:
    """Forget the wrong passwords; how many lines of them there were."""
    forgotten = forget_wrong_passwords(username=user.username)
    tell(user, new={"forgotten": forgotten})
    return forgotten


def _set_password(user: User, password: str) -> None:
    validate_password(password, user)
    if user.pk and user.password:
        OldPassword.objects.create(user=user, password=user.password)
    user.set_password(password)
    user.password_changed_on = timezone.localdate()
