"""Django made ready for a command; what is wrong with the surroundings is one Chinese sentence."""

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from dibao.engine.errors import UserError
from dibao.office import environment

DEFAULT_HOME = "阳光低保办公"
BEFORE_UPGRADE = "before-upgrade"  # folder of copies in the home
COPIES = 3


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
    """Bring the database to what this version needs; a SQLite one that was in use is copied first."""
    from django.core.management import call_command

    with database_told():
        if waiting_migrations():
            _keep_copy()
            call_command("migrate", interactive=False, verbosity=0)


def waiting_migrations() -> int:
    """Steps that the database lacks."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _keep_copy() -> None:
    """The database as the older version left it, should the newer one disappoint; the last three are kept."""
    from django.db import connection

    if connection.vendor != "sqlite" or not connection.introspection.table_names():
        return
    folder = home() / BEFORE_UPGRADE
    folder.mkdir(mode=0o700, exist_ok=True)
    path = folder / f"office-{datetime.now():%Y%m%d-%H%M%S}.sqlite3"
    copy_sqlite(path)
    print(f"数据库要升级，原来的样子留在 {path}", flush=True)
    for old in sorted(folder.glob("office-*.sqlite3"))[:-COPIES]:
        old.unlink()


def copy_sqlite(path: Path) -> None:
    """The database at one moment, while others write."""
    from django.db import connection

    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
    path.chmod(0o600)
