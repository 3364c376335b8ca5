"""The rules' SQL in Spark's dialect, and their cases on a Spark session: the way past one machine.

A rule is written once, in DuckDB's SQL. Here its words (`vocabulary.py`) are put in their place, `sqlglot` turns the rest,
named parameters stay parameters. Needs the extra `spark` only where a session is opened, never to translate.
"""

import re
from collections.abc import Mapping
from typing import Any

import pyarrow as pa
import sqlglot
from sqlglot import exp

from dibao.engine.rules.lift import Schemas, lift
from dibao.engine.rules.model import Case, Rule
from dibao.engine.rules.trial import Trial
from dibao.engine.rules.vocabulary import MACROS
from dibao.engine.values.names import near_name, same_name

# Words whose body sqlglot cannot turn; in Spark's own SQL.
SPARK_WORDS = {
    "add_months(d, n)": "add_months(d, cast(n as int))",
    "add_days(d, n)": "date_add(d, cast(n as int))",
    "days_between(a, b)": "datediff(b, a)",
    "first_day_of(m)": "make_date(cast(m div 12 as int), cast(m % 12 + 1 as int), 1)",
    "last_day_of(m)": "last_day(make_date(cast(m div 12 as int), cast(m % 12 + 1 as int), 1))",
    "age_on(born, d)": "(year(d) - year(born) - case when add_months(born, 12 * (year(d) - year(born))) > d then 1 else 0 end)",
    "key_of(words)": "cast(conv(substr(sha2(words, 256), 1, 15), 16, 10) as bigint)",
    "yuan(fen)": "round(cast(fen as double) / 100, 2)",
    "person_key(id)": "case when id rlike '^[0-9]{17}[0-9X]$' then try_cast(substr(id, 1, 17) as bigint) * 11 "
    "+ case substr(id, 18, 1) when 'X' then 10 else try_cast(substr(id, 18, 1) as bigint) end "
    "else 4611686018427387904 + cast(conv(substr(sha2(concat('paper|', id), 256), 1, 15), 16, 10) as bigint) end",
}
# Words in one line; none at all is unknown.
LINE = sqlglot.parse_one("case when size(:words) > 0 then array_join(array_sort(:words), :by) end", read="spark")
# DuckDB's types for sums of integers and for nothing but nulls.
OTHER_TYPES = {"HUGEINT": "BIGINT", '"NULL"': "VARCHAR"}


def _word(signature: str, body: str, dialect: str) -> tuple[str, tuple[list[str], exp.Expression]]:
    name, _, names = signature.partition("(")
    return name, ([n.strip() for n in names.rstrip(")").split(",")], sqlglot.parse_one(body, read=dialect))


WORDS = dict(_word(s, b, "duckdb") for s, b in MACROS.items()) | dict(
    _word(s, b, "spark") for s, b in SPARK_WORDS.items()
)


def translate(sql: str, schemas: Schemas, columns: Mapping[str, str]) -> str:
    """A query in Spark's dialect; `$name` becomes `:name`.

    `schemas` are the columns of the tables that it may read, `columns` the types that DuckDB gives to what it returns.
    """
    tree = (
        lift(_expand(sqlglot.parse_one(sql, read="duckdb"), set(WORDS)), schemas)
        .transform(_distinct_words)
        .transform(_own_window)
    )
    typed = [
        exp.cast(exp.column(name), OTHER_TYPES.get(kind, kind), dialect="duckdb").as_(name)
        for name, kind in columns.items()
    ]
    return exp.select(*typed).from_(tree.subquery("found")).sql("spark", identify=True)


def _expand(tree: exp.Expression, words: set[str]) -> exp.Expression:
    """The tree with each word replaced by its body, the words inside bodies as well."""

    def replace(node: exp.Expression) -> exp.Expression:
        called = _called(node, words)
        if called is None:
            return node
        name, given = called
        names, body = WORDS[name]
        values = dict(zip(names, given, strict=True))

        def put(part: exp.Expression) -> exp.Expression:
            if isinstance(part, exp.Column) and not part.table and part.name in values:
                return exp.paren(_expand(values[part.name].copy(), words))
            return part

        return exp.paren(_expand(body.copy(), words - {name}).transform(put))

    return tree.transform(replace)


def _called(node: exp.Expression, words: set[str]) -> tuple[str, list[exp.Expression]] | None:
    if isinstance(node, exp.Anonymous) and node.name.lower() in words:
        return node.name.lower(), list(node.expressions)
    if (
        isinstance(node, exp.AddMonths) and "add_months" in words
    ):  # the one word that sqlglot takes for a function it knows
        return "add_months", [node.this, node.expression]
    return None


