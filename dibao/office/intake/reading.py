"""The pre-check of an upload: read as a screening would read it, and written down sheet by sheet for a person to confirm."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from dibao.engine.lake.reading import Reading
from dibao.engine.report import sheet_entry
from dibao.engine.screen import Options, precheck, returned_copies
from dibao.office.campaigns.book import book
from dibao.office.intake import places
from dibao.office.intake.models import SenderMapping, Sheet, Upload
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


def write_sheets(upload: Upload, read: Read) -> None:
    """One record a sheet, and the trouble of each file that could not be read."""
    _write_sheets(upload, read.reading, read.said)
    _write_troubles(upload, read.reading)


def headers_key(headers: list[str]) -> str:
    """By which a sheet of the same shape is known again."""
    return hashlib.sha256(json.dumps(sorted(headers), ensure_ascii=False).encode()).hexdigest()


def _remembered(upload: Upload, reading: Reading, said: dict) -> dict[str, dict]:
    """What people said of sheets with the same headers from the same sender, by place."""
    known = {m.headers: m.mapping for m in SenderMapping.objects.filter(unit=upload.unit)}
    found = {}
    for batch in reading.batches:
        mapping = known.get(headers_key(_headers(batch)))
        place = f"{batch.file}/{batch.sheet}"
        if mapping and place not in said:
            found[place] = mapping
    return found


def _headers(batch) -> list[str]:
    return sorted({*batch.account["columns"], *batch.account["unmapped"]})


def _write_sheets(upload: Upload, reading: Reading, said: dict) -> None:
    before = {(sheet.file, sheet.sheet): sheet for sheet in upload.sheets.all()}
    kept = set()
    for batch in reading.batches:
        file = batch.file.removeprefix(f"{upload.folder}/")
        sheet = before.get((file, batch.sheet)) or Sheet(upload=upload, file=file, sheet=batch.sheet)
        _fill(sheet, sheet_entry(batch, reading.corrections), said.get(f"{batch.file}/{batch.sheet}", {}))
        sheet.warning = _shape_warning(sheet)
        sheet.save()
        kept.add(sheet.pk)
    upload.sheets.exclude(pk__in=kept).delete()


def _fill(sheet: Sheet, told: dict, mapping: dict) -> None:
    sheet.table, sheet.why, sheet.confidence = told["table"] or "", told["why"] or "", told["confidence"] or 0
    sheet.columns, sheet.unmapped, sheet.mapping = told["columns"], told["unmapped"], mapping
    sheet.period = " 至 ".join(dict.fromkeys(told["period"] or []))
    day = told["data_day"] or told["as_of"]
    sheet.as_of = date.fromisoformat(day) if day else None
    sheet.areas, sheet.repairs, sheet.returned = told["areas"], told["repairs"], told["returned"]
    sheet.counts = {name: told[name] for name in COUNTS}


def _write_troubles(upload: Upload, reading: Reading) -> None:
    troubles = {unread.file.removeprefix(f"{upload.folder}/"): unread.sentence for unread in reading.unread}
    troubles |= {name.removeprefix(f"{upload.folder}/"): "这不是表格文件，没有读取" for name in reading.skipped}
    for file in upload.files.all():
        file.trouble = troubles.get(file.name, "").replace(f"{upload.folder}/", "")
        file.save(update_fields=["trouble"])


def _shape_warning(sheet: Sheet) -> str:
    """What changed against the sender's last accepted sheet of the same table."""
    if not sheet.table:
        return ""
    earlier = Sheet.objects.filter(
        table=sheet.table,
        upload__in=Upload.objects.filter(unit=sheet.upload.unit, state="accepted").exclude(pk=sheet.upload_id),
    )
    last = earlier.order_by("-upload__accepted_at").first()
    if last is None or last.headers == sheet.headers:
        return ""
    gone, new = (sorted(set(a) - set(b)) for a, b in ((last.headers, sheet.headers), (sheet.headers, last.headers)))
    parts = [f"少了 {'、'.join(gone[:6])}" if gone else "", f"多了 {'、'.join(new[:6])}" if new else ""]
    return f"与该单位上次报送（{last.upload}）的表头不同：{'；'.join(filter(None, parts))}。请核对列对应"[:300]
