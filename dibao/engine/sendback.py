"""Rows that could not be used go back to their senders, unless a corrected copy has come already."""

import hashlib
import json
import os
import shutil
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import count, repeat
from pathlib import Path

from dibao.engine.corrections import Corrections
from dibao.engine.digest import code_digest
from dibao.engine.intake import SetAside
from dibao.engine.intake.own import number_text
from dibao.engine.lake.store import ROW_BITS, Batch, file_digest
from dibao.engine.sheets import open_file, read_layout
from dibao.engine.sheets.hints import hint_of
from dibao.engine.sheets.returned import copy_name

Waiting = dict[str, tuple[Batch, list[dict]]]  # by sheet


def send_back(
    folder: Path, out: Path, kept: Path, batches: list[Batch], corrections: Corrections, hints: dict
) -> list[Path]:
    """Write a copy of each workbook with rows that wait under `out`, in the sender's own folders; returns the copies.

    Each copy also stays under `kept`, by what it is made of, and is not made again.
    """
    waiting: dict[str, Waiting] = defaultdict(dict)
    for batch in batches:
        if not batch.is_copy and (entries := corrections.waiting.get(batch.source_id)):
            waiting[batch.file][batch.sheet] = (batch, entries)
    jobs = [
        Job(folder / file, file, _home(folder, file), _returns(sheets), hints)
        for file, sheets in sorted(waiting.items())
        if _is_still(folder / file, sheets)
    ]
    _make([job for job in jobs if not job.kept_in(kept).exists()], kept)
    return [_hand_out(job.kept_in(kept), _free(folder, out, Path(job.file))) for job in jobs]


@dataclass(frozen=True)
class Job:
    """A workbook of which rows go back: where it is, its folder in words, the rows (row, 来源号, what is wrong) by sheet."""

    path: Path
    file: str
    home: str
    rows: dict[str, list[tuple[int, str, list]]]
    hints: dict

    def kept_in(self, kept: Path) -> Path:
        """Where the finished copy stays, named by all that it is made of; not .xlsx, since it is no sheet for anybody."""
        code = code_digest("sheets", "values", "intake", "sendback.py")
        words = [file_digest(self.path), self.file, self.home, self.rows, self.hints, code]
        return kept / f"{hashlib.sha256(json.dumps(words, default=str).encode()).hexdigest()[:24]}.copy"


def _make(jobs: list[Job], kept: Path) -> None:
    if len(jobs) < 3:
        for job in jobs:
            _write(job, kept)
        return
    with ProcessPoolExecutor(2) as pool:
        list(pool.map(_write, jobs, repeat(kept)))


def _write(job: Job, kept: Path) -> None:
    from dibao.engine.intake.returns import ReturnedSheet, write_returns  # openpyxl: few runs make a copy anew

    sheets = []
    for raw in open_file(job.path, job.file):
        if raw.sheet in job.rows:
            rows = job.rows[raw.sheet]
            reasons = [SetAside(row, column, said) for row, _, cells in rows for column, said in cells]
            layout = read_layout(raw, hint_of(raw, job.hints))
            sheets.append(ReturnedSheet(layout, reasons, {row: number for row, number, _ in rows}))
    target = job.kept_in(kept)
    os.replace(write_returns(target.with_suffix(f".{os.getpid()}.part"), sheets, job.home), target)


def _hand_out(finished: Path, target: Path) -> Path:
    os.utime(finished)  # the garbage collector keeps what a recent run used
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(finished, target))


def _returns(sheets: Waiting) -> dict[str, list[tuple[int, str, list]]]:
    return {
        name: [(entry["row"], _number(batch, entry), entry["cells"]) for entry in entries]
        for name, (batch, entries) in sheets.items()
    }


def _number(batch: Batch, entry: dict) -> str:
    """What the row replaces when it comes back: itself, or what it was to replace already."""
    src, row_hash = entry["replaces"] or (batch.source_id << ROW_BITS | entry["row"], entry["hash"])
    return number_text(src, row_hash)


def _free(folder: Path, out: Path, file: Path) -> Path:
    """A name that neither another copy nor one that was put back already has: that one holds corrected rows."""
    names = (copy_name(file.stem, number) for number in count(1))
    places = ((folder / file.parent / name, out / file.parent / name) for name in names)
    return next(target for there, target in places if not there.exists() and not target.exists())


def _home(folder: Path, file: str) -> str:
    """The folder that the copy belongs into, as a user names it."""
    return (Path(folder.name) / file).parent.as_posix()


def _is_still(path: Path, sheets: Waiting) -> bool:
    """An old run may be run again when its sources have gone, or are others now."""
    return path.exists() and file_digest(path) == next(iter(sheets.values()))[0].content
