"""What every page shows: the house, the menu that this person's posts open."""

from django.conf import settings

from dibao.office.base.menu import menu_for


def house(request) -> dict:
    """Context of every template."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    return {"demo": settings.DEMO, "menu": menu_for(request) if signed_in else [], "signed_in": signed_in}
