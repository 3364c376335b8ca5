"""The campaign as configuration: plan, road map, tasks, meetings, reminders."""

from django.apps import AppConfig

from dibao.office.base.menu import Entry, add


class CampaignsConfig(AppConfig):
    """Campaigns and what their plan fixes."""

    name = "dibao.office.campaigns"
    label = "campaigns"
    verbose_name = "专项行动"

    def ready(self) -> None:
        add(Entry("治理业务", "专项行动", "flag", "campaigns", "campaign.read", 10))
