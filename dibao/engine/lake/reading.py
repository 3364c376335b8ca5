"""A file becomes batches: opened, laid out, recognised, taken in, stored. Files are read in parallel, each once."""

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.corrections import Corrections
from dibao.engine.digest import code_digest
from dibao.engine.errors import UnreadableFile, UserError
from dibao.engine.findings import COLUMNS
from dibao.engine.hold import IN_USE
from dibao.engine.intake import Intake, open_account, take_in
from dibao.engine.lake.store import ROW_BITS, Batch, Store, file_digest
from dibao.engine.rules.vocabulary import last_day
from dibao.engine.sheets import Recognition, SheetTable, hint_of, is_data_file, open_file, read_layout, recognise
from dibao.engine.sheets.context import find_county
from dibao.engine.sheets.hints import hints_about
from dibao.engine.tables import Table

Progress = Callable[[str, int, int], None]
MONTHS_OF_A_DAY = 3  # a name like “2024年” says no day
RESULT_FOLDER = "阳光低保结果"


@dataclass
class Unread:
    """A data file that could not be read, and the sentence for its sender."""

    file: str
    sentence: str
    exit_status: int


@dataclass
class Reading:
    """Everything that was read from a folder, in the order of the paths."""

    batches: list[Batch]
    unread: list[Unread]
    skipped: list[str]
    corrections: Corrections = field(default_factory=Corrections)


def data_files(folder: Path, work: Path) -> tuple[list[Path], list[Path]]:
    """Files to read and files that are no data, sorted by path; what a screening wrote is not looked into."""
    results = {work, folder / RESULT_FOLDER, *(held.parent for held in folder.rglob(IN_USE))}
    found = [p for p in sorted(folder.rglob("*")) if p.is_file() and results.isdisjoint(p.parents)]
    found = [p for p in found if p.name != "policy.toml" and not _is_hidden(p.relative_to(folder))]
    found = [p for p in found if not _is_findings(p)]
    return [p for p in found if is_data_file(p)], [p for p in found if not is_data_file(p)]


def _is_findings(path: Path) -> bool:
    """Whether `--findings` wrote it, of an earlier screening of the same folder."""
    if path.suffix != ".csv":
        return False
    with path.open("rb") as stream:
        return stream.read(64).decode("utf-8-sig", "replace").startswith(",".join(COLUMNS[:2]))


def _is_hidden(relative: Path) -> bool:
    return any(part.startswith(".") for part in relative.parts)


def read_folder(
    folder: Path, work: Path, store: Store, tables: dict[str, Table], hints: dict, stamp: str, progress: Progress
) -> Reading:
    """Read what is new, recall what is known; `stamp` changes when the tables change."""
    files, others = data_files(folder, work)
    jobs = [(path, path.relative_to(folder).as_posix()) for path in files]
    keys = {relative: _key(path, relative, stamp, hints) for path, relative in jobs}
    known = {relative: store.recall(keys[relative]) for _, relative in jobs}
    missing = [(path, relative) for path, relative in jobs if known[relative] is None]
    missing.sort(key=lambda job: -job[0].stat().st_size)  # the largest first, so that both workers end together
    done = len(jobs) - len(missing)
    progress("读取表格", done, len(jobs))
    for relative in _read_all(missing, keys, store, tables, hints):
        done += 1
        known[relative] = store.recall(keys[relative])
        progress("读取表格", done, len(jobs))
    return _reading(jobs, known, [p.relative_to(folder).as_posix() for p in others])


def _key(path: Path, relative: str, stamp: str, hints: dict) -> str:
    words = [
        file_digest(path),
        relative,
        stamp,
        json.dumps(hints_about(relative, hints), sort_keys=True),
        code_digest("sheets", "values", "intake", "tables.py", "lake/reading.py"),
    ]
    return hashlib.sha256(json.dumps(words).encode()).hexdigest()[:24]


def _read_all(missing: list, keys: dict, store: Store, tables: dict[str, Table], hints: dict) -> Iterator[str]:
    if len(missing) < 3 and sum(path.stat().st_size for path, _ in missing) < 2_000_000:
        for path, relative in missing:
            yield read_file(path, relative, keys[relative], store.folder, tables, hints)
        return
    # The tables go to each process once: what was worked out of their headers serves all its files.
    with ProcessPoolExecutor(2, initializer=_equip, initargs=(store.folder, tables, hints)) as pool:
        waiting = [pool.submit(_read_here, path, relative, keys[relative]) for path, relative in missing]
        for job in as_completed(waiting):
            yield job.result()


_EQUIPMENT: list = []  # of a reading process: the lake, the tables, the hints


def _equip(*equipment: object) -> None:
    _EQUIPMENT[:] = equipment


def _read_here(path: Path, relative: str, key: str) -> str:
    return read_file(path, relative, key, *_EQUIPMENT)


