"""A connection that knows the vocabulary, the raw tables and every step above them."""

import re
from pathlib import Path

import duckdb
import pyarrow as pa

from dibao.engine.errors import RulebookError
from dibao.engine.lake.coverage import coverage_steps
from dibao.engine.lake.resolve import raw_schema, resolve_steps
from dibao.engine.lake.steps import SCHEMAS, Step
from dibao.engine.rules import vocabulary
from dibao.engine.tables import Table
from dibao.engine.values.names import near_name, same_name

# What a run knows besides the sheets.
FACTS = {
    "raw.batch": {"source_id": "BIGINT", "dataset": "VARCHAR", "township": "VARCHAR", "as_of": "DATE"},
    "raw.batch_column": {"source_id": "BIGINT", "column_name": "VARCHAR"},
    "raw.standard": {
        "programme": "VARCHAR", "township": "VARCHAR", "from_month": "INTEGER", "to_month": "INTEGER", "fen": "BIGINT",
    },
    "raw.amount_method": {
        "from_month": "INTEGER", "to_month": "INTEGER", "method": "VARCHAR", "rounding": "VARCHAR", "floor_fen": "BIGINT",
        "ceiling_fen": "BIGINT",
    },
    "raw.amount_tier": {"from_month": "INTEGER", "to_month": "INTEGER", "grade": "VARCHAR", "fen": "BIGINT"},
    "raw.top_up": {"from_month": "INTEGER", "to_month": "INTEGER", "kind": "VARCHAR", "fen": "BIGINT"},
    "raw.setting": {
        "name": "VARCHAR", "from_month": "INTEGER", "to_month": "INTEGER", "value": "DOUBLE", "meaning": "VARCHAR", "basis": "VARCHAR",
    },
    "raw.income_kind": {
        "kind": "VARCHAR", "from_month": "INTEGER", "to_month": "INTEGER", "title": "VARCHAR", "class": "VARCHAR", "counted": "VARCHAR",
        "basis": "VARCHAR",
    },
    "raw.income_rate": {
        "item": "VARCHAR", "unit": "VARCHAR", "from_month": "INTEGER", "to_month": "INTEGER", "fen": "BIGINT",
    },
    "raw.benefit_pair": {
        "programme": "VARCHAR", "from_month": "INTEGER", "to_month": "INTEGER", "title": "VARCHAR", "relation": "VARCHAR", "basis": "VARCHAR",
    },
    "raw.calendar": {"day": "DATE", "workdays": "INTEGER"},
    "step.place": {
        "raw_township": "VARCHAR", "raw_village": "VARCHAR", "township": "VARCHAR", "village": "VARCHAR", "area_code": "VARCHAR",
    },
    # What the other rules found, for the rules that declare it as a source; there only once they have run.
    "main.finding": {
        "rule": "VARCHAR", "title": "VARCHAR", "variant": "VARCHAR", "household": "BIGINT", "person": "BIGINT", "township": "VARCHAR", "village": "VARCHAR",
        "severity": "VARCHAR", "excused": "VARCHAR", "first_month": "INTEGER", "last_month": "INTEGER", "amount_fen": "BIGINT",
    },
}  # fmt: skip


def connect(memory: str = "2GB", threads: int = 2, spill: Path | None = None) -> duckdb.DuckDBPyConnection:
    """An empty in-memory database with schemas and vocabulary.

    What does not fit into memory goes into the folder `spill`; without one it stops, lest records lie where nobody looks.
    """
    con = duckdb.connect(config={"memory_limit": memory, "threads": threads, "temp_directory": str(spill or "")})
    con.execute("set preserve_insertion_order = false")
    con.execute("set enable_progress_bar = false")
    for schema in SCHEMAS:
        con.execute(f"create schema if not exists {schema}")
    vocabulary.define(con)
    for words in (same_name, near_name):
        con.create_function(words.__name__, words, ["VARCHAR", "VARCHAR"], "BOOLEAN", null_handling="special")
    return con


def make_table(con: duckdb.DuckDBPyConnection, name: str, schema: dict[str, str]) -> None:
    """An empty table."""
    columns = ", ".join(f"{column} {kind}" for column, kind in schema.items())
    con.execute(f"create or replace table {name} ({columns})")


ARROW_TYPES = {
    "VARCHAR": pa.string(), "INTEGER": pa.int32(), "BIGINT": pa.int64(), "DOUBLE": pa.float64(), "DATE": pa.date32(),
}  # fmt: skip


def fill_table(con: duckdb.DuckDBPyConnection, name: str, schema: dict[str, str], rows: list[tuple]) -> None:
    """A table with these rows; through Arrow, since row by row inserts and long literals are slow."""
    make_table(con, name, schema)
    if rows:
        kinds = [ARROW_TYPES[kind] for kind in schema.values()]
        columns = [pa.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
        con.register("filling", pa.table(columns, names=list(schema)))
        con.execute(f"insert into {name} select * from filling")
        con.unregister("filling")


def all_steps(tables: dict[str, Table], views: Path) -> list[Step]:
    """From raw tables to everything that rules read."""
    return resolve_steps(tables) + coverage_steps(tables) + view_steps(tables, views)


def view_texts(views: Path) -> dict[str, str]:
    """The SELECT of each view by name, without the lines that explain it."""
    texts = {path.stem: path.read_text("utf-8").splitlines() for path in sorted(views.glob("*.sql"))}
    return {name: "\n".join(line for line in lines if not line.startswith("--")) for name, lines in texts.items()}


def view_steps(tables: dict[str, Table], views: Path) -> list[Step]:
    """The views of the rulebook in the order of their need, and the plain tables that have no view."""
    texts = view_texts(views)
    steps: list[Step] = []
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise RulebookError(f"{name}.sql", f"视图互相引用：{' → '.join((*above, name))}")
        if name in done:
            return
        for other in sorted(_read_by(texts[name]) & texts.keys() - {name}):
            visit(other, (*above, name))
        done.add(name)
        steps.append(Step(f"main.{name}", texts[name]))

    for name in texts:
        visit(name, ())
    plain = [Step(f"main.{code}", f"select * from lake.{code}") for code in tables if code not in texts]
    return plain + steps


def _read_by(text: str) -> set[str]:
    """What a query reads by a bare name: views, and names of its own."""
    return set(re.findall(r"\b(?:from|join)\s+(\w+)\b(?!\.)", text))


def empty_world(
    tables: dict[str, Table], views: Path, facts: dict[str, list[tuple]] | None = None
) -> duckdb.DuckDBPyConnection:
    """Every table and view without a row but for `facts`: what rules are bound to. A wrong view stops with its name."""
    con = connect(threads=1)
    for table in tables.values():
        make_table(con, f"raw.{table.code}", raw_schema(table))
    for name, schema in FACTS.items():
        fill_table(con, name, schema, (facts or {}).get(name, []))
    for step in all_steps(tables, views):
        try:
            con.execute(f"create table {step.name} as {step.sql}")
        except duckdb.Error as error:
            raise RulebookError(step.name, f"查询不能执行：{error}") from error
    return con
