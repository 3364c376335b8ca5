"""A real Chromium before the office's own server; without Chromium these tests skip, in CI they fail."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from tests.office.conftest import PASSWORD

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps a loop in this thread; the database is ours alone
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium(need) -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need("chromium"), args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Visit:
    """Somebody at a screen, and what the browser complained of meanwhile."""

    page: Page
    home: str
    outside: list[str] = field(default_factory=list)  # requests to anywhere but our server
    complaints: list[str] = field(default_factory=list)  # errors in the console: scripts, refused styles, missing files

    def go(self, address: str) -> Page:
        """Open a page of the office and wait until it is ready."""
        self.page.goto(self.home + address)
        self.page.wait_for_selector("body[data-ready]")
        return self.page


@pytest.fixture
def visit(chromium, live_server, county) -> Iterator[Callable[[str | None], Visit]]:
    """`visit("county_admin")` sits that person down before the browser; `visit(None)` a stranger."""
    contexts = []

    def sit(who: str | None) -> Visit:
        context = chromium.new_context(viewport=DESKTOP, locale="zh-CN", timezone_id="Asia/Shanghai")
        contexts.append(context)
        if who:
            cookie = {"name": "sessionid", "value": session_of(county[who]), "url": live_server.url}
            context.add_cookies([cookie])
        seen = Visit(context.new_page(), live_server.url)
        watch(seen)
        return seen

    yield sit
    for context in contexts:
        context.close()


def session_of(user) -> str:
    """The session of somebody who has just signed in."""
    client = Client()
    assert client.post("/sign-in/", {"username": user.username, "password": PASSWORD}).status_code == 302
    return client.cookies["sessionid"].value


def watch(seen: Visit) -> None:
    """Note what should not happen on any page."""
    ours = urlsplit(seen.home).netloc

    def asked(request) -> None:
        if urlsplit(request.url).scheme in ("http", "https", "ws", "wss") and urlsplit(request.url).netloc != ours:
            seen.outside.append(request.url)

    seen.page.on("request", asked)
    seen.page.on("console", lambda m: seen.complaints.append(m.text) if m.type == "error" else None)
    seen.page.on("pageerror", lambda error: seen.complaints.append(str(error)))