def read_file(path: Path, relative: str, key: str, lake: Path, tables: dict[str, Table], hints: dict) -> str:
    """Read one file into the lake and remember what came of it; returns its relative path."""
    store, batches, error = Store(lake), [], None
    try:
        for raw in open_file(path, relative):
            sheet = read_layout(raw, hint_of(raw, hints))
            batches.append(_batch(sheet, recognise(sheet, tables, hints), tables, store))
    except UserError as problem:
        error = {"sentence": str(problem), "exit_status": problem.exit_status}
    except BaseException as panic:
        if type(panic).__name__ != "PanicException":  # the Excel reader is Rust; it panics on dates beyond all years
            raise
        problem = UnreadableFile(relative, "文件里有读不出来的单元格", "请用 WPS 或 Excel 打开，另存为 .csv 再放回来")
        error = {"sentence": str(problem), "exit_status": problem.exit_status}
    store.remember(key, batches, error)
    return relative


def _batch(sheet: SheetTable, recognition: Recognition, tables: dict[str, Table], store: Store) -> Batch:
    batch = Batch(
        sheet.file, sheet.sheet, sheet.content, recognition.table, recognition.why, round(recognition.confidence, 3),
        period=list(recognition.period) if recognition.period else None,
        as_of=recognition.as_of.isoformat() if recognition.as_of else None, township=recognition.township,
        village=recognition.village, programme=recognition.programme, source=recognition.source,
        county=find_county(sheet.title),
    )  # fmt: skip
    table = tables.get(recognition.table or "")
    if table is None:
        batch.account = open_account(replace(sheet, counts=sheet.counts.as_notes()), recognition).to_json()
        return batch
    intake = take_in(sheet, recognition, table)
    batch.account = intake.account.to_json()
    batch.present, batch.unread = sorted(intake.present), intake.unread
    batch.own_month = bool({"month", "pay_on"} & set(recognition.columns.values()))
    batch.set_aside, batch.claims = _sent_back(intake), _claims(intake)
    records = _with_source(intake.records, batch, table)
    if records.num_rows:
        batch.records = store.put_records(records)
        batch.data_day, batch.corrects = _data_day(batch, records), _corrects(records)
        batch.areas = (
            sorted({v for v in records["township"].unique().to_pylist() if v}) if "township" in table.columns else []
        )
    if intake.repairs.num_rows:
        batch.repair_log = store.put_records(intake.repairs)
    return batch


def _data_day(batch: Batch, records: pa.Table) -> str | None:
    """The newest day that the sheet or its rows name; a list of April that was printed in May still is of April."""
    newest = pc.max(records["as_of"]).as_py()
    if newest and batch.period and batch.period[1] - batch.period[0] < MONTHS_OF_A_DAY:
        newest = min(newest, last_day(batch.period[1]))
    return newest.isoformat() if newest else None


def _corrects(records: pa.Table) -> list[int]:
    return sorted({row >> ROW_BITS for row in pc.unique(records["supersedes"]).to_pylist() if row})


def _sent_back(intake: Intake) -> list[dict]:
    """One entry a row that goes to its sender: the sentences by cell, whether it is used all the same, its marks."""
    marks = {row: {"hash": row_hash, "replaces": replaces} for row, row_hash, replaces in intake.numbers}
    rows: dict[int, dict] = {}
    for items, used in ((intake.set_aside, False), (intake.doubts, True)):
        for item in items:
            entry = rows.setdefault(item.row, {"row": item.row, "used": used, "cells": [], **marks[item.row]})
            entry["cells"].append([item.column, item.sentence])
    return [rows[row] for row in sorted(rows)]


def _claims(intake: Intake) -> list[list[int]]:
    unused = {item.row for item in intake.set_aside}
    return sorted(list(replaces) for row, _, replaces in intake.numbers if replaces and row not in unused)


def _with_source(records: pa.Table, batch: Batch, table: Table) -> pa.Table:
    """Add `src`, `source_id`, the data day and the sender to each record."""
    size, source_id = records.num_rows, batch.source_id
    rows = records["row"].cast(pa.int64())
    day = pa.scalar(batch.day, pa.date32())
    own = {
        "src": pc.add(rows, pa.scalar(source_id << ROW_BITS, pa.int64())),
        "source_id": pa.repeat(pa.scalar(source_id, pa.int64()), size),
        "period": pa.repeat(
            pa.scalar(json.dumps(batch.period) if batch.period and not batch.own_month else None, pa.string()), size
        ),
    }
    own["as_of"] = pc.fill_null(records["as_of"], day) if "as_of" in records.column_names else pa.repeat(day, size)
    sender = pa.scalar(batch.source or None, pa.string())
    own["source"] = pc.fill_null(records["source"], sender) if "source" in table.columns else pa.repeat(sender, size)
    for name, column in own.items():
        if name in records.column_names:
            records = records.set_column(records.column_names.index(name), name, column)
        else:
            records = records.append_column(name, column)
    return records


def _reading(jobs: list, known: dict, skipped: list[str]) -> Reading:
    batches, unread = [], []
    for _, relative in jobs:
        own, error = known[relative]
        batches += own
        if error:
            unread.append(Unread(relative, error["sentence"], error["exit_status"]))
    return Reading(batches, unread, skipped)
