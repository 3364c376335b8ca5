"""Where one lands, the mark of who looks, refusals, and a sign of life."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone

from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.audit import AuditEvent
from dibao.office.base.menu import menu_for

RECENT = 8  # events of one's own on the desk
COMING_AND_GOING = ("account.sign_in", "account.sign_out")


def home(request) -> HttpResponse:
    """The desk of the person who signed in: what waits, and what they did last."""
    waiting = [{**s, "lines": [line for line in s["lines"] if line["number"]]} for s in menu_for(request)]
    recent = AuditEvent.objects.filter(by=request.user).exclude(code__in=COMING_AND_GOING).select_related("by")[:RECENT]
    return render(request, "base/home.html", {"todo": [s for s in waiting if s["lines"]], "recent": recent})


def watermark(request) -> HttpResponse:
    """Who looks, of which unit, on which day: repeated over every page, so that a photo of the screen says whose it was."""
    words = f"{request.user.name} {request.user.unit_words} {timezone.localdate():%Y-%m-%d}"
    picture = render_to_string("base/watermark.svg", {"words": words})
    return HttpResponse(picture, content_type="image/svg+xml")


def health(_request) -> HttpResponse:
    """For whatever watches the server."""
    return HttpResponse("ok", content_type="text/plain")


def not_found(request, exception=None) -> HttpResponse:
    """No such page, or not for these eyes: both read the same, so that an address tells nothing."""
    error = Refused("没有这个页面，或者它不在您的查看范围内。请从左边的菜单进入")
    return render(request, "base/refused.html", {"error": error, "title": "找不到", "sign": "compass"}, status=404)


def forbidden(request, exception=None) -> HttpResponse:
    """Django's own refusals."""
    error = NotAllowed("您没有权限打开这个页面。如果工作需要，请找县级管理员")
    return render(request, "base/refused.html", {"error": error, "title": "没有权限"}, status=403)


def stale_form(request, reason="") -> HttpResponse:
    """The form's secret is gone: the page stood open for too long, or somebody signed in anew meanwhile."""
    error = NotAllowed("这个页面放得太久，已经过期，刚才填的没有保存。请返回上一页，刷新后重新提交")
    context = {"error": error, "title": "页面已过期", "sign": "hourglass-bottom"}
    return render(request, "base/refused.html", context, status=403)


def broken(request) -> HttpResponse:
    """Our own fault. Nothing that may be broken too (database, menu) is asked for this page."""
    error = Refused("系统出错了，刚才的操作没有保存。请稍后再试；再出现时，把时间和您在做的事告诉管理员")
    context = {"error": error, "title": "系统出错", "sign": "exclamation-octagon"}
    return HttpResponse(render_to_string("base/refused.html", context), status=500)
