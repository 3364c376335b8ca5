"""The pages of gathering: what was sent, what it was taken for, what is there and what is missing."""

from urllib.parse import quote

from django.contrib import messages
from django.db.models import Case, When
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from dibao.engine.workbooks.template import template_bytes
from dibao.office.base import jobs
from dibao.office.base.gate import needs
from dibao.office.campaigns.book import book
from dibao.office.campaigns.queries import current_campaign
from dibao.office.intake import actions, places
from dibao.office.intake.forms import AnswerForm, DisputeForm, MappingForm, PolicyForm, UploadForm
from dibao.office.intake.models import Dispute, LocalPolicy, Sheet, Upload
from dibao.office.intake.queries import datasets, missing_rules
from dibao.office.intake.states import DISPUTE, UPLOAD
from dibao.office.intake.tables import DISPUTE_TONES, TONES

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@needs("data.upload")
def upload_new(request) -> HttpResponse:
    """Choose files and send them; the pre-check starts at once."""
    campaign = current_campaign(request)
    form = UploadForm(request.user, request.POST or None, request.FILES or None)
    if request.method == "POST" and campaign and form.is_valid():
        given = form.cleaned_data
        upload = actions.receive(
            by=request.user, campaign=campaign, unit=given["unit"], files=given["files"], note=given["note"]
        )
        return redirect("upload", upload.pk)
    return render(request, "intake/upload_new.html", {"form": form, "campaign": campaign})


@needs("dataset.read")
def upload(request, pk: int) -> HttpResponse:
    """One sending: its files, what each sheet was taken for, its rows, and what can be done."""
    found = get_object_or_404(Upload.objects.select_related("unit", "by", "campaign__area"), pk=pk)
    sheets = [_shown(sheet) for sheet in sorted(found.sheets.select_related("upload__unit"), key=_urgency)]
    return render(
        request,
        "intake/upload.html",
        {
            "upload": found,
            "sheets": sheets,
            "files": found.files.order_by(Case(When(trouble="", then=1), default=0), "name"),
            "copies": sorted(p.name for p in places.returned(found).rglob("*.xlsx")),
            "flow": _flow(found),
            "job": jobs.newest("intake.check", upload=pk),
            "tone": TONES[found.state],
            "steps": {step.action for step in UPLOAD.steps_from(found.state)},
            "unsettled": [s["sheet"] for s in sheets if not s["sheet"].settled],
            "totals": _totals(found),
            "open": found.state in ("checked", "failed") and request.user.may("data.upload"),
        },
    )


def _urgency(sheet: Sheet) -> int:
    """What somebody must look at stands on top."""
    return 0 if not sheet.settled else 1 if sheet.warning else 2


def _shown(sheet: Sheet) -> dict:
    table = book().tables.get(sheet.table)
    columns = (
        [
            (header, table.columns[name].names[0] if name in table.columns else "金额")
            for header, name in sheet.columns.items()
        ]
        if table
        else []
    )
    return {
        "sheet": sheet,
        "title": table.title if table else "",
        "columns": columns,
        "sure": round(sheet.confidence * 100),
        "sure_words": f"把握 {sheet.confidence:.0%}",
    }


def _totals(found: Upload) -> dict:
    names = ("data", "used", "repeats")
    return {name: sum(sheet.counts.get(name, 0) for sheet in found.sheets.all()) for name in names}


def _flow(found: Upload) -> list[dict]:
    order = ["received", "checked", "accepted"]
    ended = {"failed": 1, "dropped": 2, "withdrawn": 2}
    now = order.index(found.state) if found.state in order else ended[found.state]
    notes = [
        f"{found.by} {localtime(found.at):%m-%d %H:%M}",
        found.get_state_display() if found.state == "failed" else "",
        "",
    ]
    if found.accepted_at:
        notes[2] = f"{found.accepted_by} {localtime(found.accepted_at):%m-%d %H:%M}"
    titles = [
        "上传",
        "预检",
        "已撤回" if found.state == "withdrawn" else "已放弃" if found.state == "dropped" else "入库",
    ]
    states = ["done" if n < now or found.state == "accepted" else "now" if n == now else "waiting" for n in range(3)]
    if found.state in ended:
        states[now] = "stopped"
    return [{"title": t, "note": n, "state": s} for t, n, s in zip(titles, notes, states, strict=True)]


