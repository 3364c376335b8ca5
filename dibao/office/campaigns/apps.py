"""The campaign as configuration: plan, road map, tasks, meetings, reminders."""

from django.apps import AppConfig

from dibao.office.base import daily
from dibao.office.base.menu import Entry, add
from dibao.office.base.words import name


class CampaignsConfig(AppConfig):
    """Campaigns and what their plan fixes."""

    name = "dibao.office.campaigns"
    label = "campaigns"
    verbose_name = "专项行动"

    def ready(self) -> None:
        from dibao.office.campaigns.actions import tick
        from dibao.office.campaigns.queries import tasks_waiting

        add(Entry("治理业务", "专项行动", "flag", "campaigns", "campaign.read", 10))
        add(Entry("治理业务", "任务台账", "list-check", "tasks", "campaign.read", 11, count=tasks_waiting))
        add(Entry("监督", "催办督办", "bell", "reminders", "campaign.read", 10))
        daily.add("campaigns.tick", tick)
        name(parent="上级任务", text="说明", focus="重点规则")
