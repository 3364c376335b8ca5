"""Where one lands, and a sign of life."""

from django.http import HttpResponse
from django.shortcuts import render


def home(request) -> HttpResponse:
    """The desk of the person who signed in."""
    return render(request, "base/home.html")


def health(_request) -> HttpResponse:
    """For whatever watches the server."""
    return HttpResponse("ok", content_type="text/plain")
