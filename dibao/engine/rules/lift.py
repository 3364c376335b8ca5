"""Subqueries that stand beside a query's columns, turned into joins: few engines but DuckDB run them there.

`select case when exists (select 1 from s where s.a = o.a) then … from o` becomes a left join with the rows of `o` that the
subquery is asked about, each once, and what it answers. In WHERE they stay: every engine knows them there.
"""

from itertools import count

from sqlglot import exp
from sqlglot.optimizer.qualify import qualify

Schemas = dict[str, dict[str, str]]


def lift(tree: exp.Expression, schemas: Schemas) -> exp.Expression:
    """The query with every column named by its table, no `*`, and no subquery beside its columns."""
    tree = qualify(
        tree, schema=schemas, dialect="duckdb", quote_identifiers=False, identify=False, validate_qualify_columns=False
    )
    numbers = count(1)
    for select in reversed(list(tree.find_all(exp.Select))):
        for node in _beside_columns(select):
            _join(select, node, f"told_{next(numbers)}")
    return tree


def _beside_columns(select: exp.Select) -> list[exp.Expression]:
    found = []
    for part in ("expressions", "group", "having", "qualify"):
        given = select.args.get(part) or []
        for top in given if isinstance(given, list) else [given]:
            found += [n for n in top.find_all(exp.Exists, exp.In, exp.Subquery) if _is_own(n, select)]
    return found


def _is_own(node: exp.Expression, select: exp.Select) -> bool:
    if node.find_ancestor(exp.Select) is not select or isinstance(node.parent, exp.Exists | exp.In):
        return False
    if isinstance(node, exp.Subquery):
        return bool(_asked(node))  # one that asks about no row is the same everywhere: a plain value
    return isinstance(node, exp.Exists) or bool(node.args.get("query"))


def _asked(node: exp.Expression) -> list[exp.Column]:
    """The columns of the query around it that a subquery speaks of, each once."""
    own = {t.alias_or_name for t in node.find_all(exp.Table, exp.Subquery)}
    columns = {c.sql(): c for c in node.find_all(exp.Column) if c.table and c.table not in own}
    return [columns[name] for name in sorted(columns)]


def _join(select: exp.Select, node: exp.Expression, name: str) -> None:
    asked = _asked(node)
    keys = {c.sql(): f"{c.table}_{c.name}" for c in asked}
    answer = _answer(node, keys)
    if asked:
        rows = exp.select(*(exp.alias_(c.copy(), keys[c.sql()]) for c in asked)).distinct()
        rows.set("from_", select.args["from_"].copy())
        rows.set("joins", [j.copy() for j in select.args.get("joins") or []])
        _put_first(answer, rows.subquery("asked"))
    told = _told(node, name)
    same = [exp.NullSafeEQ(this=c.copy(), expression=exp.column(keys[c.sql()], name)) for c in asked]
    node.replace(exp.Max(this=told) if select.args.get("group") and not node.find_ancestor(exp.AggFunc) else told)
    select.join(answer.subquery(name), on=exp.and_(*same) if same else exp.true(), join_type="left", copy=False)


def _answer(node: exp.Expression, keys: dict[str, str]) -> exp.Select:
    """The subquery for all rows at once: a line for each that it says something about."""
    query = (node.args.get("query") or node.this).copy()
    query = query.unnest() if isinstance(query, exp.Subquery) else query
    if isinstance(node, exp.In):
        query = query.where(exp.EQ(this=query.expressions[0].unalias(), expression=node.this.copy()), copy=False)
    value = query.expressions[0].unalias() if isinstance(node, exp.Subquery) else exp.true()
    for column in list(query.find_all(exp.Column)):
        if column.sql() in keys:
            column.replace(exp.column(keys[column.sql()], "asked"))
    columns = [exp.column(key, "asked") for key in keys.values()]
    plain = value if value.find(exp.AggFunc) else exp.Max(this=value)
    query.set("expressions", [*columns, exp.alias_(plain, "told")])
    return query.group_by(*(c.copy() for c in columns), copy=False) if columns else query


def _put_first(query: exp.Select, rows: exp.Subquery) -> None:
    first = exp.Join(this=query.args["from_"].this, kind="CROSS")
    query.set("joins", [first, *(query.args.get("joins") or [])])
    query.set("from_", exp.From(this=rows))


def _told(node: exp.Expression, name: str) -> exp.Expression:
    told = exp.column("told", name)
    if isinstance(node, exp.Subquery):
        return exp.func("coalesce", told, exp.Literal.number(0)) if node.find(exp.Count) else told
    return exp.func("coalesce", told, exp.false())
