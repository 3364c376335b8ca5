"""What is done to the office from the server's own command line."""

from dibao.engine.errors import UsageError, UserError
from dibao.office.start import database_told, make_ready, migrate, open_office


def first_account(username: str, name: str, county: str, county_name: str) -> int:
    """The first county administrator; once there is one, accounts are made in the browser."""
    make_ready()
    migrate()
    from dibao.office.accounts.first import make_first_administrator
    from dibao.office.base.actions import Refused

    try:
        with database_told():
            password = make_first_administrator(username, name, county, county_name)
    except Refused as refused:
        raise UsageError("", str(refused)) from None
    _show(username, password)
    return 0


def reset_account(username: str) -> int:
    """A new first password for somebody whom no administrator can help; also unlocks."""
    open_office()
    from dibao.office.accounts.actions import reset_password, unlock
    from dibao.office.accounts.models import User
    from dibao.office.accounts.passwords import first_password
    from dibao.office.base.actions import House

    with database_told():
        user = User.objects.filter(username=username).first()
        if user is None:
            raise UsageError("", f"没有登录名“{username}”", "请核对登录名")
        password = first_password()
        reset_password(by=House("服务器命令行"), user=user, password=password)
        unlock(by=House("服务器命令行"), user=user)
    _show(username, password)
    return 0


def _show(username: str, password: str) -> None:
    print(f"登录名 {username}，初始密码 {password}（只显示这一次，第一次登录时要改）")


def verify_audit() -> int:
    """Walk the whole chain."""
    open_office()
    from dibao.office.base.audit import AuditEvent, broken_links

    with database_told():
        broken = [f"第 {e.position} 条（{e.at:%Y-%m-%d %H:%M} {e.title}）" for e in broken_links()]
        sealed = AuditEvent.objects.filter(position__isnull=False).order_by("-position").first()
        waiting = AuditEvent.objects.filter(position__isnull=True).count()
    if broken:
        more = f" 等 {len(broken)} 处" if len(broken) > 5 else ""
        raise UserError(
            "操作记录", f"对不上：{'、'.join(broken[:5])}{more}", "有人改过或删过记录，请保留现场并报告安全审计员"
        )
    last = f"最后一条的校验码 {sealed.hash}" if sealed else "还没有封存的记录"
    print(f"操作记录完整：已封存 {sealed.position if sealed else 0:,} 条，待封存 {waiting:,} 条，{last}")
    return 0
