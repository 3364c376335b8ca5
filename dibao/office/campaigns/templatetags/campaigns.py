"""Small words of the campaign pages."""

from django import template

register = template.Library()


@register.filter
def kind_of(record) -> str:
    """The model's name, as addresses have it."""
    return record._meta.model_name


@register.filter
def typed(value) -> str:
    """A parameter's value as one types it: lists with 、, everything else as it reads."""
    if isinstance(value, list | tuple):
        return "、".join(map(str, value))
    return str(value).lower() if isinstance(value, bool) else str(value)


@register.filter
def percent(value: int) -> str:
    """30 → 30%."""
    return f"{value}%"
