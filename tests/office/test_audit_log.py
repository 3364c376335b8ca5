"""The log of who did what: whole for the security auditor, by area and audience for others, closed to the rest."""

import re
from datetime import UTC, datetime

import pytest

from dibao.office.accounts.actions import create_account, set_active
from dibao.office.base.audit import AuditEvent


@pytest.fixture
def events(county):
    """Two real events in the county, one of a township, one of elsewhere, one about something for the discipline side."""
    admin = county["county_admin"]
    user = create_account(by=admin, username="new", name="孙八", password="Qing-shan2024x")
    set_active(by=admin, user=user, active=False)
    for label, area, audience in (
        ("青山的事", "431299101", ""),
        ("外县的事", "431298", ""),
        ("纪检的事", "431299", "discipline"),
    ):
        AuditEvent.objects.create(code="x", title="试", label=label, area_code=area, audience=audience, by=admin)


def labels(client, query: str = "") -> set[str]:
    page = client.get(f"/audit/?size=500{query}")
    assert page.status_code == 200
    return set(re.findall(r'<td data-title="对象" class="text">([^<]*)</td>', page.content.decode())) - {"赵23", "赵27"}


def test_the_security_auditor_sees_all(sign_in, events):
    assert labels(sign_in("security_auditor")) == {"孙八", "青山的事", "外县的事", "纪检的事"}


def test_an_auditor_sees_the_county_but_not_what_is_for_the_discipline_side(sign_in, events):
    assert labels(sign_in("auditor")) == {"孙八", "青山的事"}


@pytest.mark.parametrize("who", ["county_admin", "township_handler", "village_worker", "public"])
def test_for_nobody_else(sign_in, events, who):
    client = sign_in(who)
    page = client.get("/audit/")
    assert page.status_code == 403 and "不能查看“操作记录”" in page.content.decode()
    assert 'href="/audit/"' not in client.get("/").content.decode()


def test_old_and_new_values_in_chinese(sign_in, events):
    html = sign_in("auditor").get("/audit/").content.decode()
    assert "启用：是 → 否" in html and "登录名：new；姓名：孙八" in html


def test_found_by_person_subject_kind_and_day(sign_in, events):
    old = AuditEvent.objects.filter(label="青山的事")
    old.update(at=datetime(2024, 3, 31, 16, 30, tzinfo=UTC))  # 00:30 of 1 April in Shanghai
    client = sign_in("auditor")
    assert labels(client, "&q=孙") == {"孙八"}
    assert labels(client, "&q=user01") == {"孙八", "青山的事"}
    assert labels(client, "&code=account.create") == {"孙八"}
    assert labels(client, "&at_from=2024-04-01&at_to=2024-04-01") == {"青山的事"}
    assert labels(client, "&at_to=2024-03-31") == set()
    assert labels(client, "&at_from=2024-02-30&q=青") == {"青山的事"}


def test_an_empty_installation(client, db):
    assert client.get("/audit/").status_code == 302
