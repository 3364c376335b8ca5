"""The menu on the left. Each part of the office adds its entries in `apps.py` (`ready`), never here."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

SECTIONS = ("工作台", "治理业务", "监督", "材料", "系统")


@dataclass(frozen=True)
class Entry:
    """A line of the menu: shown to those who have the permission; `count(request)` is the red number behind it."""

    section: str
    title: str
    icon: str  # a name of bootstrap-icons
    page: str  # name of the URL
    needs: str = ""
    order: int = 50
    count: Callable | None = None


_entries: dict[str, Entry] = {}


def add(entry: Entry) -> None:
    """Put a line into the menu; the same page again replaces it."""
    _entries[entry.page] = entry


def menu_for(request) -> list[dict]:
    """The sections that this person sees, each with its lines; the line whose page is open is `here`."""
    seen = [e for e in _entries.values() if not e.needs or request.user.may(e.needs)]
    lines = [_line(request, entry) for entry in sorted(seen, key=lambda e: (e.order, e.title))]
    _mark(lines, request.path)
    sections = [{"title": s, "lines": [line for line in lines if line["section"] == s]} for s in SECTIONS]
    return [section for section in sections if section["lines"]]


def _line(request, entry: Entry) -> dict:
    return {
        "section": entry.section,
        "page": entry.page,
        "title": entry.title,
        "icon": entry.icon,
        "url": reverse(entry.page),
        "here": False,
        "number": entry.count(request) if entry.count else 0,
    }


def _mark(lines: list[dict], path: str) -> None:
    """The line with the longest address that the page's own begins with; the desk (`/`) only for itself."""
    above = [n for n in lines if n["url"] == path or (n["url"] != "/" and path.startswith(n["url"]))]
    if above:
        max(above, key=lambda line: len(line["url"]))["here"] = True
