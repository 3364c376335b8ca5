"""Rules on and off, by group, and the numbers that this campaign sets otherwise."""

import json
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_POST

from dibao.engine.policy_words import shown
from dibao.office.base.actions import Refused
from dibao.office.base.gate import needs
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import ParameterSetting
from dibao.office.campaigns.views.campaigns import the

KINDS = {
    "inclusion": "错保", "exclusion": "漏保", "amount": "金额", "procedure": "程序", "relation": "关系", "payment": "发放", "data": "数据",
    "area": "区域",
}  # fmt: skip


@needs("campaign.read")
def rules(request, pk: int) -> HttpResponse:
    """The catalogue by kind; on, off, focus. Below, the numbers."""
    campaign = the(pk)
    if request.method == "POST":
        asked = set(request.POST.getlist("on"))
        focus = set(request.POST.getlist("focus")) & asked
        reason = request.POST.get("reason", "").strip()[:200]
        changed = actions.set_rules(by=request.user, campaign=campaign, on=asked, focus=focus, reason=reason)
        messages.success(request, f"已调整 {changed} 条规则")
        return redirect("rules", pk)
    on, focus = queries.rules_of(campaign), queries.focus_of(campaign)
    context = {
        "campaign": campaign, "kinds": _by_kind(on, focus), "parameters": _set(campaign), "on": len(on), "all": len(book().rules),
        "may": request.user.may("rule.set") and queries.manages(request.user, campaign), "groups": _groups(on),
    }  # fmt: skip
    return render(request, "campaigns/rules.html", context)


def _by_kind(on, focus) -> list[dict]:
    """The catalogue in the order of kinds, each rule with its marks."""
    rows = {kind: [] for kind in KINDS}
    for rule in book().rules.values():
        rows[rule.kind].append({"rule": rule, "on": rule.code in on, "focus": rule.code in focus})
    return [{"title": KINDS[kind], "rows": found} for kind, found in rows.items() if found]


def _groups(on) -> list[dict]:
    """The groups, and how much of each is on."""
    return [
        {"group": group, "on": len(set(group.rules) & on), "all": len(group.rules)}
        for group in book().rule_groups.values()
    ]


def _set(campaign) -> list[dict]:
    rows = campaign.parametersettings.all()
    return [
        {"setting": row, "parameter": book().rules[row.rule].parameters[row.name], "value": shown(row.value)}
        for row in rows
    ]


@needs("campaign.read")
def rule(request, pk: int, code: str) -> HttpResponse:
    """One rule in this campaign: what it looks for, its numbers, a form to set one."""
    campaign = the(pk)
    if code not in book().rules:
        raise Refused(f"没有规则 {code}")
    found = book().rules[code]
    if request.method == "POST":
        _set_one(request, campaign, code)
        return redirect("rule", pk, code)
    own = {row.name: row for row in campaign.parametersettings.filter(rule=code).order_by("since")}
    rows = [
        {
            "parameter": p,
            "default": shown(p.value),
            "own": own.get(p.name),
            "value": shown(own[p.name].value) if p.name in own else "",
        }
        for p in found.parameters.values()
    ]
    may = request.user.may("rule.set") and queries.manages(request.user, campaign)
    return render(request, "campaigns/rule.html", {"campaign": campaign, "rule": found, "rows": rows, "may": may})


def _set_one(request, campaign, code: str) -> None:
    """What was typed, as a value of the kind that the default is of."""
    name, typed = request.POST.get("name", ""), request.POST.get("value", "").strip()
    parameter = book().rules[code].parameters.get(name)
    value = _as_typed(parameter.value, typed) if parameter else typed
    since = parse_date(request.POST.get("since", "")) if request.POST.get("since") else None
    basis = request.POST.get("basis", "").strip()[:200]
    actions.set_parameter(
        by=request.user, campaign=campaign, rule=code, name=name, value=value, since=since, basis=basis
    )
    messages.success(request, f"已设定 {code} 的参数")


def _as_typed(default, typed: str):
    """Text stays text, days stay ISO texts; everything else is JSON: 3, 1.5, true, ["1", "2"]."""
    if isinstance(default, str | date):
        return typed
    if isinstance(default, list):
        return (
            [_as_typed(default[0], part) for part in typed.replace("，", "、").replace(",", "、").split("、")]
            if default
            else typed
        )
    try:
        return json.loads(typed)
    except ValueError:
        return typed


@needs("campaign.read")
@require_POST
def unset(request, pk: int, setting: int) -> HttpResponse:
    """Back to the default."""
    row = get_object_or_404(ParameterSetting, campaign=the(pk), pk=setting)
    code = row.rule
    actions.unset_parameter(by=request.user, setting=row)
    messages.success(request, "已恢复默认值")
    return redirect("rule", pk, code)
