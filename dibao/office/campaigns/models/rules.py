"""Which rules a campaign runs, and with what numbers."""

from django.db import models

from dibao.office.base.actions import Versioned
from dibao.office.campaigns.models.campaign import PartOfCampaign


class RuleSetting(Versioned, PartOfCampaign):
    """A rule of the catalogue in this campaign. A rule without a row is off: what was written after the issue joins by hand."""

    rule = models.CharField("规则", max_length=10)
    on = models.BooleanField("启用", default=True)
    focus = models.BooleanField("重点（一户一核）", default=False)
    reason = models.CharField("调整理由", max_length=200, blank=True)

    class Meta(PartOfCampaign.Meta):
        ordering = ["rule"]
        verbose_name = "规则开关"
        constraints = [models.UniqueConstraint(fields=["campaign", "rule"], name="rule_setting")]

    def __str__(self) -> str:
        return f"{self.rule} {'启用' if self.on else '停用'}"


class ParameterSetting(Versioned, PartOfCampaign):
    """A rule's parameter from a day on, as `[[parameter]]` in policy.toml. `value` is JSON; days are ISO texts."""

    rule = models.CharField("规则", max_length=10)
    name = models.CharField("参数", max_length=60)
    value = models.JSONField("值")
    since = models.DateField("自", null=True, blank=True)
    basis = models.CharField("依据", max_length=200, blank=True)

    class Meta(PartOfCampaign.Meta):
        ordering = ["rule", "name", "since"]
        verbose_name = "规则参数"
        constraints = [
            models.UniqueConstraint(fields=["campaign", "rule", "name", "since"], name="parameter_from_a_day"),
            models.UniqueConstraint(
                fields=["campaign", "rule", "name"], condition=models.Q(since__isnull=True), name="parameter_always"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}.{self.name}"
