"""Break a rule's query in small ways; a case must notice each.

Mutants: a condition is dropped (where, having, join, filter, qualify), a branch of a
CASE is dropped, a comparison loses or gains its equality, a number or a parameter moves by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import duckdb
import sqlglot
from sqlglot import exp

from dibao.engine.rules.model import Case, Rule
from dibao.engine.rules.trial import Trial

LEAST_NOTICED = 0.95  # of all mutants tried, the share that the cases must notice
_EDGES = {exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT}


@dataclass(frozen=True)
class Mutant:
    """One change: what was done, and the query that came out."""

    what: str
    sql: str


@dataclass
class Verdict:
    """How a rule's cases stood up: all mutants, and those no case noticed."""

    rule: str
    mutants: int
    survivors: list[Mutant]


def try_mutants(trial: Trial, rule: Rule, every: int = 1) -> Verdict:
    """Try each mutant, or one of `every` so many, on every case until one notices it; an error counts as noticed."""
    mutants = list(mutants_of(rule.sql, every))
    alive = mutants
    for case in rule.cases:
        names = trial.fill(case)
        alive = [m for m in alive if not _is_noticed(trial, rule, case, names, m)]
    return Verdict(rule.code, len(mutants), alive)


def _is_noticed(trial: Trial, rule: Rule, case: Case, names: dict[int, str], mutant: Mutant) -> bool:
    try:
        return trial.compare(rule, case, dict(names), mutant.sql) is not None
    except duckdb.Error:
        return True


def mutants_of(sql: str, every: int = 1) -> Iterator[Mutant]:
    """All mutants of a query, each once, or one change of `every` so many."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    seen = {tree.sql("duckdb")}
    nodes = list(tree.walk())
    changes = [(number, what, change) for number, node in enumerate(nodes) for what, change in _changes(node)]
    for number, what, change in changes[::every]:
        copy = tree.copy()
        twin = next(n for i, n in enumerate(copy.walk()) if i == number)
        text = change(twin, copy).sql("duckdb")
        if text not in seen:
            seen.add(text)
            yield Mutant(f"{what}：{nodes[number].sql('duckdb')[:100]}", text)


def _changes(node: exp.Expression) -> Iterator[tuple]:
    if isinstance(node, exp.Where | exp.Having | exp.Qualify) and not isinstance(node.this, exp.And):
        yield "去掉条件", lambda twin, tree: _drop_clause(twin, tree)
    if isinstance(node, exp.And):
        yield "去掉左条件", lambda twin, tree: _swap(twin, tree, twin.expression)
        yield "去掉右条件", lambda twin, tree: _swap(twin, tree, twin.this)
    if isinstance(node, exp.Or):
        yield "去掉左分支", lambda twin, tree: _swap(twin, tree, twin.expression)
        yield "去掉右分支", lambda twin, tree: _swap(twin, tree, twin.this)
    if isinstance(node, exp.Case):
        for index in range(len(node.args["ifs"])):
            yield f"去掉第 {index + 1} 个分支", lambda twin, tree, index=index: _drop_branch(twin, tree, index)
    if type(node) in _EDGES:
        yield (
            "改变边界",
            lambda twin, tree: _swap(twin, tree, _EDGES[type(twin)](this=twin.this, expression=twin.expression)),
        )
    if _is_threshold(node):
        yield (
            "加一",
            lambda twin, tree: _swap(
                twin, tree, exp.Paren(this=exp.Add(this=twin.copy(), expression=exp.Literal.number(1)))
            ),
        )


def _is_threshold(node: exp.Expression) -> bool:
    """Numbers and numeric parameters inside a comparison; never dates, positions or the 0 of a coalesce."""
    if isinstance(node, exp.Literal):
        numeric = not node.is_string
    else:
        numeric = isinstance(node, exp.Parameter | exp.Placeholder) and not node.name.endswith("_since")
    if not numeric or isinstance(node.parent, exp.Parameter | exp.Placeholder):
        return False
    above = node.find_ancestor(exp.LT, exp.LTE, exp.GT, exp.GTE, exp.EQ, exp.NEQ, exp.Between, exp.Select)
    return above is not None and not isinstance(above, exp.Select) and not node.find_ancestor(exp.In, exp.Coalesce)


def _swap(twin: exp.Expression, tree: exp.Expression, other: exp.Expression) -> exp.Expression:
    twin.replace(other.copy())
    return tree


def _drop_clause(twin: exp.Expression, tree: exp.Expression) -> exp.Expression:
    twin.pop()
    return tree


def _drop_branch(twin: exp.Case, tree: exp.Expression, index: int) -> exp.Expression:
    branches = twin.args["ifs"]
    if len(branches) > 1:
        branches[index].pop()
    else:
        twin.replace((twin.args.get("default") or exp.Null()).copy())
    return tree
