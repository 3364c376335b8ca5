"""What only a browser shows: signing in, the menu on a phone, lists that change in place."""

import pytest
from playwright.sync_api import expect

from dibao.office.accounts.models import User
from tests.office.browser.conftest import PHONE
from tests.office.conftest import PASSWORD
from tests.office.test_table import ID, people_pages

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_person_signs_in_finds_the_menu_on_a_phone_and_leaves(visit):
    seen = visit(None)
    seen.page.set_viewport_size(PHONE)
    page = seen.go("/audit/?size=50")
    page.get_by_label("登录名").fill("user27")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    expect(page).to_have_url(seen.home + "/audit/?size=50")  # where they wanted to go
    expect(page.get_by_role("link", name="我的工作台")).not_to_be_visible()
    page.get_by_label("打开菜单").click()
    page.get_by_role("link", name="我的工作台").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("我的工作台")
    page.locator(".me").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
    assert seen.complaints == seen.outside == []


@people_pages
def test_a_list_filters_in_place_and_rows_stay_ticked_over_pages(visit, county):
    seen = visit("county_admin")
    page = seen.go("/everybody/")
    page.evaluate("window.same = true")
    box = page.get_by_role("searchbox")
    page.keyboard.press("/")
    expect(box).to_be_focused()
    box.type("user")  # every letter starts a search, the last one counts
    expect(page).to_have_url(seen.home + "/everybody/?q=user")
    page.get_by_label("选中这一条").nth(0).check()
    page.get_by_label("选中这一条").nth(1).check()
    page.get_by_role("link", name="2", exact=True).click()
    expect(page.locator("[aria-current=page]", has_text="2")).to_be_visible()
    page.get_by_label("选中这一条").nth(0).check()
    expect(page.locator("[data-bulk]")).to_contain_text("已选 3 条（跨页）")
    page.get_by_role("link", name="1", exact=True).click()
    expect(page.get_by_label("选中这一条").nth(1)).to_be_checked()
    expect(page.get_by_label("选中这一条").nth(2)).not_to_be_checked()
    page.get_by_role("link", name="登录名").click()
    expect(page).to_have_url(seen.home + "/everybody/?q=user&sort=username")
    page.get_by_role("link", name="登录名").click()
    expect(page).to_have_url(seen.home + "/everybody/?q=user&sort=-username")
    assert page.evaluate("window.same") is True  # never reloaded
    assert seen.complaints == seen.outside == []
    page.get_by_role("button", name="停用", exact=True).click()
    names = sorted(User.objects.values_list("username", flat=True))
    assert sorted(page.locator("body").inner_text().split(",")) == [names[0], names[1], names[5]]


@people_pages
def test_all_that_was_found_can_be_chosen(visit):
    page = visit("county_admin").go("/everybody/?tab=others")
    page.get_by_label("选中本页").check()
    expect(page.locator("[data-picked]")).to_have_text("5")
    page.get_by_role("button", name="选中全部查询结果").click()
    expect(page.locator("[data-picked]")).to_have_text(str(User.objects.count() - 1))
    page.get_by_role("button", name="归档").click()
    assert len(page.locator("body").inner_text().split(",")) == User.objects.count() - 1


@people_pages
def test_columns_are_chosen_and_the_list_is_taken_home(visit, county):
    user = county["county_reviewer"]
    user.id_no = ID
    user.save()
    page = visit("county_admin").go("/everybody/?q=user03")
    page.get_by_role("button", name="列", exact=True).click()
    page.get_by_label("金额").check()
    page.get_by_role("button", name="显示这些列").click()
    expect(page.get_by_role("columnheader", name="金额")).to_be_visible()
    expect(page).to_have_url(page.url.split("?")[0] + "?q=user03")
    page.get_by_role("button", name="导出 Excel").click()
    page.get_by_label("用途").fill("报例会")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出", exact=True).click()
    assert download.value.suggested_filename.startswith("人员名单_")


def test_a_part_of_a_page_without_a_session_leads_to_the_front_door(visit, county):
    seen = visit("security_auditor")
    page = seen.go("/audit/")
    User.objects.update(session_key="")
    page.get_by_role("searchbox").fill("赵")
    expect(page.get_by_role("heading", level=1)).to_have_text("登录")
