"""The lists of gathering."""

from django.db.models import QuerySet
from django.urls import reverse

from dibao.office.base.table import Chip, Choice, Column, Days, Search, Table
from dibao.office.campaigns.queries import current_campaign
from dibao.office.intake.models import Upload
from dibao.office.intake.states import UPLOAD

TONES = {
    "received": "grey",
    "checked": "amber",
    "accepted": "green",
    "failed": "red",
    "dropped": "grey",
    "withdrawn": "grey",
}
DISPUTE_TONES = {"open": "grey", "sent": "amber", "answered": "blue", "closed": "green"}


def _files(upload: Upload) -> str:
    names = [file.name for file in upload.files.all()]
    more = f" 等 {len(names)} 个" if len(names) > 2 else ""
    return "、".join(names[:2]) + more


class Uploads(Table):
    """Everything that was sent."""

    code, title, needs = "uploads", "数据归集", "dataset.read"
    subtitle = "各单位报来的表格，先预检，确认后入库"
    template = "intake/uploads.html"
    export_needs = "dataset.read"
    columns = (
        Column("批次", lambda upload: f"第 {upload.number} 批", code="number", sort="number", link=True, kind="short"),
        Column("报送单位", "unit", sort="unit__name"),
        Column("文件", _files, code="files", small="note"),
        Column("数据行", "rows", kind="number"),
        Column("退回行", "rows_returned", kind="number"),
        Column(
            "状态", lambda upload: Chip(upload.get_state_display(), TONES[upload.state]), code="state", sort="state"
        ),
        Column("上传人", "by"),
        Column("上传时间", "at", kind="time", sort="at"),
        Column("入库人", "accepted_by", shown=False),
        Column("入库时间", "accepted_at", kind="time", sort="accepted_at"),
    )
    filters = (
        Search("报送单位、文件名", names_in=("unit__name", "files__name")),
        Choice("状态", "state", choices=UPLOAD.choices),
        Days("上传", "at", moment=True),
    )
    empty = ("还没有报来的数据", "花名册、发放明细、各部门的名单，原来什么样就传什么样")

    def rows(self) -> QuerySet:
        found = Upload.objects.filter(campaign=current_campaign(self.request)).distinct()
        return found.select_related("unit", "by", "accepted_by").prefetch_related("files", "sheets")

    def url(self, record) -> str:
        return reverse("upload", args=[record.pk])

    def context(self) -> dict:
        return {"campaign": current_campaign(self.request)}
