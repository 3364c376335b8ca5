"""The connection of a run."""

import pytest
from duckdb import OutOfMemoryException

from dibao.engine.lake.database import connect

LARGE = "create table t as select range as n, hash(range) as h from range(6000000)"


def test_what_does_not_fit_into_memory_lies_in_the_folder_that_was_given(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with connect("64MB", 1, tmp_path / "spill") as con:
        con.execute(LARGE)
        assert list((tmp_path / "spill").iterdir())
    assert [path.name for path in tmp_path.iterdir()] in (["spill"], [])


def test_without_a_folder_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with connect("64MB", 1) as con, pytest.raises(OutOfMemoryException):
        con.execute(LARGE)
    assert not list(tmp_path.iterdir())
