"""Parts of a page that rooms to the right add to it: the household's page shows visits without knowing of them.

panels.add("household", Panel(20, "cases/verification.html", context_of))     # in `apps.py` (`ready`)
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Panel:
    """A template with what `context(request, record)` gives; left out when that gives None."""

    order: int
    template: str
    context: Callable


_panels: dict[str, list[Panel]] = {}


def add(page: str, panel: Panel) -> None:
    """Add a part to a page; the same template again replaces it."""
    others = [p for p in _panels.get(page, []) if p.template != panel.template]
    _panels[page] = sorted([*others, panel], key=lambda p: (p.order, p.template))


def of(page: str, request, record) -> list[dict]:
    """The parts of a page, in order: `template` and `given`."""
    shown = ((panel, panel.context(request, record)) for panel in _panels.get(page, []))
    return [{"template": panel.template, "given": given} for panel, given in shown if given is not None]
