"""Freezing and screening: one record for each household, and the hits that hang on it."""

from django.apps import AppConfig

from dibao.office.base.menu import Entry, add


class ScreeningConfig(AppConfig):
    """Populations, runs, hits."""

    name = "dibao.office.screening"
    label = "screening"
    verbose_name = "比对筛查"

    def ready(self) -> None:
        from dibao.office.screening import jobs  # noqa: F401 (declares its runners)

        add(Entry("治理业务", "排查对象", "people", "households", "household.read", 30))
        add(Entry("治理业务", "疑点清单", "exclamation-diamond", "hits", "hit.read", 31))
        add(Entry("治理业务", "数据比对", "intersect", "runs", "campaign.read", 32))
