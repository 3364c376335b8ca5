"""Tasks: reported on, handed in, accepted by somebody else, broken down, reminded of by working days."""

from datetime import date

import pytest

from dibao.office.accounts.models import Post
from dibao.office.base import daily, notices
from dibao.office.base.actions import NotAllowed, Refused, Stale
from dibao.office.base.scope import seeing, seeing_all
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.models import Reminder, Task


@pytest.fixture
def plan_task(county, issued):
    """The task of 青山镇 to make a plan, due 2026-06-15."""
    campaign = issued("S2", starts_on=date(2026, 5, 1))
    with seeing_all("test"):
        return campaign.tasks.get(code="plan", area=county.areas["青山镇"])


def fresh(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def test_reported_handed_in_returned_accepted(county, plan_task):
    handler, admin = county["township_handler@青山镇"], county["county_admin"]
    with seeing(handler.sight()):
        actions.report_progress(by=handler, task=plan_task, progress=100, text="初稿已成")
        assert fresh(plan_task).progress == 99  # whole only when it was handed in
        actions.submit_task(by=handler, task=plan_task, text="已印发")
        with pytest.raises(NotAllowed):
            actions.accept_task(by=handler, task=plan_task)
    with seeing(admin.sight()):
        task = fresh(plan_task)
        actions.return_task(by=admin, task=task, text="没有责任分工")
    with seeing(handler.sight()):
        task = fresh(plan_task)
        actions.submit_task(by=handler, task=task, text="已补上")
    with seeing(admin.sight()):
        task = fresh(plan_task)
        actions.accept_task(by=admin, task=task)
        assert (task.state, task.progress) == ("done", 100) and task.done_on
        actions.reopen_task(by=admin, task=task, text="附件缺页")
        assert (task.state, task.done_on) == ("doing", None)
        steps = list(task.reports.values_list("step", flat=True))
        assert steps[::-1] == [f"task.{s}" for s in ("report", "submit", "return", "submit", "accept", "reopen")]


def test_nobody_accepts_what_they_handed_in_themselves(county, issued):
    admin, campaign = county["county_admin"], issued("S2")
    with seeing(admin.sight()):
        task = campaign.tasks.get(code="teams")
        actions.submit_task(by=admin, task=task, text="督查完毕")
        with pytest.raises(Refused, match="另一个人确认"):
            actions.accept_task(by=admin, task=task)


def test_the_township_does_not_steer_what_the_county_gave(county, plan_task):
    leader = county["township_leader@青山镇"]
    with seeing(leader.sight()):
        for attempt in (
            lambda: actions.change_task(by=leader, task=plan_task, due=date(2026, 12, 31)),
            lambda: actions.drop_task(by=leader, task=plan_task, text="太忙"),
        ):
            with pytest.raises(NotAllowed):
                attempt()


def test_the_next_township_cannot_touch_it(county, plan_task):
    other = county["township_handler@白水乡"]
    with seeing(other.sight()):
        assert not Task.objects.filter(pk=plan_task.pk).exists()
        with pytest.raises(NotAllowed):
            actions.submit_task(by=other, task=plan_task, text="x")


def test_a_township_breaks_its_task_down_to_villages(county, plan_task):
    leader, worker = county["township_leader@青山镇"], county["village_worker@大塘村"]
    village, away = county.areas["大塘村"], county.areas["河口村"]
    with seeing(leader.sight()):
        for area, due, said in ((away, date(2026, 6, 1), "范围"), (village, date(2026, 6, 16), "时限")):
            with pytest.raises(Refused, match=said):
                actions.add_task(
                    by=leader, campaign=plan_task.campaign, area=area, title="摸底", due=due, parent=plan_task
                )
        part = actions.add_task(
            by=leader, campaign=plan_task.campaign, area=village, title="摸底", due=date(2026, 6, 10), parent=plan_task
        )
        with pytest.raises(Refused, match="1 项分解任务没有完成"):
            actions.submit_task(by=leader, task=plan_task, text="好了")
    with seeing(worker.sight()):
        actions.submit_task(by=worker, task=fresh(part), text="摸底表已报")
    with seeing(leader.sight()):
        actions.accept_task(by=leader, task=fresh(part))  # who broke it down accepts it
        actions.submit_task(by=leader, task=fresh(plan_task), text="好了")
        shown = queries.tasks_of(plan_task.campaign).get(pk=plan_task.pk)
        assert (shown.parts, shown.parts_done) == (1, 1)


def test_the_unit_names_who_does_it(county, plan_task):
    handler = county["township_handler@青山镇"]
    own = Post.objects.get(unit=county.units["青山镇"], role="township_handler")
    foreign = Post.objects.get(unit=county.units["白水乡"], role="township_handler")
    with seeing(handler.sight()):
        with pytest.raises(Refused, match="不是青山镇的岗位"):
            actions.assign_task(by=handler, task=plan_task, post=foreign)
        actions.assign_task(by=handler, task=plan_task, post=own)
        assert fresh(plan_task).who == str(county["township_handler@青山镇"])
        assert notices.unread(handler).filter(title__contains="您是责任人").count() == 1


def test_two_people_on_one_task(county, plan_task):
    handler = county["township_handler@青山镇"]
    with seeing(handler.sight()):
        seen = plan_task.version
        actions.report_progress(by=handler, task=plan_task, progress=30, text="甲", seen_version=seen)
        with pytest.raises(Stale):
            actions.report_progress(by=handler, task=fresh(plan_task), progress=10, text="乙", seen_version=seen)


def test_nothing_is_done_before_the_campaign_is_issued(county, draft):
    admin, campaign = county["county_admin"], draft("S2")
    with seeing(admin.sight()), pytest.raises(Refused, match="还没有发布"):
        actions.submit_task(by=admin, task=campaign.tasks.get(code="teams"), text="x")


def reminders(task: Task) -> list[tuple[str, date]]:
    with seeing_all("test"):
        return [(r.kind, r.day) for r in Reminder.objects.filter(task=task).order_by("day", "id")]


def test_units_with_tasks_hear_of_the_issue_once(county, issued):
    issued("S2")
    for who, heard in (("township_handler@青山镇", 1), ("township_handler@白水乡", 1), ("village_worker@大塘村", 0)):
        assert notices.unread(county[who]).filter(title__contains="已发布").count() == heard, who


def test_reminders_before_and_after_the_day_by_working_days(county, plan_task):
    """Due Monday 2026-06-15. Friday 19 June is 端午节: the fifth working day after it is the 23rd, not the 22nd."""
    for day in range(6, 31):
        actions.tick(date(2026, 6, day))
    assert reminders(plan_task) == [
        ("before", date(2026, 6, 8)),
        ("before", date(2026, 6, 12)),
        ("before", date(2026, 6, 14)),
        ("overdue", date(2026, 6, 16)),
        ("overdue", date(2026, 6, 18)),
        ("supervised", date(2026, 6, 23)),
        ("overdue", date(2026, 6, 25)),
        ("overdue", date(2026, 6, 29)),
    ]
    with seeing_all("test"):
        assert fresh(plan_task).supervised_on == date(2026, 6, 23)


def test_the_clock_may_run_twice_and_sleeps_when_work_is_done(county, plan_task):
    assert actions.tick(date(2026, 6, 8))["before"] == 2  # both townships
    assert actions.tick(date(2026, 6, 8))["before"] == 0
    handler = county["township_handler@青山镇"]
    with seeing(handler.sight()):
        actions.submit_task(by=handler, task=plan_task, text="已印发")
    assert actions.tick(date(2026, 6, 12))["before"] == 1
    assert reminders(plan_task) == [("before", date(2026, 6, 8))]


def test_supervision_reaches_the_unit_its_leader_and_the_county(county, plan_task):
    assert actions.tick(date(2026, 6, 23))["supervised"] == 2
    assert actions.tick(date(2026, 6, 23)) == {"before": 0, "overdue": 0, "supervised": 0}
    for who in ("township_handler@青山镇", "township_leader@青山镇"):
        told = notices.unread(county[who]).filter(title__startswith="转督办")
        assert told.count() >= 1 and "超期 5 个工作日" in told.last().text, who
    above = notices.unread(county["county_admin"]).get(title__contains="转督办")  # one for both townships
    assert above.title.startswith("2 项任务转督办") and "青山镇" in above.text and "白水乡" in above.text
    assert not notices.unread(county["village_worker@大塘村"]).exists()
    assert not notices.unread(county["township_handler@白水乡"]).filter(text__contains="青山镇").exists()


def test_a_new_day_begins_the_count_anew(county, plan_task):
    admin = county["county_admin"]
    actions.tick(date(2026, 6, 23))
    with seeing(admin.sight()):
        task = fresh(plan_task)
        actions.change_task(by=admin, task=task, due=date(2026, 7, 15))
        assert task.supervised_on is None
    actions.tick(date(2026, 7, 14))
    assert reminders(plan_task)[-1] == ("before", date(2026, 7, 14))


def test_reminded_by_hand(county, plan_task, sign_in, client):
    sign_in("county_admin")
    assert client.post(f"/tasks/{plan_task.pk}/remind/", {"text": "请本周内报来"}).status_code == 302
    assert "请本周内报来" in client.get("/reminders/").content.decode()
    assert reminders(plan_task)[0][0] == "hand"


def test_a_task_on_its_page(county, plan_task, sign_in, client):
    sign_in("township_handler@青山镇")
    url = plan_task.get_absolute_url()
    page = client.get(url).content.decode()
    assert "报进度" in page and "报送成果" in page and "确认完成" not in page and "催办</summary>" not in page
    answer = client.post(f"{url}step/", {"step": "task.report", "progress": "40", "text": ""}, follow=True)
    assert "没有保存：请写明情况" in answer.content.decode()
    client.post(f"{url}step/", {"step": "task.report", "progress": "40", "text": "初稿", "version": 1})
    assert "初稿" in client.get(url).content.decode()
    client.post("/sign-out/")
    sign_in("county_admin")
    assert "取消" in client.get(url).content.decode()
    assert client.post(f"{url}step/", {"step": "task.accept", "text": ""}).status_code == 409


def test_notices_are_read_at_the_bell(county, plan_task, sign_in):
    actions.tick(date(2026, 6, 8))
    client = sign_in("township_handler@青山镇")
    page = client.get("/notices/").content.decode()
    assert "到期提醒：制定工作方案" in page and "未读通知 2 条" in page  # and that the campaign was issued
    told = notices.unread(county["township_handler@青山镇"]).get(title__startswith="到期提醒")
    assert client.post(f"/notices/{told.pk}/").url == plan_task.get_absolute_url()
    assert "未读通知 1 条" in client.get("/notices/").content.decode()
    assert sign_in("township_handler@白水乡").post(f"/notices/{told.pk}/").status_code == 404


def test_the_daily_work_goes_on_after_a_failure(monkeypatch, db):
    done = []
    monkeypatch.setattr(daily, "_work", {"broken": lambda: 1 / 0, "good": lambda: done.append(1)})
    assert daily.run_all() == ["broken"] and done == [1]


def test_the_clock_is_among_the_daily_work(plan_task):
    assert "campaigns.tick" in daily._work
    assert daily.run_all() == []
