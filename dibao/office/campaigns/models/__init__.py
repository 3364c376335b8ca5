"""The campaign's records, by their noun."""

from dibao.office.campaigns.models.campaign import Campaign, PartOfCampaign
from dibao.office.campaigns.models.conduct import LongTermMeasure, Meeting, Paper, Reminder, SuperiorItem
from dibao.office.campaigns.models.plan import BasisDocument, FormDay, Phase, Population, Ratio, Seat, Window
from dibao.office.campaigns.models.rules import ParameterSetting, RuleSetting
from dibao.office.campaigns.models.task import Task, TaskReport

__all__ = [
    "BasisDocument", "Campaign", "FormDay", "LongTermMeasure", "Meeting", "Paper", "ParameterSetting", "PartOfCampaign", "Phase",
    "Population", "Ratio", "Reminder", "RuleSetting", "Seat", "SuperiorItem", "Task", "TaskReport", "Window",
]  # fmt: skip