def _distinct_words(node: exp.Expression) -> exp.Expression:
    """Different words in one line: as a set, for Spark 4.2 cannot plan two such lines in one query (R08)."""
    inner = node.this if isinstance(node, exp.Filter) else node
    if not isinstance(inner, exp.GroupConcat) or not (distinct := inner.find(exp.Distinct)):
        return node
    words = exp.ArrayUniqueAgg(this=distinct.expressions[0])
    if inner is not node:
        words = exp.Filter(this=words, expression=node.expression)
    return exp.replace_placeholders(LINE.copy(), words=words, by=inner.args["separator"])


def _own_window(node: exp.Expression) -> exp.Expression:
    """A window's name gives way to what it stands for: Spark's parser takes `over place - t.n` for one name (R15)."""
    if not isinstance(node, exp.Window) or not (name := node.args.get("alias")):
        return node
    named = {w.name: w for w in node.find_ancestor(exp.Select).args.get("windows") or []}
    for part in ("partition_by", "order", "spec"):
        if not node.args.get(part) and (given := named[name.name].args.get(part)):
            node.set(part, [g.copy() for g in given] if isinstance(given, list) else given.copy())
    node.set("alias", None)
    return node


def prepare(session: Any) -> None:
    """Make a `pyspark.sql.SparkSession`, PySpark's or Sail's, ready for translated queries."""
    from pyspark.sql.types import BooleanType

    for words in (same_name, near_name):
        session.udf.register(words.__name__, words, BooleanType())
    # it may divide or cast in rows that a condition then drops: null comes of it, and it must not stop
    session.conf.set("spark.sql.ansi.enabled", "false")
    # Spark 4.2 breaks its own plan by it where a query joins one subquery twice (R04)
    session.conf.set(
        "spark.sql.optimizer.excludedRules", "org.apache.spark.sql.catalyst.optimizer.RemoveRedundantAliases"
    )


# For tables of a few rows: no compiling of code that runs once, no shuffling into 200 parts.
LITTLE = {
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


class SparkTrial:
    """Cases of rules on a Spark session: the same little tables, the translated query, the same comparison."""

    def __init__(self, trial: Trial, session: Any):
        """`trial` fills the tables; `session` is a session that was prepared, and is set up for little tables here."""
        for name, value in LITTLE.items():
            session.conf.set(name, value)
        self.trial, self.session = trial, session
        self.queries: dict[str, tuple[str, dict[str, str]]] = {}
        self.shown: dict[str, pa.Table] = {}

    def run(self, rule: Rule, case: Case) -> str:
        """`""` when the case comes out, else what came instead."""
        names = self.trial.fill(case)
        for table in tables_of(rule.sql, self.trial.schemas):
            self._show(table)
        sql, columns = self._query(rule)
        rows = self.session.sql(sql, args=arguments(self.trial.parameters(rule, case))).toArrow().to_pylist()
        failure = self.trial.judge(rule, case, names, rows, columns)
        return str(failure or "")

    def _query(self, rule: Rule) -> tuple[str, dict[str, str]]:
        """The translated query and the types of its columns, worked out once for all cases."""
        if rule.code not in self.queries:
            columns = self.trial.bind(rule)
            self.queries[rule.code] = translate(rule.sql, self.trial.schemas, columns), columns
        return self.queries[rule.code]

    def _show(self, table: str) -> None:
        data = self.trial.con.sql(f"select * from main.{table}").to_arrow_table()
        if table in self.shown and self.shown[table].equals(data):
            return  # most tables are empty in most cases
        self.shown[table] = data
        schema = pa.schema([(f.name, pa.int64() if f.type == pa.uint64() else f.type) for f in data.schema])
        filled = (
            data.cast(schema) if data.num_rows else pa.Table.from_pylist([{}], schema=schema)
        )  # no empty frames there
        frame = self.session.createDataFrame(filled)
        (frame if data.num_rows else frame.limit(0)).createOrReplaceTempView(table)


def tables_of(sql: str, known: Mapping[str, object]) -> list[str]:
    """The views and tables a query reads."""
    return sorted(set(re.findall(r"\b(?:from|join)\s+([a-z_]+)", sql)) & set(known))


def arguments(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters as Spark takes them; a list becomes an array."""
    from pyspark.sql.functions import array, lit

    return {name: array(*map(lit, v)) if isinstance(v, list | tuple) else v for name, v in parameters.items()}
