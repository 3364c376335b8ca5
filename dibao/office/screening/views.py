"""The pages of freezing and screening."""

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dibao.office.base import panels
from dibao.office.base.actions import NotAllowed
from dibao.office.base.audit import AuditEvent
from dibao.office.base.gate import needs
from dibao.office.campaigns.queries import current_campaign
from dibao.office.screening import actions, queries
from dibao.office.screening.forms import FreezeForm, RunForm
from dibao.office.screening.models import CampaignHousehold, Run
from dibao.office.screening.showing import hits_of, homes_of, reads_all, shown
from dibao.office.screening.states import RUN
from dibao.office.screening.tables import HIT_TONES, RUN_TONES, SEVERITY


@require_POST
@needs("population.freeze")
def freeze(request) -> HttpResponse:
    """Write a population down."""
    campaign, form = current_campaign(request), FreezeForm(request.POST)
    if form.is_valid() and campaign:
        return redirect(actions.ask_freeze(by=request.user, campaign=campaign, **form.cleaned_data))
    messages.error(request, "；".join(e for errors in form.errors.values() for e in errors) or "还没有专项行动")
    return redirect("households")


@needs("household.read")
def household(request, pk: int) -> HttpResponse:
    """The household's page: members, hits with their evidence, what was done."""
    home = get_object_or_404(homes_of(request.user).select_related("campaign", "frozen"), pk=pk)
    hits = hits_of(request.user).filter(household=home).select_related("last_run", "campaign", "concluded_by")
    context = {
        "home": home,
        "members": home.members.all(),
        "hits": [
            {"hit": h, "shown": shown(h, request.user), "tone": SEVERITY[h.severity], "state": HIT_TONES[h.state]}
            for h in hits
        ],
        "reads_all": reads_all(request.user),
        "events": AuditEvent.objects.filter(subject_type="screening.campaignhousehold", subject=str(pk)).select_related(
            "by"
        )[:30],
        "related": _related(home, request.user),
        "panels": panels.of("household", request, home),
    }
    return render(request, "screening/household.html", context)


def _related(home: CampaignHousehold, user):
    """Other households of the campaign with the same account, or the same person in another population."""
    same = Q(account_key=home.account_key) if home.account_key else Q(pk__in=[])
    same |= Q(head_id_key=home.head_id_key) if home.head_id_key else Q(pk__in=[])
    return homes_of(user).filter(same, campaign=home.campaign).exclude(pk=home.pk)[:10]


@needs("hit.read")
def hit_evidence(request, pk: int) -> HttpResponse:
    """The source rows of a hit, down to file, sheet and row; a part of a page. Below the county nobody reads them."""
    hit = get_object_or_404(hits_of(request.user).select_related("last_run", "campaign"), pk=pk)
    if not reads_all(request.user):
        raise NotAllowed("部门数据的原始记录只在县级查看；要核对的，请与县民政局联系")
    return render(request, "screening/evidence.html", {"hit": hit, "tables": queries.evidence(hit)})


@needs("hit.read")
def hit(request, pk: int) -> HttpResponse:
    """One hit by itself: those about a village or township."""
    found = get_object_or_404(hits_of(request.user).select_related("last_run", "campaign", "household"), pk=pk)
    context = {
        "hit": found,
        "shown": shown(found, request.user),
        "tables": queries.evidence(found) if reads_all(request.user) else None,
        "tone": SEVERITY[found.severity],
        "state": HIT_TONES[found.state],
    }
    return render(request, "screening/hit.html", context)


@require_POST
@needs("run.start")
def run_start(request) -> HttpResponse:
    """Ask for a screening."""
    campaign, form = current_campaign(request), RunForm(request.POST)
    if campaign is None or not form.is_valid():
        messages.error(request, "还没有专项行动，或者日期写得不对")
        return redirect("runs")
    run = actions.start_run(by=request.user, campaign=campaign, as_of=form.cleaned_data["as_of"])
    return redirect("run", run.pk)


@needs("campaign.read")
def run(request, pk: int) -> HttpResponse:
    """One screening: what it found on both sides, what differs from the one before, what could not be checked."""
    found = get_object_or_404(Run.objects.select_related("campaign", "by", "job"), pk=pk)
    before = Run.objects.filter(campaign=found.campaign, state="done", number__lt=found.number).first()
    told = found.state == "done" and reads_all(request.user)
    context = {
        "run": found,
        "tone": RUN_TONES[found.state],
        "summary": found.counts.get("summary", {}),
        "unchecked": queries.unchecked(found) if told else [],
        "before": before,
        "differences": queries.compare(before, found) if told and before else {},
        "same": told and before,
        "steps": {step.action for step in RUN.steps_from(found.state)},
    }
    return render(request, "screening/run.html", context)


@require_POST
@needs("run.start")
def run_cancel(request, pk: int) -> HttpResponse:
    """Stop a screening."""
    actions.cancel_run(by=request.user, run=get_object_or_404(Run, pk=pk))
    return redirect("run", pk)
