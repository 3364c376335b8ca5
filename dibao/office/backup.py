"""`dibao backup FILE`: database, kept files, lakes, in one zip; the key beside it, since who has both reads every ID.

Inside: `manifest.json` (what it is, SHA-256 of every file), `database/…`, `home/…`. Taken while people work: the database
first, at one moment; files are only ever added, so none that it names is missing.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from glob import glob
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from dibao import __version__
from dibao.engine.errors import UsageError, UserError
from dibao.office.start import BEFORE_UPGRADE, copy_sqlite, database_told, home, open_office

FORMAT = 1
NOT_KEPT = {"office.sqlite3", "office.sqlite3-wal", "office.sqlite3-shm", "secret.key", "run", BEFORE_UPGRADE}
PACKED = {".parquet", ".xlsx", ".zip", ".jpg", ".png", ".pdf"}  # pressing them again gains nothing


def key_beside(file: Path) -> Path:
    """Where the key of a backup is written."""
    return file.with_name(file.name + ".key")


def backup(file: Path, with_key: bool) -> int:
    """Write the backup and say what is in it. Nothing is ever overwritten."""
    open_office()
    file = file.resolve()
    for path in (file, key_beside(file)):
        if path.exists():
            raise UsageError(str(path), "已经有这个文件", "请换一个文件名，比如带上日期")
    if home() in file.parents:
        raise UsageError(str(file), "备份不能放在办公系统自己的文件夹里", "请放到别的磁盘上")
    parts = _write(file, with_key)
    size = file.stat().st_size / 2**20
    print(f"备份在 {file}（{len(parts):,} 个文件，{size:,.1f} MB）")
    print(_about_key(file, with_key))
    return 0


def _about_key(file: Path, with_key: bool) -> str:
    if with_key:
        return "注意：密钥也在备份里，谁拿到它谁就能读出证件号。请像保管印章一样保管。"
    key = key_beside(file)
    _private_copy(home() / "secret.key", key)
    return f"密钥在 {key}：请存到另一处，不要和备份放在一起。没有它，备份里的证件号、账号、电话读不出来。"


def _private_copy(source: Path, target: Path) -> None:
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(source.read_bytes())


def _write(file: Path, with_key: bool) -> dict[str, str]:
    """The zip appears under its name only when it is whole; it is for its owner's eyes."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=".dibao-backup-") as folder:
        half = Path(folder) / "half.zip"
        with os.fdopen(os.open(half, os.O_RDWR | os.O_CREAT, 0o600), "w+b") as raw, ZipFile(raw, "w", ZIP_DEFLATED) as archive:  # fmt: skip
            sums = {name: _add(archive, name, path) for name, path in _sources(Path(folder), with_key)}
            archive.writestr("manifest.json", json.dumps(_manifest(sums), ensure_ascii=False, indent=1))
        os.replace(half, file)
    return sums


def _sources(folder: Path, with_key: bool) -> Iterator[tuple[str, Path]]:
    database = _dumped(folder)
    yield f"database/{database.name}", database
    if with_key:
        yield "secret.key", home() / "secret.key"
    for path in sorted(home().rglob("*")):
        place = path.relative_to(home())
        if path.is_file() and place.parts[0] not in NOT_KEPT:
            yield f"home/{place.as_posix()}", path


def _add(archive: ZipFile, name: str, path: Path) -> str:
    archive.write(path, name, compress_type=ZIP_STORED if path.suffix.lower() in PACKED else ZIP_DEFLATED)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _manifest(sums: dict[str, str]) -> dict:
    made = datetime.now(UTC).isoformat(timespec="seconds")
    return {"format": FORMAT, "version": __version__, "made": made, "files": sums}


def _dumped(folder: Path) -> Path:
    """The database as it stands at this moment."""
    from django.db import connection

    with database_told():
        if connection.vendor == "postgresql":
            return _pg_dumped(folder / "office.pgdump")
        path = folder / "office.sqlite3"
        copy_sqlite(path)
        return path


def _pg_dumped(path: Path) -> Path:
    postgres("pg_dump", "--format=custom", "--no-owner", f"--file={path}")
    return path


def postgres(tool: str, *arguments: str) -> None:
    """Run a PostgreSQL tool against the office's database; the password goes by the surroundings, not the command line."""
    from django.db import connection

    named = connection.settings_dict
    places = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    surroundings = os.environ | {name: str(named[key]) for name, key in places.items() if named[key]}
    run = subprocess.run([_tool(tool), *arguments], env=surroundings, capture_output=True, text=True)
    if run.returncode:
        raise UserError(tool, (run.stderr.strip() or "没有成功").splitlines()[-1], "请检查 PostgreSQL 的版本和权限")


def _tool(name: str) -> str:
    found = shutil.which(name) or max(glob(f"/usr/lib/postgresql/*/bin/{name}"), default=None)
    if not found:
        raise UserError(name, "没有安装", "请安装 PostgreSQL 的客户端工具（Debian：postgresql-client）")
    return found
