"""Rows that could not be used go back to their senders, unless a corrected copy has come already."""

from collections import defaultdict
from itertools import count
from pathlib import Path

from dibao.engine.corrections import Corrections
from dibao.engine.intake import SetAside
from dibao.engine.intake.own import number_text
from dibao.engine.intake.returns import ReturnedSheet, write_returns
from dibao.engine.lake.store import ROW_BITS, Batch, file_digest
from dibao.engine.sheets import open_file, read_layout
from dibao.engine.sheets.hints import hint_of
from dibao.engine.sheets.returned import copy_name

Waiting = dict[str, tuple[Batch, list[dict]]]  # by sheet


def send_back(folder: Path, out: Path, batches: list[Batch], corrections: Corrections, hints: dict) -> list[Path]:
    """Write a copy of each workbook with rows that wait under `out`, in the sender's own folders; returns the copies."""
    waiting: dict[str, Waiting] = defaultdict(dict)
    for batch in batches:
        if not batch.is_copy and (entries := corrections.waiting.get(batch.source_id)):
            waiting[batch.file][batch.sheet] = (batch, entries)
    copies: list[Path] = []
    for file, sheets in sorted(waiting.items()):
        if _is_still(folder / file, sheets):
            returned = _returned_sheets(folder / file, file, sheets, hints)
            copies.append(write_returns(_free(folder, out, Path(file)), folder / file, returned, _home(folder, file)))
    return copies


def _returned_sheets(path: Path, file: str, sheets: Waiting, hints: dict) -> list[ReturnedSheet]:
    result = []
    for raw in open_file(path, file):
        if raw.sheet in sheets:
            batch, entries = sheets[raw.sheet]
            numbers = {entry["row"]: _number(batch, entry) for entry in entries}
            result.append(ReturnedSheet(read_layout(raw, hint_of(raw, hints)), _reasons(entries), numbers))
    return result


def _number(batch: Batch, entry: dict) -> str:
    """What the row replaces when it comes back: itself, or what it was to replace already."""
    src, row_hash = entry["replaces"] or (batch.source_id << ROW_BITS | entry["row"], entry["hash"])
    return number_text(src, row_hash)


def _reasons(entries: list[dict]) -> list[SetAside]:
    return [SetAside(entry["row"], column, sentence) for entry in entries for column, sentence in entry["cells"]]


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
