"""What a tenth of a province costs: ten counties' records as Parquet in one lake, to findings; writes the reference page.

    python bench/province.py [--counties 10] [--households 12000] [--register-rows 5000000] [--folder DIR] [--page FILE]

One county is made, written as workbooks and read; its records are then copied, in Parquet, as further counties: other people
(the first six digits of every number), other townships, addresses, household numbers, phones, accounts and certificates. Registers that speak
about everybody are filled up to the asked number of rows with residents who receive nothing. Three processes are measured:
everything from records to findings, the same again, and again with one register of deaths replaced.
"""

import argparse
import json
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path

import duckdb
from measure import ROOT, Cost, commit, machine, run, write_json
from speed import county

from dibao import rulebook
from dibao.engine.findings import records, write_rows
from dibao.engine.lake.reading import read_folder
from dibao.engine.lake.store import ROW_BITS, Batch, Store
from dibao.engine.lake.world import build_world
from dibao.engine.policy import calendar_rows, load_policy
from dibao.engine.rules.book import load_rulebook
from dibao.engine.run import run_rules
from dibao.engine.tables import Table

PAGE = ROOT / "docs" / "reference" / "province.md"
FILLED = (
    "vehicle",
    "real_estate",
    "market_entity",
    "pension",
    "hukou",
    "health_insurance",
)  # registers that know every resident
NUMERALS = "零一二三四五六七八九"
# A citizen ID of another county: other first six digits, and the check character that they call for.
MACROS = """
create macro check_of(n) as substr('10X98765432', (list_sum(list_transform(range(1, 18),
    lambda i: ((1 << (18 - i)) % 11) * substr(n, i, 1)::int)) % 11)::int + 1, 1);
create macro moved(d, k) as (100000 + (substr(d, 1, 6)::int - 100000 + 7919 * k) % 800000)::varchar || substr(d, 7, 11);
create macro other_id(d, k) as case when regexp_full_match(d, '[1-9][0-9]{16}[0-9X]') then moved(d, k) || check_of(moved(d, k)) else d end;
create macro other_phone(p, k) as case when regexp_full_match(p, '1[3-9][0-9]{9}') and not regexp_matches(p, '0000|1111|2222|3333|4444|5555|6666|7777|8888|9999|12345678')
    then substr(p, 1, 3) || lpad(((substr(p, 4)::bigint + 7654321 * k) % 100000000)::varchar, 8, '0') else p end;
"""


def township(k: int) -> str:
    """What the townships of county `k` have before their name."""
    return "".join(NUMERALS[int(digit)] for digit in str(k))


def cells(table: Table, k: int, filler: bool) -> list[str]:
    """The columns of a table's records as those of county `k`; a filler keeps no household."""
    said = {}
    for column in table.columns.values():
        name = column.lake_name
        if column.type == "id":
            said[name] = f"other_id({name}, {k})"
        elif column.type == "household_no":
            said[name] = "null" if filler else f"'{k}-' || {name}"
        elif column.type == "account" or name.endswith("_no") or name in ("plate", "credit_code", "meter"):
            said[name] = f"{name} || '{k}'"
        elif column.type == "phone":
            said[name] = f"other_phone({name}, {k})"
        elif name in ("township", "address", "location", "residence"):
            said[name] = f"'{township(k)}' || {name}"
        elif name == "area_code":
            said[name] = f"(substr({name}, 1, 6)::int + {k})::varchar || substr({name}, 7)"
    return [f"{value} as {name}" for name, value in said.items()]


def copied(con: duckdb.DuckDBPyConnection, store: Store, batch: Batch, table: Table, k: int, filler: bool) -> Batch:
    """A sheet's records as another county would have sent them."""
    own = replace(batch, content=f"{batch.content}-{k}-{filler}", file=f"{k}/{batch.file}")
    own.township = township(k) + batch.township if batch.township else ""
    own.areas = [township(k) + area for area in batch.areas]
    source = own.source_id
    kept = f"src & {(1 << ROW_BITS) - 1} | ({source}::bigint << {ROW_BITS}) as src, {source}::bigint as source_id"
    path = store.records_path(batch.records)
    said = [*cells(table, k, filler), kept, f"hash(row_hash, {k}, {filler}) as row_hash"]
    query = f"select * replace ({', '.join(said)}) from '{path}'"
    schema = con.sql(f"select * from '{path}' limit 0").to_arrow_table().schema
    own.records = store.put_records(con.sql(query).to_arrow_table().cast(schema))
    return own


