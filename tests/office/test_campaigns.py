"""A campaign is issued from a template, belongs to an area, and can be changed everywhere."""

from datetime import date

import pytest

from dibao.engine.policy import load_policy
from dibao.office.base.actions import NotAllowed, Refused, Stale
from dibao.office.base.audit import AuditEvent
from dibao.office.base.scope import OutOfScope, seeing, seeing_all
from dibao.office.campaigns import actions, queries
from dibao.office.campaigns.book import book
from dibao.office.campaigns.models import Campaign, FormDay, ParameterSetting, Population, RuleSetting, Seat, Task
from dibao.office.campaigns.states import CAMPAIGN, TASK
from tests.office.campaigns import HOME


@pytest.mark.parametrize("code", HOME)
def test_a_template_becomes_a_campaign_with_the_days_of_its_plan(code, draft):
    template = book().campaigns[code]
    campaign = draft(code)
    with seeing_all("test"):
        assert (campaign.starts_on, campaign.ends_on, campaign.scope) == (
            template.starts_on,
            template.ends_on,
            template.scope,
        )
        heads = {task.code: task.due for task in campaign.tasks.filter(parent__isnull=True)}
        assert heads == {task.code: task.due for task in template.task}
        days = sorted((f.code, day) for f in template.form for day in f.due)
        assert sorted(campaign.formdays.values_list("code", "due")) == days
        for name, related in (
            ("phase", "phases"),
            ("ratio", "ratios"),
            ("member", "seats"),
            ("document", "basisdocuments"),
        ):
            kept = getattr(campaign, related).values_list("code", "title")
            assert sorted(kept) == sorted((part.code, part.title) for part in getattr(template, name))
        windows = campaign.populations.values_list("kind", "from_day", "to_day")
        assert sorted(windows, key=str) == sorted(
            ((p.kind, p.from_day, p.to_day) for p in template.population), key=str
        )


def test_every_unit_below_gets_its_own_task(draft):
    with seeing_all("test"):
        villages = draft("S0").tasks.filter(code="plan", parent__isnull=False)
        assert [(t.area.name, t.unit.name) for t in villages] == [
            ("大塘村", "大塘村村委会"),
            ("小溪村", "小溪村村委会"),
        ]
        towns = draft("S2").tasks.filter(code="plan", parent__isnull=False)
        assert [t.area.name for t in towns] == ["青山镇", "白水乡"]


def test_another_year_moves_the_days_but_not_those_of_the_law(draft):
    campaign = draft("S1", starts_on=date(2026, 5, 1))
    with seeing_all("test"):
        assert campaign.ends_on == date(2026, 12, 20)
        assert campaign.phases.get(code="rectify").starts_on == date(2026, 6, 1)
        windows = {w.code: w.from_day for w in campaign.windows.all()}
        assert windows == {
            "payment": date(2018, 1, 1),
            "petition": date(2018, 1, 1),
            "figures": date(2026, 1, 1),
            "history": date(2018, 1, 1),
        }
        law = draft("S0", starts_on=date(2026, 4, 1)).basisdocuments.get(code="民发〔2021〕57号")
        assert law.issued_on == date(2021, 6, 11)


def test_a_second_look_is_linked_to_the_first_round(county, issued, draft):
    first = issued("S2", starts_on=date(2026, 5, 1))
    second = draft("S3", starts_on=date(2026, 12, 10), predecessor=first)
    assert second.predecessor_id == first.pk and "上一轮" in second.looks_back
    with seeing_all("test"):
        window = second.windows.get(code="history")
        assert (window.from_day, window.to_day) == (date(2026, 5, 1), date(2026, 7, 31))
        assert draft("S1").tag == "党史学习教育“我为群众办实事”"


def test_a_campaign_may_leave_a_population_out(draft):
    with seeing_all("test"):
        campaign = draft("S2", populations=["in_force"])
        assert [p.kind for p in campaign.populations.all()] == ["in_force"]


