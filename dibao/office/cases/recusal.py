"""Who must keep out of a case (回避): one's own family, declared relatives, one's own village for inspectors."""

from dibao.office.accounts.models import User
from dibao.office.accounts.roles import ROLES
from dibao.office.screening.models import CampaignHousehold


def why_recused(user: User, household: CampaignHousehold) -> str:
    """The ground in words; empty where there is none."""
    ids = {key for key in (household.head_id_key, *household.members.values_list("id_no_key", flat=True)) if key}
    if user.id_no_key and user.id_no_key in ids:
        return f"{user}是这一户的成员"
    relative = user.relatives.filter(id_no_key__in=ids).first() if ids else None
    if relative:
        return f"{relative}在这一户"
    roaming = any(ROLES[post.role].assigned for post in user.posts)
    own = {post.area_code for post in user.posts if len(post.area_code) >= 12}
    if roaming and any(household.area_code.startswith(code) for code in own):
        return f"{user}是本村人员，不能以抽查身份核查本村"
    return ""
