"""A walk over every page, on a desk and on a phone: pictures for people to look at, and what a machine can judge.

The pictures lie in build/screens/. A page without a key in its address is found by itself; one with a key is walked when
its room gives an example (examples.py).
"""

from pathlib import Path

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from dibao.office.accounts.roles import ROLES
from tests.office.browser.conftest import DESKTOP, PHONE, Visit, session_of
from tests.office.browser.examples import furnish

ROOT = Path(__file__).resolve().parents[3]
SCREENS = ROOT / "build/screens"
AXE = ROOT / "node_modules/axe-core/axe.min.js"
NOT_PAGES = {"health", "watermark", "sign-out", "sign-in"}


def addresses(examples: dict[str, str]) -> dict[str, str]:
    """URL name → address of every page that can be walked."""
    found = {name: "/" + route for name, route in routes(get_resolver()) if "<" not in route}
    return {name: address for name, address in (found | examples).items() if name not in NOT_PAGES}


def routes(resolver: URLResolver, before: str = ""):
    """Name and route of all that is declared."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, route)
        elif pattern.name:
            yield pattern.name, route


def who_may(clients: dict[str, Client], address: str) -> str | None:
    """The first role to which this address is a page."""
    for role, client in clients.items():
        answer = client.get(address)
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            return role
        if answer.status_code == 405:  # only for what is posted
            return None
    return None


def client_of(user) -> Client:
    client = Client()
    client.cookies["sessionid"] = session_of(user)
    return client


def pictures(seen: Visit, name: str, address: str) -> list[str]:
    """Walk one page: desk, judgement, phone. What is wrong with it."""
    page = seen.go(address)
    page.screenshot(path=SCREENS / "desktop" / f"{name}.png", full_page=True)
    wrong = judged(page)
    page.set_viewport_size(PHONE)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.screenshot(path=SCREENS / "phone" / f"{name}.png", full_page=True)
    page.set_viewport_size(DESKTOP)
    wrong += [f"on a phone it is {width} wide"] if width > PHONE["width"] else []
    wrong += seen.complaints + [f"asks outside: {url}" for url in seen.outside]
    seen.complaints.clear()
    seen.outside.clear()
    return wrong


def judged(page) -> list[str]:
    """Serious violations of WCAG 2 A and AA that axe finds."""
    page.evaluate(AXE.read_text("utf-8"))
    options = {
        "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
        "resultTypes": ["violations"],
    }
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    serious = [v for v in found if v["impact"] in ("serious", "critical")]
    return [
        f"{v['id']}: {n['target']} {n['any'][0]['message'] if n['any'] else n['html']}"
        for v in serious
        for n in v["nodes"]
    ]


@pytest.mark.django_db(transaction=True)
def test_every_page_is_fit_to_be_seen(visit, county):
    examples = furnish(county)
    clients = {role: client_of(county[role]) for role in ROLES}
    seats: dict[str, Visit] = {}
    wrong = {"sign-in": pictures(visit(None), "sign-in", "/sign-in/")}
    for name, address in addresses(examples).items():
        if role := who_may(clients, address):
            if role not in seats:
                seats[role] = visit(role)
                clients[role] = client_of(county[role])
                seats[role].page.context.add_cookies(
                    [{"name": "sessionid", "value": clients[role].cookies["sessionid"].value, "url": seats[role].home}]
                )
            wrong[name] = pictures(seats[role], name, address)
    assert {"home", "audit", "jobs", "job", "password"} <= set(wrong)
    assert {name: faults for name, faults in wrong.items() if faults} == {}
