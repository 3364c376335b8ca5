"""What the plan fixes: who is looked through, when, by what numbers, on what ground, led by whom."""

from django.db import models

from dibao.engine.campaigns.model import GROUPS, POPULATIONS, TARGETS, UNITS
from dibao.office.accounts.models import Post
from dibao.office.base.actions import Versioned
from dibao.office.campaigns.models.campaign import PartOfCampaign, days_in_order


class Part(Versioned, PartOfCampaign):
    """A line of the plan. `code` is that of the template, or one of its own; `plan`: requirements it carries (S0-31 …)."""

    code = models.CharField("编号", max_length=40)
    title = models.CharField("名称", max_length=200)
    plan = models.JSONField("方案条目", default=list, blank=True, editable=False)

    class Meta(PartOfCampaign.Meta):
        abstract = True

    def __str__(self) -> str:
        return self.title


class Population(Part):
    """Households that are looked through one by one: frozen as they stand, or those that left or were refused in a window."""

    kind = models.CharField("类别", max_length=12, choices=list(POPULATIONS.items()))
    from_day = models.DateField("自", null=True, blank=True)
    to_day = models.DateField("至", null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ["id"]
        verbose_name = "排查对象"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="population_code"),
            models.CheckConstraint(condition=models.Q(kind__in=list(POPULATIONS)), name="population_kind"),
            days_in_order("population_days", "from_day", "to_day"),
        ]


class Window(Part):
    """How far back a ledger is looked through: `payment`, `petition`, `figures`, `history`."""

    from_day = models.DateField("自")
    to_day = models.DateField("至", null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ["id"]
        verbose_name = "追溯范围"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="window_code"),
            days_in_order("window_days", "from_day", "to_day"),
        ]


class Phase(Part):
    """A stage; stages may overlap, begin before the notice, and cross a year."""

    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束")
    stated = models.BooleanField("方案写明", default=True)  # else the days are the system's suggestion

    class Meta(Part.Meta):
        ordering = ["starts_on", "id"]
        verbose_name = "阶段"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="phase_code"),
            days_in_order("phase_days"),
        ]


class FormDay(Part):
    """A sheet or report and one day on which it is due. `period_from`: since when its figures add up."""

    to = models.CharField("由谁报送", max_length=12, choices=list(TARGETS.items()))
    due = models.DateField("报送日期")
    period_from = models.DateField("累计起点", null=True, blank=True)
    interim = models.BooleanField("中期数", default=False)  # work goes on: the figures are as of the day
    nil = models.BooleanField("零报告", default=False)
    stated = models.BooleanField("方案写明", default=True)

    class Meta(Part.Meta):
        ordering = ["due", "code"]
        verbose_name = "报表和日期"
        constraints = [models.UniqueConstraint(fields=["campaign", "code", "due"], name="form_day")]


class Ratio(Part):
    """A share or number that the plan fixes. `least`: at least so much (a share is rounded up), else exactly."""

    value = models.PositiveIntegerField("数值")
    unit = models.CharField("单位", max_length=10, choices=list(UNITS.items()))
    least = models.BooleanField("不少于", default=True)

    class Meta(Part.Meta):
        ordering = ["id"]
        verbose_name = "比例和数量"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "code"], name="ratio_code"),
            models.CheckConstraint(
                condition=~models.Q(unit="percent") | models.Q(value__lte=100), name="ratio_percent"
            ),
        ]


class Seat(Part):
    """A seat in the leading group, its office or the supervision group. `title` is the post in words.

    A post of the system where there is one, so that it stays when a person leaves; else who sits there is written down.
    """

    group = models.CharField("组别", max_length=12, choices=list(GROUPS.items()))
    duty = models.CharField("职务", max_length=40)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="系统岗位")
    person = models.CharField("姓名（没有账号的）", max_length=60, blank=True)
    from_day = models.DateField("自", null=True, blank=True)
    to_day = models.DateField("至", null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ["id"]
        verbose_name = "领导小组"
        constraints = [days_in_order("seat_days", "from_day", "to_day")]

    @property
    def who(self) -> str:
        """Who sits here today, "" if nobody was named."""
        holder = self.post.holder if self.post else None
        return str(holder) if holder else self.person


class BasisDocument(Part):
    """What the campaign is based on; `code` is its number (文号)."""

    code = models.CharField("文号", max_length=60)
    issuer = models.CharField("发文机关", max_length=60, blank=True)
    issued_on = models.DateField("发文日期", null=True, blank=True)

    class Meta(Part.Meta):
        ordering = ["id"]
        verbose_name = "依据文件"
        constraints = [models.UniqueConstraint(fields=["campaign", "code"], name="document_number")]
