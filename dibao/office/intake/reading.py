"""The pre-check of an upload: read as a screening would read it, and written down sheet by sheet for a person to confirm."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass

from dibao.engine.lake.reading import Reading
from dibao.engine.screen import Options, precheck, returned_copies
from dibao.office.campaigns.book import book
from dibao.office.intake import places
from dibao.office.intake.models import SenderMapping, Upload
from dibao.office.intake.policy import hints_of

COUNTS = ("nonempty", "title", "header", "total", "note", "blocks", "data", "used", "set_aside", "repeats", "bad_cells")
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Read:
    """What reading an upload gave: the engine's reading, and what was said of its sheets, by place."""

    reading: Reading
    said: dict[str, dict]


def read_upload(upload: Upload, progress: Progress) -> Read:
    """Read the upload's files, with what was said of its sheets before, and make the copies to send back.

    Long work, outside any transaction; `write_sheets` writes down what came of it.
    """
    options = Options(places.inbox(upload), places.work(upload.campaign))
    said = hints_of(upload.sheets.select_related("upload__unit"))
    reading = precheck(options, book(), said, progress)
    if remembered := _remembered(upload, reading, said):
        said |= remembered
        reading = precheck(options, book(), said, progress)
    out = places.returned(upload)
    shutil.rmtree(out, ignore_errors=True)
    returned_copies(options, reading, said, out)
    return Read(reading, said)


def headers_key(headers: list[str]) -> str:
    """By which a sheet of the same shape is known again."""
    return hashlib.sha256(json.dumps(sorted(headers), ensure_ascii=False).encode()).hexdigest()


def _remembered(upload: Upload, reading: Reading, said: dict) -> dict[str, dict]:
    """What people said of sheets with the same headers from the same sender, by place."""
    known = {m.headers: m.mapping for m in SenderMapping.objects.filter(unit=upload.unit)}
    found = {}
    for batch in reading.batches:
        mapping = known.get(headers_key(headers_of(batch)))
        place = f"{batch.file}/{batch.sheet}"
        if mapping and place not in said:
            found[place] = mapping
    return found


def headers_of(batch) -> list[str]:
    return sorted({*batch.account["columns"], *batch.account["unmapped"]})
