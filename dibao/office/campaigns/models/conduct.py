"""How the campaign is run: papers of the lower units, meetings, long-term measures, items from above, reminders."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import User
from dibao.office.base.actions import Versioned
from dibao.office.campaigns.models.campaign import OwnPart
from dibao.office.campaigns.models.task import Task


class Paper(Versioned, OwnPart):
    """A unit's own plan or signed responsibility (S0-01, S0-68): on file, by whom signed, with which sections."""

    KINDS = {"plan": "实施方案", "responsibility": "责任书", "other": "其他材料"}
    kind = models.CharField("类别", max_length=16, choices=list(KINDS.items()))
    title = models.CharField("名称", max_length=120)
    number = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发（签订）日期")
    signer = models.CharField("签发（签订）人", max_length=60)
    sections = models.JSONField("已有内容", default=list, blank=True)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta(OwnPart.Meta):
        ordering = ["area_code", "-id"]
        verbose_name = "方案和责任书"
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=["plan", "responsibility", "other"]), name="paper_kind")
        ]

    def __str__(self) -> str:
        return self.title


class Meeting(Versioned, OwnPart):
    """A meeting and its minutes; what was decided may become tasks."""

    KINDS = {
        "kick_off": "动员部署会",
        "special": "专题会议",
        "joint": "联席会议",
        "session": "会商研判",
        "report": "工作汇报",
    }
    kind = models.CharField("类别", max_length=12, choices=list(KINDS.items()))
    title = models.CharField("名称", max_length=120)
    held_on = models.DateField("时间")
    place = models.CharField("地点", max_length=80, blank=True)
    chair = models.CharField("主持", max_length=60)
    attendees = models.TextField("参加单位和人员")
    agenda = models.TextField("议题", blank=True)
    minutes = models.TextField("会议记录", blank=True)

    class Meta(OwnPart.Meta):
        ordering = ["-held_on", "-id"]
        verbose_name = "会议"

    def __str__(self) -> str:
        return self.title


class LongTermMeasure(Versioned, OwnPart):
    """A measure that stays after the campaign (S1-53, S4-28): who, by which document, since when."""

    STATES = {"planned": "拟建立", "issued": "已印发", "working": "已落实", "repealed": "已废止"}
    title = models.CharField("措施", max_length=200)
    unit_words = models.CharField("责任单位", max_length=80)
    document = models.CharField("制度文件", max_length=120, blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=list(STATES.items()), default="planned")

    class Meta(OwnPart.Meta):
        ordering = ["id"]
        verbose_name = "长效机制"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["planned", "issued", "working", "repealed"]), name="measure_state"
            )
        ]

    def __str__(self) -> str:
        return self.title


class SuperiorItem(Versioned, OwnPart):
    """What an inspection from above asked to be put right (S0-67), and our reply."""

    SOURCES = {"tour": "巡视巡察", "audit": "审计", "supervision": "督查", "sampling": "上级抽查", "other": "其他"}
    source = models.CharField("来源", max_length=12, choices=list(SOURCES.items()))
    number = models.CharField("反馈编号", max_length=60)
    text = models.TextField("反馈问题")
    received_on = models.DateField("收到日期")
    due = models.DateField("回复时限", null=True, blank=True)
    unit_words = models.CharField("责任单位", max_length=80, blank=True)
    reply = models.TextField("整改回复", blank=True)
    replied_on = models.DateField("回复日期", null=True, blank=True)

    class Meta(OwnPart.Meta):
        ordering = ["due", "id"]
        verbose_name = "上级反馈问题"
        constraints = [models.UniqueConstraint(fields=["campaign", "source", "number"], name="superior_number")]

    def __str__(self) -> str:
        return f"{self.get_source_display()} {self.number}"


class Reminder(OwnPart):
    """催办: a task was reminded of, before or after its day; `supervised` = it went to 督办. `by` is nobody where the clock did it."""

    KINDS = {"before": "到期提醒", "overdue": "超期催办", "supervised": "转督办", "hand": "人工催办"}
    task = models.ForeignKey(Task, models.CASCADE, related_name="reminders")
    kind = models.CharField("类别", max_length=12, choices=list(KINDS.items()))
    day = models.DateField("日期")
    text = models.CharField("内容", max_length=200)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    class Meta(OwnPart.Meta):
        ordering = ["-day", "-id"]
        verbose_name = "催办"
        constraints = [
            models.UniqueConstraint(
                fields=["task", "kind", "day"], condition=~Q(kind="hand"), name="one_reminder_a_day"
            )  # the clock may run twice on a day
        ]
