"""Addresses of the office; each folder has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("dibao.office.base.urls")),
    path("", include("dibao.office.accounts.urls")),
]
