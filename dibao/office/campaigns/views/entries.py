"""What is entered while the campaign runs: plans and 责任书 of the units, meetings, measures that stay, items from above."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.office.base.files import files_of
from dibao.office.base.gate import needs
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.forms import ENTRY_FIELDS, ReplyForm, entry_form
from dibao.office.campaigns.models import Campaign, LongTermMeasure, Meeting, Paper, SuperiorItem
from dibao.office.campaigns.views.campaigns import the, version_seen

KINDS = {kind._meta.model_name: kind for kind in ENTRY_FIELDS}
HEADS = {
    Paper: ("单位", "类别", "名称", "文号", "日期", "签发人"),
    Meeting: ("单位", "类别", "名称", "时间", "主持", "议定任务"),
    LongTermMeasure: ("单位", "状态", "措施", "制度文件", "施行日期", "责任单位"),
    SuperiorItem: ("单位", "来源", "反馈问题", "编号", "回复时限", "回复"),
}
CELLS = {
    Paper: lambda e: (e.area, e.get_kind_display(), e.title, e.number, e.issued_on, e.signer),
    Meeting: lambda e: (e.area, e.get_kind_display(), e.title, e.held_on, e.chair, _decided(e)),
    LongTermMeasure: lambda e: (e.area, e.get_state_display(), e.title, f"{e.document} {e.number}".strip(), e.effective_on, e.unit_words),
    SuperiorItem: lambda e: (e.area, e.get_source_display(), e.text, e.number, e.due, f"{e.replied_on} 已回复" if e.replied_on else _late(e)),
}  # fmt: skip
EMPTY = {
    Paper: "各单位的实施方案、签订的责任书登记在这里",
    Meeting: "动员会、专题会议、联席会议的记录登记在这里",
    LongTermMeasure: "专项行动以后长期管用的措施登记在这里",
    SuperiorItem: "巡视、审计、督查反馈的问题和我们的回复登记在这里",
}


def _decided(meeting: Meeting) -> str:
    """What became of its decisions: 3 项，完成 1 项."""
    states = list(meeting.tasks.values_list("state", flat=True))
    return f"{len(states)} 项，完成 {states.count('done')} 项" if states else ""


def _shown(cell) -> str:
    return "" if cell is None else str(cell)


def _late(item: SuperiorItem) -> str:
    return (
        f"超期 {(timezone.localdate() - item.due).days} 天"
        if item.due and item.due < timezone.localdate()
        else "未回复"
    )


def _kind(name: str):
    if name not in KINDS:
        raise Http404
    return KINDS[name]


@needs("campaign.read")
def entries(request, pk: int, kind: str) -> HttpResponse:
    """The register of one kind; for papers also who has not handed in."""
    campaign, model = the(pk), _kind(kind)
    found = model.objects.filter(campaign=campaign).select_related("area")
    rows = [(e, [_shown(cell) for cell in CELLS[model](e)], files_of(e)) for e in found]
    context = {
        "campaign": campaign, "kind": kind, "title": model._meta.verbose_name, "heads": HEADS[model], "rows": rows,
        "empty": EMPTY[model], "may": request.user.may("task.report") and campaign.state != "archived",
        "coverage": _coverage(campaign) if model is Paper else [],
    }  # fmt: skip
    return render(request, "campaigns/entries.html", context)


def _coverage(campaign: Campaign) -> list[dict]:
    """Plans and 责任书 side by side, an area a row."""
    plans, signed = queries.coverage_of(campaign, "plan"), queries.coverage_of(campaign, "responsibility")
    return [{"area": a["area"], "plan": a, "signed": b} for a, b in zip(plans, signed, strict=True)]


@needs("task.report")
def add(request, pk: int, kind: str) -> HttpResponse:
    """Enter one more."""
    campaign, model = the(pk), _kind(kind)
    form = entry_form(model)(campaign, request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        actions.enter(by=request.user, campaign=campaign, model=model, **form.told)
        messages.success(request, f"已登记{model._meta.verbose_name}")
        return redirect("entries", pk, kind)
    return _page(request, campaign, kind, form, f"登记{model._meta.verbose_name}")


@needs("task.report")
def edit(request, pk: int, kind: str, entry: int) -> HttpResponse:
    """Correct it; below, strike it out."""
    campaign, model = the(pk), _kind(kind)
    record = get_object_or_404(model, campaign=campaign, pk=entry)
    form = entry_form(model)(campaign, request.POST or None, request.FILES or None, instance=record)
    if request.method == "POST" and form.is_valid():
        actions.change_entry(by=request.user, entry=record, seen_version=version_seen(request), **form.told)
        messages.success(request, "已保存")
        return redirect("entries", pk, kind)
    return _page(request, campaign, kind, form, f"修改{model._meta.verbose_name}", record)


@needs("campaign.task")
@require_POST
def strike_out(request, pk: int, kind: str, entry: int) -> HttpResponse:
    """Entered by mistake."""
    record = get_object_or_404(_kind(kind), campaign=the(pk), pk=entry)
    actions.strike_out(by=request.user, entry=record, reason=request.POST.get("reason", "")[:200])
    messages.success(request, "已删去")
    return redirect("entries", pk, kind)


@needs("campaign.manage")
def reply(request, pk: int, entry: int) -> HttpResponse:
    """The reply to an item from above."""
    campaign = the(pk)
    item = get_object_or_404(SuperiorItem, campaign=campaign, pk=entry)
    form = ReplyForm(request.POST or None, initial={"reply": item.reply, "replied_on": item.replied_on})
    if request.method == "POST" and form.is_valid():
        actions.reply_to(by=request.user, item=item, seen_version=version_seen(request), **form.cleaned_data)
        messages.success(request, "已保存回复")
        return redirect("entries", pk, "superioritem")
    return _page(request, campaign, "superioritem", form, f"回复：{item}", item)


def _page(request, campaign: Campaign, kind: str, form, title: str, record=None) -> HttpResponse:
    context = {"form": form, "title": title, "campaign": campaign, "record": record, "kind": kind, "back": "entries"}
    context["removable"] = record if request.user.may("campaign.task") and not isinstance(form, ReplyForm) else None
    return render(request, "campaigns/form.html", context)
