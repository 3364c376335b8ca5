"""`dibao doctor`: whether the office is well, one Chinese line for each thing."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta

from dibao.office.start import home, open_office, waiting_migrations

LOW_DISK = 2 * 2**30  # bytes; a county's lake and its results take some hundred MB a month
Trouble = tuple[str, str]  # what is wrong, what to do


def doctor() -> int:
    """0 when all is well, 3 when something needs a hand."""
    open_office()
    ill = 0
    for title, look in CHECKS:
        try:
            good, said = look()
        except Exception as error:  # noqa: BLE001 (a check that cannot be made is a finding, not a crash)
            good, said = False, f"查不了（{type(error).__name__}：{str(error).splitlines()[0] if str(error) else ''}）"
        ill += not good
        print(f"{'✓' if good else '✗'} {title}：{said}")
    print("一切正常。" if not ill else f"有 {ill} 项需要处理。")
    return 3 if ill else 0


def key_trouble() -> Trouble | None:
    """Whether the key opens what is sealed in the database: the first sealed value of each column is tried."""
    from dibao.office.base.scope import seeing_all

    with seeing_all("the key is tried on whatever is sealed"):
        try:
            for model, name in _sealed_columns():
                model._base_manager.exclude(**{name: b""}).values_list(name, flat=True).first()
        except ValueError:
            return "密钥文件不是当时的那一个，库里的证件号读不出来", "请从备份取回原来的 secret.key"
    return None


def _sealed_columns() -> Iterator[tuple]:
    from django.apps import apps

    from dibao.office.base.fields import SealedField

    for model in apps.get_models():
        yield from ((model, f.name) for f in model._meta.concrete_fields if isinstance(f, SealedField))


def _database() -> tuple[bool, str]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    if connection.vendor == "postgresql":
        return True, f"PostgreSQL {connection.pg_version // 10000}，能连上"
    size = os.path.getsize(connection.settings_dict["NAME"])
    return True, f"SQLite，{size / 2**20:,.1f} MB"


def _migrations() -> tuple[bool, str]:
    waiting = waiting_migrations()
    if waiting:
        return False, f"还差 {waiting} 步升级，重新运行 dibao serve 会自动完成"
    return True, "是最新的"


def _key() -> tuple[bool, str]:
    path = home() / "secret.key"
    if os.name != "nt" and path.stat().st_mode & 0o077:
        return False, f"别人也能读，请运行 chmod 600 {path}"
    if trouble := key_trouble():
        return False, "，".join(trouble)
    return True, "只有本用户能读，能解开库里的证件号"


def _disk() -> tuple[bool, str]:
    free = shutil.disk_usage(home()).free
    said = f"还剩 {free / 2**30:,.1f} GB"
    return free >= LOW_DISK, said if free >= LOW_DISK else f"{said}，请腾出空间"


def _static() -> tuple[bool, str]:
    from dibao.office.base.assets import NpmFinder

    missing = NpmFinder().check()
    return not missing, missing[0].msg if missing else "样式和脚本文件齐全"


def _worker() -> tuple[bool, str]:
    from dibao.office.worker import is_alive

    return (True, "在运行") if is_alive() else (False, "没有运行，筛查和导入会一直排队；请运行 dibao serve")


def _audit() -> tuple[bool, str]:
    from django.utils import timezone

    from dibao.office.base.audit import AuditEvent, broken_links

    broken = sum(1 for _ in broken_links())
    if broken:
        return False, f"有 {broken} 处对不上，请运行 dibao audit verify"
    late = AuditEvent.objects.filter(position__isnull=True, at__lt=timezone.now() - timedelta(minutes=1)).count()
    if late:
        return False, f"有 {late:,} 条超过一分钟没有封存；请运行 dibao serve"
    return True, f"完整，已封存 {AuditEvent.objects.filter(position__isnull=False).count():,} 条"


def _accounts() -> tuple[bool, str]:
    from dibao.office.accounts.models import Tenure, User

    people = User.objects.filter(is_active=True).count()
    heads = Tenure.objects.filter(post__role="county_admin", to_day__isnull=True, user__is_active=True).count()
    if not heads:
        return False, f"{people} 个账号，没有县级管理员；请运行 dibao account add"
    return True, f"{people} 个在用，其中县级管理员 {heads} 个"


CHECKS: tuple[tuple[str, Callable[[], tuple[bool, str]]], ...] = (
    ("数据库", _database),
    ("数据库结构", _migrations),
    ("密钥文件", _key),
    ("账号", _accounts),
    ("磁盘", _disk),
    ("网页文件", _static),
    ("后台任务", _worker),
    ("操作记录", _audit),
)
