"""Addresses of the ground."""

from django.urls import path

from dibao.office.base import job_pages, notice_pages, views
from dibao.office.base.audit_log import AuditLog

urlpatterns = [
    path("", views.home, name="home"),
    path("watermark.svg", views.watermark, name="watermark"),
    path("audit/", AuditLog.page, name="audit"),
    path("jobs/", job_pages.Jobs.page, name="jobs"),
    path("jobs/<int:key>/", job_pages.job_page, name="job"),
    path("jobs/<int:key>/part/", job_pages.job_part, name="job-part"),
    path("jobs/<int:key>/cancel/", job_pages.cancel_job, name="job-cancel"),
    path("files/<int:key>/", job_pages.file, name="file"),
    path("notices/", notice_pages.notice_list, name="notices"),
    path("notices/read/", notice_pages.read_all, name="notices-read"),
    path("notices/<int:key>/", notice_pages.open_notice, name="notice"),
    path("health/", views.health, name="health"),
]
