"""Who works here: areas, units, posts, people, and what they may see."""

from django.apps import AppConfig

from dibao.office.base import menu, words


class AccountsConfig(AppConfig):
    """Areas, units, posts, people."""

    name = "dibao.office.accounts"
    label = "accounts"
    verbose_name = "人员和权限"

    def ready(self) -> None:
        words.name(
            predecessors="前身",
            aliases="别名",
            alias="别名",
            area="区划",
            into="并入",
            holder="在岗",
            day="日期",
            assigned="查看范围",
            until="截止",
            forgotten="清除的错误次数",
            added="新增",
            changed="更新",
            refused="没有用上",
        )
        for title, icon, page, needs, order in (
            ("人员账号", "people", "people", "account.manage", 10),
            ("单位和岗位", "diagram-3", "units", "account.manage", 12),
            ("查看范围分派", "binoculars", "assignments", "account.manage", 14),
            ("区划", "geo-alt", "areas", "area.manage", 16),
            ("岗位权限一览", "shield-lock", "roles", "", 95),
        ):
            menu.add(menu.Entry("系统", title, icon, page, needs=needs, order=order))
