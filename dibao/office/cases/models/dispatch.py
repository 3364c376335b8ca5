"""Who goes where by when."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import Unit, User
from dibao.office.base.actions import Versioned
from dibao.office.base.fields import KeyedIndexField, SealedField
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.states import TASK, WITH_UNIT
from dibao.office.screening.models import CampaignHousehold


class Dispatch(Scoped):
    """One sending of cases to one unit, with a day by which they are to be verified."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="dispatches", verbose_name="专项行动")
    number = models.PositiveIntegerField("派单号")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dispatches", verbose_name="核查单位")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="派发人")
    at = models.DateTimeField("派发时间", auto_now_add=True)
    due_on = models.DateField("核查时限")
    note = models.CharField("要求", max_length=200, blank=True)

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "派单"
        constraints = [models.UniqueConstraint(fields=["campaign", "number"], name="dispatch_number")]

    def __str__(self) -> str:
        return f"第 {self.number} 号派单 · {self.unit}"


class CaseTask(Scoped, Versioned):
    """One household in one unit's hands. All its open hits are cleared in one visit (一次入户一并核清)."""

    dispatch = models.ForeignKey(Dispatch, models.PROTECT, related_name="tasks", verbose_name="派单")
    household = models.ForeignKey(CampaignHousehold, models.PROTECT, related_name="tasks", verbose_name="户")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="tasks", verbose_name="核查单位")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    due_on = models.DateField("核查时限", db_index=True)
    state = TASK.field()
    reason = models.CharField("退回（收回）理由", max_length=200, blank=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    class Meta(Scoped.Meta):
        ordering = ["due_on", "id"]
        verbose_name = "核查任务"
        constraints = [
            TASK.constraint("case_task_state"),
            models.UniqueConstraint(
                fields=["household"], condition=Q(state__in=WITH_UNIT), name="household_in_one_hand"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("returned", "recalled")) | ~Q(reason=""), name="case_task_reason"
            ),
        ]
        indexes = [models.Index(fields=["area_code", "state", "due_on"], name="case_task_list")]

    def __str__(self) -> str:
        return f"{self.household}（{self.unit}）"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area() | sight.by_assignment(CampaignHousehold, "household_id")


class DeclaredRelative(models.Model):
    """A relative that somebody who works on cases has declared; they keep out of that family's case (回避)."""

    user = models.ForeignKey(User, models.CASCADE, related_name="relatives")
    name = models.CharField("姓名", max_length=40)
    id_no = SealedField("id_no", verbose_name="身份证号")
    id_no_key = KeyedIndexField("id_no")
    relation = models.CharField("关系", max_length=20)

    class Meta:
        verbose_name = "申报的亲属"

    def __str__(self) -> str:
        return f"{self.user}的{self.relation}"
