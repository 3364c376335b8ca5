"""Which batches a run sees: what had come by its day, and for each area the newest snapshot (ADR 11).

A list that comes again (`Table.mode` snapshot or history) takes the place of its older state in the areas that it
covers, if it is the same list: some of the older one's people must be on it again, else the two are parts of one
list that were made on different days. Events are never replaced.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import duckdb

from dibao.engine.lake.store import Batch, Store
from dibao.engine.rules.vocabulary import last_day
from dibao.engine.tables import Table
from dibao.engine.values.areas import plain, township_stem, village_stem, without_county

# Nothing can be judged without these: where none is of that day or before, the next later one stands in.
FRAME = ("roster", "area")
# A list and its next state share most of their people, two parts of one list hardly any.
SAME_LIST = 0.25
# What a row is about, the best first.
ABOUT = ("id_no", "head_id_no", "household_no", "area_code", "name", "head_name", "entity_name")


@dataclass(frozen=True)
class Cell:
    """Rows of one batch in one place, as written and by the stems of its names."""

    source_id: int
    raw_township: str
    raw_village: str
    township: str
    village: str
    rows: int


@dataclass
class Sight:
    """What a run sees. `replaced`: per table the places of batches that a newer one covers, and since which day.

    Where that day is none, the rows are not seen at all; else they still tell of their own day. `until`: per table
    the condition in SQL that keeps events after the day out of a run that looks back.
    """

    as_of: date
    batches: dict[int, Batch] = field(default_factory=dict)
    replaced: dict[str, list[tuple[int, str, str, date | None]]] = field(default_factory=lambda: defaultdict(list))
    until: dict[str, str] = field(default_factory=dict)

    def hide(self, batch: Batch, rows: int, why: str) -> None:
        """These rows of a batch are not looked at."""
        batch.not_visible, batch.visibility = rows, f"{why}，本次不用"
        if rows >= batch.account["used"]:
            self.batches.pop(batch.source_id, None)

    def hide_all(self, batch: Batch, why: str) -> None:
        """Nothing of a batch is looked at."""
        self.hide(batch, batch.account["used"], why)


def see(
    con: duckdb.DuckDBPyConnection, batches: dict[int, Batch], store: Store, tables: dict[str, Table], as_of: date, own_day: date
) -> Sight:  # fmt: skip
    """What a run of `as_of` sees of these batches; `own_day` is the day that the folder itself would be judged by.

    A screening of an earlier day than its own looks back, and sees nothing that came later. One of its own day uses
    whatever lies there, for many a list of April is printed in May.
    """
    sight = Sight(as_of, dict(batches))
    if as_of < own_day:
        _hide_late(sight, tables)
        for table in tables.values():
            if table.mode == "increment" and table.event:
                _hide_later_events(con, sight, table, store)
    for table in tables.values():
        if table.mode != "increment":
            for snapshots in _by_sender(sight, table):
                if len(snapshots) > 1:
                    _Series(con, sight, table, store, snapshots).replace()
            _tell_late(sight, table)
    for batch in batches.values():
        if batch.corrects and not any(key in sight.batches or key not in batches for key in batch.corrects):
            sight.hide_all(batch, "它更正的原表本次不用")
    return sight


def day_of(batch: Batch, as_of: date) -> date | None:
    """The day of a snapshot. One that names only its year is of that year's end, or of today if that is still to come."""
    if batch.data_day:
        return date.fromisoformat(batch.data_day)
    if batch.period is None:
        return None
    end = last_day(batch.period[1])
    return as_of if _first_day(batch) <= as_of < end else end


