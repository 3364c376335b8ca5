"""All campaigns, one campaign, and which one somebody works in."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.office.base.gate import needs
from dibao.office.campaigns import queries
from dibao.office.campaigns.models import Campaign


@needs("campaign.read")
def campaigns(request) -> HttpResponse:
    """Every campaign of the areas that somebody sees."""
    listed = [(c, queries.standing(c)) for c in Campaign.objects.select_related("area")]
    return render(request, "campaigns/list.html", {"campaigns": listed, "current": queries.current_campaign(request)})


@needs("campaign.read")
def campaign(request, pk: int) -> HttpResponse:
    """One campaign: where it stands, what its plan says."""
    shown = get_object_or_404(Campaign.objects.select_related("area", "predecessor"), pk=pk)
    today = timezone.localdate()
    context = {
        "campaign": shown,
        "standing": queries.standing(shown, today),
        "phases": queries.phases_now(shown, today),
        "manages": queries.manages(request.user, shown),
        "rules": len(queries.rules_of(shown)),
    }
    return render(request, "campaigns/campaign.html", context)


@needs("campaign.read")
@require_POST
def choose(request, pk: int) -> HttpResponse:
    """Work in this campaign from now on."""
    request.session[queries.CHOSEN] = get_object_or_404(Campaign, pk=pk).pk
    return redirect("campaign", pk)
