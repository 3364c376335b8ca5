"""The campaign itself, and what all of its parts have in common."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from dibao.engine.campaigns.model import SCOPES
from dibao.office.accounts.models import Area
from dibao.office.base.actions import Versioned
from dibao.office.base.scope import Scoped, Sight
from dibao.office.campaigns.states import CAMPAIGN


def days_in_order(name: str, first: str = "starts_on", last: str = "ends_on") -> models.CheckConstraint:
    """The database refuses an end before its beginning."""
    none = Q(**{f"{first}__isnull": True}) | Q(**{f"{last}__isnull": True})
    return models.CheckConstraint(condition=none | Q(**{f"{last}__gte": F(first)}), name=name)


class Campaign(Versioned, Scoped):
    """A rectification campaign of one area. Whoever sees part of the area sees the campaign; its tasks are each one's own."""

    title = models.CharField("名称", max_length=120)
    template = models.CharField("模板", max_length=40)  # code of rulebook/campaigns
    about = models.TextField("说明", blank=True)
    number = models.CharField("文号", max_length=60, blank=True)
    tag = models.CharField("标签", max_length=60, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="开展单位所辖区划")
    area_code = models.CharField("区划代码", max_length=15, db_index=True, editable=False)
    scope = models.CharField("范围", max_length=10, choices=list(SCOPES.items()))
    as_of = models.DateField("判断截止日", null=True, blank=True)  # none: the day of each run
    issued_on = models.DateField("印发日期", null=True, blank=True)
    starts_on = models.DateField("开始")
    ends_on = models.DateField("结束")
    state = CAMPAIGN.field()
    predecessor = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="successors", verbose_name="上一轮（回头看）"
    )
    looks_back = models.CharField("回头看的对象", max_length=120, blank=True)
    plan_sections = models.JSONField("下级方案必备内容", default=list, blank=True)
    remind_before = models.JSONField("到期前几天催办", default=list, blank=True)
    remind_every = models.PositiveSmallIntegerField("超期后每几个工作日催办", default=2)
    supervise_after = models.PositiveSmallIntegerField("超期几个工作日转督办", default=5)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta(Scoped.Meta):
        ordering = ["-starts_on", "-id"]
        verbose_name = "专项行动"
        constraints = [CAMPAIGN.constraint("campaign_state"), days_in_order("campaign_days")]

    def __str__(self) -> str:
        return self.title

    def save(self, *args, **options):
        self.area_code = self.area.code
        if options.get("update_fields") and "area" in options["update_fields"]:
            options["update_fields"] = [*options["update_fields"], "area_code"]
        super().save(*args, **options)

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.around() | sight.by_assignment(cls)

    def get_absolute_url(self) -> str:
        return reverse("campaign", args=[self.pk])


class PartOfCampaign(Scoped):
    """What belongs to a campaign and is seen with it."""

    campaign = models.ForeignKey(Campaign, models.CASCADE, related_name="%(class)ss", verbose_name="专项行动")

    class Meta(Scoped.Meta):
        abstract = True

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.around("campaign__area_code") | sight.by_assignment(Campaign, "campaign_id")

    @property
    def area_code(self) -> str:
        return self.campaign.area_code


class OwnPart(PartOfCampaign):
    """What a unit does within a campaign: seen by those who see that unit's area, not by its neighbours."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name="区划")
    area_code = models.CharField("区划代码", max_length=15, db_index=True, editable=False)

    class Meta(PartOfCampaign.Meta):
        abstract = True

    def save(self, *args, **options):
        self.area_code = self.area.code
        if options.get("update_fields") and "area" in options["update_fields"]:
            options["update_fields"] = [*options["update_fields"], "area_code"]
        super().save(*args, **options)

    @classmethod
    def seen_by(cls, sight: Sight) -> Q:
        return sight.in_area()
