"""The lake on disk: batches as Parquet named by the hash of their content, and what was read from each file.

lake/rows/<sha256>.parquet     records of one batch, never changed
lake/read/<key>.json           what reading a file gave: its sheets, their accounts, their batches
lake/views/<key>.parquet       steps and views, rebuilt only when something below them changed
lake/found/<key>.parquet .json what a rule returned for these views, and the evidence drilled for it
lake/returned/<key>.copy       a copy (.xlsx) of a workbook with the rows that go back to its sender
lake/spill/                    what does not fit into a run's memory, while it runs
"""

import hashlib
import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

PARTS = ("rows", "read", "views", "found", "returned", "spill")
SOURCE_BITS = 39
ROW_BITS = 24


@dataclass
class Batch:
    """One sheet that was read: what it is, what it covers, its account of rows, its records."""

    file: str
    sheet: str
    content: str
    table: str | None
    why: str = ""
    confidence: float = 0.0
    present: list[str] = field(default_factory=list)
    unread: dict[str, list] = field(
        default_factory=dict
    )  # table column → rows with a cell not understood, some of these cells
    period: list[int] | None = None
    as_of: str | None = None
    township: str = ""
    village: str = ""
    programme: str = ""
    source: str = ""
    county: str = ""
    account: dict[str, Any] = field(default_factory=dict)
    set_aside: list[dict] = field(default_factory=list)
    records: str = ""
    repair_log: str = ""
    own_month: bool = False  # rows say their own month, so the sheet's period is no part of what they are
    areas: list[str] = field(default_factory=list)
    data_day: str | None = None  # up to which day the rows know: as named, else the newest of the rows' own days
    corrects: list[int] = field(default_factory=list)  # source ids of which it replaces single rows
    claims: list[list[int]] = field(default_factory=list)  # row (its src, its hash) that each used row of it replaces
    is_copy: bool = False
    withdrawn: str = ""  # the reason
    not_visible: int = 0  # used rows that the run does not look at
    visibility: str = ""  # why, or what else is to be said of it beside other batches

    @property
    def source_id(self) -> int:
        """The same rows under the same meaning have the same id, wherever their file lies."""
        words = [
            self.content,
            self.sheet,
            self.table,
            self.period,
            self.as_of,
            self.township,
            self.programme,
            self.source,
        ]
        return int(hashlib.sha256(json.dumps(words).encode()).hexdigest(), 16) >> (256 - SOURCE_BITS)

    @property
    def day(self) -> date | None:
        """Data day of the batch."""
        return date.fromisoformat(self.as_of) if self.as_of else None


def sql_text(path: Path) -> str:
    """A path as SQL writes it: folders may bear an apostrophe."""
    return "'" + str(path).replace("'", "''") + "'"


class Store:
    """The folders of a lake."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.rows, self.read, self.views, self.found, self.returned, self.spill = (folder / part for part in PARTS)
        for path in (folder / part for part in PARTS):
            path.mkdir(parents=True, exist_ok=True)

    def put_records(self, records: pa.Table) -> str:
        """Write records as Parquet named by content; returns the name."""
        part = self.rows / f"{os.getpid()}-{id(records)}.part"
        pq.write_table(records, part, compression="zstd")
        digest = hashlib.sha256(part.read_bytes()).hexdigest()
        os.replace(part, self.rows / f"{digest}.parquet")
        return digest

    def records_path(self, digest: str) -> Path:
        """Where the records of that content lie."""
        return self.rows / f"{digest}.parquet"

    def parquet(self, batches: Iterable[Batch]) -> str:
        """The records of these batches as one table in SQL; always the same for the same batches."""
        files = ", ".join(sql_text(self.records_path(b.records)) for b in sorted(batches, key=lambda b: b.records))
        return f"read_parquet([{files}])"

    def erase(self, digest: str, reason: str) -> None:
        """Delete records under record: their hash and the reason stay."""
        self.records_path(digest).unlink(missing_ok=True)
        (self.rows / f"{digest}.erased").write_text(reason, "utf-8")

    def erased(self, digest: str) -> str:
        """Why these records were erased, "" if they were not."""
        path = self.rows / f"{digest}.erased"
        return path.read_text("utf-8") if path.exists() else ""

    def remember(self, key: str, batches: list[Batch], error: dict | None) -> None:
        """Keep what reading a file gave."""
        part = self.read / f"{key}.{os.getpid()}.part"
        part.write_text(
            json.dumps({"batches": [asdict(b) for b in batches], "error": error}, ensure_ascii=False), "utf-8"
        )
        os.replace(part, self.read / f"{key}.json")

    def recall(self, key: str) -> tuple[list[Batch], dict | None] | None:
        """What reading a file gave earlier, if its records are still there."""
        path = self.read / f"{key}.json"
        if not path.exists():
            return None
        try:
            data = json.loads(path.read_text("utf-8"))
        except ValueError:  # cut off when the disk was full or the power went: read the file again
            return None
        batches = [Batch(**b) for b in data["batches"]]
        if any(b.records and not self.records_path(b.records).exists() for b in batches):
            return None
        os.utime(path)
        return batches, data["error"]

    def collect(self, keep: set[str], days: int) -> tuple[int, int]:
        """Remove views and readings untouched for `days`, and records that no reading names; files and bytes freed."""
        limit = _newest(self.folder) - days * 86400
        dead = [
            p
            for folder in (self.views, self.read, self.found, self.returned, self.spill)
            for p in folder.iterdir()
            if p.stat().st_mtime < limit
        ]
        dead += [p for p in self.views.glob("*.parquet") if p.with_suffix(".content") in dead and p not in dead]
        alive = keep | {
            digest
            for p in self.read.glob("*.json")
            if p not in dead
            for b in json.loads(p.read_text("utf-8"))["batches"]
            for digest in (b["records"], b["repair_log"])
        }
        dead += [p for p in self.rows.glob("*.parquet") if p.stem not in alive]
        freed = sum(p.stat().st_size for p in dead)
        for path in dead:
            path.unlink()
        return len(dead), freed


def _newest(folder: Path) -> float:
    return max((p.stat().st_mtime for p in folder.rglob("*")), default=0.0)


def file_digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
