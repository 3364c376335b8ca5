"""Uploads: received, read again, accepted, dropped, withdrawn."""

import hashlib
import shutil
import unicodedata
import zipfile
from pathlib import PurePosixPath

from django.utils import timezone

from dibao.office.accounts.models import Unit, User
from dibao.office.base import jobs
from dibao.office.base.actions import Refused, action, tell
from dibao.office.base.scope import next_number
from dibao.office.campaigns.models import Campaign
from dibao.office.intake import places
from dibao.office.intake.models import Upload, UploadedFile
from dibao.office.intake.policy import write_policy
from dibao.office.intake.states import UPLOAD

KINDS = {".xlsx", ".xls", ".xlsm", ".csv", ".et", ".xlsb", ".tsv"}
LARGEST = 300 * 2**20  # bytes of one file, also of one inside a zip


@action("data.upload", "报送数据", needs="data.upload")
def receive(*, by: User, campaign: Campaign, unit: Unit, files: list, note: str = "") -> Upload:
    """Take files (anything with `name` and `chunks()`) from a unit; zips are opened. Nothing is read yet."""
    if not by.sees_area(unit.area.code):
        raise Refused(f"“{unit}”不在您的管辖范围内，不能替它报送")
    if not files:
        raise Refused("没有选文件。请选一个或几个表格文件再上传")
    number = next_number(Upload, campaign=campaign)
    upload = Upload.objects.create(
        campaign=campaign, unit=unit, area_code=unit.area.code, number=number, by=by, note=note
    )
    folder = places.inbox(upload) / upload.folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for file in files:
        _take(upload, file, folder)
    tell(upload, new={"files": [f"{f.name}（{f.sha256[:16]}）" for f in upload.files.all()], "note": note})
    ask_check(upload, by)
    return upload


@action("data.check_again", "重新预检", needs="data.upload")
def check_again(*, by: User, upload: Upload) -> None:
    """Read it once more, say after the program has learned other headers."""
    if upload.state not in ("received", "checked", "failed"):
        raise Refused(f"{upload}{upload.get_state_display()}，不用再预检")
    tell(upload)
    ask_check(upload, by)


def ask_check(upload: Upload, by: User) -> jobs.Job:
    """Have it read in the background (`jobs.py`)."""
    return jobs.start("intake.check", by=by, title=f"预检{upload}", open_to="data.upload", upload=upload.pk)


def _take(upload: Upload, file, folder) -> None:
    """One file, or every table in a zip."""
    name = _plain(file.name)
    if name.lower().endswith(".zip"):
        _unpack(upload, file, folder)
        return
    _keep(upload, name, file.chunks(), folder)


def _unpack(upload: Upload, file, folder) -> None:
    try:
        archive = zipfile.ZipFile(file)
        members = [
            m for m in archive.infolist() if not m.is_dir() and PurePosixPath(m.filename).suffix.lower() in KINDS
        ]
        for member in members:
            if member.file_size > LARGEST:
                raise Refused(f"压缩包里的 {member.filename} 超过 300 MB，请单独拆小后上传")
            with archive.open(member) as stream:
                _keep(upload, _plain(member.filename), iter(lambda s=stream: s.read(2**20), b""), folder)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError):
        raise Refused(f"{file.name} 打不开：压缩包损坏或加了密码。请重新压缩成普通 zip，或直接上传表格") from None


def _keep(upload: Upload, name: str, chunks, folder) -> None:
    if PurePosixPath(name).suffix.lower() not in KINDS:
        raise Refused(f"{name} 不是表格。请上传 Excel（.xlsx、.xls）或 CSV 文件；扫描件和照片请放到档案材料里")
    name = _free(folder, name)
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("wb") as target:
        for chunk in chunks:
            size += len(chunk)
            if size > LARGEST:
                raise Refused(f"{name} 超过 300 MB，请按年份或乡镇拆开上传")
            digest.update(chunk)
            target.write(chunk)
    UploadedFile.objects.create(upload=upload, name=name, sha256=digest.hexdigest(), size=size)


def _plain(name: str) -> str:
    """The bare name of a file, in the one spelling that systems agree on; no way out of the folder."""
    bare = PurePosixPath(name.replace("\\", "/")).name
    return unicodedata.normalize("NFC", bare).lstrip(".")[-150:] or "未命名.csv"


def _free(folder, name: str) -> str:
    path = PurePosixPath(name)
    names = (name if n == 1 else f"{path.stem}-{n}{path.suffix}" for n in range(1, 1000))
    return next(n for n in names if not (folder / n).exists())


@action("data.accept", "确认入库", needs="data.accept")
def accept(*, by: User, upload: Upload, seen_version: int | None = None) -> Upload:
    """Put the files among the campaign's data, where every later screening reads them."""
    if open_sheets := [str(s) for s in upload.sheets.all() if not s.settled]:
        raise Refused(
            f"还有 {len(open_sheets)} 张工作表没认出来：{'、'.join(open_sheets[:3])}。请指定它是什么，或标为“不是数据”"
        )
    told = UPLOAD.move(upload, "data.accept", seen_version=seen_version, accepted_by=by, accepted_at=timezone.now())
    write_policy(upload.campaign)
    tell(upload, **told)
    # last: what fails before leaves the files where no screening reads them
    source, target = places.inbox(upload) / upload.folder, places.data(upload.campaign) / upload.folder
    if not target.exists():
        shutil.move(source, target)
    return upload


@action("data.drop", "放弃报送", needs="data.upload")
def drop(*, by: User, upload: Upload) -> None:
    """Do not take it in; the files go, the record of them stays."""
    tell(upload, **UPLOAD.move(upload, "data.drop"))
    shutil.rmtree(places.inbox(upload), ignore_errors=True)


@action("data.withdraw", "撤回入库数据", needs="data.withdraw")
def withdraw(*, by: User, upload: Upload, reason: str, seen_version: int | None = None) -> None:
    """Later screenings do not see it; those of before keep it."""
    if not reason.strip():
        raise Refused("请写明撤回的理由")
    tell(upload, **UPLOAD.move(upload, "data.withdraw", seen_version=seen_version, reason=reason.strip()))
    write_policy(upload.campaign)


@action("data.restore", "恢复撤回的数据", needs="data.withdraw")
def restore(*, by: User, upload: Upload) -> None:
    """Take a withdrawal back."""
    tell(upload, **UPLOAD.move(upload, "data.restore", reason=""))
    write_policy(upload.campaign)