class Province:
    """The folder of a bench: one county's workbooks, the lake of all, and the list of its batches."""

    def __init__(self, folder: Path, households: int):
        self.source = county(folder, households, 1, 0)
        self.told, self.store = folder / "batches.json", Store(folder / "lake")
        self.book = load_rulebook(rulebook.FOLDER)
        book = self.book
        self.policy = load_policy(self.source / "policy.toml", book.rules, book.tables, book.kin_sets, book.settings)

    def batches(self) -> list[Batch]:
        """All sheets of all counties."""
        return [Batch(**told) for told in json.loads(self.told.read_text("utf-8"))]

    def prepare(self, counties: int, register_rows: int) -> None:
        """Read one county, copy it, fill the registers up."""
        nowhere = self.source / "nowhere"
        reading = read_folder(
            self.source, nowhere, self.store, self.book.tables, self.policy.columns, "", lambda *_: None
        )
        first = [b for b in reading.batches if b.table and b.records]
        con = duckdb.connect(config={"threads": 2, "memory_limit": "4GB"})
        con.execute(MACROS)
        batches = first + [b for k in range(1, counties) for b in self.copies(con, first, k, False)]
        filled = [b for b in first if b.table in FILLED]
        missing = register_rows - self.rows(con, [b for b in batches if b.table != "payment"])
        for k in range(counties, counties - -max(0, missing) // self.rows(con, filled)):
            batches += self.copies(con, filled, k, True)
        self.told.write_text(json.dumps([asdict(b) for b in batches], ensure_ascii=False), "utf-8")

    def copies(self, con: duckdb.DuckDBPyConnection, batches: list[Batch], k: int, filler: bool) -> list[Batch]:
        """The same sheets as county `k` would have sent them."""
        return [copied(con, self.store, b, self.book.tables[b.table], k, filler) for b in batches]

    def rows(self, con: duckdb.DuckDBPyConnection, batches: list[Batch]) -> int:
        """Records of these batches."""
        return sum(con.sql(f"select count(*) from {self.store.parquet([b])}").fetchall()[0][0] for b in batches)

    def screen(self, without: int) -> dict[str, float]:
        """Records to findings; `without`: that many registers of deaths are left out. Seconds by step."""
        batches = self.batches()
        late = {b.source_id for b in [b for b in batches if b.table == "death"][:without]}
        batches = [b for b in batches if b.source_id not in late]
        start = time.perf_counter()
        calendar = calendar_rows(self.book.calendar)
        with build_world(
            batches, self.store, self.book.tables, self.book.views, self.policy, calendar, None, lambda *_: None
        ) as world:
            built = time.perf_counter()
            findings, _ = run_rules(
                world, self.book, list(self.book.rules.values()), self.policy, world.as_of, lambda *_: None
            )
            ran = time.perf_counter()
            write_rows(self.told.with_name("findings.parquet"), records(findings))
            households, persons = (
                world.con.sql(f"select count(distinct {c}) from membership").fetchall()[0][0]
                for c in ("household", "person")
            )
        return {
            "persons and views": round(built - start, 1), "rules": round(ran - built, 1), "findings": len(findings),
            "households": households, "persons": persons,
        }  # fmt: skip


def page(options: argparse.Namespace, sizes: Counter, costs: dict[str, tuple[Cost, dict]]) -> str:
    """The reference page."""
    told = costs["everything"][1]
    lines = [
        "# A tenth of a province", "",
        f"Measured with `bench/province.py --counties {options.counties} --households {options.households} "
        f"--register-rows {options.register_rows}` at {commit()}; {machine()}.", "",
        f"{told['households']:,} households, {told['persons']:,} persons who receive or received, {sizes['payment']:,} payments, "
        f"{sum(sizes.values()) - sizes['payment']:,} rows of {len(sizes) - 1} registers and ledgers, all as Parquet in the lake; "
        f"{told['findings']:,} findings. Reading workbooks and writing workbooks are not part of it.", "",
        "| run | wall s | of it persons and views | rules | processor s | peak MB |", "|---|---:|---:|---:|---:|---:|",
        *(f"| {name} | {c.wall} | {t['persons and views']} | {t['rules']} | {c.cpu} | {c.peak_mb} |" for name, (c, t) in costs.items()),
        "",
    ]  # fmt: skip
    return "\n".join(lines)


def measured(folder: Path, options: argparse.Namespace, without: int) -> tuple[Cost, dict]:
    """One screening as a process of its own."""
    command = [
        sys.executable,
        __file__,
        "--folder",
        str(folder),
        "--households",
        str(options.households),
        "--run",
        str(without),
    ]
    cost = run(command)
    return cost, json.loads((folder / "told.json").read_text("utf-8"))


def main() -> None:
    """Prepare, measure, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--counties", type=int, default=10)
    parser.add_argument("--households", type=int, default=12000)
    parser.add_argument("--register-rows", type=int, default=5_000_000)
    parser.add_argument("--folder", type=Path, help="keep the lake here")
    parser.add_argument("--page", type=Path, default=PAGE)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--run", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run is not None:
        told = Province(options.folder, options.households).screen(options.run)
        (options.folder / "told.json").write_text(json.dumps(told), "utf-8")
        return
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        province = Province(folder, options.households)
        if not province.told.exists():
            province.prepare(options.counties, options.register_rows)
        names = {"everything": 0, "the same again": 0, "without one register of deaths": 1}
        costs = {name: measured(folder, options, without) for name, without in names.items()}
        con, sizes = duckdb.connect(), Counter()
        for batch in province.batches():
            sizes[batch.table] += province.rows(con, [batch])
    text = page(options, sizes, costs)
    print(text)
    options.page.write_text(text, "utf-8")
    write_json(options.json, {"options": vars(options), "sizes": sizes, "costs": costs})


if __name__ == "__main__":
    main()
