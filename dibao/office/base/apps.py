"""The ground that every other part of the office stands on."""

from django.apps import AppConfig

from dibao.office.base import menu


class BaseConfig(AppConfig):
    """Audit events, sealed fields, scope, jobs, kept files, the look."""

    name = "dibao.office.base"
    label = "base"
    verbose_name = "底座"

    def ready(self) -> None:
        from dibao.office.base import notice_pages

        menu.add(menu.Entry("工作台", "我的工作台", "house", "home", order=0))
        menu.add(menu.Entry("工作台", "通知", "bell", "notices", order=10, count=notice_pages.waiting))
        menu.add(menu.Entry("工作台", "后台任务", "hourglass-split", "jobs", order=80))
        menu.add(menu.Entry("系统", "操作记录", "journal-check", "audit", needs="audit.read", order=90))
