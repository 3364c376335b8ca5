"""Freezing and screening: one record for each household, and the hits that hang on it."""

from django.apps import AppConfig

from dibao.office.base import words
from dibao.office.base.menu import Entry, add


class ScreeningConfig(AppConfig):
    """Populations, runs, hits."""

    name = "dibao.office.screening"
    label = "screening"
    verbose_name = "比对筛查"

    def ready(self) -> None:
        words.name(
            hits="疑点", new="新增", again="再次比中", changed="情况有变", back="反弹", gone="不再出现", population="对象", since="自",
            until="至", added="新增户数", absent="不再在册户数", persons="人数", households="户数", unplaced="村镇不明户数",
        )  # fmt: skip
        from dibao.office.screening import jobs  # noqa: F401 (declares its runners)

        add(Entry("治理业务", "排查对象", "people", "households", "household.read", 30))
        add(Entry("治理业务", "疑点清单", "exclamation-diamond", "hits", "hit.read", 31))
        add(Entry("治理业务", "数据比对", "intersect", "runs", "campaign.read", 32))
