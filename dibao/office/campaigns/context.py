"""What the top of every page says about the campaign somebody works in."""

from django.utils import timezone

from dibao.office.campaigns.queries import current_campaign, phases_now


def phase(request) -> dict:
    """`phase`: stage and day of the campaign, with its address; nothing without a campaign or for a part of a page."""
    user = getattr(request, "user", None)
    if not user or not user.is_authenticated or getattr(request, "htmx", None) or not user.may("campaign.read"):
        return {}
    campaign = current_campaign(request)
    return {"phase": {"url": campaign.get_absolute_url(), "words": words_of(campaign)}} if campaign else {}


def words_of(campaign) -> str:
    """全面自查阶段 · 第 12 天 / 共 275 天."""
    today = timezone.localdate()
    running = "、".join(phase.title for phase in phases_now(campaign, today))
    title = running or campaign.title
    if not campaign.starts_on <= today <= campaign.ends_on:
        return f"{campaign.title} · {campaign.get_state_display()}"
    return f"{title} · 第 {(today - campaign.starts_on).days + 1} 天 / 共 {(campaign.ends_on - campaign.starts_on).days + 1} 天"
