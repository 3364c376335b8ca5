"""Signing in and out, one's own password, and where one lands."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from dibao.office.accounts.actions import begin_session, change_password, end_session
from dibao.office.accounts.forms import PasswordForm, SignInForm
from dibao.office.accounts.models import Tenure
from dibao.office.accounts.views.people import about
from dibao.office.base.actions import NotAllowed

DEMO_PEOPLE = 12  # offered on the sign-in page of a made-up county


def sign_in(request) -> HttpResponse:
    """Name and password; five wrong ones lock the account for half an hour (django-axes)."""
    form = SignInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        _open_session(request, form.get_user())
        return redirect(_next(request))
    context = {"form": form, "next": request.POST.get("next") or request.GET.get("next", "")}
    return render(request, "accounts/sign_in.html", context | _demo())


def _demo() -> dict:
    """Whom to sign in as in a made-up county; nowhere else."""
    if not settings.DEMO:
        return {}
    held = Tenure.objects.filter(Tenure.on(timezone.localdate()), user__is_active=True).select_related("user", "post")
    people = {tenure.user_id: tenure.user for tenure in held.order_by("post__unit__area__code", "id")}
    return {"demo_people": list(people.values())[:DEMO_PEOPLE], "demo_password": settings.DEMO_PASSWORD}


def _open_session(request, user) -> None:
    """One session for each person: signing in elsewhere ends the one before."""
    login(request, user)
    request.session.cycle_key()
    begin_session(by=user, session_key=request.session.session_key)


def _next(request) -> str:
    target = request.POST.get("next") or ""
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "home"


def locked_out(request, *_args, **_kwargs) -> HttpResponse:
    """Too many wrong passwords."""
    error = NotAllowed("密码连续输错 5 次，账号已锁定 30 分钟。着急使用请找县级管理员重置密码")
    return render(request, "accounts/locked.html", {"error": error}, status=403)


@require_POST
def sign_out(request) -> HttpResponse:
    """End the session."""
    if request.user.is_authenticated:
        end_session(by=request.user)
    logout(request)
    return redirect("sign-in")


def password(request) -> HttpResponse:
    """Change one's own password; the session goes on."""
    form = PasswordForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        change_password(by=request.user, password=form.cleaned_data["new"])
        update_session_auth_hash(request, request.user)
        begin_session(by=request.user, session_key=request.session.session_key, renewed=True)
        messages.success(request, "密码已修改")
        return redirect("home")
    return render(request, "accounts/password.html", {"form": form})


def profile(request) -> HttpResponse:
    """One's own posts, what one sees, where one signed in."""
    return render(request, "accounts/profile.html", {"person": request.user} | about(request.user))
