"""A task: given, broken down, reported on, accepted."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from dibao.office.base.audit import AuditEvent
from dibao.office.base.files import files_of
from dibao.office.base.gate import needs
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.forms import AssignForm, ReportForm, TaskForm, WordsForm
from dibao.office.campaigns.models import Meeting, Task
from dibao.office.campaigns.states import LIVE, OPEN_TASKS, TASK
from dibao.office.campaigns.tables import TONES
from dibao.office.campaigns.views.campaigns import the, version_seen

SAID = {
    "task.submit": actions.submit_task, "task.return": actions.return_task, "task.accept": actions.accept_task,
    "task.reopen": actions.reopen_task, "task.drop": actions.drop_task,
}  # fmt: skip
NEEDS = {"task.report": "task.report", "task.submit": "task.report"}  # the others: campaign.task
SHOWN = 100  # parts of a task on its page; the ledger has them all


def _task(pk: int) -> Task:
    seen = Task.objects.select_related("campaign__area", "area", "unit", "post__unit", "phase")
    return get_object_or_404(seen, pk=pk)


@needs("campaign.read")
def task(request, pk: int) -> HttpResponse:
    """What it is, how far, what was said, and what can be done now."""
    shown, today = _task(pk), timezone.localdate()
    parts = queries.tasks_of(shown.campaign).filter(parent=shown)
    context = {
        "task": shown, "campaign": shown.campaign, "lamp": queries.lamp_of(shown, today), "chip": TONES[shown.state],
        "facts": _facts(shown), "steps": _steps(request.user, shown), "reports": shown.reports.select_related("by"),
        "parts": [(part, queries.lamp_of(part, today)) for part in parts[:SHOWN]], "parts_all": parts.count(),
        "reminders": shown.reminders.select_related("by"), "files": files_of(shown), "may": _may(request.user, shown),
        "report_form": ReportForm(initial={"progress": shown.progress}), "words_form": WordsForm(),
        "events": AuditEvent.objects.filter(subject_type="campaigns.task", subject=str(pk)).select_related("by")[:20],
    }  # fmt: skip
    return render(request, "campaigns/task.html", context)


def _facts(task: Task) -> list[tuple[str, object]]:
    return [
        ("责任单位", task.unit or task.area),
        ("责任人", task.who),
        ("阶段", task.phase),
        ("时限", f"{task.due}{'' if task.stated else '（方案未写明，系统拟定）'}"),
        ("成果", task.deliverable),
        ("议定的会议", Meeting.objects.filter(pk=task.meeting_id).first()),  # perhaps not for these eyes
        ("转督办", task.supervised_on and str(task.supervised_on)),
        ("完成日期", task.done_on and str(task.done_on)),
        ("方案条目", "、".join(task.plan)),
    ]


def _steps(user, task: Task) -> list:
    """The buttons that would not be refused."""
    if task.campaign.state not in LIVE:
        return []
    mine, above = user.sees_area(task.area_code), user.sees_area(actions.given_in(task))
    may = {"task.report": mine and user.may("task.report"), "campaign.task": above and user.may("campaign.task")}
    return [step for step in TASK.steps_from(task.state) if may[NEEDS.get(step.action, "campaign.task")]]


def _may(user, task: Task) -> dict[str, bool]:
    live = task.campaign.state != "archived" and user.sees_area(task.area_code)
    above = user.sees_area(actions.given_in(task))
    is_open = task.state in OPEN_TASKS
    return {
        "edit": live and above and user.may("campaign.task"),
        "split": live and is_open and user.may("campaign.task"),
        "assign": live and is_open and user.may("task.report"),
        "remind": live and is_open and above and user.may("campaign.task") and task.campaign.state in LIVE,
    }


@needs("campaign.read")
@require_POST
def step(request, pk: int) -> HttpResponse:
    """Report, hand in, return, accept, reopen, drop."""
    shown, code = _task(pk), request.POST.get("step", "")
    form = ReportForm(request.POST) if code == "task.report" else WordsForm(request.POST, request.FILES)
    if code == "task.accept":
        form.fields["text"].required = False
    if not form.is_valid():
        wrong = "；".join(error for errors in form.errors.values() for error in errors)
        messages.error(
            request, f"没有保存：请写明情况{'，进度填 0 到 99 的数' if code == 'task.report' else ''}（{wrong}）"
        )
        return redirect(shown)
    if code == "task.report":
        actions.report_progress(by=request.user, task=shown, seen_version=version_seen(request), **form.cleaned_data)
    elif code in SAID:
        more = {"files": form.cleaned_data["files"]} if code == "task.submit" else {}
        text = form.cleaned_data["text"]
        SAID[code](by=request.user, task=shown, text=text, seen_version=version_seen(request), **more)
    else:
        raise Http404
    messages.success(request, f"“{shown}”现在是“{shown.get_state_display()}”")
    return redirect(shown)


@needs("campaign.task")
def add(request, pk: int, parent: int = 0) -> HttpResponse:
    """A task of the campaign, or a part of a task."""
    campaign, above = the(pk), _task(parent) if parent else None
    meeting = _meeting(request, campaign)
    form = TaskForm(campaign, above, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.add_task(by=request.user, campaign=campaign, parent=above, meeting=meeting, **form.told)
        messages.success(request, "已增加任务")
        return redirect(made.parent or made)
    title = f"分解任务：{above}" if above else f"议定任务：{meeting}" if meeting else "增加任务"
    return _page(request, campaign, form, title, above)


def _meeting(request, campaign):
    """The meeting that decided the task, where the address names one."""
    key = request.GET.get("meeting", "")
    return get_object_or_404(Meeting, campaign=campaign, pk=key) if key.isdigit() else None


@needs("campaign.task")
def edit(request, pk: int) -> HttpResponse:
    """Anything about a task."""
    shown = _task(pk)
    form = TaskForm(shown.campaign, None, request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        actions.change_task(by=request.user, task=shown, seen_version=version_seen(request), **form.told)
        messages.success(request, "已保存")
        return redirect(shown)
    return _page(request, shown.campaign, form, "修改任务", shown)


@needs("task.report")
def assign(request, pk: int) -> HttpResponse:
    """Who of the unit does it."""
    shown = _task(pk)
    form = AssignForm(shown, request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.assign_task(by=request.user, task=shown, seen_version=version_seen(request), **form.cleaned_data)
        messages.success(request, "已指定责任人")
        return redirect(shown)
    return _page(request, shown.campaign, form, "指定责任人", shown)


@needs("campaign.task")
@require_POST
def remind(request, pk: int) -> HttpResponse:
    """Remind by hand."""
    shown = _task(pk)
    text = request.POST.get("text", "").strip()[:200] or f"请抓紧办理，时限 {shown.due}"
    actions.remind(by=request.user, task=shown, text=text)
    messages.success(request, "已催办")
    return redirect(shown)


def _page(request, campaign, form, title: str, record) -> HttpResponse:
    context = {
        "form": form,
        "title": title,
        "campaign": campaign,
        "record": record,
        "cancel": (record or campaign).get_absolute_url(),
    }
    return render(request, "campaigns/form.html", context)
