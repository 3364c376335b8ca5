"""Problems, how they are put right, and against which books they are closed (对账销号)."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import Unit, User
from dibao.office.base.actions import Versioned
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.models import Campaign
from dibao.office.cases.models.decision import Decision
from dibao.office.cases.states import PROBLEM
from dibao.office.cases.words import BOOKS, ORIGINS, ROOTS, SUBJECTS
from dibao.office.screening.models import CampaignHousehold, Hit


class Problem(Scoped, Versioned):
    """Something that is wrong, about a household, a person, a unit or a village; its root cause is always said."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="problems", verbose_name="专项行动")
    number = models.PositiveIntegerField("编号")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    audience = models.CharField(max_length=12, default="township", db_index=True)
    subject = models.CharField("对象", max_length=10, choices=list(SUBJECTS.items()))
    household = models.ForeignKey(
        CampaignHousehold, models.PROTECT, null=True, related_name="problems", verbose_name="户"
    )
    subject_name = models.CharField("对象名称", max_length=120)
    origin = models.CharField("来源", max_length=12, choices=list(ORIGINS.items()))
    kind = models.CharField("问题类型", max_length=80)
    text = models.TextField("问题描述")
    root = models.CharField("问题根源", max_length=16, choices=list(ROOTS.items()))
    hits = models.ManyToManyField(Hit, related_name="problems")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="problems", verbose_name="处理决定")
    state = PROBLEM.field()
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="problems", verbose_name="整改单位")
    measures = models.TextField("整改措施", blank=True)
    due_on = models.DateField("整改时限", null=True, db_index=True)
    fast = models.BooleanField("立行立改", default=False)
    books = models.CharField("对账方式", max_length=16, choices=list(BOOKS.items()))
    effective_month = models.IntegerField("执行月份", null=True)
    amount_after_fen = models.BigIntegerField("调整后月保障金", null=True)
    rectified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="整改人")
    rectified_at = models.DateTimeField("整改完成时间", null=True)
    verified_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="核验人")
    verified_at = models.DateTimeField("核验时间", null=True)
    closing_no = models.CharField("销号编号", max_length=30, blank=True)
    closed_at = models.DateTimeField("销号时间", null=True)
    books_said = models.CharField("对账结果", max_length=200, blank=True)
    score = models.PositiveSmallIntegerField("验收得分", null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="验收人")
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="登记人")
    opened_at = models.DateTimeField("登记时间", auto_now_add=True)
    reopened = models.PositiveSmallIntegerField("重新打开次数", default=0)

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "问题"
        constraints = [
            PROBLEM.constraint("problem_state"),
            models.UniqueConstraint(fields=["campaign", "number"], name="problem_number"),
            models.CheckConstraint(
                condition=~Q(subject="household") | Q(household__isnull=False), name="problem_household"
            ),
            # verifier ≠ rectifier (domain.md 6.8)
            models.CheckConstraint(
                condition=Q(verified_by__isnull=True) | ~Q(verified_by=models.F("rectified_by")),
                name="verifier_is_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=("closed", "accepted")) | (~Q(closing_no="") & Q(verified_by__isnull=False)),
                name="closed_with_a_number",
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "area_code", "due_on"], name="problem_list")]

    def __str__(self) -> str:
        return f"问题 {self.number} · {self.subject_name}"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area_for() | sight.by_assignment(cls)

    def may_open_file(self, user) -> bool:
        """Whoever reads the problem reads its evidence."""
        return user.may("problem.read")


class ProblemEntry(models.Model):
    """A line of the rectification's diary: progress, evidence, a return, a re-opening."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="entries")
    text = models.TextField("进展")
    by = models.ForeignKey(User, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = "整改进展"


class Recovery(models.Model):
    """Money to come back, and each receipt of it. Fen; a receipt is positive."""

    problem = models.ForeignKey(Problem, models.CASCADE, related_name="recoveries")
    kind = models.CharField(max_length=8, choices=[("due", "应追缴"), ("receipt", "已到账")])
    amount_fen = models.BigIntegerField("金额")
    on = models.DateField("日期")
    paper_no = models.CharField("凭证号", max_length=60, blank=True)
    note = models.CharField("说明", max_length=120, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["on", "id"]
        verbose_name = "资金追缴"
        constraints = [models.CheckConstraint(condition=Q(amount_fen__gt=0), name="recovery_amount")]