def _first_day(batch: Batch) -> date:
    return date(batch.period[0] // 12, batch.period[0] % 12 + 1, 1)


def _known_on(batch: Batch, table: Table) -> date | None:
    """From which day on a batch may be known; a ledger of half a year begins with its first month."""
    if batch.period and (table.time == "ledger" or not batch.data_day):
        return _first_day(batch)
    return date.fromisoformat(batch.data_day) if batch.data_day else None


def _hide_late(sight: Sight, tables: dict[str, Table]) -> None:
    for batch in list(sight.batches.values()):
        came = _known_on(batch, tables[batch.table])
        if came and came > sight.as_of and batch.table not in FRAME:
            sight.hide_all(batch, f"数据日期 {came} 晚于判断日 {sight.as_of}，当时还没有")


def _hide_later_events(con: duckdb.DuckDBPyConnection, sight: Sight, table: Table, store: Store) -> None:
    """A ledger that goes on after the day is seen up to it."""
    own = {b.source_id: b for b in sight.batches.values() if b.table == table.code and b.records}
    is_month = table.columns[table.event].type == "month"
    limit = sight.as_of.year * 12 + sight.as_of.month - 1 if is_month else f"date '{sight.as_of}'"
    until = f"coalesce({table.event} <= {limit}, true)"
    late = f"select source_id, src from {store.parquet(own.values())} group by all having not bool_or({until})"
    found = con.execute(f"select source_id, count(*) from ({late}) group by 1").fetchall() if own else []
    if found:
        sight.until[table.code] = until
    for key, rows in found:
        sight.hide(own[key], rows, f"{rows} 行是判断日 {sight.as_of} 以后的")


def _tell_late(sight: Sight, table: Table) -> None:
    for batch in sight.batches.values():
        day = date.fromisoformat(batch.data_day) if batch.data_day else sight.as_of
        if batch.table == table.code and day > sight.as_of and not batch.visibility:
            batch.visibility = f"数据日期 {day} 晚于判断日 {sight.as_of}，没有更早的，仍以此为准"


def _by_sender(sight: Sight, table: Table) -> Iterable[dict[date, list[Batch]]]:
    """Snapshots by day, one group a sender: two departments' lists never stand for each other."""
    groups: dict[str, dict[date, list[Batch]]] = defaultdict(lambda: defaultdict(list))
    for batch in sight.batches.values():
        first = next((sight.batches[key] for key in batch.corrects if key in sight.batches), batch)
        if batch.table == table.code and batch.records and (day := day_of(first, sight.as_of)):
            groups[batch.source if "/" in table.holder else ""][day].append(batch)
    return groups.values()


class _Series:
    """One sender's snapshots of one table, by day."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, sight: Sight, table: Table, store: Store, snapshots: dict[date, list[Batch]]
    ):  # fmt: skip
        self.con, self.sight, self.table, self.snapshots = con, sight, table, snapshots
        self.day = {batch.source_id: day for day, own in snapshots.items() for batch in own}
        batches = [batch for own in snapshots.values() for batch in own]
        con.execute(f"create or replace temp view listed as {_listed(table, store, batches)}")
        self.places = _places(con, {batch.source_id: batch.township for batch in batches})

    def replace(self) -> None:
        """Hide, or close, what a better snapshot covers: the newest of the run's day or before, else the next later one."""
        ranked = sorted(self.snapshots, key=lambda day: (day > self.sight.as_of, abs((day - self.sight.as_of).days)))
        better: list[Batch] = []
        for day in ranked:
            covered = {batch.source_id: self._covered(batch, better) for batch in self.snapshots[day]}
            if any(covered.values()):
                self._settle(day, covered)
            better += self.snapshots[day]

    def _covered(self, batch: Batch, better: list[Batch]) -> dict[Cell, list[Batch]]:
        """Which places of a batch the better ones speak for."""
        rivals = {cell: [n for n in better if self._covers(n, batch, cell)] for cell in self.places[batch.source_id]}
        return {cell: by for cell, by in rivals.items() if by}

    def _covers(self, newer: Batch, older: Batch, cell: Cell) -> bool:
        """Whether the newer batch speaks for this place of the older one: its township, or its village if it names one."""
        if newer.programme not in ("", "dibao", older.programme):
            return False
        places = self.places[newer.source_id]
        if newer.village:
            return any((p.township, p.village) == (cell.township, cell.village) for p in places)
        towns = {p.township for p in places}
        return cell.township in towns or (towns <= {""} and self.table.scope == "county")

    def _settle(self, day: date, covered: dict[int, dict[Cell, list[Batch]]]) -> None:
        cells = {cell: by for own in covered.values() for cell, by in own.items()}
        rivals = sorted({n.source_id for by in cells.values() for n in by})
        is_same = self._share_again(cells, rivals) >= SAME_LIST
        for batch in self.snapshots[day]:
            if is_same and covered[batch.source_id]:
                self._close(batch, day, covered[batch.source_id])
            elif not is_same:
                other = next(n for by in cells.values() for n in by if n.source_id == rivals[0])
                batch.visibility = f"与{_named(other)}内容很少重合，按同一份数据的两部分处理，两份都用"

    def _close(self, batch: Batch, day: date, covered: dict[Cell, list[Batch]]) -> None:
        """Note for each covered place since when it is replaced; an older roster goes on telling of its own day."""
        rival = max((n for by in covered.values() for n in by), key=lambda n: (self.day[n.source_id], n.source_id))
        newest, rows = self.day[rival.source_id], sum(cell.rows for cell in covered)
        stays = self.table.mode == "history" and bool(batch.data_day) and day < newest
        for cell, by in covered.items():
            since = min(self.day[n.source_id] for n in by) if stays else None
            self.sight.replaced[self.table.code].append((cell.source_id, cell.raw_township, cell.raw_village, since))
        if stays:
            batch.visibility = f"{rows} 行已有较新的{_named(rival)}（{newest}），本表只说明 {day} 当时的情况"
        else:
            word = "较新" if newest > day else "更接近判断日"
            self.sight.hide(batch, rows, f"{rows} 行由{word}的{_named(rival)}（{newest}）代替")

    def _share_again(self, cells: Iterable[Cell], rivals: list[int]) -> float:
        """Of what stands in these cells, the share that is in the rivals again."""
        wanted = ", ".join(f"({c.source_id}, {_quoted(c.raw_township)}, {_quoted(c.raw_village)})" for c in cells)
        row = self.con.execute(
            f"with old as (select distinct about from listed join (values {wanted}) c(s, t, v) "
            "on s = source_id and t = township and v = village), "
            f"again as (select about from listed where source_id in ({', '.join(map(str, rivals))})) "
            "select avg((about in (select about from again))::int) from old"
        ).fetchone()
        return row[0]


def _named(batch: Batch) -> str:
    return f"《{batch.file}》" + (f"工作表“{batch.sheet}”" if batch.sheet else "")


def _listed(table: Table, store: Store, batches: list[Batch]) -> str:
    """Source, place and subject of each row, as a query."""
    about = ", ".join([name for name in ABOUT if name in table.columns] + ["row_hash::varchar"])
    township, village = raw_place(table)
    return (
        f"select source_id, {township} as township, {village} as village, coalesce({about}) as about "
        f"from {store.parquet(batches)}"
    )


def raw_place(table: Table) -> tuple[str, str]:
    """Township and village of a row as written, in SQL; where no column says the village, the block above the row does."""
    township = "coalesce(township, '')" if "township" in table.columns else "''"
    village = "coalesce(village, block, '')" if "village" in table.columns else "coalesce(block, '')"
    return township, village


def _places(con: duckdb.DuckDBPyConnection, towns: dict[int, str]) -> dict[int, list[Cell]]:
    """The places of each batch; where the rows name no township, the sheet's title or name may."""
    found = con.execute(
        "select source_id, township, village, count(*) from listed group by all order by all"
    ).fetchall()
    result: dict[int, list[Cell]] = defaultdict(list)
    for key, town, village, count in found:
        stems = township_stem(without_county(plain(town or towns[key]))), village_stem(plain(village))
        result[key].append(Cell(key, town, village, *stems, count))
    return result


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
