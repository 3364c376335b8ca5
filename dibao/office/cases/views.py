"""The pages and buttons of cases. A button calls one action and goes back to where the person was."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from dibao.office.base.files import files_of
from dibao.office.base.gate import needs
from dibao.office.campaigns.queries import current_campaign
from dibao.office.cases import actions, books, forms, queries
from dibao.office.cases.models import CaseTask, ChangeList, Decision, Problem, ProblemEntry
from dibao.office.screening.models import CampaignHousehold
from dibao.office.screening.showing import hits_of, shown
from dibao.office.screening.tables import Households


def _household(pk: int) -> CampaignHousehold:
    return get_object_or_404(CampaignHousehold.objects.select_related("campaign__area"), pk=pk)


def _told(request, form) -> None:
    """What was wrong with a form that has no page of its own."""
    for field, errors in form.errors.items():
        title = form.fields[field].label if field in form.fields else ""
        messages.error(request, f"{title}：{'；'.join(errors)}" if title else "；".join(errors))


@require_POST
@needs("case.dispatch")
def dispatch(request) -> HttpResponse:
    """The households that were ticked: first asked by when, then sent."""
    campaign = current_campaign(request)
    chosen = list(Households(request).chosen().select_related("campaign__area")[:5000])
    form = forms.DispatchForm(request.POST if "due_on" in request.POST else None)
    if form.is_valid():
        given = form.cleaned_data
        unit = given.pop("unit")
        send = actions.dispatch if unit else actions.dispatch_by_area
        send(by=request.user, campaign=campaign, households=chosen, **given, **({"unit": unit} if unit else {}))
        messages.success(request, f"{len(chosen)} 户已派发")
        return redirect("checks")
    return render(request, "cases/dispatch.html", {"form": form, "chosen": chosen, "campaign": campaign})


@require_POST
@needs("household.read")
def task_step(request, pk: int, step: str) -> HttpResponse:
    """Return, recall, finish."""
    task = get_object_or_404(CaseTask.objects.select_related("household"), pk=pk)
    by, reason = request.user, request.POST.get("reason", "")
    doing = {
        "return": lambda: actions.return_task(by=by, task=task, reason=reason),
        "recall": lambda: actions.recall_task(by=by, task=task, reason=reason),
        "finish": lambda: actions.finish_task(by=by, task=task),
    }
    if step not in doing:
        raise Http404
    doing[step]()
    return redirect("household", task.household_id)


@require_POST
@needs("visit.record")
def visit(request, pk: int) -> HttpResponse:
    """Write down what was found."""
    home = _household(pk)
    form = forms.VisitForm(home, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data | {"visitors": list(form.cleaned_data["visitors"])}
        given["files"] = [file for file in given["files"] if file]
        actions.record_visit(by=request.user, household=home, **given)
        messages.success(request, "核查记录已登记")
    _told(request, form)
    return redirect("household", pk)


@require_POST
@needs("hit.conclude")
def conclude(request, pk: int) -> HttpResponse:
    """A coded conclusion on one hit."""
    hit = get_object_or_404(hits_of(request.user).select_related("household", "campaign"), pk=pk)
    version = int(request.POST.get("version") or 0) or None
    actions.conclude(
        by=request.user,
        hit=hit,
        conclusion=request.POST.get("conclusion", ""),
        note=request.POST.get("note", ""),
        seen_version=version,
    )
    messages.success(request, f"“{shown(hit, request.user).title}”：{hit.get_conclusion_display()}")
    return redirect("household", hit.household_id) if hit.household_id else redirect("hit", pk)


@require_POST
@needs("problem.open")
def propose(request, pk: int) -> HttpResponse:
    """What ought to be done about a household."""
    home = _household(pk)
    form = forms.ProposeForm(home, request.user, request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data | {"hits": list(form.cleaned_data["hits"])}
        given["files"] = [file for file in given["files"] if file]
        actions.propose(by=request.user, household=home, **given)
        messages.success(request, "处理意见已提出，等有权的人审定")
    _told(request, form)
    return redirect("household", pk)


@require_POST
@needs("household.read")
def decision_step(request, pk: int, step: str) -> HttpResponse:
    """Make, reject, notify, reverse."""
    decision = get_object_or_404(Decision.objects.select_related("household", "proposed_by"), pk=pk)
    by, reason = request.user, request.POST.get("reason", "")
    if step == "make":
        actions.make(by=by, decision=decision, seen_version=int(request.POST.get("version") or 0) or None)
    elif step == "reject":
        actions.reject(by=by, decision=decision, reason=reason)
    elif step == "reverse":
        actions.reverse(by=by, decision=decision, reason=reason)
    elif step == "notify":
        form = forms.NotifyForm(request.POST)
        if form.is_valid():
            actions.notify(by=by, decision=decision, **form.cleaned_data)
        _told(request, form)
    else:
        raise Http404
    return redirect("household", decision.household_id)


@require_POST
@needs("problem.open")
def problem_open(request, pk: int) -> HttpResponse:
    """A problem of a household."""
    home = _household(pk)
    form = forms.ProblemForm(home, request.user, request.POST)
    if not form.is_valid():
        _told(request, form)
        return redirect("household", pk)
    given = form.cleaned_data | {"hits": list(form.cleaned_data["hits"])}
    made = actions.open_problem(by=request.user, campaign=home.campaign, household=home, **given)
    return redirect("problem", made.pk)


@needs("problem.read")
def problem(request, pk: int) -> HttpResponse:
    """One problem: its way, its papers, its diary, and what can be done now."""
    found = get_object_or_404(
        Problem.objects.select_related(
            "campaign__area", "household", "unit", "opened_by", "rectified_by", "verified_by", "decision"
        ),
        pk=pk,
    )
    context = {
        "problem": found,
        "flow": queries.flow_of(found),
        "checklist": queries.closing_checklist(found),
        "steps": queries.steps_of(found),
        "entries": ProblemEntry.objects.filter(problem=found).select_related("by"),
        "recoveries": found.recoveries.select_related("by"),
        "files": files_of(found),
        "hits": [
            {"shown": shown(hit, request.user), "conclusion": hit.get_conclusion_display()} for hit in found.hits.all()
        ],
        "lamp": queries.lamp_of(found.due_on, found.state not in ("closed", "accepted")),
        "measure": forms.MeasureForm(
            initial={"unit": found.unit_id, "measures": found.measures, "due_on": found.due_on}
        ),
        "submit": forms.SubmitForm(),
        "recovery": forms.RecoveryForm(),
        "accept": forms.AcceptForm(),
    }
    return render(request, "cases/problem.html", context)


@require_POST
@needs("problem.read")
def problem_step(request, pk: int, step: str) -> HttpResponse:
    """Everything that is done with a problem, by the name of the step."""
    found = get_object_or_404(Problem.objects.select_related("campaign__area", "household"), pk=pk)
    if step not in STEPS:
        raise Http404
    STEPS[step](request, found)
    return redirect("problem", pk)


def _measure(request, found: Problem) -> None:
    form = forms.MeasureForm(request.POST)
    if form.is_valid():
        actions.measure(by=request.user, problem=found, **form.cleaned_data)
    _told(request, form)


def _progress(request, found: Problem) -> None:
    actions.note_progress(
        by=request.user, problem=found, text=request.POST.get("text", ""), files=request.FILES.getlist("files")
    )


def _submit(request, found: Problem) -> None:
    actions.submit(
        by=request.user, problem=found, text=request.POST.get("text", ""), files=request.FILES.getlist("files")
    )


def _verify(request, found: Problem) -> None:
    answer = books.payment_answers(found.campaign, [found]).get(found.pk)
    actions.verify(by=request.user, problem=found, answer=answer)
    messages.success(request, found.books_said or found.get_state_display())


def _reconcile(request, found: Problem) -> None:
    answer = books.payment_answers(found.campaign, [found]).get(found.pk) or books.Answer("waiting", "")
    actions.reconcile(by=request.user, problem=found, answer=answer)
    messages.success(request, f"{found.get_state_display()}：{found.books_said or answer.words}")


def _recovery(request, found: Problem) -> None:
    form = forms.RecoveryForm(request.POST)
    if form.is_valid():
        actions.record_recovery(by=request.user, problem=found, **form.cleaned_data)
    _told(request, form)


def _accept(request, found: Problem) -> None:
    form = forms.AcceptForm(request.POST)
    if form.is_valid():
        actions.accept(by=request.user, problem=found, **form.cleaned_data)
    _told(request, form)


STEPS = {
    "measure": _measure,
    "progress": _progress,
    "submit": _submit,
    "send-back": lambda request, found: actions.send_back(
        by=request.user, problem=found, reason=request.POST.get("reason", "")
    ),
    "verify": _verify,
    "reconcile": _reconcile,
    "recovery": _recovery,
    "accept": _accept,
    "reopen": lambda request, found: actions.reopen(
        by=request.user, problem=found, reason=request.POST.get("reason", "")
    ),
}


@require_POST
@needs("decision.make")
def changes_issue(request) -> HttpResponse:
    """The list of a month."""
    form = forms.MonthForm(request.POST)
    if not form.is_valid():
        _told(request, form)
        return redirect("changes")
    made = actions.issue_changes(by=request.user, campaign=current_campaign(request), month=form.cleaned_data["month"])
    return redirect("change-list", made.pk)


@needs("problem.read")
def change_list(request, pk: int) -> HttpResponse:
    """What finance changes in a month."""
    found = get_object_or_404(ChangeList.objects.select_related("by", "received_by"), pk=pk)
    rows = found.decisions.select_related("household", "decided_by")
    return render(request, "cases/change_list.html", {"changes": found, "rows": rows})


@require_POST
@needs("payment.confirm")
def changes_receive(request, pk: int) -> HttpResponse:
    """Finance has it."""
    actions.receive_changes(by=request.user, changes=get_object_or_404(ChangeList, pk=pk))
    return redirect("change-list", pk)
