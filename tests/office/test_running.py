"""`dibao serve`, `account`, `doctor`, `backup`, `restore`, `audit verify`, as whoever keeps the server meets them."""

import os
import re
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import uuid
from contextlib import closing
from urllib.parse import urlsplit
from zipfile import ZipFile

import pytest

from tests.office.installed import COMMAND, ROOT, Office, page, until

FIRST = ("account", "add", "zhang", "张三", "--county", "431299", "--county-name", "示例县")
ON_POSTGRES = os.environ.get("DIBAO_TEST_DATABASE", "")
once = pytest.mark.skipif(bool(ON_POSTGRES), reason="the same on every database: shown on SQLite")


@pytest.fixture
def new_database():
    """`new_database()` gives the address of an empty PostgreSQL database where the tests run on one, else ""."""
    made = []

    def make() -> str:
        if not ON_POSTGRES:
            return ""
        name = f"office_{uuid.uuid4().hex[:12]}"
        made.append(name)
        _on_server(f'CREATE DATABASE "{name}"')
        return _named(name)

    yield make
    for name in made:
        _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _named(database: str) -> str:
    """The address of another database on the same server."""
    return urlsplit(ON_POSTGRES)._replace(path=f"/{database}").geturl()


def _on_server(statement: str) -> None:
    import psycopg

    with psycopg.connect(_named("postgres"), autocommit=True) as connection:
        connection.execute(statement)


@pytest.fixture
def office(tmp_path, new_database) -> Office:
    """A home that is not there yet."""
    return Office(tmp_path / "home", new_database())


def test_from_nothing_to_a_backup_that_comes_back(office, tmp_path, new_database):
    added = office.run(*FIRST)
    assert added.returncode == 0 and re.search(r"登录名 zhang，初始密码 \S{14}（只显示这一次", added.stdout)
    (office.home / "files").mkdir()
    (office.home / "files" / "照片.jpg").write_bytes(b"\xff\xd8 made up")

    with office.serving() as address:
        assert page(f"{address}health/") == (200, "ok")
        status, text = page(address)
        assert status == 200 and "登录" in text and "张三" not in text
        assert until(lambda: "一切正常" in office.run("doctor").stdout), office.run("doctor").stdout
        assert re.search(r"操作记录完整：已封存 \d+ 条，待封存 0 条", office.run("audit", "verify").stdout)
        saved = office.run("backup", str(tmp_path / "out" / "b.zip"))
        assert saved.returncode == 0 and "b.zip.key" in saved.stdout, saved.stderr
    assert until(lambda: "后台任务：没有运行" in office.run("doctor").stdout, 20)

    copy = Office(tmp_path / "copy", new_database())
    back = copy.run("restore", str(tmp_path / "out" / "b.zip"))
    assert back.returncode == 0 and "核对无误" in back.stdout, back.stderr
    assert (copy.home / "files" / "照片.jpg").read_bytes() == b"\xff\xd8 made up"
    assert "已经有县级管理员了" in copy.run(*FIRST).stderr
    assert "登录名 zhang，初始密码" in copy.run("account", "reset", "zhang").stdout


def test_a_second_first_account_is_refused(office):
    assert office.run(*FIRST).returncode == 0
    again = office.run("account", "add", "li", "李四", "--county", "431299", "--county-name", "示例县")
    assert (again.returncode, again.stdout) == (2, "")
    assert "已经有县级管理员了，请由他在浏览器里新建账号" in again.stderr


@once
def test_the_home_is_for_its_owner_only(office):
    office.run(*FIRST)
    assert stat.S_IMODE(office.home.stat().st_mode) == 0o700
    assert stat.S_IMODE((office.home / "secret.key").stat().st_mode) == 0o600
    (office.home / "secret.key").chmod(0o644)
    ill = office.run("doctor")
    assert ill.returncode == 3 and "✗ 密钥文件：别人也能读" in ill.stdout


@once
@pytest.mark.parametrize("command", [("doctor",), ("audit", "verify"), ("backup", "b.zip")])
def test_asking_after_an_office_that_is_not_there_makes_none(office, command):
    asked = office.run(*command)
    assert asked.returncode == 3 and "这里没有办公系统" in asked.stderr
    assert not office.home.exists()


