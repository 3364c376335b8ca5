"""`dibao restore FILE`: a backup into an empty home, and proof that it is whole."""

import hashlib
import json
import os
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from dibao.engine.errors import UsageError, UserError
from dibao.office import environment
from dibao.office.backup import FORMAT, key_beside, postgres
from dibao.office.start import database_told, home, make_ready, migrate


def restore(file: Path, key: Path | None) -> int:
    """Nothing that is there is touched: the home must be empty, a PostgreSQL database too."""
    if home().exists() and any(home().iterdir()):
        raise UsageError(str(home()), "不是空文件夹，恢复会盖掉里面的东西", "请用 --home 指定一个新的空文件夹")
    try:
        with ZipFile(file) as archive:
            sums = _manifest(archive)["files"]
            secret = _secret(archive, file, key)
            _check_kind(sums)
            with _all_or_nothing():
                _unpack(archive, sums, secret)
    except FileNotFoundError:
        raise UsageError(str(file), "没有这个文件") from None
    except (BadZipFile, KeyError, json.JSONDecodeError):
        raise UserError(str(file), "不是完整的备份文件", "请换一份备份") from None
    return _prove()


@contextmanager
def _all_or_nothing():
    """A restore that fails leaves the home as empty as it was."""
    home().parent.mkdir(parents=True, exist_ok=True)
    home().mkdir(mode=0o700, exist_ok=True)
    try:
        yield
    except BaseException:
        shutil.rmtree(home())
        raise


def _manifest(archive: ZipFile) -> dict:
    manifest = json.loads(archive.read("manifest.json"))
    if manifest["format"] != FORMAT:
        raise UserError(archive.filename, "这份备份是更新的版本做的", "请先升级阳光低保，再恢复")
    return manifest


def _secret(archive: ZipFile, file: Path, key: Path | None) -> bytes:
    if "secret.key" in archive.namelist():
        return archive.read("secret.key")
    path = key or key_beside(file)
    if not path.exists():
        raise UsageError(str(path), "没有找到密钥文件", "请用 --key 指明备份时另存的密钥")
    return path.read_bytes()


def _check_kind(sums: dict[str, str]) -> None:
    """A dump of one kind of database does not go into the other."""
    dumped, wanted = "database/office.pgdump" in sums, bool(environment.text("DIBAO_DATABASE"))
    if dumped and not wanted:
        raise UsageError("DIBAO_DATABASE", "这份备份来自 PostgreSQL", "请设 DIBAO_DATABASE，指向一个空库")
    if wanted and not dumped:
        raise UsageError("DIBAO_DATABASE", "这份备份来自 SQLite，不能恢复到 PostgreSQL", "请去掉 DIBAO_DATABASE 再恢复")


def _unpack(archive: ZipFile, sums: dict[str, str], secret: bytes) -> None:
    """The key first: settings would make a new one."""
    with os.fdopen(os.open(home() / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secret)
    for name in sums:
        if name.startswith("home/"):
            _extract(archive, name, home() / _inside(name), sums[name])
    if "database/office.pgdump" in sums:
        _into_postgres(archive, sums)
    else:
        _extract(archive, "database/office.sqlite3", home() / "office.sqlite3", sums["database/office.sqlite3"])


def _inside(name: str) -> Path:
    """A place below the home; a name that climbs out is no backup of ours."""
    parts = PurePosixPath(name).parts[1:]
    if not parts or ".." in parts or any(":" in part or "\\" in part for part in parts):
        raise BadZipFile(name)
    return Path(*parts)


def _extract(archive: ZipFile, name: str, target: Path, expected: str) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as source, target.open("wb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(0o600)
    with target.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != expected:
            raise UserError(archive.filename, f"里面的 {name} 与备份时不一样", "备份已损坏，请换一份")


def _into_postgres(archive: ZipFile, sums: dict[str, str]) -> None:
    make_ready()
    from django.db import connection

    with database_told():
        if connection.introspection.table_names():
            raise UsageError("DIBAO_DATABASE", "这个库不是空的，恢复会盖掉里面的东西", "请新建一个空库")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "office.pgdump"
        _extract(archive, "database/office.pgdump", dump, sums["database/office.pgdump"])
        postgres(
            "pg_restore", "--no-owner", "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}", str(dump)
        )


def _prove() -> int:
    """Structure, key and audit chain of what was restored."""
    make_ready()
    migrate()
    from dibao.office.base.audit import AuditEvent, broken_links
    from dibao.office.doctor import key_trouble

    if trouble := key_trouble():
        raise UserError(str(home() / "secret.key"), *trouble)
    broken = sum(1 for _ in broken_links())
    if broken:
        raise UserError(
            "操作记录", f"恢复出来的记录有 {broken} 处对不上", "备份之前就被改动过，请运行 dibao audit verify 查看"
        )
    print(
        f"已恢复到 {home()}：文件、密钥、操作记录（{AuditEvent.objects.count():,} 条）都核对无误。运行 dibao serve 启动。"
    )
    return 0
