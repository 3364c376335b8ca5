"""Accounts, units, posts, hand-overs, assignments, as the administrator meets them."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from dibao.office.accounts import actions
from dibao.office.accounts.models import Assignment, Post, User
from dibao.office.accounts.roles import NOUNS, PERMISSIONS, ROLES
from dibao.office.base.actions import Refused, Stale
from dibao.office.base.audit import AuditEvent
from tests.office.conftest import PASSWORD

TODAY = timezone.localdate()
ID = "11010519491231002X"  # the example of GB 11643


def text_of(response) -> str:
    assert response.status_code == 200
    return re.sub(r"<[^>]+>|\s+", " ", response.content.decode())


def test_a_new_account_signs_in_with_the_password_shown_once(client, sign_in, county):
    admin = sign_in("county_admin")
    post = actions.create_post(
        by=county["county_admin"], unit=county.units["大塘村"], title="协理员二", role="village_worker"
    )
    typed = {"username": "zhouling", "name": "周玲", "phone": "138 0013 8000", "id_no": ID, "post": post.pk}
    html = admin.post("/people/new/", typed).content.decode()
    password = re.search(r"first-password\">(\S+)</code>", html)[1]
    user = User.objects.get(username="zhouling")
    assert (user.phone.clear, user.id_no_last4, user.posts) == ("13800138000", "002X", [post])
    page = admin.get(f"/people/{user.pk}/").content.decode()
    assert password not in page and ID not in page and "110105********002X" in page

    client.logout()
    assert client.post("/sign-in/", {"username": "zhouling", "password": password}).status_code == 302
    assert client.get("/").url == "/password/"  # nothing before a password of one's own


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"username": "user01"}, "已经有人用了"),
        ({"username": "a b"}, "登录名只能用"),
        ({"id_no": "110105194912310021"}, "身份证号不对"),
        ({"phone": "1380013800013800"}, "电话号码应是"),
    ],
)
def test_wrong_entries_stay_in_the_form_with_a_sentence(sign_in, typed, said):
    response = sign_in("county_admin").post("/people/new/", {"username": "new", "name": "新人"} | typed)
    assert said in text_of(response) and "新人" in response.content.decode()


def test_an_edit_leaves_masked_values_as_they_are_and_moves_the_index_with_new_ones(sign_in, county):
    user = county["township_handler"]
    actions.edit_account(by=county["county_admin"], user=user, id_no=ID, phone="13800138000")
    client = sign_in("county_admin")
    page = client.get(f"/people/{user.pk}/edit/").content.decode()
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    sent = {"name": "赵改", "phone": "139 1234 5678", "id_no": "110105********002X", "version": version}
    assert client.post(f"/people/{user.pk}/edit/", sent).status_code == 302
    user.refresh_from_db()
    assert (user.name, user.phone.clear, user.id_no.clear) == ("赵改", "13912345678", ID)
    assert User.objects.filter(phone_key=user.phone_key).get() == user
    event = AuditEvent.objects.filter(code="account.edit").first()
    assert event.old == {"name": f"赵{user.username[-2:]}", "phone": "138****8000"}
    assert event.new == {"name": "赵改", "phone": "139****5678"}
    assert client.post(f"/people/{user.pk}/edit/", sent | {"name": "赵又改"}).status_code == 409  # the second is told


def test_a_second_editor_overwrites_nothing(county):
    user = county["township_handler"]
    seen = user.version
    actions.edit_account(by=county["county_admin"], user=user, seen_version=seen, name="先改")
    with pytest.raises(Stale):
        actions.edit_account(
            by=county["county_admin"], user=User.objects.get(pk=user.pk), seen_version=seen, name="后改"
        )


def test_signing_in_makes_nobody_else_stale(sign_in, county):
    before = county["village_worker"].version
    sign_in("village_worker")
    assert county["village_worker"].version == before


def test_who_sits_in_a_post_is_not_switched_off(sign_in, county):
    user = county["township_handler@青山镇"]
    client = sign_in("county_admin")
    html = client.post(f"/people/{user.pk}/switch/", follow=True).content.decode()
    assert "请先交接岗位，再停用账号" in html and User.objects.get(pk=user.pk).is_active
    actions.hand_over(by=county["county_admin"], post=user.posts[0], to=None)
    client.post(f"/people/{user.pk}/switch/")
    assert not User.objects.get(pk=user.pk).is_active
    client.logout()
    denied = client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
    assert denied.status_code == 200 and "登录名或密码不对" in denied.content.decode()


def test_a_post_goes_from_hand_to_hand_and_remembers(sign_in, county):
    post = county["township_handler@青山镇"].posts[0]
    heir = county["auditor"]
    client = sign_in("county_admin")
    tomorrow = TODAY + timedelta(days=1)
    client.post(f"/units/posts/{post.pk}/hand-over/", {"to": heir.pk, "day": tomorrow})
    assert [(t.user, t.to_day) for t in post.tenures.all()] == [
        (heir, None),
        (county["township_handler@青山镇"], TODAY),
    ]
    assert post.holder == county["township_handler@青山镇"]  # until this evening
    html = text_of(client.get(f"/units/posts/{post.pk}/"))
    assert "未到岗" in html and str(heir) in html
    again = client.post(f"/units/posts/{post.pk}/hand-over/", {"to": heir.pk, "day": tomorrow})
    assert "不用交接" in text_of(again)


def test_a_free_post_is_taken_after_the_last_day_of_the_one_before(county):
    admin, post = county["county_admin"], county["township_handler@青山镇"].posts[0]
    actions.hand_over(by=admin, post=post, to=None, day=TODAY)
    with pytest.raises(Refused, match="到岗日期要晚于这一天"):
        actions.take_post(by=admin, post=post, user=county["auditor"], day=TODAY - timedelta(days=3))
    assert actions.take_post(by=admin, post=post, user=county["auditor"]).from_day == TODAY


def test_each_village_has_one_contact_and_the_list_says_which_have_none(sign_in, county):
    admin = county["county_admin"]
    post = county["village_worker@大塘村"].posts[0]
    actions.edit_post(by=admin, post=post, title=post.title, is_contact=True)
    with pytest.raises(Refused, match="一个村只设一名联系人"):
        actions.create_post(by=admin, unit=county.units["大塘村"], title="二号", role="village_worker", is_contact=True)
    with pytest.raises(Refused, match="只设在村"):
        actions.create_post(
            by=admin, unit=county.units["青山镇"], title="二号", role="township_handler", is_contact=True
        )
    html = text_of(sign_in("county_admin").get("/units/contacts/"))
    assert "小溪村" in html and "河口村" in html and "大塘村" not in html


def test_a_role_stands_at_its_own_level(sign_in, county):
    with pytest.raises(Refused, match="县一级的岗位"):
        actions.create_post(by=county["county_admin"], unit=county.units["大塘村"], title="大官", role="county_admin")
    options = sign_in("county_admin").get(f"/units/{county.units['大塘村'].pk}/posts/new/").content.decode()
    assert "村级协理员" in options and "县级管理员</option>" not in options
    assert Post.objects.filter(title="大官").count() == 0


def test_an_inspector_sees_what_was_given_until_it_is_taken_back(sign_in, county):
    inspector, client = county["inspector"], sign_in("county_admin")
    typed = {"user": inspector.pk, "area": "431299102", "reason": "交叉检查", "until": TODAY}
    assert client.post("/assignments/new/", typed).status_code == 302
    assert county["inspector"].sees_area("431299102201") and not county["inspector"].sees_area("431299101201")
    assert "交叉检查" in text_of(client.get("/assignments/"))
    client.post(f"/assignments/{Assignment.objects.get().pk}/end/")
    assert not county["inspector"].sees_area("431299102201")


def test_only_those_who_see_by_assignment_are_given_any(county):
    with pytest.raises(Refused, match="按辖区查看，不用分派"):
        actions.assign(
            by=county["county_admin"], user=county["township_handler"], area=county.areas["白水乡"], reason="借调"
        )
    with pytest.raises(Refused, match="截止日期已经过了"):
        yesterday = TODAY - timedelta(days=1)
        actions.assign(by=county["county_admin"], user=county["surveyor"], area=county.areas["白水乡"], reason="调查", until=yesterday)  # fmt: skip


def test_one_s_own_page_shows_posts_range_and_sign_ins(sign_in):
    html = text_of(sign_in("township_handler@青山镇").get("/profile/"))
    assert "青山镇人民政府" in html and "当前数据范围：青山镇" in html and "127.0.0.1" in html


def test_the_matrix_shows_every_permission(sign_in):
    named = {f"{noun}.{verb}" for noun, (_, verbs) in NOUNS.items() for verb in verbs}
    assert named == PERMISSIONS
    html = sign_in("village_worker").get("/roles/").content.decode()
    assert all(role.title in html for role in ROLES.values())
    assert html.count('aria-label="可以"') == sum(len(role.may) for role in ROLES.values())


def test_the_list_finds_people_by_name_last_four_and_role(sign_in, county):
    actions.edit_account(by=county["county_admin"], user=county["auditor"], name="欧阳锋", id_no=ID)
    client = sign_in("county_admin")
    for asked in ("q=欧阳", "q=002X", "role=auditor", f"q={ID}"):
        html = text_of(client.get(f"/people/?{asked}"))
        assert "欧阳锋" in html and "共 1 条" in html, asked
