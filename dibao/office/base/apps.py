"""The ground that every other part of the office stands on."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """Audit events, sealed fields, scope, jobs, kept files, the look."""

    name = "dibao.office.base"
    label = "base"
    verbose_name = "底座"
