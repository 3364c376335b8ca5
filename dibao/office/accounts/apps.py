"""Who works here: areas, units, posts, people, and what they may see."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Areas, units, posts, people."""

    name = "dibao.office.accounts"
    label = "accounts"
    verbose_name = "人员和权限"
