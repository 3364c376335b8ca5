"""Bind rules to empty tables, and try their cases on little worlds.

In a case a person or household is any word (赵六, H1); months are written 2022-11,
money in fen, days as dates, yes and no as 是 and 否; an empty cell is unknown. Tables
that a case does not mention are empty, columns it leaves out are unknown, except that
`township` is 甲镇, and unless the case gives them `coverage` is complete and what the
world was made with (the numbers of the entitlement) is there. A table that a view reads
from the lake is written `lake.roster`.
A table `parameters` (name, value) changes parameters; `as_of` is 2024-04-30 by default.
"""

import difflib
import hashlib
import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from dibao.engine.errors import RulebookError
from dibao.engine.rules.model import Case, Rule
from dibao.engine.rules.sql_trouble import sql_trouble
from dibao.engine.rules.vocabulary import OPEN

DEFAULT_AS_OF = date(2024, 4, 30)
DEFAULT_TOWNSHIP = "甲镇"
CAPS = {1: "A", 2: "B", 3: "A", 4: "C", 5: "C"}

CODES = {
    "excused": "exceptions",
    "remarks": "remarks",
    "variant": "variants",
}  # column of the result → where its codes stand

NOTHING = '"NULL"'  # DuckDB's type of a column that a mutant left with nothing but nulls

KEPT = ("setting", "income_kind", "benefit_pair")  # not empty unless a case gives them


@dataclass
class Failure:
    """A case that did not come out: what was expected and what came."""

    rule: str
    case: Case
    expected: list[dict]
    found: list[dict]

    def __str__(self) -> str:
        return f"{self.rule} 第 {self.case.line} 行“{self.case.title}”\n  应得：{self.expected}\n  实得：{self.found}"


