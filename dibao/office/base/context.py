"""What every page shows: the house, the menu that this person's posts open."""

from django.conf import settings

from dibao.office.base.menu import menu_for


def house(request) -> dict:
    """Context of every template. `here`: the line of the menu that is open; `waiting`: what the red numbers add up to;
    `unread`: notices at the bell."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    part = getattr(request, "htmx", None)  # a part of a page has no menu: no counting for it
    menu = menu_for(request) if signed_in and not part else []
    lines = [line for section in menu for line in section["lines"]]
    return {
        "demo": settings.DEMO,
        "signed_in": signed_in,
        "menu": menu,
        "here": next((line for line in lines if line["here"]), None),
        "unread": next((line["number"] for line in lines if line["page"] == "notices"), 0),
        "waiting": sum(line["number"] for line in lines),
    }
