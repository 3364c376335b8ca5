"""What was read of an upload, written down sheet by sheet; what people say of sheets."""

import re
from datetime import date

from dibao.engine.lake.reading import Reading
from dibao.engine.report import sheet_entry
from dibao.office.accounts.models import User
from dibao.office.base.actions import Refused, action, tell
from dibao.office.campaigns.book import book
from dibao.office.intake.actions.uploads import ask_check
from dibao.office.intake.models import SenderMapping, Sheet, Upload
from dibao.office.intake.reading import Read, headers_key
from dibao.office.intake.states import UPLOAD

SAY_IN_FILE = re.compile("若确是要用的数据|请在 policy.toml")  # what the engine advises; here a page does that
COUNTS = ("nonempty", "title", "header", "total", "note", "blocks", "data", "used", "set_aside", "repeats", "bad_cells")


@action("data.check", "预检", needs="data.upload")
def note_check(*, by: User, upload: Upload, read: Read) -> Upload:
    """Write down what reading it gave. Files that cannot be read at all are named with their sentence."""
    write_sheets(upload, read)
    told = UPLOAD.move(upload, "data.check" if read.reading.batches else "data.fail")
    sheets, unread = len(read.reading.batches), len(read.reading.unread)
    tell(upload, old=told["old"], new=told["new"] | {"sheets": sheets, "unread": unread})
    return upload


@action("data.map", "指定列对应", needs="data.upload")
def map_sheet(*, by: User, sheet: Sheet, table: str, columns: dict[str, str]) -> None:
    """Say what a sheet is: `columns` header → column of the table ("" = leave out). Kept for this sender's next sheet."""
    known = book().tables.get(table)
    if sheet.upload.state not in ("checked", "failed"):
        raise Refused(f"{sheet.upload}已经{sheet.upload.get_state_display()}，不能再改列对应")
    if known is None:
        raise Refused("请选一种数据表")
    if wrong := sorted({name for name in columns.values() if name and name not in known.columns}):
        raise Refused(f"“{known.title}”没有这些列：{'、'.join(wrong)}")
    if twice := sorted({n for n in columns.values() if n and list(columns.values()).count(n) > 1}):
        raise Refused(f"两列都指成了同一项：{'、'.join(known.columns[n].names[0] for n in twice)}。请留一列")
    mapping = {"table": table, **columns}
    tell(sheet.upload, old={"sheet": str(sheet), "mapping": sheet.mapping}, new={"mapping": mapping})
    sheet.mapping, sheet.ignored = mapping, False
    sheet.save(update_fields=["mapping", "ignored"])
    SenderMapping.objects.update_or_create(
        unit=sheet.upload.unit, headers=headers_key(sheet.headers), defaults={"mapping": mapping, "by": by}
    )
    ask_check(sheet.upload, by)


@action("data.ignore", "标为不是数据", needs="data.upload")
def ignore_sheet(*, by: User, sheet: Sheet, ignored: bool = True) -> None:
    """A cover, a note, a pivot table: nothing is read from it, and that was said by a person."""
    tell(sheet.upload, new={"sheet": str(sheet), "ignored": ignored})
    sheet.ignored = ignored
    sheet.save(update_fields=["ignored"])


def write_sheets(upload: Upload, read: Read) -> None:
    """One record a sheet, and the trouble of each file that could not be read."""
    _write_sheets(upload, read.reading, read.said)
    _write_troubles(upload, read.reading)


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
    why = SAY_IN_FILE.split(told["why"] or "")[0]
    sheet.table, sheet.why, sheet.confidence = told["table"] or "", why, told["confidence"] or 0
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
        told = troubles.get(file.name, "").replace(f"{upload.folder}/", "")
        file.trouble = told.removeprefix(f"{file.name}：")
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
