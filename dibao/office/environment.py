"""What the surroundings say, read loudly: a wrong value stops the office with one Chinese sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from dibao.engine.errors import UsageError

YES, NO = {"1", "true", "yes", "on", "是"}, {"", "0", "false", "no", "off", "否"}


def text(name: str, default: str = "") -> str:
    """The variable as it stands."""
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    """A switch; anything but a clear yes or no is refused."""
    value = text(name).lower()
    if value not in YES | NO:
        raise UsageError(name, f"“{value}”看不出是开还是关", "请写 1（开）或 0（关）")
    return value in YES


def folder(name: str, default: str) -> Path:
    """A folder that is there afterwards; a new one is for its owner's eyes only."""
    path = Path(text(name) or default).resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.mkdir(mode=0o700, exist_ok=True)
    return path


def database(name: str, home: Path) -> dict:
    """Django's settings of one database: `postgresql://user:password@host:port/name`, or nothing for SQLite in `home`.

    A socket on this machine stands behind the name: `postgresql://user@/name?host=/var/run/postgresql`.
    """
    url = text(name)
    if not url:
        return _sqlite(home / "office.sqlite3")
    parts = urlsplit(url)
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise UsageError(name, f"“{url}”不是 PostgreSQL 的地址", "请写成 postgresql://用户:密码@主机:5432/库名")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.strip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or "") or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _sqlite(path: Path) -> dict:
    # Writers queue from their first statement on (IMMEDIATE): fifty people at once then wait, none fails.
    pragmas = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
    options = {"init_command": pragmas, "transaction_mode": "IMMEDIATE", "timeout": 30}
    return {"ENGINE": "django.db.backends.sqlite3", "NAME": str(path), "OPTIONS": options}
