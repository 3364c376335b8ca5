"""The long work of gathering."""

from django.urls import reverse

from dibao.office.base import jobs
from dibao.office.intake.actions import note_check
from dibao.office.intake.models import Upload
from dibao.office.intake.reading import read_upload


@jobs.runner("intake.check")
def check(progress: jobs.Progress, *, upload: int) -> jobs.Result:
    """Read an upload and write down what was found."""
    found = Upload.objects.select_related("unit", "campaign", "by").get(pk=upload)
    check_upload(found, progress)
    unread = found.files.exclude(trouble="").count()
    words = f"读出 {found.sheets.count()} 张工作表" + (f"，{unread} 个文件读不出来" if unread else "")
    return jobs.Result(words, url=reverse("upload", args=[upload]))


def check_upload(upload: Upload, progress: jobs.Progress | None = None) -> Upload:
    """The same, at once; whoever sent it is whose act it is."""
    read = read_upload(upload, progress.at if progress else lambda *_: None)
    return note_check(by=upload.by, upload=upload, read=read)
