"""Evidence: for each finding the source rows that prove it, at most twelve a table: first, last and largest."""

from datetime import date
from typing import Any

import duckdb
import pyarrow as pa

from dibao.engine.findings import Finding, month_text
from dibao.engine.lake.store import ROW_BITS, Batch
from dibao.engine.rules.model import Drill, Rule
from dibao.engine.tables import Column, Table

FIRST = LAST = LARGEST = 4


def drill_rule(
    con: duckdb.DuckDBPyConnection, rule: Rule, findings: list[Finding], result: pa.Table, tables: dict[str, Table],
    batches: dict[int, Batch],
) -> None:  # fmt: skip
    """Fill `evidence` and `tier` of a rule's findings; `result` holds their query rows in the same order."""
    con.register("drilled", result.append_column("n", pa.array(range(len(findings)), pa.int32())))
    for code, drills in _by_table(rule).items():
        table = tables[code]
        rows = con.execute(_query(drills, table))
        names = [item[0] for item in rows.description]
        best: dict[int, int] = {}
        for row in rows.fetchall():
            values = dict(zip(names, row, strict=True))
            findings[values["n"]].evidence.append(_entry(values, table, batches))
            if values["best_tier"]:
                best[values["n"]] = values["best_tier"]
        if any("person" in drill.on for drill in drills):
            _take_tiers(findings, best)
    con.unregister("drilled")


def _by_table(rule: Rule) -> dict[str, list[Drill]]:
    """Two ways into one table show its rows once, under one total."""
    found: dict[str, list[Drill]] = {}
    for drill in rule.drill:
        found.setdefault(drill.table, []).append(drill)
    return found


def _take_tiers(findings: list[Finding], best: dict[int, int]) -> None:
    """The best row within a table establishes the fact, the worst table decides the finding (ADR 4)."""
    order = (1, 3, 2, 4, 5)
    for number, tier in best.items():
        current = findings[number].tier
        findings[number].tier = max(current or 1, tier, key=order.index)


def _query(drills: list[Drill], table: Table) -> str:
    has_person = "id_no" in table.columns and "name" in table.columns
    amount = next((c.lake_name for c in table.columns.values() if c.type == "money" and c.name == "amount"), None)
    money = amount or "null::bigint"
    order = f"{table.event}, src" if table.event else "src"
    tier = (
        "min(case when person = subject and tier > 0 then [1, 3, 2, 4, 5][tier] end) over (partition by n)"
        if has_person
        else "null"
    )
    return f"""
select *, [1, 3, 2, 4, 5][tier_rank] as best_tier from (
    select *, {tier} as tier_rank,
           row_number() over (partition by n order by {order}) as from_first,
           row_number() over (partition by n order by {order.replace(", ", " desc, ")} desc) as from_last,
           row_number() over (partition by n order by {money} desc nulls last, src) as from_largest,
           count(*) over (partition by n) as rows_total, sum({money}) over (partition by n) as amount_total
    from ({" union ".join(_joined(drill, table) for drill in drills)}))
where from_first <= {FIRST} or from_last <= {LAST} or from_largest <= {LARGEST}
order by n, from_first
"""


def _joined(drill: Drill, table: Table) -> str:
    joins = [f"f.{name} = t.{name}" for name in drill.on] + ([drill.where] if drill.where else [])
    return f"select f.n, f.person as subject, t.* from drilled f join lake.{table.code} t on {' and '.join(joins)}"


def _entry(values: dict[str, Any], table: Table, batches: dict[int, Batch]) -> dict:
    batch = batches[values["src"] >> ROW_BITS]
    entry = {
        "table": table.code, "file": batch.file, "sheet": batch.sheet, "row": values["src"] & ((1 << ROW_BITS) - 1),
        "as_of": str(values["as_of"] or ""), "fields": _fields(values, table), "rows_total": values["rows_total"],
    }  # fmt: skip
    if values["amount_total"] is not None:
        entry["amount_total"] = f"{values['amount_total'] / 100:.2f}"
    return entry


def _fields(values: dict[str, Any], table: Table) -> dict[str, str]:
    """What the row says, under the usual Chinese header of each column."""
    return {
        column.names[0]: _text(column, value)
        for name, column in table.columns.items()
        if (value := values[column.lake_name]) not in (None, "") and name not in ("serial", "as_of")
    }


def _text(column: Column, value: Any) -> str:
    if column.type == "money":
        return f"{value / 100:.2f}"
    if column.type == "month":
        return month_text(value)
    if column.type == "flag":
        return "是" if value else "否"
    if column.type == "code":
        return column.codes.get(value, (value,))[0]
    if isinstance(value, date):
        return "长期" if value.year == 9999 else value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)
