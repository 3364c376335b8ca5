"""Passwords, lock-out, sessions."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from dibao.office.accounts import actions
from dibao.office.accounts.passwords import first_password
from dibao.office.base.audit import AuditEvent
from tests.office.conftest import PASSWORD


def enter(client: Client, user, password: str = PASSWORD):
    return client.post("/sign-in/", {"username": user.username, "password": password})


def is_in(client: Client) -> bool:
    return client.get("/profile/").status_code == 200


def test_five_wrong_passwords_lock_even_the_right_one_out_until_unlocked(client, county, sign_in):
    user = county["township_handler"]
    said = [enter(client, user, f"Wrong-{n}aa1").status_code for n in range(5)]
    assert said == [200, 200, 200, 200, 403]
    locked = enter(client, user)
    assert locked.status_code == 403 and "已锁定 30 分钟" in locked.content.decode()
    admin = sign_in("county_admin")  # another person from the same address is not locked
    assert "登录已锁定" in admin.get(f"/people/{user.pk}/").content.decode()
    admin.post(f"/people/{user.pk}/unlock/")
    assert enter(Client(), user).status_code == 302
    assert AuditEvent.objects.filter(code="account.unlock").count() == 1


def test_a_new_first_password_unlocks_too(client, county):
    user = county["township_handler"]
    for n in range(5):
        enter(client, user, f"Wrong-{n}aa1")
    admin = Client()
    enter(admin, county["county_admin"])
    html = admin.post(f"/people/{user.pk}/reset/").content.decode()
    password = html.split('first-password">')[1].split("<")[0]
    assert enter(Client(), user, password).status_code == 302


def test_signing_in_elsewhere_ends_the_session_before(county):
    first, second = Client(), Client()
    enter(first, county["auditor"])
    assert is_in(first)
    enter(second, county["auditor"])
    assert is_in(second) and not is_in(first)


def test_a_reset_ends_the_open_session(client, county):
    enter(client, county["auditor"])
    actions.reset_password(by=county["county_admin"], user=county["auditor"], password=first_password())
    assert not is_in(client)


def test_switching_off_ends_the_open_session(client, county):
    enter(client, county["auditor"])
    actions.hand_over(by=county["county_admin"], post=county["auditor"].posts[0], to=None)
    actions.set_active(by=county["county_admin"], user=county["auditor"], active=False)
    assert not is_in(client)


def test_a_session_lasts_half_an_hour_without_a_click(client, county):
    enter(client, county["auditor"])
    ends = Session.objects.get().expire_date - timezone.now()
    assert timedelta(minutes=29) < ends <= timedelta(minutes=30)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_in(client)


def test_signing_out_ends_the_session_wherever_its_cookie_lies(client, county):
    enter(client, county["auditor"])
    kept = client.cookies["sessionid"].value
    client.post("/sign-out/")
    thief = Client()
    thief.cookies["sessionid"] = kept
    assert not is_in(thief)
    assert list(AuditEvent.objects.values_list("code", flat=True)[:2]) == ["account.sign_out", "account.sign_in"]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("Ab1-efg", "至少"),
        ("onlysmallletters", "至少三种"),
        ("User01-Password", "不能有登录名"),
        ("Password123", "太常见"),
        (PASSWORD, "最近 5 次"),
    ],
)
def test_weak_passwords_are_refused_with_the_reason(county, password, why):
    with pytest.raises(ValidationError) as refused:
        actions.change_password(by=county["county_admin"], password=password)
    assert why in "".join(refused.value.messages)


def test_a_name_in_pinyin_is_no_password(county):
    user = county["auditor"]
    actions.edit_account(by=county["county_admin"], user=user, name="石明")
    with pytest.raises(ValidationError, match="姓名拼音"):
        actions.change_password(by=county["auditor"], password="Shiming-2024")


def test_first_passwords_keep_the_rules_and_differ(county):
    made = {first_password() for _ in range(50)}
    assert len(made) == 50
    for password in list(made)[:5]:
        actions.reset_password(by=county["county_admin"], user=county["auditor"], password=password)


def test_changing_one_s_own_password_keeps_the_session(client, county):
    enter(client, county["auditor"])
    typed = {"old": PASSWORD, "new": "Lan-tian2025", "again": "Lan-tian2025"}
    assert client.post("/password/", typed).status_code == 302
    assert is_in(client)
    assert enter(Client(), county["auditor"], "Lan-tian2025").status_code == 302
