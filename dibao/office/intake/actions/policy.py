"""What the county decides."""

from dibao.engine.errors import UserError
from dibao.office.accounts.models import User
from dibao.office.base.actions import Refused, action, change, tell
from dibao.office.campaigns.models import Campaign
from dibao.office.intake.models import LocalPolicy
from dibao.office.intake.policy import check_text, write_policy


@action("policy.set", "修改本地政策", needs="rule.set")
def set_policy(*, by: User, area, text: str, seen_version: int | None = None) -> LocalPolicy:
    """The county's standards, amounts and parameters, checked word by word before they count."""
    try:
        check_text(text)
    except UserError as error:
        raise Refused(str(error)) from None
    policy, _ = LocalPolicy.objects.get_or_create(area=area)
    tell(policy, **change(policy, seen_version=seen_version, text=text))
    for campaign in Campaign.objects.filter(area_code__startswith=area.code):
        write_policy(campaign)
    return policy
