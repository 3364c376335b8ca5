"""A citizen ID is masked on every page; in full only for those who may, for a purpose, and with an event."""

import pytest

from dibao.office.accounts import actions
from dibao.office.base.actions import NotAllowed, Refused
from dibao.office.base.audit import AuditEvent

ID = "11010519491231002X"  # the example of GB 11643


@pytest.fixture
def somebody(county):
    """A colleague with an ID number."""
    actions.edit_account(by=county["county_admin"], user=county["auditor"], id_no=ID)
    return county["auditor"]


def address(user, field: str = "id_no") -> str:
    return f"/reveal/accounts.user/{user.pk}/{field}/"


def test_the_page_is_masked_and_asks_what_for(sign_in, somebody):
    client = sign_in("county_admin")
    page = client.get(f"/people/{somebody.pk}/").content.decode()
    assert ID not in page and "110105********002X" in page and address(somebody) in page
    asked = client.get(address(somebody), headers={"HX-Request": "true"}).content.decode()
    assert ID not in asked and 'name="purpose"' in asked and "<html" not in asked


def test_with_a_purpose_it_is_shown_and_remembered(sign_in, somebody, county):
    client = sign_in("county_admin")
    part = client.post(
        address(somebody), {"purpose": "核对近亲属备案"}, headers={"HX-Request": "true"}
    ).content.decode()
    assert ID in part
    event = AuditEvent.objects.get(code="personal.reveal")
    assert (event.by, event.purpose, event.label) == (county["county_admin"], "核对近亲属备案", str(somebody))
    assert event.new == {"id_no": "110105********002X"}
    assert ID not in client.get(f"/people/{somebody.pk}/").content.decode()  # for that view only


@pytest.mark.parametrize("purpose", ["", "   ", "看看"])
def test_without_a_real_purpose_nothing_is_shown(sign_in, somebody, purpose):
    response = sign_in("county_admin").post(address(somebody), {"purpose": purpose})
    assert ID not in response.content.decode()
    assert not AuditEvent.objects.filter(code="personal.reveal").exists()


@pytest.mark.parametrize("who", ["village_worker", "auditor", "township_handler", "county_reviewer"])
def test_who_may_not_is_refused(sign_in, somebody, who):
    """A handler may look at cases' numbers, not at colleagues'; an auditor at none."""
    response = sign_in(who).post(address(somebody), {"purpose": "想看看同事的证号"})
    if who == "auditor":
        assert response.status_code == 403
    assert response.status_code == 403 and ID not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "accounts.user/1/password",
        "accounts.user/x/id_no",
        "nothing.here/1/id_no",
        "accounts.user/999999/id_no",
        "nodots/1/id_no",
    ],
)
def test_nothing_else_opens_this_way(sign_in, path):
    response = sign_in("county_admin").post(f"/reveal/{path}/", {"purpose": "核对近亲属备案"})
    assert response.status_code == 409 and "没有这条记录" in response.content.decode()


def test_the_action_itself_asks_too(county, somebody):
    with pytest.raises(NotAllowed):
        actions.reveal(by=county["county_reviewer"], record=somebody, field="id_no", purpose="核对近亲属备案")
    with pytest.raises(Refused, match="写明查看的用途"):
        actions.reveal(by=county["county_admin"], record=somebody, field="id_no", purpose="看")
