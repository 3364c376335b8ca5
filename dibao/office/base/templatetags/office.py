"""Words and numbers as the pages show them."""

from django import template

register = template.Library()


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
