"""Lists: one declaration drives filter, sort, pages, columns, Excel, bulk actions."""

import re
from io import BytesIO

import openpyxl
import pytest
from django.db.models import Q
from django.http import HttpResponse
from django.urls import path
from python_calamine import CalamineWorkbook

from dibao.office.accounts.models import User
from dibao.office.base.audit import AuditEvent
from dibao.office.base.models import SavedView
from dibao.office.base.search import initials, plain_initials
from dibao.office.base.table import Bulk, Chip, Choice, Column, Lamp, Lamps, Search, Table, Tabs
from dibao.office.urls import handler403, handler404, handler500  # noqa: F401
from dibao.office.urls import urlpatterns as office_urls

ID = "431299196205146629"  # 18 characters of a made-up person
ACTIVE = {"yes": ("green", "启用", Q(is_active=True)), "no": ("red", "停用", Q(is_active=False))}
MINE = {
    "mine": ("", "我自己", lambda request: Q(pk=request.user.pk)),
    "others": ("", "别人", lambda request: ~Q(pk=request.user.pk)),
}


class People(Table):
    """A small list of its own: everybody with an account."""

    code, title = "people", "人员名单"
    order = ("username",)
    columns = (
        Column("登录名", "username", sort="username", link=True),
        Column("姓名", "name", small=lambda user: user.unit_words, sort="name"),
        Column("证件号", "id_no"),
        Column("状态", lambda user: Chip("启用", "green") if user.is_active else Chip("停用", "red"), code="active"),
        Column("时限", lambda user: Lamp("red", "超期 3 天"), code="lamp"),
        Column("版本", "version", kind="number", shown=False),
        Column("金额", lambda user: 123456, kind="money", shown=False, code="money"),
        Column("月份", lambda user: 2024 * 12 + 4, kind="month", shown=False, code="month"),
        Column("改密码", "password_changed_on", kind="day", shown=False),
    )
    filters = (
        Search("姓名", names_in=["name"], numbers=["username"], last_four=["id_no_last4"], keyed=["id_no_key"]),
        Choice("密码", "must", column="must_change_password", choices=[(True, "须改"), (False, "已改")]),
        Lamps("状态", "active", parts=ACTIVE),
    )
    tabs = Tabs("看谁的", "tab", parts=MINE)
    bulk = (Bulk("停用", "bulk", warn=True), Bulk("归档", "bulk", needs="account.manage"))
    sizes = (5, 20)

    def rows(self):
        return User.objects.all()

    def url(self, record):
        return f"/everybody/{record.pk}/"

    def buttons(self, record):
        return [("办理", f"/everybody/{record.pk}/edit/")]


def bulk(request) -> HttpResponse:
    """What a room does with the rows that were ticked."""
    chosen = People(request).chosen()
    return HttpResponse(",".join(chosen.values_list("username", flat=True)))


urlpatterns = [*office_urls, path("everybody/", People.page, name="people"), path("bulk/", bulk, name="bulk")]
people_pages = pytest.mark.urls("tests.office.test_table")


