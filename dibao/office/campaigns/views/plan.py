"""What the plan says, line by line: shown together, each line with a page to change it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dibao.office.base.gate import needs
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.forms import PART_FIELDS, part_form
from dibao.office.campaigns.models import Campaign
from dibao.office.campaigns.views.campaigns import the, version_seen

KINDS = {kind._meta.model_name: kind for kind in PART_FIELDS}


@needs("campaign.read")
def plan(request, pk: int) -> HttpResponse:
    """Populations, windows, stages, forms, ratios, seats, documents."""
    campaign = the(pk)
    sections = [
        {"kind": name, "title": kind._meta.verbose_name, "rows": list(kind.objects.filter(campaign=campaign))}
        for name, kind in KINDS.items()
    ]
    context = {"campaign": campaign, "sections": sections, "manages": queries.manages(request.user, campaign)}
    return render(request, "campaigns/plan.html", context)


@needs("campaign.manage")
def add_part(request, pk: int, kind: str) -> HttpResponse:
    """A line more."""
    campaign, model = the(pk), _kind(kind)
    form = part_form(model)(campaign, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.add_part(by=request.user, campaign=campaign, model=model, **form.told)
        messages.success(request, f"已增加{model._meta.verbose_name}")
        return redirect("plan", pk)
    return _page(request, campaign, form, f"增加{model._meta.verbose_name}")


@needs("campaign.manage")
def edit_part(request, pk: int, kind: str, part: int) -> HttpResponse:
    """Change a line; below it, take it out."""
    campaign, model = the(pk), _kind(kind)
    record = get_object_or_404(model, campaign=campaign, pk=part)
    form = part_form(model)(campaign, request.POST or None, instance=record)
    if request.method == "POST" and form.is_valid():
        actions.change_part(by=request.user, part=record, seen_version=version_seen(request), **form.told)
        messages.success(request, "已保存")
        return redirect("plan", pk)
    return _page(request, campaign, form, f"修改{model._meta.verbose_name}", record)


@needs("campaign.manage")
@require_POST
def remove_part(request, pk: int, kind: str, part: int) -> HttpResponse:
    """Take a line out, with a reason."""
    record = get_object_or_404(_kind(kind), campaign=the(pk), pk=part)
    actions.remove_part(by=request.user, part=record, reason=request.POST.get("reason", "")[:200])
    messages.success(request, f"已删去“{record}”")
    return redirect("plan", pk)


def _kind(name: str):
    if name not in KINDS:
        raise Http404
    return KINDS[name]


def _page(request, campaign: Campaign, form, title: str, record=None) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "campaign": campaign,
        "record": record,
        "back": "plan",
        "removable": record,
    }
    return render(request, "campaigns/form.html", context)
