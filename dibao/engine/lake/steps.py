"""Named SQL steps, each built once for its inputs and kept as Parquet.

A step's key is the hash of its SQL, of the vocabulary and of the *content* of its
inputs. Content, not key: a step that comes out the same stops the rebuilding, so a
new register of deaths does not touch the payments.
"""

import hashlib
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb

from dibao.engine.digest import code_digest
from dibao.engine.lake.store import sql_text
from dibao.engine.rules.vocabulary import MACROS

SCHEMAS = ("raw", "step", "lake", "main")
_VOCABULARY = hashlib.sha256(repr((MACROS, code_digest("values"))).encode()).hexdigest()


@dataclass(frozen=True)
class Step:
    """`name` is schema.table; `sql` a SELECT over earlier steps."""

    name: str
    sql: str


def run_steps(
    con: duckdb.DuckDBPyConnection, steps: Iterable[Step], contents: dict[str, str], cache: Path | None
) -> None:
    """Run `steps` in order; `contents` (name → content hash) holds the inputs and takes each result.

    Without a cache the steps become tables of the connection, with one they are views over Parquet.
    """
    for step in steps:
        if cache is None:
            con.execute(f"create or replace table {step.name} as {step.sql}")
            contents[step.name] = ""
        else:
            _run_cached(con, step, contents, cache)


def inputs_of(sql: str, known: Iterable[str]) -> list[str]:
    """Which of the `known` names a query mentions; names in `main` are written bare."""
    return sorted(_mentioned(sql).intersection(known))


@cache  # the same views are asked for each rule that stands on them
def _mentioned(sql: str) -> frozenset[str]:
    words = re.findall(r"[a-z_]+\.[a-z_]+|[a-z_]+", sql)
    return frozenset(word if "." in word else f"main.{word}" for word in words)


def _run_cached(con: duckdb.DuckDBPyConnection, step: Step, contents: dict[str, str], cache: Path) -> None:
    if (plain := re.fullmatch(r"select \* from ([a-z_]+\.[a-z_]+)", step.sql)) and plain[1] in contents:
        contents[step.name] = contents[plain[1]]  # another name for the same rows: nothing to keep twice
        con.execute(f"create or replace view {step.name} as {step.sql}")
        return
    inputs = [f"{name}={contents[name]}" for name in inputs_of(step.sql, contents)]
    key = hashlib.sha256("\n".join([_VOCABULARY, step.name, step.sql, *inputs]).encode()).hexdigest()[:24]
    data, mark = cache / f"{key}.parquet", cache / f"{key}.content"
    if not (data.exists() and mark.exists()):
        part = cache / f"{key}.{os.getpid()}.part"
        con.execute(f"copy ({step.sql}) to {sql_text(part)} (format parquet, compression zstd)")
        os.replace(part, data)
        part.write_text(_content(con, data))
        os.replace(part, mark)
    for path in (data, mark):
        os.utime(path)  # the garbage collector keeps what a recent run used
    contents[step.name] = mark.read_text()
    con.execute(f"create or replace view {step.name} as select * from read_parquet({sql_text(data)})")


def _content(con: duckdb.DuckDBPyConnection, data: Path) -> str:
    """A hash of the rows, whatever their order."""
    rows = con.execute(
        f"select count(*), bit_xor(hash(t)), sum(hash(t) % 1000003) from read_parquet({sql_text(data)}) t"
    ).fetchone()
    schema = con.execute(f"describe select * from read_parquet({sql_text(data)})").fetchall()
    return hashlib.sha256(repr((rows, schema)).encode()).hexdigest()[:24]