class Trial:
    """A connection with empty tables in the shape of the views, on which rules are bound and cases run."""

    def __init__(self, world: duckdb.DuckDBPyConnection, views: dict[str, str] | None = None):
        """`world` is an `empty_world`; its views become tables that cases fill, or that are built `through` by their SQL."""
        self.con, self.views = world, views or {}
        self.schemas: dict[str, dict[str, str]] = {}
        rows = world.execute(
            "select case table_schema when 'main' then '' else 'lake.' end || table_name, column_name, data_type "
            "from information_schema.columns where table_schema in ('main', 'lake')"
        ).fetchall()
        for table, column, kind in rows:
            self.schemas.setdefault(table, {})[column] = kind
        world.execute(
            "create or replace temp table lake_column as "
            "select distinct table_name, '' as column_name from information_schema.columns where table_schema = 'lake' "
            "union all select table_name, column_name from information_schema.columns where table_schema = 'lake'"
        )
        self._kept = {t: world.table(f"main.{t}").to_arrow_table() for t in KEPT if t in self.schemas}
        self._filled: set[str] = set()
        self._bound: dict[str, dict[str, str]] = {}

    def bind(self, rule: Rule) -> dict[str, str]:
        """Columns that the rule returns; a misspelt name stops with the file and a suggestion."""
        for table in (table for source in rule.sources for table in source.tables):
            if table not in self.schemas:
                close = difflib.get_close_matches(table, self.schemas, 1)
                raise RulebookError(rule.path.name, f"没有名为 {table} 的表", f"是不是 {close[0]}？" if close else "")
        self._check_source_columns(rule)
        given = self._parameters(rule, rule.sql, {}, DEFAULT_AS_OF)
        try:  # described, not run: a county's own query may have no end
            rows = self.con.execute(f"describe {rule.sql}", given).fetchall()
        except duckdb.Error as error:
            raise RulebookError(rule.path.name, sql_trouble(rule, error)) from error
        columns = {name: kind for name, kind, *_ in rows}
        self._check_columns(rule, columns)
        self._bound[rule.code] = columns
        return columns

    def _check_source_columns(self, rule: Rule) -> None:
        """A misspelt column of a source would leave the rule unchecked everywhere, and ask offices for what nobody has."""
        known = {name.removesuffix("_fen") for columns in self.schemas.values() for name in columns}
        for column in (c for source in rule.sources for columns in source.columns for c in columns.split("|")):
            if column.removesuffix("_fen") not in known:
                close = difflib.get_close_matches(column, known, 1)
                todo = f"是不是 {close[0]}？" if close else "列名见《数据表》一页"
                raise RulebookError(rule.path.name, f"sources 里的 {column}，没有哪张表有这一列", todo)

    def _check_columns(self, rule: Rule, columns: dict[str, str]) -> None:
        wanted = set(rule.evidence) | set(rule.identity) | set(rule.keys)
        wanted |= set().union(*(re.findall(r"{(\w+)", text) for text in rule.explain.values())) - DERIVED
        wanted |= {name for drill in rule.drill for name in drill.on}
        if missing := sorted(wanted - columns.keys()):
            close = difflib.get_close_matches(missing[0], columns, 1)
            raise RulebookError(
                rule.path.name, f"查询没有返回 {'、'.join(missing)}", f"是不是 {close[0]}？" if close else ""
            )

    def run(self, rule: Rule, case: Case) -> Failure | None:
        """Fill the tables, run the query, compare with the case's `findings`."""
        _check_codes(rule, case)
        try:
            return self.compare(rule, case, self.fill(case), rule.sql)
        except (duckdb.Error, RulebookError) as error:
            what = error.what if isinstance(error, RulebookError) else sql_trouble(rule, error)
            raise RulebookError(rule.path.name, f"第 {case.line} 行的例子“{case.title}”：{what}") from error

    def compare(self, rule: Rule, case: Case, names: dict[int, str], sql: str) -> Failure | None:
        """Run the rule's query, or a mutant of it, on the tables as `fill` left them; `names` is what it gave."""
        overrides, as_of = _overrides(case)
        result = self.con.execute(sql, self._parameters(rule, sql, overrides, as_of))
        found = [dict(zip([item[0] for item in result.description], row, strict=True)) for row in result.fetchall()]
        columns = self._bound.get(rule.code) or {item[0]: str(item[1]) for item in result.description}
        return self.judge(rule, case, names, found, columns)

    def parameters(self, rule: Rule, case: Case) -> dict[str, Any]:
        """What the rule's query is given in a case."""
        return self._parameters(rule, rule.sql, *_overrides(case))

    def judge(
        self, rule: Rule, case: Case, names: dict[int, str], found: list[dict], columns: dict[str, str]
    ) -> Failure | None:
        """Compare rows, of whatever engine, with what the case expects; `columns` are the types of the query's columns."""
        wanted, rows = case.expected
        expected = [
            {
                c: _typed("findings", c, columns.get(c, "VARCHAR"), text, names)
                for c, text in zip(wanted, row, strict=True)
            }
            for row in rows
        ]
        if _same(expected, [{c: row.get(c) for c in wanted} for row in found], bool(wanted)):
            return None
        return Failure(rule.code, case, _readable(expected, names), _readable(found, names))

    def fill(self, case: Case) -> dict[int, str]:
        """Put the case's tables in place of the last one's; returns which word each key stands for."""
        names: dict[int, str] = {}
        for table in sorted(self._filled):
            self._reset(table)
        self._filled = {"coverage"}
        for table, (columns, rows) in case.tables.items():
            if table in ("findings", "result", "parameters"):
                continue
            if table in self._kept:
                self.con.execute(f"delete from {table}")
            self._insert(case, table, columns, rows, names)
            self._filled.add(table)
        if "coverage" not in case.tables:
            self._full_coverage()
        for view in case.through:
            if view not in case.tables:
                self._build(case, view)
        return names

    def _build(self, case: Case, view: str) -> None:
        if view not in self.views:
            raise RulebookError(f"第 {case.line} 行的例子“{case.title}”", f"没有视图 {view}")
        self.con.execute(f"insert into main.{view} {self.views[view]}")
        self._filled.add(view)

    def _reset(self, table: str) -> None:
        self.con.execute(f"delete from {table}")
        if table in self._kept:
            self.con.register("kept", self._kept[table])
            self.con.execute(f"insert into {table} select * from kept")
            self.con.unregister("kept")

    def _insert(self, case: Case, table: str, columns: list[str], rows: list[list[str]], names: dict[int, str]) -> None:
        schema = self.schemas.get(table)
        if schema is None or (unknown := [c for c in columns if c not in schema]):
            what = f"没有表 {table}" if schema is None else f"表 {table} 没有列 {'、'.join(unknown)}"
            raise RulebookError("", what)
        if not rows:
            return
        extra = {"township": DEFAULT_TOWNSHIP} if "township" in schema and "township" not in columns else {}
        values = [
            [_typed(table, c, schema[c], v, names) for c, v in zip(columns, row, strict=True)] + [*extra.values()]
            for row in rows
        ]
        marks = f"({', '.join('?' for _ in values[0])})"
        self.con.execute(
            f"insert into {table} ({', '.join([*columns, *extra])}) values {', '.join([marks] * len(values))}",
            [value for row in values for value in row],
        )

    def _full_coverage(self) -> None:
        townships = " union ".join(
            f"select township from {t}"
            for t in sorted(self._filled)
            if t != "coverage" and "township" in self.schemas[t]
        )
        townships = f"select '{DEFAULT_TOWNSHIP}' as township" + (f" union {townships}" if townships else "")
        self.con.execute(
            f"insert into coverage select d.table_name, d.column_name, t.township, 0, {OPEN} "
            f"from lake_column d, ({townships}) t"
        )

    def _parameters(self, rule: Rule, sql: str, overrides: dict[str, Any], as_of: date) -> dict[str, Any]:
        try:
            return bind_parameters(rule, sql, overrides, as_of)
        except KeyError as error:
            raise RulebookError(rule.path.name, f"查询用了没有声明的参数 ${error.args[0]}") from error


