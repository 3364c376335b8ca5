"""The database of one run: the batches it sees, repeats taken out, persons and households resolved, views built."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from dibao.engine.corrections import moved_claims
from dibao.engine.errors import UserError
from dibao.engine.lake.database import FACTS, all_steps, connect, fill_table, make_table
from dibao.engine.lake.resolve import raw_schema
from dibao.engine.lake.standards import standards_by_township
from dibao.engine.lake.steps import Step, run_steps
from dibao.engine.lake.store import ROW_BITS, Batch, Store
from dibao.engine.lake.visible import Sight, raw_place, see
from dibao.engine.policy import Policy
from dibao.engine.rules.vocabulary import last_day
from dibao.engine.tables import Table
from dibao.engine.values.areas import AreaList, areas_of, learned

REPLACED = {"id": "BIGINT", "t": "VARCHAR", "v": "VARCHAR", "since": "DATE"}


@dataclass
class World:
    """An open database; `repeats` counts the source rows of each batch that another batch has already, `replaced` those that came back corrected."""

    as_of: date
    con: duckdb.DuckDBPyConnection
    batches: dict[int, Batch]
    repeats: dict[int, int]
    contents: dict[str, str]
    replaced: dict[int, int]
    store: Store

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        self.con.close()


def build_world(
    batches: list[Batch], store: Store, tables: dict[str, Table], views: Path, policy: Policy,
    calendar: list[tuple[date, int]], asked: date | None, progress: Callable[[str, int, int], None],
) -> World:  # fmt: skip
    """Everything from stored batches to views; steps whose inputs are unchanged come from the lake.

    Judged is the day that was `asked` for, else the policy's, else the last day of the last month that was paid.
    """
    con = connect(spill=store.spill)
    came = _distinct([batch for batch in batches if not batch.withdrawn])
    own_day = policy.as_of or _last_paid_day(con, came, store) or _newest_day(came)
    sight = see(con, came, store, tables, asked or own_day, own_day)
    seen = sight.batches
    contents: dict[str, str] = {}
    repeats, replaced = _raw_tables(con, sight, store, tables, contents, moved_claims(list(came.values())))
    _facts(con, seen, policy, calendar, contents)
    areas = _places(con, tables, contents)
    _fact(con, "raw.standard", standards_by_township(policy.standards, areas), contents)
    steps = all_steps(tables, views)
    for done, step in enumerate(steps):
        progress("整理人员和家庭", done, len(steps))
        run_steps(con, [step], contents, store.views)
    progress("整理人员和家庭", len(steps), len(steps))
    return World(sight.as_of, con, seen, repeats, contents, replaced, store)


def _distinct(batches: list[Batch]) -> dict[int, Batch]:
    """Batches by source id; a second copy of the same rows is marked, two different ones under one id stop the run."""
    seen: dict[int, Batch] = {}
    for batch in batches:
        first = seen.setdefault(batch.source_id, batch)
        batch.is_copy = first is not batch
        if batch.is_copy and (first.content, first.sheet) != (batch.content, batch.sheet):
            raise UserError(
                batch.file, f"与 {first.file} 的来源编号相同，不能区分两者的行", "请把其中一个工作表改名后再运行"
            )
    return dict(sorted((key, batch) for key, batch in seen.items() if batch.table))


def _raw_tables(
    con: duckdb.DuckDBPyConnection, sight: Sight, store: Store, tables: dict[str, Table], contents: dict[str, str],
    moved: list[int],
) -> tuple[dict[int, int], dict[int, int]]:  # fmt: skip
    repeats: dict[int, int] = {}
    replaced_rows: dict[int, int] = {}
    for code, table in tables.items():
        own = [b for b in sight.batches.values() if b.table == code and b.records]
        schema = raw_schema(table)
        if not own:
            make_table(con, f"raw.{code}", schema)
            contents[f"raw.{code}"] = ""
            continue
        replaced = sorted(sight.replaced[code], key=repr)
        if replaced:
            fill_table(con, f"raw.replaced_{code}", REPLACED, replaced)
        con.execute(f"create view raw.all_{code} as {_seen_rows(table, store.parquet(own), bool(replaced), sight)}")
        cut = f"{replaced or ''}{sight.until.get(code, '')}"
        contents[f"raw.all_{code}"] = ",".join(sorted(b.records for b in own)) + cut
        view = f"select {', '.join(_of_heads(schema))} from raw.all_{code}"
        if len(own) > 1:  # what came alone repeats nothing
            run_steps(con, [_repeat_step(table, own, moved)], contents, store.views)
            view += f" where src not in (select src from step.repeat_{code})"
            counts = f"select src >> {ROW_BITS}, is_superseded, count(*) from step.repeat_{code} group by all"
            for source_id, is_superseded, rows in con.execute(counts).fetchall():
                (replaced_rows if is_superseded else repeats)[source_id] = rows
        con.execute(f"create view raw.{code} as {view}")
        contents[f"raw.{code}"] = view + contents[f"raw.all_{code}"]
    return repeats, replaced_rows


def _seen_rows(table: Table, parquet: str, any_replaced: bool, sight: Sight) -> str:
    """The rows of a table that the run sees, and since when a newer list speaks for their place."""
    if not any_replaced:
        return f"select *, null::date as replaced_on from {parquet} where {sight.until.get(table.code, 'true')}"
    township, village = raw_place(table)
    return (
        f"select r.*, x.since as replaced_on from {parquet} r left join raw.replaced_{table.code} x "
        f"on x.id = r.source_id and x.t = {township} and x.v = {village} where x.id is null or x.since is not null"
    )


def _of_heads(schema: dict[str, str]) -> list[str]:
    """In a list of heads only, the head's name and number are the person's."""
    own = {"name": "coalesce(name, head_name)"} if {"name", "head_name"} <= schema.keys() else {}
    if own and {"id_no", "head_id_no"} <= schema.keys():
        is_head = "id_no is null and coalesce(name, head_name, '') = coalesce(head_name, '')"
        own |= {c: f"case when {is_head} then head_{c} else {c} end" for c in ("id_no", "id_no_tier")}
    return [f"{own[c]} as {c}" if c in own else c for c in schema]


def _repeat_step(table: Table, batches: list[Batch], moved: list[int]) -> Step:
    """Rows that a batch of the same table and period has already, cell by cell; and rows that came back corrected.

    Where the sender is part of the fact (two departments register one death), another sender's row is no repeat.
    Of two rows that replace the same one, that with the better number counts. `moved`: replaced rows whose file was
    edited in the meantime, so that the corrected row names a place which is no longer there.
    """
    code = table.code
    sender = "coalesce(source, '')" if "source" in table.columns else "''"
    tier = "case id_no_tier when 1 then 0 when 3 then 1 else 2 end" if "id_no" in table.columns else "0"
    mine = [src for src in moved if any(src >> ROW_BITS == batch.source_id for batch in batches)]
    also = f" or src in ({', '.join(map(str, mine))})" if mine else ""
    period = "coalesce(period, '')" if table.mode == "increment" else "coalesce(period, as_of::varchar, '')"
    return Step(
        f"step.repeat_{code}",
        f"""