@once
def test_a_changed_event_is_found(office):
    office.run(*FIRST)
    with office.serving():
        assert until(lambda: "待封存 0 条" in office.run("audit", "verify").stdout)
    with closing(sqlite3.connect(office.home / "office.sqlite3", isolation_level=None)) as database:
        database.execute("UPDATE base_auditevent SET title = '看过' WHERE position = 2")
    verified = office.run("audit", "verify")
    assert verified.returncode == 3 and re.search(r"操作记录：对不上：第 2 条（.* 看过）", verified.stderr)
    assert "✗ 操作记录：有 1 处对不上" in office.run("doctor").stdout


def test_a_restore_touches_nothing_and_takes_nothing_half(office, tmp_path, new_database):
    office.run(*FIRST)
    backup = tmp_path / "b.zip"
    assert office.run("backup", str(backup), "--with-key").returncode == 0
    assert "已经有这个文件" in office.run("backup", str(backup)).stderr
    assert "不是空文件夹" in office.run("restore", str(backup)).stderr

    spoiled = tmp_path / "spoiled.zip"
    _with_other_bytes(backup, spoiled)
    fresh = Office(tmp_path / "fresh", new_database())
    refused = fresh.run("restore", str(spoiled))
    assert refused.returncode == 3 and "与备份时不一样" in refused.stderr
    assert not fresh.home.exists()
    assert fresh.run("restore", str(backup)).returncode == 0


def _with_other_bytes(backup, spoiled) -> None:
    """The same backup with one byte more in its database."""
    with ZipFile(backup) as source, ZipFile(spoiled, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name) + (b"x" if name.startswith("database/") else b""))


@once
def test_an_older_database_is_copied_before_it_is_brought_up_to_date(office):
    django = [sys.executable, "-m", "django", "migrate", "accounts", "0001"]
    older = office.surroundings | {"DJANGO_SETTINGS_MODULE": "dibao.office.settings"}
    subprocess.run(django, env=older, check=True, capture_output=True)
    assert "✗ 数据库结构：还差" in office.run("doctor").stdout
    said = office.run(*FIRST).stdout
    [copy] = (office.home / "before-upgrade").iterdir()
    assert f"原来的样子留在 {copy}" in said
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("SELECT count(*) FROM django_migrations WHERE app = 'accounts'").fetchone() == (1,)
    assert "原来的样子" not in office.run("account", "reset", "zhang").stdout
    assert len(list((office.home / "before-upgrade").iterdir())) == 1


@once
def test_a_backup_without_its_key_is_not_restored(office, tmp_path):
    office.run(*FIRST)
    office.run("backup", str(tmp_path / "b.zip"))
    (tmp_path / "b.zip.key").unlink()
    asked = Office(tmp_path / "copy").run("restore", str(tmp_path / "b.zip"))
    assert asked.returncode == 2 and "没有找到密钥文件" in asked.stderr


@once
def test_a_foreign_key_is_noticed_before_anything_is_served(office, tmp_path):
    office.run(*FIRST)
    other = Office(tmp_path / "other")
    other.run(*FIRST)
    with closing(sqlite3.connect(office.home / "office.sqlite3", isolation_level=None)) as database:
        database.execute("UPDATE accounts_user SET phone = zeroblob(40)")
    shutil.copy(office.home / "office.sqlite3", other.home / "office.sqlite3")
    served = other.run("serve", "--port", "0")
    assert served.returncode == 3 and "密钥文件不是当时的那一个" in served.stderr


@once
@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--host", "10.1.2.3"), "密码和证件号会明文经过网络"),
        (("--host", "0.0.0.0", "--insecure"), "还不知道大家用哪个地址打开"),
        (("--port", "70000"), "端口是 0 到 65535 的数"),
    ],
)
def test_addresses_that_are_refused(office, options, said):
    served = office.run("serve", *options)
    assert served.returncode == 2 and said in served.stderr


@once
def test_the_worker_ends_with_a_server_that_was_killed(office):
    process = subprocess.Popen([*COMMAND, "serve", "--port", "0"], env=office.surroundings, stdout=subprocess.PIPE)
    process.stdout.readline()
    assert until((office.home / "run" / "worker").exists)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    beat = office.home / "run" / "worker"
    beat.unlink()
    assert not until(beat.exists, 3)  # two beats later nobody has given a sign


@once
def test_commands_without_an_office_import_no_django():
    code = "import sys; from dibao.cli import command_line; command_line(); import dibao.engine.screen; print('django' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"