DERIVED = {
    "name", "amount_yuan", "amount_abs_yuan", "months", "first_month", "last_month", "household_no", "head_name", "as_of",
    "village", "township",
}  # fmt: skip


def bind_parameters(rule: Rule, sql: str, values: dict[str, Any], as_of: date) -> dict[str, Any]:
    """Values for the `$names` that the query uses: the rule's parameters, `<name>_since`, `as_of`, `as_of_month`.

    Raises `KeyError` for a name that the rule does not declare.
    """
    known: dict[str, Any] = {"as_of": as_of, "as_of_month": as_of.year * 12 + as_of.month - 1}
    for name, parameter in rule.parameters.items():
        known[name] = values.get(name, parameter.value)
        known[f"{name}_since"] = parameter.since or date(1900, 1, 1)
    return {name: known[name] for name in set(re.findall(r"\$(\w+)", sql))}


def _overrides(case: Case) -> tuple[dict[str, Any], date]:
    values: dict[str, Any] = {}
    for name, text in case.tables.get("parameters", ([], []))[1]:
        values[name] = _plain(text)
    return values, values.pop("as_of", DEFAULT_AS_OF)


def _plain(text: str) -> Any:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return date.fromisoformat(text)
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text) if "." in text else int(text)
    if text.startswith("["):
        return [part.strip() for part in text.strip("[]").split(",")]
    return text


def _typed(table: str, column: str, kind: str, text: str, names: dict[int, str]) -> Any:
    try:
        return _cell(column, kind, text, names)
    except ValueError:
        todo = "日期写成 2022-11-10，月份写成 2022-11，金额写成以分为单位的整数"
        raise RulebookError("", f"表 {table} 的列 {column}（{kind}）不能是 {text}，{todo}") from None


def _cell(column: str, kind: str, text: str, names: dict[int, str]) -> Any:
    """A cell of a case in the type of its column; words stand for persons and households."""
    if text == "":
        return None
    if kind == "BIGINT" and not re.fullmatch(r"-?\d+", text):
        key = int(hashlib.sha256(text.encode()).hexdigest()[:12], 16)
        names[key] = text
        return key
    if kind == "DATE":
        return date.fromisoformat(text)
    if kind == "BOOLEAN":
        return text in ("是", "true")
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return int(match[1]) * 12 + int(match[2]) - 1 if kind != "VARCHAR" else text
    if kind in ("DOUBLE", "FLOAT") or kind.startswith("DECIMAL"):
        return float(text)
    return text if kind in ("VARCHAR", NOTHING) else int(text)


def _same(expected: list[dict], found: list[dict], has_columns: bool) -> bool:
    if not has_columns:
        return not found
    return sorted(map(_key, expected)) == sorted(map(_key, found))


def _key(row: dict) -> str:
    return repr(
        [(k, float(v) if isinstance(v, int | float) and not isinstance(v, bool) else v) for k, v in sorted(row.items())]
    )


def _readable(rows: list[dict], names: dict[int, str]) -> list[dict]:
    return [{k: names.get(v, v) if isinstance(v, int) else v for k, v in row.items() if v is not None} for row in rows]


def _check_codes(rule: Rule, case: Case) -> None:
    """A code that the front matter does not know would reach the reader as a bare English word."""
    columns, rows = case.tables.get("findings", ([], []))  # a view has a `result` instead, and no codes
    for column, field in ((c, f) for c, f in CODES.items() if c in columns):
        cells = (row[columns.index(column)] for row in rows)
        said = {code.strip() for cell in cells for code in cell.split(",")} - {""}
        if unknown := sorted(said - getattr(rule, field).keys()):
            what = f"第 {case.line} 行的例子“{case.title}”：{column} 里的 {'、'.join(unknown)} 没有写在 {field} 里"
            raise RulebookError(rule.path.name, what, "补上它的意思，或改成写在那里的词")
