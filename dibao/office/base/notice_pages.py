"""通知: what the posts of a person were told."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dibao.office.base import notices

SHOWN = 200


def notice_list(request) -> HttpResponse:
    """Newest first, the unread ones marked."""
    return render(
        request,
        "base/notice_list.html",
        {"told": notices.of(request.user)[:SHOWN], "unread": notices.unread(request.user).count()},
    )


@require_POST
def open_notice(request, key: int) -> HttpResponse:
    """Mark it as read and go where it leads."""
    notice = get_object_or_404(notices.of(request.user), pk=key)
    notices.read(request.user, notice.pk)
    leads = notice.url and url_has_allowed_host_and_scheme(notice.url, {request.get_host()})
    return redirect(notice.url if leads else "notices")


@require_POST
def read_all(request) -> HttpResponse:
    """Mark them all."""
    notices.read(request.user)
    return redirect("notices")


def waiting(request) -> int:
    """For the menu."""
    return notices.unread(request.user).count()
