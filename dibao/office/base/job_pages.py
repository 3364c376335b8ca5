"""The pages of background jobs and the way to kept files."""

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST
from django_htmx.http import HttpResponseClientRefresh

from dibao.office.base import audit, jobs
from dibao.office.base.file_kinds import KINDS
from dibao.office.base.files import KeptFile
from dibao.office.base.jobs import STATES
from dibao.office.base.table import Chip, Choice, Column, Days, Table

SHOWN = ("pdf", "jpg", "png")  # kinds that a browser shows by itself


class Jobs(Table):
    """What one has in the works, and what became of it."""

    code, title = "jobs", "后台任务"
    subtitle = "导入、筛查、导出等耗时的工作在后台进行，可以离开页面，做完再回来看"
    columns = (
        Column("名称", "title", link=True, sort="title"),
        Column("状态", lambda job: Chip(job.get_state_display(), job.tone), code="state"),
        Column("结果", lambda job: job.error or job.message, code="result"),
        Column("发起人", "owner"),
        Column("提交", "created", kind="time", sort="created"),
        Column("用时（秒）", "seconds", kind="number"),
    )
    filters = (Choice("状态", "state", choices=STATES.choices), Days("提交日期", "created", moment=True))
    empty = ("还没有后台任务", "导入、筛查、导出大表时，会在这里看到进度")

    def rows(self):
        return jobs.visible(self.request.user)

    def url(self, record) -> str:
        return record.get_absolute_url()


def job_page(request, key: int) -> HttpResponse:
    """One job: how far it is, what came of it."""
    return render(request, "base/job.html", {"job": get_object_or_404(jobs.visible(request.user), pk=key)})


def job_part(request, key: int) -> HttpResponse:
    """The bar, asked for each second while the job goes on; `reload`: at the end the whole page comes anew."""
    job = get_object_or_404(jobs.visible(request.user), pk=key)
    reload = request.GET.get("reload") == "1"
    if reload and not job.is_open:
        return HttpResponseClientRefresh()
    return render(request, "base/parts/job.html", {"job": job, "reload": reload})


@require_POST
def cancel_job(request, key: int) -> HttpResponse:
    """Ask it to stop."""
    job = get_object_or_404(jobs.visible(request.user), pk=key)
    jobs.cancel(by=request.user, job=job)
    return redirect(job)


def file(request, key: int) -> HttpResponse:
    """Take a kept file, or look at it (`?look=1`, pictures and PDF). What is not for these eyes is not there."""
    kept = get_object_or_404(KeptFile, pk=key)
    owner = kept.owner_for(request.user)
    if owner is None or not kept.path.exists():
        raise Http404
    look = request.GET.get("look") == "1" and kept.kind in SHOWN
    if not look or not kept.is_picture:  # pictures lie in pages by the dozen: the page itself is the event
        audit.record("file.open", "打开附件", by=request.user, subject=owner, new={"file": kept.name})
    return FileResponse(
        kept.path.open("rb"), as_attachment=not look, filename=kept.name, content_type=KINDS[kept.kind].type
    )
