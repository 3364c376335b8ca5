"""Whose campaign it is to change."""

from dibao.office.accounts.models import User
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.campaigns.models import Campaign


def needs_own(by: User, campaign: Campaign) -> None:
    """A campaign is changed by those whose reach has its whole area; a township does not change the county's."""
    if not by.sees_area(campaign.area_code):
        raise NotAllowed(f"“{campaign}”是{campaign.area}开展的，您的岗位不能改。请找{campaign.area}的管理员")
    needs_live(campaign)


def needs_live(campaign: Campaign) -> None:
    """What is in the archive stays as it is."""
    if campaign.state == "archived":
        raise Refused(f"“{campaign}”已经归档，不能再改")


def needs_area(by: User, code: str) -> None:
    """Work is entered for one's own area only."""
    if not by.sees_area(code):
        raise NotAllowed("这个单位不在您的管辖范围内")
