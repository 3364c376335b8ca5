"""Rules for passwords beyond Django's own."""

import secrets

from django.contrib.auth.hashers import check_password
from django.core.exceptions import ValidationError
from pypinyin import lazy_pinyin

SHORTEST = 10
LAST = 5
SMALL, CAPITAL, DIGITS = "abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKMNPQRSTUVWXYZ", "23456789"
KINDS = (str.islower, str.isupper, str.isdigit, lambda c: not c.isalnum())


class LongEnough:
    """Ten characters. Django's own says so in English: its Chinese lacks the sentence."""

    def validate(self, password: str, user=None) -> None:
        if len(password) < SHORTEST:
            raise ValidationError(self.get_help_text(), code="short")

    def get_help_text(self) -> str:
        return f"密码至少 {SHORTEST} 个字符。"


class ThreeKinds:
    """At least three of: small letters, capitals, digits, other signs."""

    def validate(self, password: str, user=None) -> None:
        if sum(any(map(kind, password)) for kind in KINDS) < 3:
            raise ValidationError(self.get_help_text(), code="kinds")

    def get_help_text(self) -> str:
        return "密码要有大写字母、小写字母、数字、符号中的至少三种。"


class NotTheName:
    """Neither the sign-in name nor the person's name in pinyin."""

    def validate(self, password: str, user=None) -> None:
        names = {user.username.lower(), "".join(lazy_pinyin(user.name)).lower()} if user else set()
        if any(len(name) > 2 and name in password.lower() for name in names):
            raise ValidationError(self.get_help_text(), code="name")

    def get_help_text(self) -> str:
        return "密码里不能有登录名或姓名拼音。"


class NotRecent:
    """None of the last five."""

    def validate(self, password: str, user=None) -> None:
        if user is None or user.pk is None:
            return
        recent = user.old_passwords.order_by("-id").values_list("password", flat=True)[:LAST]
        if any(check_password(password, old) for old in [user.password, *recent] if old):
            raise ValidationError(self.get_help_text(), code="recent")

    def get_help_text(self) -> str:
        return f"不能用最近 {LAST} 次用过的密码。"


def first_password() -> str:
    """A random one that keeps the rules and can be read out on the phone: no 0/O, 1/l/I; changed at the first sign-in."""
    parts = ("".join(secrets.choice(letters) for _ in range(4)) for letters in (SMALL, CAPITAL, DIGITS))
    return "-".join(parts)
