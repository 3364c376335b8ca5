"""Addresses of the office; each folder has its own."""

from django.urls import include, path

urlpatterns = [
    path("", include("dibao.office.base.urls")),
    path("", include("dibao.office.accounts.urls")),
    path("", include("dibao.office.campaigns.urls")),
    path("", include("dibao.office.intake.urls")),
    path("", include("dibao.office.screening.urls")),
    path("", include("dibao.office.cases.urls")),
]
handler403 = "dibao.office.base.views.forbidden"
handler404 = "dibao.office.base.views.not_found"
handler500 = "dibao.office.base.views.broken"
