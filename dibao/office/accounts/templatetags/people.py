"""What pages show of people and of sealed values."""

from django import template

from dibao.office.accounts.queries import range_words

register = template.Library()


@register.inclusion_tag("accounts/sealed.html", takes_context=True)
def sealed(context, record, field: str) -> dict:
    """`{% sealed record "id_no" %}`: masked, and for those who may a button that asks what for and shows it in full."""
    secret = getattr(record, field)
    may = bool(secret) and context["request"].user.may("personal.reveal")
    place = {"label": record._meta.label_lower, "pk": record.pk, "field": field}
    return {"secret": secret, "may_reveal": may} | place


@register.simple_tag(takes_context=True)
def my_range(context) -> str:
    """当前数据范围 of whoever looks."""
    return range_words(context["request"].user)
