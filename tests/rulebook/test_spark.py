"""Every rule's cases, in Spark's dialect, on a real session: the same tables in, the same findings out."""

import duckdb
import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_texts
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.spark import SparkTrial, translate
from dibao.engine.rules.trial import Trial

BOOK = load_rulebook(rulebook.FOLDER)


@pytest.fixture(scope="module")
def trial(spark):
    with empty_world(BOOK.tables, BOOK.views, BOOK.settings.facts()) as world:
        yield SparkTrial(Trial(world, view_texts(BOOK.views)), spark)


@pytest.mark.parametrize("code", BOOK.rules)
def test_the_cases_come_out_in_the_other_dialect(trial, code):
    rule = BOOK.rules[code]
    assert [found for case in rule.cases if (found := trial.run(rule, case))] == []


def test_words_are_put_in_their_place_and_parameters_stay_parameters():
    schemas = {"t": {"person": "BIGINT", "d": "DATE"}}
    sql = translate(
        "select month_of(add_days(d, $n)) as m from t where is_private(person)", schemas, {"m": "INTEGER"}
    ).lower()
    assert ":n" in sql and "month_of" not in sql and "is_private" not in sql


@pytest.mark.parametrize(
    "column",
    [
        "exists (select 1 from s where s.k = o.k and s.v > o.v)",
        "o.v in (select v from s where s.k = o.k)",
        "exists (select 1 from s where s.v > 100)",
        "(select count(*) from s where s.k = o.k)",
        "coalesce((select sum(s.v) from s where s.k >= o.k), 0)",
        "case when not exists (select 1 from s where s.v = o.v) then 'none' end",
    ],
)
def test_a_subquery_beside_the_columns_says_the_same_on_both(trial, column):
    data = "select * from (values (1, 10), (1, 20), (2, 5), (null, 7)) t(k, v)"
    other = "select * from (values (1, 10), (1, 15), (3, 5)) t(k, v)"
    agree(trial, {"o": data, "s": other}, f"select o.v, {column} as told from o order by 1")


@pytest.mark.parametrize(
    "words",
    [
        "string_agg(distinct a, '、' order by a) as x, string_agg(distinct b, ',' order by b) as y",
        "string_agg(distinct a, ',' order by a) filter (where b = 'u') as x, count(distinct b) as y",
        "string_agg(a, ',' order by a, b) as x, string_agg(distinct b, '' order by b) as y",
    ],
)
def test_words_in_one_line_are_the_same_on_both(trial, words):
    data = "select * from (values (1, '乙', 'u'), (1, '甲', 'v'), (1, '乙', 'v'), (1, null, 'u'), (2, null, null)) t(k, a, b)"
    agree(trial, {"o": data}, f"select k, {words} from o group by k order by 1")


def agree(trial, tables, sql):
    """DuckDB's rows of a query on little tables, which are in its order, and Spark's of the translated one."""
    con = duckdb.connect()
    for name, text in tables.items():
        con.execute(f"create table {name} as {text}")
        trial.session.sql(text).createOrReplaceTempView(name)
    schemas = {
        name: dict(con.execute(f"select column_name, column_type from (describe {name})").fetchall()) for name in tables
    }
    found = con.execute(sql)
    columns = {item[0]: str(item[1]) for item in found.description}
    rows = [tuple(row.values()) for row in trial.session.sql(translate(sql, schemas, columns)).toArrow().to_pylist()]
    assert sorted(rows) == found.fetchall()
