"""What holds for every page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from dibao.office.base.actions import Refused


class NoStore:
    """Pages carry personal data: no browser and no proxy keeps them. A refusal becomes a page that says why."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request) -> HttpResponse:
        response = self.get_response(request)
        if not request.path.startswith("/static/"):
            add_never_cache_headers(response)
        return response

    def process_exception(self, request, error) -> HttpResponse | None:
        """An action that was refused, wherever it happened."""
        if not isinstance(error, Refused):
            return None
        template = "base/refused_part.html" if getattr(request, "htmx", False) else "base/refused.html"
        return render(request, template, {"error": error}, status=error.status)
