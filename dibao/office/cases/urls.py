"""Addresses of cases."""

from django.urls import path

from dibao.office.cases import views
from dibao.office.cases.tables import Changes, Problems, Tasks

urlpatterns = [
    path("checks/", Tasks.page, name="checks"),
    path("checks/dispatch/", views.dispatch, name="dispatch"),
    path("checks/<int:pk>/<slug:step>/", views.task_step, name="check-step"),
    path("households/<int:pk>/visit/", views.visit, name="visit"),
    path("households/<int:pk>/propose/", views.propose, name="propose"),
    path("households/<int:pk>/problem/", views.problem_open, name="problem-open"),
    path("hits/<int:pk>/conclude/", views.conclude, name="conclude"),
    path("decisions/<int:pk>/<slug:step>/", views.decision_step, name="decision-step"),
    path("problems/", Problems.page, name="problems"),
    path("problems/<int:pk>/", views.problem, name="problem"),
    path("problems/<int:pk>/<slug:step>/", views.problem_step, name="problem-step"),
    path("changes/", Changes.page, name="changes"),
    path("changes/issue/", views.changes_issue, name="changes-issue"),
    path("changes/<int:pk>/", views.change_list, name="change-list"),
    path("changes/<int:pk>/receive/", views.changes_receive, name="changes-receive"),
]