def test_only_who_has_the_whole_area_may_issue_there(county, draft):
    leader = county["township_leader@青山镇"]
    campaign = draft("S2")
    with seeing(leader.sight()), pytest.raises(NotAllowed):
        actions.issue(by=leader, campaign=campaign)
    admin = county["county_admin"]
    with seeing(admin.sight()), pytest.raises(Refused, match="不能设在"):
        actions.draft_campaign(by=admin, template="S0", area=county.areas["大塘村"])
    with seeing(admin.sight()), pytest.raises(Refused, match="没有模板"):
        actions.draft_campaign(by=admin, template="S9", area=county.areas["示例县"])


def test_a_campaign_without_populations_is_not_issued(county, draft):
    admin, campaign = county["county_admin"], draft("S4")
    with seeing(admin.sight()):
        for population in campaign.populations.all():
            actions.remove_part(by=admin, part=population, reason="另行确定")
        with pytest.raises(Refused, match="没有排查对象"):
            actions.issue(by=admin, campaign=campaign)


def test_a_township_sees_the_county_campaign_and_its_own_tasks_only(county, issued):
    campaign = issued("S2")
    with seeing(county["township_handler@青山镇"].sight()):
        assert list(Campaign.objects.all()) == [campaign]
        assert {task.area.name for task in queries.tasks_of(campaign)} == {"青山镇"}
        assert campaign.populations.count() == 3 and campaign.formdays.exists()
    with seeing(county["village_worker@大塘村"].sight()):
        assert campaign.tasks.count() == 0 and Campaign.objects.count() == 1


def test_a_street_campaign_is_not_seen_in_the_next_township(county, issued):
    campaign = issued("S0")
    for who, seen in (("township_handler@青山镇", 1), ("village_worker@大塘村", 1), ("township_handler@白水乡", 0), ("county_reviewer", 1), ("inspector", 0)):  # fmt: skip
        with seeing(county[who].sight()):
            assert Campaign.objects.filter(pk=campaign.pk).count() == seen, who
            assert (Population.objects.filter(campaign=campaign).count() > 0) == bool(seen), who
    with pytest.raises(OutOfScope):
        Campaign.objects.count()


def test_rules_and_numbers_reach_the_engine(county, issued, tmp_path):
    admin, campaign = county["county_admin"], issued("S1", as_of=date(2021, 11, 30))
    with seeing(admin.sight()):
        on = queries.rules_of(campaign)
        assert "R48" in on and "R71" not in on and {"R25", "R01"} <= queries.focus_of(campaign)
        actions.set_parameter(by=admin, campaign=campaign, rule="R50", name="multiple", value=3, since=date(2021, 1, 1), basis="县里的“通知”")  # fmt: skip
        actions.set_parameter(by=admin, campaign=campaign, rule="R30", name="severe_grades", value=["1"])
        actions.set_rules(by=admin, campaign=campaign, on=on - {"R36"} | {"R71"}, reason="与省系统核对")
        assert queries.rules_of(campaign) == on - {"R36"} | {"R71"}
        (tmp_path / "policy.toml").write_text(queries.policy_of(campaign), "utf-8")
    policy = load_policy(tmp_path / "policy.toml", book().rules, book().tables, book().kin_sets, book().settings)
    assert policy.as_of == date(2021, 11, 30)
    assert policy.values_for(book().rules["R50"], date(2021, 6, 1)) == {"multiple": 3}
    assert policy.values_for(book().rules["R50"], date(2020, 6, 1)) == {}
    assert policy.values_for(book().rules["R17"], date(2021, 6, 1)) == {"lookback_from": date(2018, 1, 1)}
    assert policy.values_for(book().rules["R30"], date(2021, 6, 1)) == {"severe_grades": ["1"]}


def test_a_wrong_rule_or_number_is_refused(county, draft):
    admin, campaign = county["county_admin"], draft("S1")
    with seeing(admin.sight()):
        for values, said in (
            ({"rule": "R99", "name": "x", "value": 1}, "没有规则 R99"),
            ({"rule": "R50", "name": "multipl", "value": 1}, "是不是 multiple"),
            ({"rule": "R50", "name": "multiple", "value": "三"}, "同一类的值"),
        ):
            with pytest.raises(Refused, match=said):
                actions.set_parameter(by=admin, campaign=campaign, **values)
        with pytest.raises(Refused, match="没有变化"):
            actions.set_rules(by=admin, campaign=campaign, on=queries.rules_of(campaign))
        setting = ParameterSetting.objects.get(campaign=campaign, rule="R17")
        actions.unset_parameter(by=admin, setting=setting)
        assert queries.policy_of(campaign) == ""