@needs("data.upload")
def sheet_map(request, pk: int) -> HttpResponse:
    """Say what a sheet is and what its columns are; then it is read again."""
    sheet = get_object_or_404(
        Sheet.objects.select_related("upload__unit", "upload__campaign"), pk=pk, upload__in=Upload.objects.all()
    )
    table = request.POST.get("table") or request.GET.get("table") or sheet.table
    form = MappingForm(sheet, table if table in book().tables else "", request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.map_sheet(by=request.user, sheet=sheet, table=form.cleaned_data["table"], columns=form.columns)
        messages.success(request, f"“{sheet}”按您指定的列重新读取，以后 {sheet.upload.unit} 报同样的表会照此办理")
        return redirect("upload", sheet.upload_id)
    return render(request, "intake/sheet_map.html", {"form": form, "sheet": sheet, "table": table})


@require_POST
@needs("data.upload")
def sheet_ignore(request, pk: int) -> HttpResponse:
    """No data: a cover, a note."""
    sheet = get_object_or_404(Sheet, pk=pk, upload__in=Upload.objects.all())
    actions.ignore_sheet(by=request.user, sheet=sheet, ignored=not sheet.ignored)
    return redirect("upload", sheet.upload_id)


@require_POST
@needs("dataset.read")
def upload_step(request, pk: int, step: str) -> HttpResponse:
    """Accept, drop, withdraw, restore, read again."""
    found = get_object_or_404(Upload, pk=pk)
    by = request.user
    version = int(request.POST.get("version") or 0) or None
    if step == "accept":
        actions.accept(by=by, upload=found, seen_version=version)
        messages.success(request, f"{found}已入库，下次比对就会用到")
    elif step == "drop":
        actions.drop(by=by, upload=found)
    elif step == "check":
        actions.check_again(by=by, upload=found)
    elif step == "restore":
        actions.restore(by=by, upload=found)
    elif step == "withdraw":
        actions.withdraw(by=by, upload=found, reason=request.POST.get("reason", ""), seen_version=version)
    else:
        raise Http404
    return redirect("upload", pk)


@needs("dataset.read")
def upload_copy(request, pk: int, name: str) -> HttpResponse:
    """A copy of the sender's workbook with the rows to mend."""
    found = get_object_or_404(Upload, pk=pk)
    path = next((p for p in places.returned(found).rglob("*.xlsx") if p.name == name), None)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=XLSX)


@needs("dataset.read")
def dataset_list(request) -> HttpResponse:
    """Every dataset of the catalogue: what came, how fresh, which rules wait for it."""
    campaign = current_campaign(request)
    found = datasets(campaign) if campaign else []
    return render(
        request,
        "intake/datasets.html",
        {"datasets": found, "badge": f"已到 {sum(bool(d.sheets) for d in found)} 种，共 {len(found)} 种"},
    )


@needs("dataset.read")
def dataset(request, code: str) -> HttpResponse:
    """One dataset: its sheets, townships, rules, columns."""
    campaign = current_campaign(request)
    found = next((d for d in datasets(campaign) if d.code == code), None) if campaign else None
    if found is None:
        raise Http404
    table = book().tables[code]
    columns = [(c.names[0], "、".join(c.names[1:6])) for c in table.columns.values()]
    context = {
        "dataset": found,
        "columns": columns,
        "rules": [(rule, book().rules[rule].title) for rule in found.rules],
        "missing": missing_rules(campaign, code),
    }
    return render(request, "intake/dataset.html", context)


@needs("dataset.read")
def dataset_template(_request, code: str) -> HttpResponse:
    """An empty workbook with the usual headers and drop-downs."""
    table = book().tables.get(code)
    if table is None:
        raise Http404
    response = HttpResponse(template_bytes(table), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{_quoted(table.title)}"
    return response


def _quoted(title: str) -> str:
    return quote(f"{title}模板.xlsx")


@needs("campaign.read")
def policy(request) -> HttpResponse:
    """The county's standards and parameters; changed by those who may."""
    campaign = current_campaign(request)
    if campaign is None:
        return render(request, "intake/policy.html")
    kept = LocalPolicy.objects.filter(area=campaign.area).first()
    initial = {"text": kept.text if kept else "", "version": kept.version if kept else None}
    form = PolicyForm(request.POST or None, initial=initial)
    form.fields["text"].disabled = not request.user.may("rule.set")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.set_policy(by=request.user, area=campaign.area, text=given["text"], seen_version=given["version"])
        messages.success(request, "本地政策已保存，下次比对生效")
        return redirect("policy")
    return render(request, "intake/policy.html", {"form": form, "area": campaign.area})


@needs("dataset.read")
def disputes(request) -> HttpResponse:
    """Doubts about data, and raising one."""
    campaign = current_campaign(request)
    form = DisputeForm(
        request.POST or None, initial={"table": request.GET.get("table"), "place": request.GET.get("place")}
    )
    if request.method == "POST" and campaign and form.is_valid():
        code = request.user.posts[0].area_code if request.user.posts else campaign.area_code
        actions.open_dispute(by=request.user, campaign=campaign, area_code=code, **form.cleaned_data)
        messages.success(request, "已登记，请在核对后发给提供单位")
        return redirect("disputes")
    found = Dispute.objects.filter(campaign=campaign).select_related("provider", "by")
    titles = {code: table.title for code, table in book().tables.items()}
    rows = [
        {
            "dispute": d,
            "title": titles.get(d.table, d.table),
            "tone": DISPUTE_TONES[d.state],
            "steps": DISPUTE.steps_from(d.state),
        }
        for d in found
    ]
    return render(
        request, "intake/disputes.html", {"rows": rows, "form": form, "answer": AnswerForm(), "campaign": campaign}
    )


@require_POST
@needs("dataset.read")
def dispute_step(request, pk: int, step: str) -> HttpResponse:
    """Send, answer, ask again, close."""
    found = get_object_or_404(Dispute, pk=pk)
    actions.step_dispute(
        by=request.user, dispute=found, step=f"dispute.{step}", answer=request.POST.get("answer", ""), corrected=bool(request.POST.get("corrected"))
    )  # fmt: skip
    return redirect("disputes")
