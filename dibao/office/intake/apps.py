"""Gathering: what units send, what it was taken for, and how it enters the lake."""

from django.apps import AppConfig

from dibao.office.base import words
from dibao.office.base.menu import Entry, add


class IntakeConfig(AppConfig):
    """Uploads, datasets, doubts about data."""

    name = "dibao.office.intake"
    label = "intake"
    verbose_name = "数据归集"

    def ready(self) -> None:
        words.name(
            files="文件",
            sheets="工作表",
            unread="读不出来的文件",
            mapping="列对应",
            sheet="工作表",
            ignored="不是数据",
            question="疑问",
        )
        from dibao.office.intake import jobs  # noqa: F401 (declares its runners)
        from dibao.office.intake.queries import waiting_count

        add(Entry("治理业务", "数据归集", "inboxes", "uploads", "dataset.read", 20, waiting_count))
        add(Entry("治理业务", "数据目录", "database", "datasets", "dataset.read", 21))
        add(Entry("治理业务", "本地政策", "sliders", "policy", "rule.set", 25))
        add(Entry("治理业务", "校核纠错", "patch-question", "disputes", "dataset.read", 22))
