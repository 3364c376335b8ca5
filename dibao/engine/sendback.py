"""Rows that could not be used go back to their senders, unless a corrected copy has come already."""

from collections import defaultdict
from pathlib import Path

from dibao.engine.intake import SetAside
from dibao.engine.intake.returns import ReturnedSheet, write_returns
from dibao.engine.lake.store import ROW_BITS, Batch, file_digest
from dibao.engine.sheets import open_file, read_layout


def send_back(folder: Path, out: Path, batches: list[Batch], superseded: set[int]) -> list[Path]:
    """Write a copy of each workbook with set-aside rows under `out`, in the sender's own folders; returns the copies."""
    waiting: dict[str, dict[str, tuple[Batch, list[SetAside]]]] = defaultdict(dict)
    for batch in batches:
        reasons = _open_reasons(batch, superseded)
        if reasons and not batch.is_copy:
            waiting[batch.file][batch.sheet] = (batch, reasons)
    copies = []
    for file, sheets in sorted(waiting.items()):
        if not _is_still(folder / file, sheets):
            continue
        returned = []
        for raw in open_file(folder / file, file):
            if raw.sheet in sheets:
                batch, reasons = sheets[raw.sheet]
                returned.append(ReturnedSheet(read_layout(raw), reasons, batch.source_id))
        path = write_returns(out / Path(file).parent, folder / file, returned)
        copies += [path] if path else []
    return copies


def _is_still(path: Path, sheets: dict[str, tuple[Batch, list[SetAside]]]) -> bool:
    """An old run may be run again when its sources have gone, or are others now."""
    return path.exists() and file_digest(path) == next(iter(sheets.values()))[0].content


def _open_reasons(batch: Batch, superseded: set[int]) -> list[SetAside]:
    return [
        SetAside(entry["row"], column, sentence)
        for entry in batch.set_aside
        if (batch.source_id << ROW_BITS | entry["row"]) not in superseded
        for column, sentence in entry["cells"]
    ]
