"""What was found at the door, or in the papers. Never changed: a later record corrects an earlier one."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import User
from dibao.office.base.scope import Scoped, Sight
from dibao.office.cases.models.dispatch import CaseTask
from dibao.office.cases.words import METHODS
from dibao.office.screening.models import CampaignHousehold


class Visit(Scoped):
    """One verification of a household: who went, whom they met, what they found."""

    household = models.ForeignKey(CampaignHousehold, models.PROTECT, related_name="visits", verbose_name="户")
    task = models.ForeignKey(CaseTask, models.PROTECT, null=True, related_name="visits", verbose_name="核查任务")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    method = models.CharField("方式", max_length=12, choices=list(METHODS.items()))
    visited_on = models.DateField("核查日期")
    visitors = models.ManyToManyField(User, related_name="visits", verbose_name="核查人员")
    others = models.CharField("其他核查人员", max_length=120, blank=True)
    respondent = models.CharField("接受核查的人", max_length=60, blank=True)
    refused = models.BooleanField("拒绝核查", default=False)
    found = models.TextField("核查情况")
    members = models.PositiveSmallIntegerField("实际人口", null=True)
    income_fen = models.BigIntegerField("核实的人均月收入", null=True)
    origin = models.CharField(
        "录入方式", max_length=10, default="screen", choices=[("screen", "网页"), ("excel", "表格回传")]
    )
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ["-visited_on", "-id"]
        verbose_name = "核查记录"
        constraints = [models.CheckConstraint(condition=~Q(found=""), name="visit_found")]

    def __str__(self) -> str:
        return f"{self.visited_on:%Y-%m-%d} {self.get_method_display()}"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area() | sight.by_assignment(CampaignHousehold, "household_id")

    def may_open_file(self, user) -> bool:
        """Whoever sees the record of the visit sees its papers."""
        return user.may("household.read")
