"""A step is built once for what it stands on; one that comes out the same stops the rebuilding."""

import os

import duckdb
import pytest

from dibao.engine.lake.steps import Step, inputs_of, run_steps


class Lake:
    """A connection over one raw table, and a cache folder that outlives it."""

    def __init__(self, folder):
        self.cache = folder
        self.sql = {
            "step.even": "select n from raw.number where n % 2 = 0",
            "main.sum_of": "select sum(n)::bigint as total from step.even",
        }

    def run(self, numbers: list[int], content: str) -> tuple[int, int]:
        """The sum, and how many steps were built."""
        before = set(self.cache.glob("*.parquet"))
        with duckdb.connect() as con:
            for schema in ("raw", "step", "main"):
                con.execute(f"create schema if not exists {schema}")
            con.execute("create table raw.number (n integer)")
            con.executemany("insert into raw.number values (?)", [[n] for n in numbers])
            run_steps(con, [Step(*item) for item in self.sql.items()], {"raw.number": content}, self.cache)
            total = con.execute("select total from sum_of").fetchone()[0]
        return total, len(set(self.cache.glob("*.parquet")) - before)


@pytest.fixture
def lake(tmp_path):
    return Lake(tmp_path)


def test_unchanged_input_builds_nothing_again(lake):
    assert lake.run([1, 2, 4], "a") == (6, 2)
    assert lake.run([1, 2, 4], "a") == (6, 0)


def test_changed_input_builds_again(lake):
    lake.run([1, 2, 4], "a")
    assert lake.run([1, 2, 6], "b") == (8, 2)


def test_a_step_that_comes_out_the_same_stops_the_rebuilding(lake):
    lake.run([1, 2, 4], "a")
    assert lake.run([3, 4, 2], "b") == (6, 1)


def test_changed_sql_builds_again_from_there_on(lake):
    lake.run([1, 2, 4], "a")
    lake.sql["main.sum_of"] = "select max(n)::bigint as total from step.even"
    assert lake.run([1, 2, 4], "a") == (4, 1)


def test_a_step_that_was_only_half_written_is_built_again(lake):
    lake.run([1, 2, 4], "a")
    next(lake.cache.glob("*.content")).unlink()
    lake.run([1, 2, 4], "a")
    assert len(list(lake.cache.glob("*.content"))) == len(list(lake.cache.glob("*.parquet"))) == 2
    assert list(lake.cache.glob("*.part")) == []


def test_what_a_run_uses_counts_as_fresh(lake):
    lake.run([1, 2, 4], "a")
    for path in lake.cache.iterdir():
        os.utime(path, (1e9, 1e9))
    lake.run([1, 2, 4], "a")
    assert min(path.stat().st_mtime for path in lake.cache.iterdir()) > 1e9


def test_without_a_cache_steps_are_tables(lake):
    with duckdb.connect() as con:
        con.execute("create schema step")
        run_steps(
            con, [Step("step.one", "select 1 as n"), Step("step.two", "select n + 1 as n from step.one")], {}, None
        )
        assert con.execute("select n from step.two").fetchone() == (2,)


def test_equal_rows_more_often_are_another_content(lake):
    lake.run([2, 4, 4], "a")
    assert lake.run([2, 4], "b") == (6, 2)


def test_inputs_are_whole_words():
    known = ["raw.death", "raw.death_old", "main.paid", "main.paid_twice", "step.home"]
    assert inputs_of("select * from raw.death join paid on true", known) == ["main.paid", "raw.death"]
    assert inputs_of("select paid_twice.x from paid_twice", known) == ["main.paid_twice"]
