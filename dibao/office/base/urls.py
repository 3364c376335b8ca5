"""Addresses of the ground."""

from django.urls import path

from dibao.office.base import views
from dibao.office.base.audit_log import AuditLog

urlpatterns = [
    path("", views.home, name="home"),
    path("watermark.svg", views.watermark, name="watermark"),
    path("audit/", AuditLog.page, name="audit"),
    path("health/", views.health, name="health"),
]