def html_of(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def names_on(client, address: str) -> list[str]:
    """The sign-in names in the order of the page."""
    return re.findall(r'<a href="/everybody/\d+/">([^<]+)</a>', html_of(client, address))


@people_pages
def test_every_row_stands_on_one_page_whatever_it_is_sorted_by(sign_in, county):
    client = sign_in("county_admin")
    everybody = sorted(User.objects.values_list("username", flat=True))
    for sort in ("", "username", "-username", "name", "nonsense", "active"):
        pages = [names_on(client, f"/everybody/?sort={sort}&page={n}") for n in range(1, len(everybody) // 5 + 2)]
        assert [len(p) for p in pages][:-1] == [5] * (len(pages) - 1)
        assert sorted(name for p in pages for name in p) == everybody
    assert names_on(client, "/everybody/?sort=-username&page=1")[0] == everybody[-1]


@people_pages
@pytest.mark.parametrize("odd", ["page=abc", "size=7", "active=perhaps", "must=2", "tab=none", "sort=-", "x=1"])
def test_an_address_that_makes_no_sense_shows_the_usual_list(sign_in, odd):
    assert len(names_on(sign_in("county_admin"), f"/everybody/?{odd}")) == 5


@people_pages
def test_filters_join_and_tabs_are_filters(sign_in, county):
    client = sign_in("county_admin")
    User.objects.filter(username="user03").update(is_active=False)
    assert names_on(client, "/everybody/?active=no") == ["user03"]
    assert names_on(client, "/everybody/?active=no&tab=mine") == []
    assert names_on(client, "/everybody/?tab=mine") == ["user01"]
    html = html_of(client, "/everybody/?active=no&tab=others")
    assert "筛选：看谁的：别人；状态：停用" in html and 'aria-current="true">别人' in html
    assert "没有符合条件的记录" in html_of(client, "/everybody/?active=no&tab=mine")


@people_pages
def test_search_finds_by_beginning_number_last_four_and_whole_id(sign_in, county):
    User.objects.filter(username="user03").update(name="单_小红")
    user = User.objects.get(username="user05")
    user.id_no = ID
    user.save()
    client = sign_in("county_admin")
    found = {
        "单_": ["user03"],
        "小红": [],
        "单%": [],
        "USER03": [],
        "user03": ["user03"],
        "6629": ["user05"],
        "662": [],
    }
    for typed, names in (found | {ID: ["user05"], ID[:-1] + "x": [], "4312 99196205146629": ["user05"]}).items():
        assert names_on(client, f"/everybody/?q={typed}".replace("%", "%25")) == names, typed
    assert "筛选：搜索：（证件号）" in html_of(client, f"/everybody/?q={ID}")  # not on paper


@pytest.mark.django_db
def test_a_beginning_is_found_by_an_index():
    plan = User.objects.filter(username__begins="user").explain()
    if "SCAN" in plan or "SEARCH" in plan:  # SQLite's words; PostgreSQL reads so few rows as they come
        assert "USING INDEX" in plan or "USING COVERING INDEX" in plan


@people_pages
def test_cells_show_words_not_codes(sign_in, county):
    client = sign_in("county_admin")
    columns = ["username", "name", "id_no", "active", "lamp", "version", "money", "month", "password_changed_on"]
    client.post("/everybody/", {"do": "columns", "columns": columns})
    html = html_of(client, "/everybody/")
    for words in (
        '<span class="chip chip-green">启用</span>',
        '<span class="lamp lamp-red">超期 3 天</span>',
        "<small>示例县民政局</small>",
        ">1,234.56</td>",
        ">2024-05</td>",
        '<a href="/everybody/',
        '/edit/">办理</a>',
    ):
        assert words in html


@people_pages
def test_a_part_for_htmx_says_its_address(sign_in):
    client = sign_in("county_admin")
    answer = client.get("/everybody/?q=&active=yes&sort=-name&evil=1&page=2", headers={"HX-Request": "true"})
    html = answer.content.decode()
    assert '<nav class="menu' not in html and 'id="rows"' in html
    assert answer["HX-Push-Url"] == "/everybody/?active=yes&sort=-name&page=2"


@people_pages
def test_columns_are_remembered_for_each_person(sign_in, county, client):
    sign_in("county_admin").post(
        "/everybody/", {"do": "columns", "columns": ["version", "username", "evil"], "query": "active=yes"}
    )
    assert heads(client) == ["登录名", "版本", "操作"]
    client.post("/sign-out/")
    assert heads(sign_in("county_reviewer")) == ["登录名", "姓名", "证件号", "状态", "时限", "操作"]
    client.post("/sign-out/")
    sign_in("county_admin").post("/everybody/", {"do": "columns"})
    assert heads(client) == ["登录名", "姓名", "证件号", "状态", "时限", "操作"]


def heads(client) -> list[str]:
    html = html_of(client, "/everybody/")
    cells = re.findall(r"<th scope.*?</th>", html, re.DOTALL)
    return [re.sub(r"<[^>]*>", "", cell).strip() for cell in cells]


@people_pages
def test_filters_are_saved_under_a_name_and_forgotten(sign_in, county, client):
    sign_in("county_admin")
    answer = client.post("/everybody/", {"do": "save", "name": "停用的", "query": "active=no&page=3&evil=1"})
    assert answer["Location"] == "/everybody/?active=no&page=3"
    assert '<a href="?active=no">停用的</a>' in html_of(client, "/everybody/")
    view = SavedView.objects.get(name="停用的")
    client.post("/sign-out/")
    sign_in("county_reviewer")
    assert "停用的</a>" not in html_of(client, "/everybody/")
    assert client.post("/everybody/", {"do": "forget", "view": view.pk}).status_code == 409  # somebody else's
    client.post("/sign-out/")
    sign_in("county_admin").post("/everybody/", {"do": "forget", "view": view.pk})
    assert "停用的</a>" not in html_of(client, "/everybody/")
    codes = AuditEvent.objects.values_list("code", flat=True)
    assert {"view.save", "view.forget"} <= set(codes)
    assert client.post("/everybody/", {"do": "save", "name": " "}).status_code == 409
    assert client.post("/everybody/", {"do": "nonsense"}).status_code == 409


@people_pages
def test_bulk_actions_get_the_ticked_rows_or_all_that_were_found(sign_in, county):
    client = sign_in("county_admin")
    keys = [county[who].pk for who in ("county_reviewer", "payment_clerk")]
    assert client.post("/bulk/", {"ids": [*keys, 999999, "x"]}).content.decode() == "user03,user07"
    User.objects.filter(username__in=["user11", "user12"]).update(is_active=False)
    assert client.post("/bulk/", {"all": "1", "query": "active=no&page=9"}).content.decode() == "user11,user12"
    assert client.post("/bulk/", {}).status_code == 409
    assert "归档" in html_of(client, "/everybody/")
    client.post("/sign-out/")
    html = html_of(sign_in("auditor"), "/everybody/")
    assert "归档" not in html and "停用</button>" in html


@people_pages
def test_export_is_what_the_screen_shows_with_a_cover(sign_in, county):
    client = sign_in("county_admin")
    User.objects.filter(username="user03").update(name="=1+1")
    client.post(
        "/everybody/", {"do": "columns", "columns": ["username", "name", "active", "money", "month", "version"]}
    )
    asked = {"do": "export", "query": "tab=others&sort=-username&q=user0", "purpose": "报例会"}
    answer = client.post("/everybody/", asked)
    assert "filename*=utf-8''%E4%BA%BA%E5%91%98" in answer["Content-Disposition"]
    cover, rows = sheets(answer.content)
    head, *rows = rows
    assert head == ["登录名", "姓名", "状态", "版本", "金额", "月份"]
    assert [row[0] for row in rows] == ["user09", "user07", "user05", "user03"]
    assert rows[-1] == ["user03", "=1+1　示例县民政局", "启用", 1, 1234.56, "2024-05"]
    facts = dict(cover)
    assert facts["导出人"] == "赵01（示例县民政局 · 县级管理员）" and facts["用途"] == "报例会"
    assert facts["筛选条件"] == "看谁的：别人；搜索：user0" and facts["行数"] == "4"
    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.properties.creator == "赵01" and "用途：报例会" in book.properties.description
    event = AuditEvent.objects.get(code="table.export")
    assert (event.purpose, event.new["rows"], event.by.username) == ("报例会", 4, "user01")


def sheets(content: bytes) -> list[list]:
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


@people_pages
def test_export_masks_ids_unless_somebody_who_may_asks(sign_in, county, client):
    user = county["county_reviewer"]
    user.id_no = ID
    user.save()
    asked = {"do": "export", "query": "q=user03", "purpose": "报例会"}
    sign_in("county_admin")
    assert sheets(client.post("/everybody/", asked).content)[1][1][2] == "431299********6629"
    answer = client.post("/everybody/", asked | {"clear": "1"})
    assert sheets(answer.content)[1][1][2] == ID
    assert dict(sheets(answer.content)[0])["证件号、账号、电话"] == "完整显示"
    assert ID not in str(list(AuditEvent.objects.values_list("old", "new")))


@people_pages
def test_export_is_refused_without_purpose_or_permission(sign_in, county, client):
    sign_in("county_admin")
    assert client.post("/everybody/", {"do": "export", "purpose": " "}).status_code == 409
    client.post("/sign-out/")
    sign_in("village_worker")
    assert "导出 Excel" not in html_of(client, "/everybody/")
    assert client.post("/everybody/", {"do": "export", "purpose": "报例会"}).status_code == 403
    assert not AuditEvent.objects.filter(code="table.export").exists()


@pytest.mark.parametrize(
    ("name", "letters", "plain"),
    [
        ("王芳", "WF", "WF"),
        ("单小红", "SXH", "DXH"),
        ("仇大海", "QDH", "CDH"),
        ("尉迟恭", "YCG", "YCG"),
        ("区晓明", "OXM", "QXM"),
        ("阿依·木", "AYM", "AYM"),
        ("", "", ""),
    ],
)
def test_initials_read_surnames_as_surnames(name, letters, plain):
    assert (initials(name), plain_initials(name)) == (letters, plain)
