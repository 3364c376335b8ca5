"""Nobody is anybody until signed in; then the request sees through that person's eyes only."""

from urllib.parse import urlsplit

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import Resolver404, resolve
from django_htmx.http import HttpResponseClientRedirect

from dibao.office.base import audit
from dibao.office.base.scope import seeing

OPEN = {"sign-in", "sign-out", "health"}  # pages without a person
BEFORE_NEW_PASSWORD = OPEN | {"password"}


class SignedIn:
    """Every page but a few needs a person, a password that is their own, and the session that counts."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        page = _page(request)
        user = request.user
        if user.is_authenticated and user.session_key != request.session.session_key:
            logout(request)  # signed in elsewhere since
            return _to_sign_in(request)
        if not user.is_authenticated and page not in OPEN:
            return _to_sign_in(request)
        if user.is_authenticated and user.must_change_password and page not in BEFORE_NEW_PASSWORD:
            return redirect("password")
        return self.get_response(request)


def _page(request) -> str | None:
    """The page's name; none for what is not there: whoever is signed in gets the page that says so."""
    try:
        return resolve(request.path_info).url_name
    except Resolver404:
        return None


def _to_sign_in(request) -> HttpResponse:
    """To the sign-in page, and back afterwards. A part of a page takes the whole page with it."""
    if request.htmx:
        back = urlsplit(request.htmx.current_url or "/")
        return HttpResponseClientRedirect(redirect_to_login(back._replace(scheme="", netloc="").geturl()).url)
    return redirect_to_login(request.get_full_path())


class Scope:
    """Open the person's sight for the request. Without a person there is none, and scoped records raise."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        token = audit.acting_from(request.META.get("REMOTE_ADDR"))
        try:
            if not request.user.is_authenticated:
                return self.get_response(request)
            with seeing(request.user.sight()):
                return _rendered(self.get_response(request))
        finally:
            audit.forget(token)


def _rendered(response: HttpResponse) -> HttpResponse:
    """Render inside the sight what would be rendered later."""
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    return response
