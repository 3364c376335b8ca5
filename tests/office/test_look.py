"""The shell around every page, the front door, refusals; and what a browser of 2021 can draw."""

import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import path

from dibao.office.accounts.roles import ROLES
from dibao.office.base import menu
from dibao.office.base.actions import Refused, Stale
from dibao.office.urls import handler404, handler500  # noqa: F401
from dibao.office.urls import urlpatterns as office_urls
from tests.office.conftest import PASSWORD

OFFICE = Path(__file__).resolve().parents[2] / "dibao/office"
# Chromium 88, the floor: many bureaus have 360 or UOS browsers with kernels of 2021
TOO_NEW = re.compile(
    r":has\(|color-mix|oklch|oklab|@layer|@container|structuredClone|randomUUID|\.at\(|\.hasOwn\(|aspect-ratio|\bdvh\b"
)


@pytest.mark.parametrize("file", [*OFFICE.rglob("*.css"), *OFFICE.rglob("*.js")], ids=lambda file: file.name)
def test_style_and_script_run_in_chromium_88(file):
    assert TOO_NEW.findall(file.read_text("utf-8")) == []


def test_no_page_carries_style_or_script_of_its_own_or_an_outside_address():
    for file in [*OFFICE.rglob("*.html"), *OFFICE.rglob("*.css"), *OFFICE.rglob("*.js")]:
        text = file.read_text("utf-8")
        assert not re.search(r"\sstyle=|\son[a-z]+=\"|<style|<script>|hx-on|https?://", text), file.name


def test_every_icon_is_in_the_font():
    css = (OFFICE.parents[1] / "node_modules/bootstrap-icons/font/bootstrap-icons.min.css").read_text("utf-8")
    named = {
        name for file in OFFICE.rglob("*.html") for name in re.findall(r'icon "([a-z0-9-]+)"', file.read_text("utf-8"))
    }
    named |= {entry.icon for entry in menu._entries.values()}
    assert len(named) > 10 and [name for name in named if f".bi-{name}::before" not in css] == []


@pytest.mark.parametrize("role", ROLES)
def test_everybody_sees_their_desk(sign_in, county, role):
    html = sign_in(role).get("/").content.decode()
    assert f"<strong>{county[role].name}</strong>" in html and ROLES[role].title in html
    assert "没有等您办的事" in html and "退出登录" in html


def test_the_title_stands_in_tab_crumbs_and_heading(sign_in):
    html = sign_in("county_admin").get("/password/").content.decode()
    assert "<title>修改密码 · 阳光低保</title>" in html
    assert "<h1>修改密码</h1>" in html and '<li aria-current="page">修改密码</li>' in html


def test_the_menu_opens_at_the_page_with_the_nearest_address(sign_in, rf, county, monkeypatch):
    monkeypatch.setattr(menu, "_entries", {})
    menu.add(menu.Entry("工作台", "桌面", "house", "home"))
    menu.add(menu.Entry("系统", "密码", "key", "password", count=lambda request: 3))
    request = rf.get("/password/")
    request.user = county["county_admin"]
    lines = {line["title"]: line for section in menu.menu_for(request) for line in section["lines"]}
    assert lines["密码"]["here"] and not lines["桌面"]["here"]
    assert lines["密码"]["number"] == 3
    html = sign_in("county_admin").get("/").content.decode()
    assert "有 3 件事等您办" in html and 'aria-label="待办 3 件"' in html


def test_watermark_names_who_looks(sign_in, county):
    picture = sign_in("township_handler").get("/watermark.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    assert f"{county['township_handler'].name} 青山镇人民政府 20" in picture.content.decode()


@pytest.mark.django_db
def test_demo_people_stand_at_the_front_door_of_a_made_up_county_only(client, county):
    with override_settings(DEMO=False):
        assert "演示账号" not in client.get("/sign-in/").content.decode()
    with override_settings(DEMO=True, DEMO_PASSWORD=PASSWORD):
        html = client.get("/sign-in/").content.decode()
        assert "示例县民政局 · 县级管理员" in html and html.count('name="username"') == 13  # the form and twelve people
        assert client.post("/sign-in/", {"username": "user01", "password": PASSWORD}).status_code == 302


@pytest.mark.django_db
def test_demo_without_people_offers_nobody(client):
    with override_settings(DEMO=True):
        assert "演示账号" not in client.get("/sign-in/").content.decode()


def test_a_wrong_password_is_said_above_the_fields(client, county):
    html = client.post("/sign-in/", {"username": "user01", "password": "x", "next": "/password/"}).content.decode()
    assert "登录名或密码不对" in html and 'role="alert"' in html
    assert 'name="next" value="/password/"' in html  # still knows where to go


def test_an_address_that_is_not_there(sign_in, client):
    assert client.get("/nothing/").status_code == 302  # a stranger learns nothing
    page = sign_in("village_worker").get("/nothing/")
    assert page.status_code == 404 and "没有这个页面" in page.content.decode()


def test_a_form_without_its_secret_says_that_the_page_is_too_old(county):
    page = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "user01", "password": PASSWORD})
    assert page.status_code == 403 and "已经过期" in page.content.decode()


def test_a_part_of_a_page_takes_the_whole_page_to_the_front_door(client, county):
    answer = client.get("/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/password/?a=1"})
    assert answer["HX-Redirect"] == "/sign-in/?next=/password/%3Fa%3D1"


def refuse(request):
    """An action that says no."""
    raise Refused("没有核查结论，不能作出决定")


def overtaken(request):
    """Somebody else was faster."""
    raise Stale(request.user, {"name": ("赵一", "赵二")})


def fail(request):
    """A fault of ours."""
    raise ZeroDivisionError


urlpatterns = [*office_urls, path("refuse/", refuse), path("overtaken/", overtaken), path("fail/", fail)]


@pytest.mark.urls("tests.office.test_look")
def test_refusals_say_why(sign_in):
    client = sign_in("county_admin")
    page = client.get("/refuse/")
    assert page.status_code == 409 and "没有核查结论，不能作出决定" in page.content.decode()
    assert "<nav" in page.content.decode()
    part = client.get("/refuse/", headers={"HX-Request": "true"})
    assert part.status_code == 409 and "没有核查结论" in part.content.decode() and "<nav" not in part.content.decode()
    table = client.get("/overtaken/").content.decode()
    assert "<td>姓名</td><td>赵一</td><td>赵二</td>" in table


@pytest.mark.urls("tests.office.test_look")
def test_a_fault_of_ours_shows_no_traceback(sign_in):
    client = sign_in("county_admin")
    client.raise_request_exception = False
    page = client.get("/fail/")
    assert page.status_code == 500
    assert "系统出错了，刚才的操作没有保存" in page.content.decode() and "ZeroDivision" not in page.content.decode()
