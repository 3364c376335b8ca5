"""What the surroundings say: read loudly."""

import stat

import pytest
from django.db import connection

from dibao.engine.errors import UsageError
from dibao.office import environment
from dibao.office.secrets import root_secret
from dibao.office.server import check_address
from tests.office.settings import DATABASES


def database(monkeypatch, tmp_path, url: str) -> dict:
    monkeypatch.setenv("DIBAO_DATABASE", url)
    return environment.database("DIBAO_DATABASE", tmp_path)


def test_without_an_address_sqlite_in_the_home(monkeypatch, tmp_path):
    assert database(monkeypatch, tmp_path, "")["NAME"] == str(tmp_path / "office.sqlite3")


@pytest.mark.parametrize(
    ("url", "host", "user", "password", "name"),
    [
        ("postgresql://li:p%40ss@10.1.2.3:5433/dibao", "10.1.2.3", "li", "p@ss", "dibao"),
        ("postgres://li@/dibao?host=/var/run/postgresql", "/var/run/postgresql", "li", "", "dibao"),
        ("postgresql:///dibao", "", "", "", "dibao"),
    ],
)
def test_addresses_of_postgresql(monkeypatch, tmp_path, url, host, user, password, name):
    read = database(monkeypatch, tmp_path, url)
    assert (read["HOST"], read["USER"], read["PASSWORD"], read["NAME"]) == (host, user, password, name)


@pytest.mark.parametrize("url", ["mysql://li@host/dibao", "postgresql://host", "dibao"])
def test_another_database_is_refused_with_a_sentence(monkeypatch, tmp_path, url):
    with pytest.raises(UsageError, match="请写成 postgresql://用户:密码@主机:5432/库名"):
        database(monkeypatch, tmp_path, url)


@pytest.mark.parametrize(("said", "read"), [("1", True), ("是", True), ("off", False), ("", False)])
def test_a_switch(monkeypatch, said, read):
    monkeypatch.setenv("DIBAO_TLS", said)
    assert environment.flag("DIBAO_TLS") is read


def test_a_switch_that_says_neither_is_refused(monkeypatch):
    monkeypatch.setenv("DIBAO_TLS", "maybe")
    with pytest.raises(UsageError, match="看不出是开还是关"):
        environment.flag("DIBAO_TLS")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.9.1"])
def test_this_machine_alone_needs_no_encryption(host):
    check_address(host, insecure=False)


def test_behind_a_proxy_with_tls_the_address_becomes_a_name_that_is_answered(monkeypatch):
    monkeypatch.setenv("DIBAO_TLS", "1")
    monkeypatch.setenv("DIBAO_HOSTS", "dibao.example")
    check_address("10.1.2.3", insecure=False)
    assert environment.text("DIBAO_HOSTS") == "dibao.example,10.1.2.3"


def test_a_new_home_and_its_key_are_for_their_owner(monkeypatch, tmp_path):
    monkeypatch.setenv("DIBAO_HOME", str(tmp_path / "new" / "home"))
    home = environment.folder("DIBAO_HOME", "x")
    key = root_secret(home)
    assert len(key) == 32 and root_secret(home) == key
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert stat.S_IMODE((home / "secret.key").stat().st_mode) == 0o600


def test_a_lost_key_is_never_replaced_in_silence(tmp_path):
    (tmp_path / "office.sqlite3").touch()
    with pytest.raises(UsageError, match="请从备份取回这个文件"):
        root_secret(tmp_path)
    (tmp_path / "secret.key").write_text("rubbish")
    with pytest.raises(UsageError, match="密钥文件内容不对"):
        root_secret(tmp_path)


def test_the_tests_run_on_the_database_that_was_asked_for(db):
    assert connection.vendor in DATABASES["default"]["ENGINE"].replace("sqlite3", "sqlite")
