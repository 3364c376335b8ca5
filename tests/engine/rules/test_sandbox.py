"""A county's own rule: each way out is shut, twice where the text alone could let it through."""

from dataclasses import replace

import duckdb
import pytest
from little_rules import little_rule

from dibao import rulebook
from dibao.engine.errors import UserError
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.model import Drill
from dibao.engine.rules.sandbox import Limits, RuleStopped, check_rule, run_alone


@pytest.fixture
def rule(tmp_path):
    return little_rule(tmp_path)


@pytest.fixture
def world():
    with duckdb.connect() as con:
        con.execute("create table paid as select 1::bigint as household, 100::bigint as fen")
        con.execute(
            "create table person as select 1::bigint as household, 9::bigint as person, 60 as age, false as frail"
        )
        con.execute("create table coverage (dataset varchar)")
        con.execute("create table secret as select 'x' as word")
        yield con


REFUSED = {
    "a file by a function": "select * from read_csv('/etc/hosts')",
    "a file by its name": "select * from '/etc/hosts.csv'",
    "a quoted file": 'select * from "paid.parquet"',
    "a folder": "select * from glob('/*')",
    "text of a file": "select content from read_text('/etc/hosts')",
    "writing": "copy paid to '/tmp/out.csv'",
    "network": "select * from read_parquet('https://example.org/a.parquet')",
    "another database": "attach '/tmp/a.db'",
    "an extension": "install httpfs",
    "a setting": "set memory_limit = '100GB'",
    "a pragma": "pragma database_list",
    "two statements": "select 1 as household; select 2",
    "changing": "delete from paid",
    "an environment variable": "select getenv('HOME') from paid",
    "a setting read": "select current_setting('memory_limit') from paid",
    "the settings": "select * from duckdb_settings()",
    "SQL in a text": "select * from query('select 1')",
    "a table not declared": "select * from secret",
    "a table of another schema": "select * from lake.paid",
    "the catalogue": "select * from information_schema.tables",
    "a function not listed": "select repeat('x', 1000000000) from paid",
    "recursion": "with recursive a as (select 1 as n union all select n + 1 from a) select n from a",
    "a subquery that hides it": "select * from paid where fen > (select count(*) from read_csv('/etc/hosts'))",
    "a CTE that hides it": "with a as (select * from secret) select * from a",
    "not SQL": "selekt * frm paid",
    "nothing": "",
}


@pytest.mark.parametrize("sql", REFUSED.values(), ids=REFUSED.keys())
def test_what_leads_out_is_refused_before_it_runs(rule, sql):
    with pytest.raises(UserError) as error:
        check_rule(replace(rule, sql=sql))
    assert rule.path.name in str(error.value)


@pytest.mark.parametrize("sql", [s for k, s in REFUSED.items() if k not in ("recursion", "a function not listed", "two statements", "a setting read", "the settings", "SQL in a text", "the catalogue")])  # fmt: skip
def test_what_slips_past_the_check_finds_nothing_to_reach(rule, world, sql, monkeypatch):
    monkeypatch.setenv("HOME", "/root")
    with pytest.raises(RuleStopped):
        run_alone(world, replace(rule, sql=sql), {})


def test_the_locks_cannot_be_opened_from_inside(rule, world):
    for sql in ("set enable_external_access = true", "set lock_configuration = false", "reset memory_limit"):
        with pytest.raises(RuleStopped):
            run_alone(world, replace(rule, sql=f"1); {sql}; select * from (select 1"), {})


def test_nothing_is_written(rule, world, tmp_path):
    target = tmp_path / "out.csv"
    with pytest.raises(RuleStopped):
        run_alone(world, replace(rule, sql=f"select 1) limit 1; copy paid to '{target}'; select * from (select 1"), {})
    assert not target.exists()


def test_a_lawful_rule_runs_and_reads_its_sources(rule, world):
    check_rule(rule)
    assert run_alone(world, rule, {"limit": 60}).to_pylist() == [
        {"household": 1, "person": 9, "age": 60, "amount_fen": 100, "excused": None}
    ]


ENDLESS = "select count(*) as household from generate_series(1, 100000) a, generate_series(1, 1000000) b where a.generate_series * 7 % 13 = b.generate_series % 11"  # fmt: skip


def test_time_is_limited(rule, world):
    with pytest.raises(RuleStopped, match="0.3 秒"):
        run_alone(world, replace(rule, sql=ENDLESS), {}, Limits(seconds=0.3))


def test_memory_is_limited(rule, world):
    hungry = "select list(a.generate_series) as household from generate_series(1, 50000000) a"
    with pytest.raises(RuleStopped, match="内存"):
        run_alone(world, replace(rule, sql=hungry), {}, Limits(memory="64MB"))


def test_rows_are_limited(rule, world):
    many = "select unnest(generate_series(1, 1000)) as household"
    with pytest.raises(RuleStopped, match="100 行"):
        run_alone(world, replace(rule, sql=many), {}, Limits(rows=100))


@pytest.mark.parametrize(
    "condition", ["exists (select 1 from secret)", "read_text('x') = t.a", "1=1) or (select 1", "t.age in (select 1)"]
)
def test_a_drill_condition_compares_columns_only(rule, condition):
    with pytest.raises(UserError):
        check_rule(replace(rule, drill=(Drill("person", ("person",), condition),)))


def test_the_catalogue_itself_keeps_within_the_list():
    refused = []
    for own in load_rulebook(rulebook.FOLDER).rules.values():
        try:
            check_rule(replace(own, drill=()))
        except UserError as error:
            refused.append(str(error))
    assert not refused
