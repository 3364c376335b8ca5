"""Django made ready for a command; what is wrong with the surroundings is one Chinese sentence."""

import os
from contextlib import contextmanager
from pathlib import Path

from dibao.engine.errors import UserError
from dibao.office import environment

DEFAULT_HOME = "阳光低保办公"


def home() -> Path:
    """The office's folder, as the settings will find it; not made."""
    return Path(environment.text("DIBAO_HOME") or DEFAULT_HOME).resolve()


def open_office() -> None:
    """An office that is there; raises `UserError` where there is none, so that asking never makes one."""
    if not (home() / "secret.key").exists():
        raise UserError(str(home()), "这里没有办公系统", "请用 --home 指明它的文件夹；第一次使用请运行 dibao serve")
    make_ready()


def make_ready() -> None:
    """Settings and apps; an empty home gets its key."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dibao.office.settings")
    django.setup()


@contextmanager
def database_told():
    """What the database refuses, as a sentence for whoever runs the server."""
    from django.db import DatabaseError

    try:
        yield
    except DatabaseError as error:
        raise UserError(
            "数据库", str(error).strip().splitlines()[0], "请检查 DIBAO_DATABASE、磁盘空间和数据库服务"
        ) from error


def migrate() -> None:
    """Bring the database to what this version needs."""
    from django.core.management import call_command

    with database_told():
        call_command("migrate", interactive=False, verbosity=0)
