"""Signing in and out."""

from dibao.office.accounts.models import User
from dibao.office.base.actions import action, tell


# Anybody who gave the right password.
@action("account.sign_in", "登录", needs=None)
def begin_session(*, by: User, session_key: str, renewed: bool = False) -> None:
    """From now on this session counts, and no other: signing in elsewhere ends the one before."""
    _keep(by, session_key)
    tell(by, title="更换会话" if renewed else "")


# Anybody may leave.
@action("account.sign_out", "退出", needs=None)
def end_session(*, by: User) -> None:
    """The session counts no longer, wherever its cookie may still lie."""
    _keep(by, "")
    tell(by)


def _keep(user: User, session_key: str) -> None:
    """Not by `change`: that somebody signs in makes no new version of what an administrator edits."""
    user.session_key = session_key
    user.save(update_fields=["session_key"])