with row_of as (
    select distinct src, source_id, row_hash, supersedes, {tier} as tier, {sender} as source, {period} as period
    from raw.all_{code}
),
gone as (
    select src from row_of where src in (select supersedes from row_of where supersedes is not null){also}
),
second as (
    select src from row_of where supersedes is not null and src not in (select src from gone)
    qualify row_number() over (partition by supersedes order by tier, src) > 1
),
left_over as (
    select * from row_of where src not in (select src from gone) and src not in (select src from second)
),
twice as (
    select row_hash, source, period, min(source_id) as first_id from left_over group by all having count(distinct source_id) > 1
)
select src, true as is_superseded from gone
union
select src, false from second
union
select r.src, false from left_over r join twice t
    on t.row_hash = r.row_hash and t.source = r.source and t.period = r.period and t.first_id <> r.source_id
""",
    )


def _facts(
    con: duckdb.DuckDBPyConnection,
    seen: dict[int, Batch],
    policy: Policy,
    calendar: list[tuple[date, int]],
    contents: dict[str, str],
) -> None:
    rows = {
        "raw.batch": [(key, b.table, b.township, b.day) for key, b in seen.items()],
        "raw.batch_column": [(key, column) for key, b in seen.items() for column in b.present],
        "raw.amount_method": policy.methods,
        "raw.amount_tier": policy.tiers,
        "raw.top_up": policy.top_ups,
        "raw.calendar": calendar,
        **policy.settings.facts(),
    }
    for name, values in rows.items():
        _fact(con, name, values, contents)


def _fact(con: duckdb.DuckDBPyConnection, name: str, rows: list[tuple], contents: dict[str, str]) -> None:
    fill_table(con, name, FACTS[name], rows)
    contents[name] = repr(rows)


def _places(con: duckdb.DuckDBPyConnection, tables: dict[str, Table], contents: dict[str, str]) -> AreaList:
    """Every area name that came in, and the canonical one by the county's own list."""
    parts = []
    for code, table in tables.items():
        township = "township" if "township" in table.columns else "null"
        village = "coalesce(village, block)" if "village" in table.columns else "block"
        parts.append(f"select coalesce({township}, '') as t, coalesce({village}, '') as v from raw.{code}")
    union = " union all ".join(parts)
    pairs = con.execute(f"select t, v, count(*) from ({union}) group by t, v order by t, v").fetchall()
    listed = con.execute("select * from raw.area order by src")
    names = [item[0] for item in listed.description]
    areas = AreaList(areas_of(dict(zip(names, row, strict=True)) for row in listed.fetchall()) or learned(pairs))
    rows = [(t, v, *areas.place(t, v)[:3]) for t, v, _ in pairs]
    _fact(con, "step.place", rows, contents)
    return areas


def _last_paid_day(con: duckdb.DuckDBPyConnection, came: dict[int, Batch], store: Store) -> date | None:
    """The last day of the last month that was paid; a lone mistyped month in the future does not count."""
    own = [b for b in came.values() if b.table == "payment" and b.records]
    if not own:
        return None
    row = con.execute(
        f"with m as (select month, count(*) as n from {store.parquet(own)} where month is not null group by month) "
        "select max(month) from m where n * 20 >= (select median(n) from m)"
    ).fetchone()
    return last_day(row[0]) if row[0] is not None else None


def _newest_day(came: dict[int, Batch]) -> date:
    days = [b.day for b in came.values() if b.day]
    if not days:
        raise UserError(
            "", "没有发放数据，表里也没有数据日期，不知道按哪一天判断", "请用 --as-of 2024-04-30 这样的参数给出日期"
        )
    return max(days)
