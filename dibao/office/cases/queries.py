"""What the pages of cases show."""

from datetime import date

from django.utils import timezone
from django.utils.timezone import localtime

from dibao.office.base.files import files_of
from dibao.office.campaigns.queries import current_campaign
from dibao.office.cases import forms
from dibao.office.cases.actions.problems import balance
from dibao.office.cases.models import CaseTask, Decision, Problem, Visit
from dibao.office.cases.states import OPEN_PROBLEMS, PROBLEM, WITH_UNIT
from dibao.office.screening.models import CampaignHousehold
from dibao.office.screening.showing import hits_of, shown

SOON = 3  # days before the due day in which the lamp is amber


def lamp_of(due: date | None, is_open: bool) -> tuple[str, str]:
    """How near a day is: tone and words."""
    if not is_open or due is None:
        return "grey", "—" if is_open else "已办结"
    left = (due - timezone.localdate()).days
    if left < 0:
        return "red", f"超期 {-left} 天"
    return ("amber" if left <= SOON else "green"), ("今天到期" if left == 0 else f"剩 {left} 天")


def tasks_waiting(request) -> int:
    """Cases in hand of the units that this person sees."""
    return CaseTask.objects.filter(dispatch__campaign=current_campaign(request), state__in=WITH_UNIT).count()


def problems_overdue(request) -> int:
    """Open problems past their day."""
    today = timezone.localdate()
    return Problem.objects.filter(campaign=current_campaign(request), state__in=OPEN_PROBLEMS, due_on__lt=today).count()


def household_tasks(request, household: CampaignHousehold) -> dict:
    """Where the case is, what was found at the door, and writing down what was."""
    tasks = list(CaseTask.objects.filter(household=household).select_related("unit", "dispatch"))
    visits = list(Visit.objects.filter(household=household).select_related("by").prefetch_related("visitors"))
    rows = [{"visit": visit, "files": files_of(visit)} for visit in visits]
    for task in tasks:
        task.lamp = lamp_of(task.due_on, task.state in WITH_UNIT)
    may = request.user.may("visit.record")
    return {"tasks": tasks, "visits": rows, "form": forms.VisitForm(household) if may else None, "home": household}


def household_conclusions(request, household: CampaignHousehold) -> dict | None:
    """Hits that wait for a conclusion, where this person may give one."""
    waiting = hits_of(request.user).filter(household=household, state__in=("new", "dispatched"), excused="")
    if not waiting or not request.user.may("hit.conclude"):
        return None
    rows = [{"hit": hit, "shown": shown(hit, request.user)} for hit in waiting]
    return {
        "rows": rows,
        "conclusions": forms.CONCLUSION_CHOICES,
        "verified": Visit.objects.filter(household=household).exists(),
    }


def household_decisions(request, household: CampaignHousehold) -> dict:
    """What was proposed and decided, and proposing."""
    found = list(Decision.objects.filter(household=household).select_related("proposed_by", "decided_by", "visit"))
    rows = [{"decision": d, "files": files_of(d)} for d in found]
    form = forms.ProposeForm(household, request.user) if request.user.may("problem.open") else None
    return {
        "rows": rows,
        "form": form,
        "home": household,
        "may_decide": request.user.may("decision.make"),
        "notify": forms.NotifyForm(),
    }


def household_problems(request, household: CampaignHousehold) -> dict | None:
    """The household's problems, and opening one."""
    if not request.user.may("problem.read"):
        return None
    form = forms.ProblemForm(household, request.user) if request.user.may("problem.open") else None
    return {"problems": Problem.objects.filter(household=household), "form": form, "home": household}


def closing_checklist(problem: Problem) -> list[dict]:
    """销号要件: what a closing needs, and what is there."""
    due, got = balance(problem)
    items = [
        {"title": "问题根源", "done": bool(problem.root), "note": problem.get_root_display()},
        {
            "title": "整改措施和时限",
            "done": problem.fast or bool(problem.measures and problem.due_on),
            "note": "立行立改" if problem.fast else "",
        },
        {"title": "整改佐证", "done": bool(files_of(problem)), "note": ""},
        {"title": "另一人核验", "done": problem.verified_by_id is not None, "note": str(problem.verified_by or "")},
        {
            "title": problem.get_books_display(),
            "done": problem.state in ("closed", "accepted"),
            "note": problem.books_said,
        },
    ]
    if due:
        items.append({"title": "追缴到账", "done": got >= due, "note": f"{got / 100:,.2f} / {due / 100:,.2f} 元"})
    return items


def flow_of(problem: Problem) -> list[dict]:
    """The problem's way, as steps done, now and waiting."""
    order = ["open", "measured", "submitted", "reconciling", "closed", "accepted"]
    now = order.index(problem.state)
    notes = {
        "open": f"{localtime(problem.opened_at):%m-%d} {problem.opened_by}",
        "submitted": f"{localtime(problem.rectified_at):%m-%d} {problem.rectified_by}" if problem.rectified_at else "",
        "reconciling": f"{localtime(problem.verified_at):%m-%d} {problem.verified_by}" if problem.verified_at else "",
        "closed": problem.closing_no,
        "accepted": f"{problem.score} 分" if problem.score is not None else "",
    }
    titles = {
        "open": "登记",
        "measured": "定措施",
        "submitted": "整改完成",
        "reconciling": "核验对账",
        "closed": "销号",
        "accepted": "验收",
    }
    return [
        {"title": titles[s], "note": notes.get(s, ""), "state": "done" if n < now else "now" if n == now else "waiting"}
        for n, s in enumerate(order)
    ]


def steps_of(problem: Problem) -> set[str]:
    """Codes of what can be done now."""
    return {step.action for step in PROBLEM.steps_from(problem.state)}
