"""A county's own rules: what their SQL may say, and a place to run it where there is nothing else to reach.

Two fences. The text: one SELECT over the declared sources, made of a list of words and functions; drill conditions
likewise. The place: a database of its own that holds copies of those sources only, without files, network, extensions or
settings to change, with limits on time, memory and rows. Neither trusts the other.
"""

import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import pyarrow as pa
import sqlglot
from sqlglot import exp

from dibao.engine.errors import UserError
from dibao.engine.rules import vocabulary
from dibao.engine.rules.model import Rule
from dibao.engine.rules.sql_trouble import lines_above, parse_trouble, sql_trouble
from dibao.engine.values.names import near_name, same_name


@dataclass(frozen=True)
class Limits:
    """What one query of a county's own rule may use: seconds, memory as DuckDB writes it, rows that come out."""

    seconds: float = 20.0
    memory: str = "1GB"
    rows: int = 200_000


class RuleStopped(Exception):
    """The rule did not come to an end; the sentence says why. The screening goes on without it."""


# Parts of a query that are no functions. What is not here is refused: tables by path, recursion, PIVOT, COPY, SET …
_SYNTAX = """
    Add Alias Between Boolean Bracket Column CTE DataType DataTypeParam Distinct Div DPipe EQ Escape Except Filter From GT GTE Group
    Having Identifier IgnoreNulls In IntDiv Intersect Interval Is Join Like Limit Literal LT LTE Mod Mul NEQ Neg Not Null
    NullSafeEQ Dot IgnoreNulls NullSafeNEQ Order Ordered Paren Placeholder PropertyEQ Qualify Select Star Sub Subquery Table TableAlias Tuple
    Union Values Var Where Window WindowSpec With
"""
_FUNCTIONS = """
    abs add_months and any_value arg_max arg_min array array_contains avg case cast ceil coalesce concat concat_ws count
    date_from_parts day dense_rank exists explode first floor generate_series greatest group_concat if initcap lag last lead
    least left length logical_and logical_or lower ln log mad max median min month nullif or pow quantile rank regexp_extract regexp_extract_all
    regexp_like regexp_replace replace right round row_number sign split_part contains sqrt starts_with stddev str_position struct substring sum
    time_to_str translate trim try_cast try_strptime unnest upper variance year same_name near_name
"""
SYNTAX = frozenset(_SYNTAX.split())
FUNCTIONS = frozenset(_FUNCTIONS.split()) | {signature.partition("(")[0] for signature in vocabulary.MACROS}

_LOCKED = ("set enable_external_access = false", "set lock_configuration = true")


def check_rule(rule: Rule) -> None:
    """Raise `UserError` for the first thing in a rule's query or drill conditions that is not allowed."""
    where = rule.path.name
    tree = _one_select(where, rule.sql, lines_above(rule))
    _check_words(where, tree)
    _check_tables(where, tree, _sources(rule))
    for drill in rule.drill:
        if drill.where:
            _check_condition(where, drill.where)


def _sources(rule: Rule) -> set[str]:
    """What a rule may read: its declared sources, and what the data cover."""
    return {table for source in rule.sources for table in source.tables} | {"coverage"}


def _one_select(where: str, sql: str, above: int = 0) -> exp.Expression:
    try:
        trees = [tree for tree in sqlglot.parse(sql, read="duckdb") if tree]
    except sqlglot.errors.SqlglotError as error:
        raise UserError(where, parse_trouble(sql, error, above)) from error
    if len(trees) != 1 or not isinstance(trees[0], exp.Select | exp.SetOperation):
        raise UserError(where, "查询只能是一个 SELECT", "去掉其他语句")
    return trees[0]


def _check_words(where: str, tree: exp.Expression) -> None:
    for node in tree.walk():
        if isinstance(node, exp.With) and node.args.get("recursive"):
            raise UserError(where, "查询不能用 RECURSIVE", "改写成有限次的连接")
        if isinstance(node, exp.Func):
            if not _names(node) & FUNCTIONS:
                raise UserError(where, f"本县规则不能用函数 {min(_names(node))}", "可用的函数见《怎样加一条规则》")
        elif type(node).__name__ not in SYNTAX:
            raise UserError(
                where, f"本县规则不能用“{node.sql('duckdb')[:60]}”这样的写法", "可用的写法见《怎样加一条规则》"
            )


def _names(node: exp.Func) -> set[str]:
    return {node.name.lower()} if isinstance(node, exp.Anonymous) else {name.lower() for name in node.sql_names()}


def _check_tables(where: str, tree: exp.Expression, declared: set[str]) -> None:
    made = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        plain = isinstance(table.this, exp.Identifier) and not table.args.get("db") and not table.args.get("catalog")
        if not plain or table.name not in declared | made:
            raise UserError(
                where, f"查询读了没有声明的表 {table.sql('duckdb')[:60]}", "在 sources 中声明，或改用已声明的表"
            )


def _check_condition(where: str, condition: str) -> None:
    tree = _one_select(where, f"select 1 from f, t where {condition}")
    _check_words(where, tree)
    if (
        any(tree.find(kind) for kind in (exp.Subquery, exp.CTE, exp.SetOperation))
        or len(list(tree.find_all(exp.Select))) > 1
    ):
        raise UserError(where, f"drill 的条件“{condition[:60]}”只能比较 f 和 t 的列")
    _check_tables(where, tree, {"f", "t"})


def run_alone(
    world: duckdb.DuckDBPyConnection, rule: Rule, parameters: dict[str, Any], limits: Limits = Limits()
) -> pa.Table:
    """The rows of a checked rule, from a database that knows nothing but its sources; `RuleStopped` at a limit."""
    with _cell(world, sorted(_sources(rule)), limits) as con:
        watch = threading.Timer(limits.seconds, con.interrupt)
        watch.start()
        try:
            found = con.sql(f"select * from ({rule.sql}) limit {limits.rows + 1}", params=parameters).to_arrow_table()
        except duckdb.InterruptException:
            raise RuleStopped(f"查询超过 {limits.seconds:g} 秒，已停止") from None
        except duckdb.OutOfMemoryException:
            raise RuleStopped(f"查询占用的内存超过 {limits.memory}，已停止") from None
        except duckdb.Error as error:
            raise RuleStopped(sql_trouble(rule, error)) from error
        finally:
            watch.cancel()
    if found.num_rows > limits.rows:
        raise RuleStopped(f"查询返回的行超过 {limits.rows} 行，已停止")
    return found


def _cell(world: duckdb.DuckDBPyConnection, sources: list[str], limits: Limits) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect(config=dict(_settings(limits)))
    vocabulary.define(con)
    for words in (same_name, near_name):
        con.create_function(words.__name__, words, ["VARCHAR", "VARCHAR"], "BOOLEAN", null_handling="special")
    for name in sources:
        con.register("arriving", world.sql(f"select * from {name}").to_arrow_table())
        con.execute(f"create table {name} as select * from arriving")
        con.unregister("arriving")
    for lock in _LOCKED:
        con.execute(lock)
    return con


def _settings(limits: Limits) -> Iterator[tuple[str, str]]:
    """No spilling to disk, no extensions fetched, no Python variable taken for a table."""
    yield "memory_limit", limits.memory
    yield "threads", "1"
    yield "temp_directory", ""
    yield "autoinstall_known_extensions", "false"
    yield "autoload_known_extensions", "false"
    yield "python_enable_replacements", "false"
