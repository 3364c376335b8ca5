"""Addresses of freezing and screening."""

from django.urls import path

from dibao.office.screening import views
from dibao.office.screening.tables import Hits, Households, Runs

urlpatterns = [
    path("households/", Households.page, name="households"),
    path("households/freeze/", views.freeze, name="freeze"),
    path("households/<int:pk>/", views.household, name="household"),
    path("hits/", Hits.page, name="hits"),
    path("hits/<int:pk>/", views.hit, name="hit"),
    path("hits/<int:pk>/evidence/", views.hit_evidence, name="hit-evidence"),
    path("runs/", Runs.page, name="runs"),
    path("runs/start/", views.run_start, name="run-start"),
    path("runs/<int:pk>/", views.run, name="run"),
    path("runs/<int:pk>/cancel/", views.run_cancel, name="run-cancel"),
]
