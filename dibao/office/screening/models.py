"""One record for every household of a campaign's populations, and the hits that hang on it."""

from django.db import models
from django.db.models import Q

from dibao.office.accounts.models import User
from dibao.office.base.actions import Versioned
from dibao.office.base.fields import KeyedIndexField, LastFourField, SealedField
from dibao.office.base.jobs import Job
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.models import Campaign
from dibao.office.screening.states import CONCLUSIONS, HIT, RUN

POPULATIONS = {"in_force": "在保", "exited": "退出", "refused": "未通过", "missed": "名册以外"}
KINDS = {
    "inclusion": "错保",
    "exclusion": "漏保",
    "amount": "金额",
    "procedure": "程序",
    "relation": "关系",
    "payment": "发放",
    "data": "数据",
    "area": "村镇",
}
PROGRAMMES = {"dibao": "低保", "dibao_rural": "农村低保", "dibao_urban": "城市低保", "": ""}


class Freeze(Scoped):
    """A population written down: who did it, on what day's data, how many."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="freezes", verbose_name="专项行动")
    population = models.CharField("对象", max_length=10, choices=list(POPULATIONS.items()))
    since = models.DateField("自", null=True)
    until = models.DateField("至")
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name="冻结人")
    at = models.DateTimeField("冻结时间", auto_now_add=True)
    households = models.PositiveIntegerField("户数", default=0)
    persons = models.PositiveIntegerField("人数", default=0)
    added = models.PositiveIntegerField("新增户数", default=0)
    absent = models.PositiveIntegerField("不再在册户数", default=0)
    unplaced = models.PositiveIntegerField("村镇不明户数", default=0)

    class Meta(Scoped.Meta):
        ordering = ["-id"]
        verbose_name = "对象冻结"

    @property
    def area_code(self) -> str:
        return self.campaign.area_code

    def __str__(self) -> str:
        return f"{self.get_population_display()}对象（{self.until:%Y-%m-%d}）"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.around("campaign__area_code")


class CampaignHousehold(Scoped, Versioned):
    """A household in a campaign, hit or no hit; what people call the case. Money in fen a month.

    `key` is the lake's household. A person or family outside dibao that a rule says may be missing out has a record of
    the population `missed`, with no key.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="households", verbose_name="专项行动")
    population = models.CharField("对象", max_length=10, choices=list(POPULATIONS.items()))
    key = models.BigIntegerField(null=True)
    household_no = models.CharField("户编号", max_length=40, blank=True, db_index=True)
    programme = models.CharField("类别", max_length=20, blank=True, choices=list(PROGRAMMES.items()))
    head_name = models.CharField("户主", max_length=60, blank=True, db_index=True)
    head_initials = models.CharField(max_length=20, blank=True, db_index=True)
    head_id = SealedField("id_no", verbose_name="户主身份证号")
    head_id_key = KeyedIndexField("head_id")
    head_id_last4 = LastFourField("head_id")
    township = models.CharField("乡镇", max_length=60, blank=True)
    village = models.CharField("村", max_length=60, blank=True)
    area_code = models.CharField("区划", max_length=15, db_index=True)
    placed = models.BooleanField("村镇已明", default=True)
    phone = SealedField("phone", verbose_name="电话")
    account = SealedField("account", verbose_name="账号")
    account_key = KeyedIndexField("account")
    address = models.CharField("住址", max_length=200, blank=True)
    member_count = models.PositiveSmallIntegerField("家庭人口", null=True)
    covered_count = models.PositiveSmallIntegerField("保障人口", null=True)
    amount_fen = models.BigIntegerField("月保障金", null=True)
    start_on = models.DateField("纳入", null=True)
    end_on = models.DateField("退出（未通过）", null=True)
    reason = models.CharField("原因", max_length=200, blank=True)
    frozen = models.ForeignKey(Freeze, models.PROTECT, null=True, related_name="+")
    present = models.BooleanField("仍在册", default=True)
    open_hits = models.PositiveIntegerField("未结疑点", default=0)
    worst = models.CharField("最高级别", max_length=1, blank=True)
    worth = models.FloatField("走访价值", default=0)

    class Meta(Scoped.Meta):
        ordering = ["area_code", "household_no", "id"]
        verbose_name = "排查对象"
        constraints = [
            models.UniqueConstraint(
                fields=["campaign", "population", "key"], condition=Q(key__isnull=False), name="household_once"
            ),
            models.CheckConstraint(condition=Q(population__in=list(POPULATIONS)), name="household_population"),
            models.CheckConstraint(condition=~Q(area_code=""), name="household_has_a_desk"),
        ]
        indexes = [
            models.Index(fields=["campaign", "area_code", "worst", "-worth"], name="household_triage"),
            models.Index(fields=["campaign", "population", "area_code"], name="household_population_area"),
        ]

    def __str__(self) -> str:
        return f"{self.head_name or '户主不详'}户"

    @property
    def place(self) -> str:
        """Township and village in words."""
        return " / ".join(filter(None, (self.township, self.village))) or "村镇不明"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area() | sight.by_assignment(cls)