def test_a_change_tells_old_and_new_and_overwrites_nothing(county, draft):
    admin, campaign = county["county_admin"], draft("S2")
    with seeing(admin.sight()):
        actions.change_campaign(by=admin, campaign=campaign, seen_version=1, title="2026年农村低保专项整治")
        event = AuditEvent.objects.filter(code="campaign.change").latest("id")
        assert (event.old, event.new) == ({"title": "农村低保专项整治"}, {"title": "2026年农村低保专项整治"})
        with pytest.raises(Stale):
            actions.change_campaign(by=admin, campaign=campaign, seen_version=1, title="另一个名称")


def test_every_part_can_be_added_changed_and_taken_out(county, draft):
    admin, campaign = county["county_admin"], draft("S2")
    with seeing(admin.sight()):
        seat = actions.add_part(
            by=admin, campaign=campaign, model=Seat, title="县审计局负责人", group="leading", duty="成员"
        )
        assert seat.code == "own_1"
        actions.change_part(by=admin, part=seat, seen_version=1, person="周审计")
        assert Seat.objects.get(pk=seat.pk).who == "周审计"
        day = FormDay.objects.get(campaign=campaign, code="stage_report")
        actions.change_part(by=admin, part=day, due=date(2018, 8, 20))
        actions.remove_part(by=admin, part=seat, reason="不再参加")
        assert not Seat.objects.filter(pk=seat.pk).exists()
        with pytest.raises(Refused, match="先把任务改到别的阶段"):
            actions.remove_part(by=admin, part=campaign.phases.get(code="screen"), reason="合并")


def test_the_states_of_a_campaign_walked_whole(county, issued):
    admin, campaign = county["county_admin"], issued("S4")
    with seeing(admin.sight()):
        with pytest.raises(Refused, match="不能“发布”"):
            actions.issue(by=admin, campaign=campaign)
        actions.wind_up(by=admin, campaign=campaign)
        actions.resume(by=admin, campaign=campaign, reason="还有一个镇没有验收")
        actions.wind_up(by=admin, campaign=campaign)
        with pytest.raises(Refused, match="项任务没有完成"):
            actions.archive(by=admin, campaign=campaign)
        for task in campaign.tasks.all():
            actions.drop_task(by=admin, task=task, text="已在上一轮完成")
        actions.archive(by=admin, campaign=campaign)
        for attempt in (
            lambda: actions.change_campaign(by=admin, campaign=campaign, title="x"),
            lambda: actions.set_rules(by=admin, campaign=campaign, on=[]),
            lambda: actions.add_task(by=admin, campaign=campaign, area=campaign.area, title="x", due=campaign.ends_on),
        ):
            with pytest.raises(Refused, match="已经归档"):
                attempt()


@pytest.mark.parametrize("states", [CAMPAIGN, TASK], ids=["campaign", "task"])
def test_no_state_is_a_dead_end_and_none_is_out_of_reach(states):
    reached, todo = {states.first}, [states.first]
    while todo:
        for step in states.steps_from(todo.pop()):
            if step.target not in reached:
                reached.add(step.target)
                todo.append(step.target)
    assert reached == set(states.names)
    assert {state for state in states.names if not states.steps_from(state)} <= states.final


def test_the_database_refuses_what_cannot_be(county, draft):
    from django.db import IntegrityError, transaction

    campaign = draft("S2")
    with seeing_all("test"):
        for broken in (
            lambda: Campaign.objects.filter(pk=campaign.pk).update(state="lost"),
            lambda: Campaign.objects.filter(pk=campaign.pk).update(ends_on=date(2000, 1, 1)),
            lambda: Task.objects.filter(campaign=campaign).update(progress=101),
            lambda: Task.objects.filter(campaign=campaign).update(state="done"),
            lambda: RuleSetting.objects.create(campaign=campaign, rule="R01"),
            lambda: Population.objects.filter(campaign=campaign, code="exited").update(to_day=date(2000, 1, 1)),
        ):
            with pytest.raises(IntegrityError), transaction.atomic():
                broken()
