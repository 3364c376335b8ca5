"""From a hit to an accepted closing, and everything that is refused on the way."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from dibao.office.accounts.roles import ROLES
from dibao.office.base.actions import ACTIONS, NotAllowed, Refused
from dibao.office.base.scope import seeing_all
from dibao.office.cases import actions
from dibao.office.cases.books import Answer, payment_answers
from dibao.office.cases.models import CaseTask, Decision, DeclaredRelative, Problem
from dibao.office.cases.states import DECISION, PROBLEM, TASK
from dibao.office.screening.models import Hit
from dibao.office.screening.states import HIT
from tests.journeys.hamlet import PAYMENT, hamlet
from tests.office.casework import JULY, TODAY, Office, concluded, open_office, paper, submitted
from tests.office.gathering import gather


@pytest.fixture
def office(county, tmp_path) -> Office:
    return open_office(county, tmp_path / "data")


def test_a_case_goes_out_and_all_its_hits_with_it(office):
    task = office.send()
    with seeing_all("test"):
        assert {h.state for h in Hit.objects.filter(household=office.home, excused="")} == {"dispatched"}
        assert task.unit == office.county.units[office.town]
    with pytest.raises(Refused, match="还没有核完"):
        office.send()
    with pytest.raises(Refused, match="理由"):
        office.do("township_handler", actions.return_task, task=task, reason="")
    office.do("township_handler", actions.return_task, task=task, reason="已搬到邻乡")
    with seeing_all("test"):
        assert Hit.objects.get(pk=office.hit.pk).state == "new"
    office.send()


@pytest.mark.parametrize("days, unit, words", [(-1, None, "时限已经过了"), (5, "other", "不归")])
def test_a_dispatch_that_makes_no_sense_is_refused(office, days, unit, words):
    other = next(name for name in ("青山镇", "白水乡") if name != office.town)
    target = office.county.units[other if unit else office.town]
    with pytest.raises(Refused, match=words):
        office.do(
            "county_admin", actions.dispatch, campaign=office.campaign, unit=target, households=[office.home],
            due_on=TODAY + timedelta(days=days),
        )  # fmt: skip


def test_by_area_each_township_gets_its_own(office):
    with seeing_all("test"):
        homes = list(office.campaign.households.all())
    sent = office.do(
        "county_admin",
        actions.dispatch_by_area,
        campaign=office.campaign,
        households=homes,
        due_on=TODAY + timedelta(days=9),
    )
    with seeing_all("test"):
        assert len(sent) == 2 and CaseTask.objects.count() == len(homes)
        assert all(
            t.household.area_code.startswith(t.unit.area.code)
            for t in CaseTask.objects.select_related("household", "unit__area")
        )


def test_own_kin_are_kept_out_at_every_step(office):
    handler = office.county[f"township_handler@{office.town}"]
    with seeing_all("test"):
        DeclaredRelative.objects.create(user=handler, name="某某", id_no=office.home.head_id.clear, relation="舅舅")
        others = office.county.units[office.town].posts.exclude(tenures__user=handler)
        for post in others:
            post.tenures.all().delete()
    with pytest.raises(Refused, match="应当回避"):
        office.send()
    with pytest.raises(Refused, match="应当回避"):
        office.visit()


def test_a_visit_needs_two_people_and_words(office):
    office.send()
    for values, words in (
        ({"others": ""}, "两人以上"), ({"found": " "}, "核查到的情况"), ({"visited_on": TODAY + timedelta(days=1)}, "还没有到"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            office.visit(**values)
    office.visit(method="documents", others="")


def test_no_conclusion_without_a_verification(office):
    office.send()
    with pytest.raises(Refused, match="还没有核查记录"):
        office.conclude()
    office.visit(method="phone", others="")  # a call is an addition, no verification
    with pytest.raises(Refused, match="还没有核查记录"):
        office.conclude()


def test_what_the_data_no_longer_say_is_not_sent_out(office):
    with seeing_all("test"):
        Hit.objects.filter(pk=office.hit.pk).update(state="expired")
    office.send()
    with seeing_all("test"):
        assert Hit.objects.get(pk=office.hit.pk).state == "expired"


def test_a_wrong_suspicion_is_put_aside(office):
    office.send()
    office.visit()
    assert office.conclude("refuted_namesake").state == "dismissed"
    with seeing_all("test"):
        office.home.refresh_from_db()
        assert not Hit.objects.filter(household=office.home, state="new", rule="R01").exists()


def test_nobody_loses_without_a_verification(office):
    """The do-no-harm gate: actions, and behind them the database."""
    with pytest.raises(Refused, match="不能停发或减发"):
        office.propose(hits=[])
    office.send()
    office.visit(method="phone", others="")
    with pytest.raises(Refused, match="没有入户核查"):
        office.propose()
    office.visit()
    with pytest.raises(Refused, match="还没有属实的结论"):
        office.propose()
    with pytest.raises(Refused, match="附上凭据"):
        office.propose(ground="death", hits=[])
    assert office.propose(ground="death", hits=[], files=[paper()]).kind == "remove"
    with seeing_all("test"), pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.create(
            household=office.home, area_code=office.home.area_code, kind="remove", basis="x", reason="x", effective_month=JULY,
            persons_affected=1, proposed_by=office.county["county_admin"],
        )  # fmt: skip


def test_two_recorded_refusals_take_the_place_of_a_visit(office):
    office.send()
    office.visit(refused=True, found="敲门不开")
    with pytest.raises(Refused, match="拒绝核查要有"):
        office.propose(ground="refused_visits", hits=[])
    office.visit(refused=True, found="明确表示不配合")
    assert office.propose(ground="refused_visits", hits=[]).visit is None


def test_a_decision_is_made_by_another_named_person(office):
    concluded(office)
    proposed = office.propose(kind="decrease", amount_after_fen=30000)
    with pytest.raises(NotAllowed):
        office.do("township_handler", actions.make, decision=proposed)
    made = office.do("township_leader", actions.make, decision=proposed)
    assert (made.state, made.decided_by.pk) == ("made", office.county[f"township_leader@{office.town}"].pk)
    with pytest.raises(Refused, match="早于决定日期"):
        office.do("township_handler", actions.notify, decision=made, on=TODAY - timedelta(days=3), how="送达签字")
    office.do("township_handler", actions.notify, decision=made, on=TODAY, how="送达签字")
    office.do("township_leader", actions.reverse, decision=made, reason="核算有误")
    assert made.state == "reversed"


def test_decisions_of_a_month_make_the_change_list(office):
    concluded(office)
    made = office.do("township_leader", actions.make, decision=office.propose())
    with pytest.raises(Refused, match="没有要变更"):
        office.do("county_reviewer", actions.issue_changes, campaign=office.campaign, month=JULY + 1)
    changes = office.do("county_reviewer", actions.issue_changes, campaign=office.campaign, month=JULY)
    with seeing_all("test"):
        assert list(changes.decisions.all()) == [made]
    office.do("payment_clerk", actions.receive_changes, changes=changes)
    with pytest.raises(Refused, match="签收"):
        office.do("payment_clerk", actions.receive_changes, changes=changes)


def test_what_is_put_right_is_shown_by_papers(office):
    problem = office.problem(concluded(office) and None)
    unit = office.county.units[office.town]
    office.do("township_handler", actions.measure, problem=problem, measures="停发并追回", due_on=TODAY, unit=unit)
    with pytest.raises(Refused, match="佐证"):
        office.do("township_handler", actions.submit, problem=problem, text="已停发")


def test_a_problem_waits_for_the_books(office):
    problem = submitted(office)
    with seeing_all("test"):
        said = payment_answers(office.campaign, [problem])[problem.pk]
        assert said.state == "waiting"
    verified = office.do("township_leader", actions.verify, problem=problem, answer=said)
    assert (verified.state, verified.closing_no) == ("reconciling", "")


@pytest.mark.parametrize("paid, state, then", [(0, "agrees", "closed"), (60000, "contradicts", "measured")])
def test_the_next_cycles_file_closes_it_or_sends_it_back(office, tmp_path, paid, state, then):
    problem = submitted(office)
    office.do("township_leader", actions.verify, problem=problem)
    with seeing_all("test"):  # judged is an earlier day; the books go on all the same
        type(office.campaign).objects.filter(pk=office.campaign.pk).update(as_of=date(2023, 6, 30))
        office.campaign.refresh_from_db()
    july = hamlet()
    rows = [
        list(row)
        for row in july.rows(next(n for n in july.files if "发放" in n))[1:]
        if str(row[5]).startswith("2023-06")
    ]
    july.files = {"2023年7月低保金发放明细.xlsx": ("发放", [PAYMENT, *[_in_july(row, office, paid) for row in rows]])}
    gather(office.county, office.campaign, july, tmp_path / "july")
    with seeing_all("test"):
        said = payment_answers(office.campaign, [problem])[problem.pk]
    assert said.state == state
    office.do("township_leader", actions.reconcile, problem=problem, answer=said)
    assert problem.state == then and bool(problem.closing_no) == (then == "closed")


def _in_july(row: list, office: Office, paid: int) -> list:
    mine = row[0] == office.home.household_no
    return [*row[:5], "2023-07", paid / 100 if mine else row[6], *row[7:]]


def test_a_later_payment_opens_it_again(office):
    problem = submitted(office)
    office.do("township_leader", actions.verify, problem=problem, answer=Answer("agrees", "7月没有再发放"))
    assert problem.state == "closed"
    office.do("township_leader", actions.reconcile, problem=problem, answer=Answer("contradicts", "9月仍发放"))
    assert (problem.state, problem.closing_no, problem.reopened) == ("open", "", 1)


def test_whoever_put_it_right_does_not_verify_and_whoever_verified_does_not_accept(office):
    problem = submitted(office, books="document")
    leader = office.county[f"township_leader@{office.town}"]
    with seeing_all("test"):
        Problem.objects.filter(pk=problem.pk).update(rectified_by=leader)
        problem.refresh_from_db()
    with pytest.raises(Refused, match="不能自己核验"):
        office.do("township_leader", actions.verify, problem=problem)
    with seeing_all("test"), pytest.raises(IntegrityError), transaction.atomic():
        Problem.objects.filter(pk=problem.pk).update(verified_by=leader)
    office.do("county_reviewer", actions.verify, problem=problem)
    assert problem.state == "closed" and problem.closing_no
    with pytest.raises(Refused, match="不能自己验收"):
        office.do("county_reviewer", actions.accept, problem=problem, score=90)


def test_money_comes_back_before_it_is_closed(office):
    problem = submitted(office, books="recovery")
    record = {"problem": problem, "on": TODAY}
    office.do("township_handler", actions.record_recovery, kind="due", amount_fen=180000, **record)
    with pytest.raises(Refused, match="凭证号"):
        office.do("township_handler", actions.record_recovery, kind="receipt", amount_fen=100000, **record)
    office.do(
        "township_handler", actions.record_recovery, kind="receipt", amount_fen=100000, paper_no="2023-001", **record
    )
    office.do("township_leader", actions.verify, problem=problem)
    assert problem.state == "reconciling" and "1,000.00" in problem.books_said
    office.do(
        "township_handler", actions.record_recovery, kind="receipt", amount_fen=80000, paper_no="2023-002", **record
    )
    office.do("township_leader", actions.reconcile, problem=problem, answer=Answer("waiting", ""))
    assert problem.state == "closed"


def test_the_root_cause_is_compulsory_and_the_fast_path_keeps_its_evidence(office):
    concluded(office)
    with pytest.raises(Refused, match="根源"):
        office.problem(root="")
    fast = office.problem(fast=True, books="document")
    with pytest.raises(Refused, match="佐证"):
        office.do("township_handler", actions.submit, problem=fast, text="当场改好")
    office.do("township_handler", actions.submit, problem=fast, text="当场改好", files=[paper()])
    assert fast.state == "submitted"


@pytest.mark.parametrize("states", [TASK, DECISION, PROBLEM, HIT], ids=["task", "decision", "problem", "hit"])
def test_every_state_is_reached_and_leads_to_an_end(states):
    reached = {states.first}
    while more := {s.target for state in reached for s in states.steps_from(state)} - reached:
        reached |= more
    assert reached == set(states.names)
    for state in states.names:
        ends, frontier = set(), {state}
        while frontier:
            ends |= frontier
            frontier = {s.target for at in frontier for s in states.steps_from(at)} - ends
        assert ends & states.final, state


@pytest.mark.parametrize(
    "code", ["case.dispatch", "visit.record", "hit.conclude", "decision.make", "problem.verify", "problem.accept"]
)
def test_each_step_belongs_to_somebody_and_not_to_all(code):
    able = {role.code for role in ROLES.values() if ACTIONS[code].needs in role.may}
    assert able and able != set(ROLES)


def test_the_whole_way_through_the_pages(office, client, django_capture_on_commit_callbacks):
    """Dispatch, visit, conclusion, decision, problem, closing: each as its own person clicks it."""
    from tests.office.conftest import PASSWORD

    def enter(who: str):
        here = f"{who}@{office.town}"
        user = office.county[here if here in office.county.people else who]
        client.post("/sign-out/")
        client.post("/sign-in/", {"username": user.username, "password": PASSWORD})
        return user

    def post(address: str, **values) -> str:
        page = client.post(address, values, follow=True)
        assert page.status_code == 200, page.text
        return page.text

    home_page = f"/households/{office.home.pk}/"
    enter("county_admin")
    assert "按所在乡镇分别派发" in post("/checks/dispatch/", ids=office.home.pk)
    assert "1 户已派发" in post("/checks/dispatch/", ids=office.home.pk, due_on=TODAY + timedelta(days=7))
    user = enter("township_handler")
    page = client.get("/checks/")
    assert office.home.head_name in page.text, page.text[page.text.find("<main") :]
    visit = {"method": "home", "visited_on": TODAY, "visitors": user.pk, "others": "村支书周某", "found": "妻子已去世"}
    assert "核查记录已登记" in post(f"{home_page}visit/", **visit, files=paper("照片说明.pdf"))
    conclude = {"conclusion": "confirmed_removed", "note": "死亡证明"}
    assert "属实" in post(f"/hits/{office.hit.pk}/conclude/", **conclude)
    propose = {
        "kind": "remove",
        "hits": office.hit.pk,
        "basis": "第三十一条",
        "reason": "去世",
        "effective_month": "2023-07",
    }
    assert "等有权的人审定" in post(f"{home_page}propose/", **propose)
    enter("township_leader")
    with seeing_all("test"):
        decision = Decision.objects.get()
    assert "已作决定" in post(f"/decisions/{decision.pk}/make/", version=decision.version)
    enter("township_handler")
    problem = {
        "kind": "死亡未停发",
        "text": "多发",
        "root": "carrying_out",
        "origin": "compare",
        "hits": office.hit.pk,
        "decision": decision.pk,
    }
    assert "停发：以后的发放明细里没有这一户" in post(f"{home_page}problem/", **problem, fast="on")
    with seeing_all("test"):
        made = Problem.objects.get()
    assert "待核验" in client.get("/problems/").text or "待整改" in client.get("/problems/").text
    post(f"/problems/{made.pk}/submit/", text="已停发", files=paper("审批表.pdf"))
    enter("township_leader")
    assert "还没有入库" in post(f"/problems/{made.pk}/verify/")
    enter("county_reviewer")
    assert "2023年7月" in post("/changes/issue/", month="2023-07")
    for address in ("/problems/", "/changes/", "/checks/", home_page, f"/problems/{made.pk}/"):
        page = client.get(address)
        assert page.status_code == 200 and office.home.head_id.clear not in page.text
