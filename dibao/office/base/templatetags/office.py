"""Words and numbers as the pages show them."""

from django import template

from dibao.office.base.seal import Secret

register = template.Library()
SEALED_TITLES = {
    "id_no": ("身份证", "证件号", "公民身份号码"),
    "account": ("账号", "帐号", "卡号"),
    "phone": ("电话", "手机"),
}  # words in the titles of columns that hold what is shown masked


@register.filter
def grouped(number) -> str:
    """1234567 → 1,234,567 (Django's Chinese format does not group)."""
    return "" if number is None or number == "" else f"{number:,}"


@register.filter
def yuan(fen) -> str:
    """Fen as yuan with two decimals: 123456 → 1,234.56."""
    return "" if fen is None or fen == "" else f"{fen / 100:,.2f}"


@register.filter
def month_words(month) -> str:
    """A month number (year * 12 + month - 1) as 2024-05."""
    return "" if month is None or month == "" else f"{month // 12}-{month % 12 + 1:02}"


@register.filter
def duration(seconds: int) -> str:
    """95 → 1 分 35 秒."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"


@register.filter
def short(number: int) -> str:
    """A count for a small badge: 1234 → 999+."""
    return "999+" if number > 999 else str(number)


@register.filter
def words_of(text: str) -> list[str]:
    """The words of a text, to loop over."""
    return text.split()


@register.filter
def paired(names, values) -> list[tuple]:
    """Names with their values; nothing where there are none."""
    return list(zip(names, values or [""] * len(names), strict=True))


@register.filter
def may(user, permission: str) -> bool:
    """`request.user|may:"data.accept"`: whether to show a button; the action asks again."""
    return user.may(permission)


@register.filter
def of(values: dict, key):
    """The value of a key that is itself a variable."""
    return values.get(key, "")


@register.filter
def total(counts: dict) -> int:
    """The sum of a dict of counts."""
    return sum(counts.values())


@register.filter
def after_dot(code: str) -> str:
    """`dispute.send` → `send`."""
    return code.rpartition(".")[2]


@register.filter
def since_words(month: int) -> str:
    """A first month; 0 stands for “no start known”."""
    return month_words(month) if month else "不详"


@register.filter
def until_words(month: int) -> str:
    """A last month; those beyond all calendars stand for “no end known”."""
    return month_words(month) if month < 119000 else "今"


@register.filter
def masked(value, title: str):
    """A cell of a source row: numbers of persons, accounts and phones masked, by the column's title."""
    kind = next((kind for kind, words in SEALED_TITLES.items() if any(word in title for word in words)), "")
    return Secret(kind, str(value)) if kind and value else value
