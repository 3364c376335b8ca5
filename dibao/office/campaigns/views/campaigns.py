"""All campaigns, a new one from a template, one campaign with its road map, its head and its states."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.office.base.gate import needs
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.book import book
from dibao.office.campaigns.forms import CampaignForm, IssueForm
from dibao.office.campaigns.gantt import chart_of
from dibao.office.campaigns.models import Campaign
from dibao.office.campaigns.states import CAMPAIGN

CHIPS = {"draft": "grey", "issued": "green", "closing": "amber", "archived": "grey"}
STEPS = {"campaign.issue": actions.issue, "campaign.wind_up": actions.wind_up, "campaign.archive": actions.archive}


def the(pk: int) -> Campaign:
    """The campaign, as far as this person sees it."""
    return get_object_or_404(Campaign.objects.select_related("area", "predecessor"), pk=pk)


@needs("campaign.read")
def campaigns(request) -> HttpResponse:
    """Every campaign of the areas that somebody sees."""
    listed = [
        {"campaign": c, "standing": queries.standing(c), "chip": CHIPS[c.state]}
        for c in Campaign.objects.select_related("area")
    ]
    may = request.user.may("campaign.manage")
    return render(
        request, "campaigns/list.html", {"campaigns": listed, "current": queries.current_campaign(request), "may": may}
    )


@needs("campaign.manage")
def choose_template(request) -> HttpResponse:
    """Which plan is it like?"""
    return render(
        request, "campaigns/templates.html", {"templates": book().campaigns.values(), "groups": book().rule_groups}
    )


@needs("campaign.manage")
def draft(request, code: str) -> HttpResponse:
    """Check the few things that differ each time; the rest is as the template says, and can be changed afterwards."""
    template = book().campaigns.get(code)
    if template is None:
        raise Http404
    form = IssueForm(template, request.POST or None)
    if request.method == "POST" and form.is_valid():
        campaign = actions.draft_campaign(by=request.user, template=code, **form.cleaned_data)
        request.session[queries.CHOSEN] = campaign.pk
        messages.success(request, f"已起草“{campaign}”。请看一遍路线图、任务和规则，没有问题就点“发布”")
        return redirect(campaign)
    return render(request, "campaigns/draft.html", {"form": form, "template": template})


@needs("campaign.read")
def campaign(request, pk: int) -> HttpResponse:
    """One campaign: where it stands, its road map, what its plan says."""
    shown, today = the(pk), timezone.localdate()
    manages = queries.manages(request.user, shown)
    context = {
        "campaign": shown, "chip": CHIPS[shown.state], "standing": queries.standing(shown, today), "chart": chart_of(shown, today),
        "manages": manages, "steps": CAMPAIGN.steps_from(shown.state) if manages else [],
        "rules": len(queries.rules_of(shown)), "is_current": queries.current_campaign(request) == shown,
        "facts": _facts(shown), "lacks": actions.missing_for_issue(shown) if shown.state == "draft" else [],
    }  # fmt: skip
    return render(request, "campaigns/campaign.html", context)


def _facts(campaign: Campaign) -> list[tuple[str, object]]:
    template = book().campaigns.get(campaign.template)
    return [
        ("开展单位", campaign.area),
        ("范围", campaign.get_scope_display()),
        ("起止", f"{campaign.starts_on} 至 {campaign.ends_on}"),
        ("印发日期", campaign.issued_on and str(campaign.issued_on)),
        ("文号", campaign.number),
        ("判断截止日", str(campaign.as_of or "每次筛查当天")),
        ("上一轮", campaign.predecessor or campaign.looks_back),
        ("标签", campaign.tag),
        ("模板", f"{template.code} {template.title}" if template else campaign.template),
    ]


@needs("campaign.read")
@require_POST
def choose(request, pk: int) -> HttpResponse:
    """Work in this campaign from now on."""
    request.session[queries.CHOSEN] = the(pk).pk
    messages.success(request, "已切换到这次专项行动")
    return redirect("campaign", pk)


@needs("campaign.manage")
def edit(request, pk: int) -> HttpResponse:
    """The head of the campaign."""
    shown = the(pk)
    form = CampaignForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        actions.change_campaign(by=request.user, campaign=shown, seen_version=version_seen(request), **form.told)
        messages.success(request, "已保存")
        return redirect(shown)
    return render(
        request, "campaigns/form.html", {"form": form, "title": "修改专项行动", "campaign": shown, "record": shown}
    )


def version_seen(request) -> int | None:
    """The version that the page showed."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdigit() else None


@needs("campaign.manage")
@require_POST
def step(request, pk: int) -> HttpResponse:
    """Issue, wind up, take back, archive."""
    shown, code = the(pk), request.POST.get("step", "")
    if code == "campaign.resume":
        actions.resume(
            by=request.user, campaign=shown, reason=request.POST.get("reason", ""), seen_version=version_seen(request)
        )
    elif code in STEPS:
        STEPS[code](by=request.user, campaign=shown, seen_version=version_seen(request))
    else:
        raise Http404
    messages.success(request, f"“{shown}”现在是“{shown.get_state_display()}”")
    return redirect(shown)
