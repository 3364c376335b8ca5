"""The same data give the same findings: no query leaves it to chance which of several rows speaks.

What is held here: an aggregate that takes the value of one row says which row, down to the value itself or `src`, the number of
the row; texts are joined in a named order; no aggregate takes any row. Whether the order of a `row_number` ends with something unique
no parser can know; `journeys/test_order_of_rows.py` shows on one county that the order of rows and files changes nothing.
"""

import pytest
import sqlglot
from sqlglot import exp

from dibao import rulebook
from dibao.engine.lake.database import all_steps
from dibao.engine.rules.book import load_rulebook

BOOK = load_rulebook(rulebook.FOLDER)
QUERIES = {step.name: step.sql for step in all_steps(BOOK.tables, BOOK.views)} | {
    r.code: r.sql for r in BOOK.rules.values()
}
ANY_ROW = exp.AnyValue | exp.First | exp.Last | exp.Mode


def left_to_chance(sql: str) -> list[str]:
    """The parts of a query whose result depends on which of several equal rows comes first."""
    nodes = sqlglot.parse_one(sql, read="duckdb").walk()
    return [node.sql("duckdb") for node in nodes if _takes_any(node) or _may_tie(node) or _is_unordered(node)]


def _takes_any(node: exp.Expression) -> bool:
    is_distinct_on = isinstance(node, exp.Distinct) and node.args.get("on") is not None
    return is_distinct_on or (isinstance(node, ANY_ROW) and not node.find_ancestor(exp.Window))


def _may_tie(node: exp.Expression) -> bool:
    """`arg_max(x, key)` where rows with the same key may differ in x: the key holds neither x nor `src`."""
    if not isinstance(node, exp.ArgMax | exp.ArgMin):
        return False
    parts = [part.expression for part in node.expression.expressions] or [node.expression]
    names = {part.sql() for part in parts} | {
        c.name for part in parts for c in part.find_all(exp.Column) if c.name == "src"
    }
    shown = [c.sql() for c in node.this.find_all(exp.Column)]
    return "src" not in names and node.this.sql() not in names and not set(shown) <= names


def _is_unordered(node: exp.Expression) -> bool:
    joined = isinstance(node, exp.GroupConcat | exp.ArrayAgg) and node.find_ancestor(exp.Window) is None
    return joined and not node.find(exp.Order)


@pytest.mark.parametrize("name", QUERIES)
def test_no_query_leaves_to_chance_which_row_speaks(name):
    assert left_to_chance(QUERIES[name]) == []


@pytest.mark.parametrize(
    "sql",
    [
        "select any_value(name) from t",
        "select first(name) from t",
        "select distinct on (a) a, b from t order by a, src desc",
        "select arg_max(name, as_of) from t",
        "select arg_max(name, {'d': as_of, 'r': rank}) from t",
        "select string_agg(name, '、') from t",
        "select string_agg(distinct name, '、') from t",
        "select list(name) from t",
    ],
)
def test_what_leaves_it_to_chance_is_noticed(sql):
    assert left_to_chance(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "select arg_max(name, src) from t",
        "select arg_max(name, {'d': as_of, 's': -t.src}) from t",
        "select arg_max(name, {'d': as_of, 'v': name}) filter (as_of is not null) from t",
        "select arg_max({'v': n}, {'d': as_of, 'v': n}) from t",
        "select string_agg(distinct name, '、' order by name) from t",
    ],
)
def test_a_named_row_is_let_pass(sql):
    assert left_to_chance(sql) == []
