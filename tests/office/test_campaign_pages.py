"""The pages of campaigns as people see them, by role; what a form says when it is filled in wrongly."""

import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from dibao.office.accounts.roles import ROLES
from dibao.office.base.files import files_of
from dibao.office.base.scope import seeing_all
from dibao.office.campaigns import actions
from dibao.office.campaigns.models import Campaign, Paper, SuperiorItem
from dibao.office.campaigns.views.entries import KINDS as ENTRIES
from dibao.office.campaigns.views.plan import KINDS as PARTS

CLOSED = {"public", "security_auditor"}  # see no campaign at all
BLIND = {"inspector", "surveyor"}  # see what they were given, and nothing was
PDF = SimpleUploadedFile("实施方案.pdf", b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF")


def text(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("role", ROLES)
def test_the_pages_by_role(role, county, issued, sign_in):
    """Whoever may read sees the county's campaign; an inspector without an assignment does not."""
    campaign, client = issued("S2"), sign_in(role)
    with seeing_all("test"):
        task = campaign.tasks.get(code="teams")
    seen = 403 if role in CLOSED else 404 if role in BLIND else 200
    assert (
        client.get("/campaigns/").status_code == client.get("/tasks/").status_code == (403 if role in CLOSED else 200)
    )
    home = f"/campaigns/{campaign.pk}/"
    for page in ("", "plan/", "rules/", "rules/R50/", *(f"register/{kind}/" for kind in ENTRIES)):
        assert client.get(home + page).status_code == seen, page
    county_level = ROLES[role].level == "county"
    assert client.get(task.get_absolute_url()).status_code == (seen if county_level or role in CLOSED else 404)
    may = role == "county_admin"
    for page in ("edit/", "plan/phase/add/", "tasks/add/"):
        allowed = may or (page == "tasks/add/" and role == "township_leader")
        assert client.get(home + page).status_code == (200 if allowed else 403), page
    assert client.get("/campaigns/new/").status_code == (200 if may else 403)


@pytest.mark.parametrize("page", ["/campaigns/", "/tasks/", "/reminders/", "/notices/"])
def test_an_empty_office(page, sign_in):
    answer = sign_in("county_admin").get(page)
    assert answer.status_code == 200 and re.search("没有", answer.content.decode())


@pytest.mark.parametrize("code", ["S0", "S1", "S2", "S3", "S4"])
def test_a_campaign_in_three_clicks(code, county, sign_in):
    client = sign_in("county_admin")
    assert f"/campaigns/new/{code}/" in client.get("/campaigns/new/").content.decode()
    form = client.get(f"/campaigns/new/{code}/").context["form"]
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    values = {n: getattr(v, "pk", v) for n, v in values.items() if v}
    answer = client.post(f"/campaigns/new/{code}/", values, follow=True)
    assert "还在起草" in text(answer)
    with seeing_all("test"):
        campaign = Campaign.objects.get()
        assert campaign.starts_on.day == values["starts_on"].day and campaign.area.level in ("county", "township")
    answer = client.post(f"/campaigns/{campaign.pk}/step/", {"step": "campaign.issue", "version": 1}, follow=True)
    assert "现在是“进行中”" in text(answer)
    stale = client.post(f"/campaigns/{campaign.pk}/step/", {"step": "campaign.wind_up", "version": 1})
    assert stale.status_code == 409 and "已经改过" in text(stale)


def test_the_wizard_says_what_is_wrong(county, sign_in):
    client = sign_in("county_admin")
    answer = client.post(
        "/campaigns/new/S2/", {"title": "甲", "starts_on": "2026-05-01", "ends_on": "2026-04-01", "scope": "rural"}
    )
    assert "不能早于开始" in text(answer) and Campaign._base_manager.model is Campaign
    assert client.get("/campaigns/new/S9/").status_code == 404


def test_the_road_map_has_every_stage_and_task_and_no_style(issued, sign_in):
    campaign = issued("S1")
    page = sign_in("county_admin").get(campaign.get_absolute_url())
    chart = page.context["chart"]
    assert len([bar for bar in chart.bars if bar.kind == "phase"]) == 4
    assert len([bar for bar in chart.bars if bar.url]) == 15
    assert all(300 <= bar.x <= chart.width and bar.width > 0 for bar in chart.bars)
    first, second = (next(b for b in chart.bars if b.whole == t) for t in ("排查整改阶段", "重点督导阶段"))
    assert first.x < second.x < first.x + first.width  # they overlap
    assert "<svg" in page.content.decode() and "style=" not in page.content.decode()


def test_a_township_sees_its_own_line_of_the_road_map(issued, sign_in):
    page = sign_in("township_handler@白水乡").get(issued("S2").get_absolute_url())
    labels = [bar.whole for bar in page.context["chart"].bars if bar.url]
    assert labels and all(label.startswith("白水乡：") for label in labels)


def test_the_ledger_filters_by_lamp_stage_area_and_words(issued, sign_in):
    issued("S2", starts_on=timezone.localdate() - timedelta(days=60))
    client = sign_in("county_admin")

    def found(query):
        return client.get(f"/tasks/?{query}").context["table"].count

    assert found("") == 12 + 7 * 2
    assert found("level=leaf") == 12 - 7 + 7 * 2
    assert found("area=431299101") == 7
    assert found("q=第三方") == 1
    assert found("lamp=red&level=leaf") == 2  # the plans of both towns: due 45 days after the start
    assert found("state=done") == 0


@pytest.mark.parametrize("kind", PARTS)
def test_each_part_of_the_plan_has_its_pages(kind, issued, sign_in):
    campaign, client = issued("S1"), sign_in("county_admin")
    with seeing_all("test"):
        part = PARTS[kind].objects.filter(campaign=campaign).first()
    url = f"/campaigns/{campaign.pk}/plan/{kind}/{part.pk}/"
    form = client.get(url).context["form"]
    values = {n: form.get_initial_for_field(f, n) for n, f in form.fields.items()}
    values = {n: v for n, v in values.items() if v not in (None, False, "")} | {"title": "改过的名称", "version": 1}
    assert client.post(url, values).status_code == 302
    assert "改过的名称" in text(client.get(f"/campaigns/{campaign.pk}/plan/"))
    assert client.post(url, values | {"title": "又改"}).status_code == 409  # version 1 is gone
    if kind != "phase":
        assert client.post(f"{url}remove/", {"reason": "用不着"}).status_code == 302
        assert client.get(url).status_code == 404


def test_what_must_be_unique_is_said_at_the_field(issued, sign_in):
    campaign, client = issued("S2"), sign_in("county_admin")
    again = {"code": "国务院令第649号", "title": "社会救助暂行办法"}
    answer = client.post(f"/campaigns/{campaign.pk}/plan/basisdocument/add/", again)
    assert "已经有一条一样的" in text(answer)
    wrong = {"title": "抽查", "value": "130", "unit": "percent"}
    assert "不能大于 100" in text(client.post(f"/campaigns/{campaign.pk}/plan/ratio/add/", wrong))


def test_rules_are_switched_and_numbers_set_on_the_page(issued, sign_in):
    campaign, client = issued("S2"), sign_in("county_admin")
    url = f"/campaigns/{campaign.pk}/rules/"
    answer = client.post(url, {"on": ["R01", "R56"], "focus": ["R01", "R02"], "reason": "试运行"}, follow=True)
    assert "启用 2 条" in text(answer)
    answer = client.post(f"{url}R50/", {"name": "multiple", "value": "三倍"})
    assert answer.status_code == 409 and "同一类的值" in text(answer)
    client.post(f"{url}R50/", {"name": "multiple", "value": "3", "since": "2026-01-01", "basis": "县里规定"})
    client.post(f"{url}R30/", {"name": "severe_grades", "value": "1、2、3"})
    page = text(client.get(url))
    assert (
        "<b>3</b>（2026-01-01 起）" in page
        and "县里规定" in page
        and "[&quot;1&quot;, &quot;2&quot;, &quot;3&quot;]" in page
    )
    with seeing_all("test"):
        setting = campaign.parametersettings.get(rule="R50")
    client.post(f"/campaigns/{campaign.pk}/parameters/{setting.pk}/unset/")
    assert "县里规定" not in text(client.get(url))


def test_a_township_hands_in_its_plan_and_the_county_sees_who_has_not(county, issued, sign_in, client):
    """S0-01: exists, on time, sections present."""
    campaign = issued("S2", starts_on=date(2026, 5, 1))
    url = f"/campaigns/{campaign.pk}/register/paper/"
    sign_in("township_handler@青山镇")
    plan = {
        "area": county.areas["青山镇"].pk, "kind": "plan", "title": "青山镇实施方案", "issued_on": "2026-06-20", "signer": "李建国",
        "sections": ["目标任务", "整治重点"],
    }  # fmt: skip
    assert "请选择文件" in text(client.post(f"{url}add/", plan))
    PDF.seek(0)
    assert client.post(f"{url}add/", plan | {"files": [PDF]}).status_code == 302
    other = plan | {"area": county.areas["白水乡"].pk}
    assert client.post(f"{url}add/", other).status_code == 200  # not among its areas
    client.post("/sign-out/")
    rows = {r["area"].name: r for r in sign_in("county_admin").get(url).context["coverage"]}
    assert rows["白水乡"]["plan"]["paper"] is None
    assert rows["青山镇"]["plan"]["late"] and rows["青山镇"]["plan"]["missing"] == ["工作安排", "责任分工", "保障措施"]
    assert rows["青山镇"]["signed"]["paper"] is None
    with seeing_all("test"):
        assert [f.name for f in files_of(Paper.objects.get())] == ["实施方案.pdf"]


def test_the_next_township_does_not_see_papers_nor_their_files(county, issued, sign_in, client):
    campaign = issued("S2")
    with seeing_all("test"):
        paper = actions.enter(
            by=county["township_handler@青山镇"], campaign=campaign, model=Paper, kind="plan", area=county.areas["青山镇"], title="青山镇方案",
            issued_on=date(2026, 6, 1), signer="李", files=[PDF],
        )  # fmt: skip
        file = files_of(paper).get()
    sign_in("township_handler@白水乡")
    assert "青山镇方案" not in text(client.get(f"/campaigns/{campaign.pk}/register/paper/"))
    assert client.get(file.get_absolute_url()).status_code == 404


def test_meetings_and_measures_and_items_from_above(county, issued, sign_in):
    campaign, client = issued("S2"), sign_in("county_admin")
    url, area = f"/campaigns/{campaign.pk}/register/", county.areas["示例县"].pk
    meeting = {
        "area": area,
        "kind": "joint",
        "title": "第一次联席会议",
        "held_on": "2026-05-10",
        "chair": "石明",
        "attendees": "民政、财政",
    }
    assert client.post(f"{url}meeting/add/", meeting).status_code == 302
    measure = {"area": area, "title": "随机抽查制度", "unit_words": "救助股", "state": "planned"}
    assert client.post(f"{url}longtermmeasure/add/", measure).status_code == 302
    item = {
        "area": area,
        "source": "tour",
        "number": "巡察-7",
        "text": "动态管理不到位",
        "received_on": "2026-05-01",
        "due": "2026-05-20",
    }
    assert client.post(f"{url}superioritem/add/", item).status_code == 302
    assert "已经有一条一样的" in text(client.post(f"{url}superioritem/add/", item))
    assert "超期" in text(client.get(f"{url}superioritem/"))
    with seeing_all("test"):
        found = SuperiorItem.objects.get()
    reply = f"/campaigns/{campaign.pk}/superior/{found.pk}/reply/"
    assert client.post(reply, {"reply": "已整改", "replied_on": "2026-04-01"}).status_code == 409  # before it came
    assert client.post(reply, {"reply": "已整改", "replied_on": "2026-05-18"}).status_code == 302
    assert "2026-05-18 已回复" in text(client.get(f"{url}superioritem/"))
    edit = f"{url}superioritem/{found.pk}/"
    assert client.post(f"{edit}remove/", {"reason": "登记重复"}).status_code == 302
    assert client.get(edit).status_code == 404


def test_what_a_meeting_decided_becomes_a_task(county, issued, sign_in):
    """S0-53."""
    campaign, client = issued("S2", starts_on=date(2026, 5, 1)), sign_in("county_admin")
    area = county.areas["示例县"].pk
    meeting = {
        "area": area,
        "kind": "joint",
        "title": "联席会议",
        "held_on": "2026-05-10",
        "chair": "石明",
        "attendees": "民政、财政",
    }
    client.post(f"/campaigns/{campaign.pk}/register/meeting/add/", meeting)
    with seeing_all("test"):
        held = campaign.meetings.get()
    task = {"title": "财政局提供发放数据", "area": area, "due": "2026-05-20"}
    assert client.post(f"/campaigns/{campaign.pk}/tasks/add/?meeting={held.pk}", task).status_code == 302
    assert "1 项，完成 0 项" in text(client.get(f"/campaigns/{campaign.pk}/register/meeting/"))
    refused = client.post(f"/campaigns/{campaign.pk}/register/meeting/{held.pk}/remove/", {"reason": "x"})
    assert refused.status_code == 409 and "议定了 1 项任务" in text(refused)
    assert client.get(f"/campaigns/{campaign.pk}/tasks/add/?meeting=999").status_code == 404
    town = task | {"title": "各镇报名单", "area": county.areas["白水乡"].pk}
    client.post(f"/campaigns/{campaign.pk}/tasks/add/?meeting={held.pk}", town)
    with seeing_all("test"):
        given = campaign.tasks.get(title="各镇报名单")
    page = sign_in("township_handler@白水乡").get(given.get_absolute_url())
    assert page.status_code == 200 and "联席会议" not in text(page)  # the county's meeting is not theirs to see


def test_the_top_of_the_page_names_stage_and_day(issued, sign_in):
    issued("S4", starts_on=timezone.localdate() - timedelta(days=9))
    assert re.search("动员部署和自查阶段 · 第 10 天 / 共 98 天", text(sign_in("village_worker").get("/")))


def test_somebody_works_in_the_campaign_they_choose(issued, sign_in):
    old, new = issued("S3"), issued("S2", starts_on=date(2026, 5, 1))
    client = sign_in("county_reviewer")
    assert str(new) in text(client.get("/tasks/"))
    client.post(f"/campaigns/{old.pk}/choose/")
    assert client.get("/tasks/").context["table"].subtitle.startswith(str(old))