class CampaignMember(models.Model):
    """A member as frozen; months of belonging (to_month 119999 = no end known). Read through the household."""

    household = models.ForeignKey(CampaignHousehold, models.CASCADE, related_name="members")
    name = models.CharField("姓名", max_length=60, db_index=True)
    initials = models.CharField(max_length=20, blank=True, db_index=True)
    id_no = SealedField("id_no", verbose_name="身份证号")
    id_no_key = KeyedIndexField("id_no")
    id_no_last4 = LastFourField("id_no")
    relation = models.CharField("与户主关系", max_length=20, blank=True)
    covered = models.BooleanField("保障对象", default=True)
    from_month = models.IntegerField("自")
    to_month = models.IntegerField("至")

    class Meta:
        ordering = ["household", "id"]
        verbose_name = "家庭成员"

    def __str__(self) -> str:
        return self.name


class Run(Scoped, Versioned):
    """One screening of the campaign's data. `engine_id` names the engine's folder of it, kept for good."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="runs", verbose_name="专项行动")
    number = models.PositiveIntegerField("次")
    state = RUN.field()
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="发起人")
    at = models.DateTimeField("发起时间", auto_now_add=True)
    ended_at = models.DateTimeField("结束时间", null=True)
    as_of = models.DateField("判断截止日", null=True)
    engine_id = models.CharField("批次号", max_length=40, blank=True)
    counts = models.JSONField("结果", default=dict)
    trouble = models.TextField("没有完成的原因", blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+")

    class Meta(Scoped.Meta):
        ordering = ["-number"]
        verbose_name = "比对"
        constraints = [
            RUN.constraint("run_state"),
            models.UniqueConstraint(fields=["campaign", "number"], name="run_number"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(state__in=("queued", "running")), name="one_run_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"第 {self.number} 次比对"

    @property
    def area_code(self) -> str:
        return self.campaign.area_code

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.around("campaign__area_code")


class Hit(Scoped, Versioned):
    """A lead that a rule, or a list from outside, raised. It says nothing about guilt; a person concludes.

    About a household it hangs on its record; about a village or township (`household` empty) it goes to supervision.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="hits", verbose_name="专项行动")
    household = models.ForeignKey(CampaignHousehold, models.PROTECT, null=True, related_name="hits", verbose_name="户")
    area_code = models.CharField("区划", max_length=15, db_index=True)
    area_name = models.CharField("村镇", max_length=120, blank=True)
    finding_id = models.CharField("疑点编号", max_length=40)
    finding_group = models.CharField(max_length=40, blank=True)
    state_hash = models.CharField(max_length=40, blank=True)
    origin = models.CharField(
        "来源", max_length=20, default="rules", choices=[("rules", "数据比对"), ("outside", "外部推送")]
    )
    rule = models.CharField("规则", max_length=10, db_index=True)
    variant = models.CharField(max_length=40, blank=True)
    title = models.CharField("疑点类型", max_length=80)
    kind = models.CharField("性质", max_length=12, choices=list(KINDS.items()), db_index=True)
    severity = models.CharField("级别", max_length=1, db_index=True)
    tier = models.CharField("匹配", max_length=2, blank=True)
    audience = models.CharField(max_length=12, db_index=True)
    name = models.CharField("涉及人员", max_length=60, blank=True)
    id_no = SealedField("id_no", verbose_name="身份证号")
    id_no_key = KeyedIndexField("id_no")
    first_month = models.IntegerField("起", null=True)
    last_month = models.IntegerField("止", null=True)
    amount_fen = models.BigIntegerField("涉及金额", null=True)
    excused = models.CharField("依法不作问题", max_length=120, blank=True)
    remarks = models.CharField("提示", max_length=200, blank=True)
    explanation = models.TextField("说明")
    # what a township is told, as its workbook says it
    explanation_down = models.TextField(blank=True)
    money_down = models.CharField(max_length=40, blank=True)
    worth = models.FloatField(default=0)
    state = HIT.field()
    first_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    last_run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="hits")
    came_back = models.BooleanField("反弹", default=False)
    conclusion = models.CharField("结论", max_length=24, blank=True, choices=list(CONCLUSIONS.items()))
    conclusion_note = models.TextField("结论理由", blank=True)
    concluded_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name="结论人")
    concluded_at = models.DateTimeField("结论时间", null=True)

    class Meta(Scoped.Meta):
        ordering = ["severity", "-worth", "id"]
        verbose_name = "疑点"
        constraints = [
            HIT.constraint("hit_state"),
            models.UniqueConstraint(fields=["campaign", "finding_id"], name="hit_once"),
            models.CheckConstraint(condition=~Q(area_code=""), name="hit_has_a_desk"),
            models.CheckConstraint(
                condition=~Q(state__in=("concluded", "linked", "dismissed")) | ~Q(conclusion=""), name="hit_concluded"
            ),
        ]
        indexes = [models.Index(fields=["campaign", "state", "area_code", "severity"], name="hit_list")]

    def __str__(self) -> str:
        return f"{self.rule} {self.title}"

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area_for() | sight.by_assignment(CampaignHousehold, "household_id")
