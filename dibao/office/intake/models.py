"""What was sent: uploads, what each sheet was taken for, what a sender's sheets look like, doubts about data."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import Unit, User
from dibao.office.base.actions import Versioned
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.states import DISPUTE, UPLOAD


class LocalPolicy(Versioned):
    """What the county decides (standards, amounts, parameters), as the text of `policy.toml`; one for each area."""

    area = models.OneToOneField("accounts.Area", models.PROTECT, related_name="policy", verbose_name="区划")
    text = models.TextField("policy.toml", blank=True)

    class Meta:
        verbose_name = "本地政策"

    def __str__(self) -> str:
        return f"{self.area}的本地政策"

    @property
    def area_code(self) -> str:
        return self.area.code


class Upload(Scoped, Versioned):
    """One sending of one or many files by one unit; seen by those who see the unit's area."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="uploads", verbose_name="专项行动")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="uploads", verbose_name="报送单位")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    number = models.PositiveIntegerField("批次")
    by = models.ForeignKey(User, models.PROTECT, related_name="uploads", verbose_name="上传人")
    at = models.DateTimeField("上传时间", auto_now_add=True)
    note = models.CharField("说明", max_length=200, blank=True)
    state = UPLOAD.field()
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="入库人")
    accepted_at = models.DateTimeField("入库时间", null=True)
    reason = models.CharField("撤回理由", max_length=200, blank=True)

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "报送批次"
        constraints = [
            UPLOAD.constraint("upload_state"),
            models.UniqueConstraint(fields=["campaign", "number"], name="upload_number"),
            models.CheckConstraint(
                condition=~Q(state="accepted") | Q(accepted_at__isnull=False), name="upload_accepted"
            ),
            models.CheckConstraint(condition=~Q(state="withdrawn") | ~Q(reason=""), name="upload_withdrawn"),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 批 · {self.unit}"

    @property
    def folder(self) -> str:
        """The folder of its files among the campaign's data; the reader sees it, so it says who sent them."""
        return f"批次{self.number:04}·{self.unit.name}"

    @property
    def rows(self) -> int:
        """Data rows of all its sheets."""
        return sum(sheet.counts.get("data", 0) for sheet in self.sheets.all())

    @property
    def rows_returned(self) -> int:
        """Rows that go back to the sender."""
        return sum(sheet.returned for sheet in self.sheets.all())


class UploadedFile(models.Model):
    """One file of an upload, as it came."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="files")
    name = models.CharField("文件名", max_length=200)
    sha256 = models.CharField("校验码", max_length=64)
    size = models.PositiveBigIntegerField("字节")
    trouble = models.TextField("读不出来的原因", blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["upload", "name"], name="upload_file")]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """What a sheet of an upload was taken for, and the account of its rows (contract: data = used + set_aside + repeats)."""

    upload = models.ForeignKey(Upload, models.PROTECT, related_name="sheets")
    file = models.CharField("文件", max_length=200)
    sheet = models.CharField("工作表", max_length=100)
    table = models.CharField("数据表", max_length=40, blank=True, db_index=True)
    why = models.TextField("为什么", blank=True)
    confidence = models.FloatField("把握", default=0)
    columns = models.JSONField("列对应", default=dict)  # header → column of the table
    unmapped = models.JSONField("没有用上的列", default=list)
    mapping = models.JSONField("人工指定", default=dict)  # as policy.toml says it: {"table": …, header: column}
    ignored = models.BooleanField("不是数据", default=False)
    period = models.CharField("所属期", max_length=20, blank=True)
    as_of = models.DateField("数据日期", null=True)
    areas = models.JSONField("覆盖乡镇", default=list)
    counts = models.JSONField("行数", default=dict)
    repairs = models.JSONField("修正", default=dict)
    returned = models.PositiveIntegerField("退回行数", default=0)
    warning = models.CharField("提醒", max_length=300, blank=True)

    class Meta:
        ordering = ["file", "id"]
        verbose_name = "工作表"
        constraints = [models.UniqueConstraint(fields=["upload", "file", "sheet"], name="upload_sheet")]

    def __str__(self) -> str:
        return f"{self.file} / {self.sheet}"

    @property
    def place(self) -> str:
        """How policy.toml names it."""
        return f"{self.upload.folder}/{self.file}/{self.sheet}"

    @property
    def headers(self) -> list[str]:
        """All its headers, in a fixed order."""
        return sorted({*self.columns, *self.unmapped})

    @property
    def settled(self) -> bool:
        """Whether it is known what it is: nothing is guessed in silence."""
        return bool(self.table) or self.ignored


class SenderMapping(models.Model):
    """What a person said about a sheet of this sender: the next one with the same headers is read alike."""

    unit = models.ForeignKey(Unit, models.CASCADE, related_name="mappings")
    headers = models.CharField(max_length=64)  # SHA-256 of the headers
    mapping = models.JSONField()
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "列对应记忆"
        constraints = [models.UniqueConstraint(fields=["unit", "headers"], name="sender_mapping")]

    def __str__(self) -> str:
        return f"{self.unit}的列对应"

    @property
    def area_code(self) -> str:
        return self.unit.area.code


class Dispute(Scoped, Versioned):
    """A doubt about a department's data goes back to it and is followed up (校核纠错)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="disputes")
    area_code = models.CharField(max_length=15, db_index=True)
    table = models.CharField("数据表", max_length=40)
    provider = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="disputes", verbose_name="提供单位")
    place = models.CharField("出处", max_length=300, blank=True)  # file, sheet, row
    question = models.TextField("疑问")
    answer = models.TextField("答复", blank=True)
    corrected = models.BooleanField("数据有误", null=True)
    state = DISPUTE.field()
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    at = models.DateTimeField("提出时间", auto_now_add=True)
    due_on = models.DateField("请于何日前答复", null=True)
    answered_on = models.DateField("答复日期", null=True)

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "校核纠错"
        constraints = [DISPUTE.constraint("dispute_state")]

    def __str__(self) -> str:
        return f"校核纠错 {self.pk}"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area()
