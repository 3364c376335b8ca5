"""What a named person of the competent level decided, and what finance is told."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import User
from dibao.office.base.actions import Versioned
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.models.visit import Visit
from dibao.office.cases.states import DECISION
from dibao.office.cases.words import CAUSES, DECISIONS, GROUNDS, LOSING
from dibao.office.screening.models import CampaignHousehold, Hit


class ChangeList(Scoped, Versioned):
    """发放变更清单 of a month: what finance stops, adjusts, starts, makes good."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="change_lists")
    area_code = models.CharField(max_length=15, db_index=True)
    month = models.IntegerField("执行月份")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="制单人")
    at = models.DateTimeField("制单时间", auto_now_add=True)
    received_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="财政签收人")
    received_at = models.DateTimeField("签收时间", null=True)

    class Meta(Scoped.Meta):
        ordering = ["-month", "-id"]
        verbose_name = "发放变更清单"

    def __str__(self) -> str:
        return f"{self.month // 12}年{self.month % 12 + 1}月发放变更清单"


class Decision(Scoped, Versioned):
    """A decision about a household. The database refuses one by which somebody gets less without a verification."""

    household = models.ForeignKey(CampaignHousehold, models.PROTECT, related_name="decisions", verbose_name="户")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    kind = models.CharField("决定", max_length=10, choices=list(DECISIONS.items()))
    hits = models.ManyToManyField(Hit, related_name="decisions", verbose_name="所依据的疑点")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="decisions", verbose_name="所依据的核查")
    ground = models.CharField("代替入户的凭据", max_length=16, blank=True, choices=list(GROUNDS.items()))
    basis = models.CharField("政策依据", max_length=200)
    reason = models.TextField("理由")
    cause = models.CharField("原因类别", max_length=10, blank=True, choices=list(CAUSES.items()))
    effective_month = models.IntegerField("执行月份")
    amount_before_fen = models.BigIntegerField("原月保障金", null=True)
    amount_after_fen = models.BigIntegerField("调整后月保障金", null=True)
    households_affected = models.PositiveSmallIntegerField("涉及户数", default=1)
    persons_affected = models.PositiveSmallIntegerField("涉及人数")
    state = DECISION.field()
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="提出人")
    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="决定人")
    decided_post = models.CharField("决定人岗位", max_length=120, blank=True)
    decided_at = models.DateTimeField("决定时间", null=True)
    notified_on = models.DateField("送达日期", null=True)
    notified_how = models.CharField("送达方式", max_length=60, blank=True)
    reversed_why = models.CharField("纠正理由", max_length=200, blank=True)
    change_list = models.ForeignKey(ChangeList, models.PROTECT, null=True, related_name="decisions")

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "处理决定"
        constraints = [
            DECISION.constraint("decision_state"),
            models.CheckConstraint(
                condition=~Q(kind__in=LOSING) | Q(visit__isnull=False) | ~Q(ground=""), name="decision_does_no_harm"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("made", "notified", "reversed")) | Q(decided_by__isnull=False),
                name="decision_has_a_name",
            ),
            models.CheckConstraint(condition=~Q(basis="") & ~Q(reason=""), name="decision_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.household}：{self.get_kind_display()}"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area() | sight.by_assignment(CampaignHousehold, "household_id")

    def may_open_file(self, user) -> bool:
        """Whoever may see the household's page."""
        return user.may("household.read")
