"""The work of a campaign: tasks, their sub-tasks, and what was reported on them."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from dibao.office.accounts.models import Post, Unit, User
from dibao.office.base.actions import Versioned
from dibao.office.campaigns.models.campaign import OwnPart, days_in_order
from dibao.office.campaigns.models.plan import Phase
from dibao.office.campaigns.states import TASK


class Task(Versioned, OwnPart):
    """Something that a unit does by a day. A task of many units has one child for each; a unit may break its own down."""

    code = models.CharField("编号", max_length=40, blank=True)
    title = models.CharField("任务", max_length=200)
    plan = models.JSONField("方案条目", default=list, blank=True, editable=False)
    phase = models.ForeignKey(
        Phase, models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="所属阶段"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name="上级任务"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任单位")
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="责任岗位")
    person = models.CharField("责任人", max_length=60, blank=True)  # who has no account, or the duty in words
    meeting = models.ForeignKey(
        "campaigns.Meeting", models.PROTECT, null=True, blank=True, related_name="tasks", verbose_name="议定的会议"
    )
    starts_on = models.DateField("开始", null=True, blank=True)
    due = models.DateField("时限", db_index=True)
    stated = models.BooleanField("方案写明", default=True)
    deliverable = models.CharField("成果", max_length=200, blank=True)
    state = TASK.field()
    progress = models.PositiveSmallIntegerField("进度", default=0)  # percent
    done_on = models.DateField("完成日期", null=True, blank=True)
    supervised_on = models.DateField("转督办日期", null=True, blank=True)

    class Meta(OwnPart.Meta):
        ordering = ["due", "area_code", "id"]
        verbose_name = "任务"
        constraints = [
            TASK.constraint("task_state"),
            days_in_order("task_days", "starts_on", "due"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="task_progress"),
            models.CheckConstraint(
                condition=Q(state="done", done_on__isnull=False) | ~Q(state="done"), name="task_done"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "due"])]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("task", args=[self.pk])

    @property
    def who(self) -> str:
        """The person responsible: who holds the post, else what is written."""
        holder = self.post.holder if self.post else None
        return str(holder) if holder else self.person


class TaskReport(OwnPart):
    """One line on a task: what was done, how far it is, what was handed in, or why it went back."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="reports")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="何人")
    at = models.DateTimeField("时间", auto_now_add=True)
    step = models.CharField("事项", max_length=20)
    text = models.TextField("情况", blank=True)
    progress = models.PositiveSmallIntegerField("进度", default=0)

    class Meta(OwnPart.Meta):
        ordering = ["-id"]
        verbose_name = "进度"
