"""What nobody planted keeps the law and the formula."""

from datetime import date

import pytest

from dibao.county.clock import AS_OF, LAST_MONTH, LEDGER_SINCE, month_of
from dibao.county.households import Household


@pytest.fixture(scope="module")
def ordinary(planted) -> list[Household]:
    return [home for home in planted[0].households if not home.planted]


def months_between(early: date, late: date) -> float:
    return (late - early).days / 30.44


def test_each_payment_is_the_gap_between_standard_and_income(planted, ordinary):
    standards = planted[0].standards
    for home in ordinary:
        for row in home.paid(standards):
            gap = standards.at(home.urban, row.month) - home.income_at(row.month)
            assert row.fen == gap * home.covered(row.month) * 100 > 0


def test_paid_each_month_from_the_month_after_the_decision_to_the_last_due(planted, ordinary):
    for home in ordinary:
        months = [row.month for row in home.paid(planted[0].standards)]
        assert months == list(range(home.start, home.last + 1))
        assert home.start > month_of(home.approved) or home.approved.year < 2018


def test_the_roster_amount_is_the_last_payment(planted, ordinary):
    standards = planted[0].standards
    assert all(home.roster_amount(standards) == home.paid(standards)[-1].fen for home in ordinary if home.on_roster)


def test_the_amount_follows_every_rise_of_the_standard(planted, ordinary):
    standards = planted[0].standards
    home = next(h for h in ordinary if h.on_roster and not h.incomes and h.start < 2019 * 12 and len(h.members) == 1)
    paid = {row.month: row.fen for row in home.paid(standards)}
    for line in standards.lines:
        if line.scope == ("urban" if home.urban else "rural") and line.month > home.start:
            assert paid[line.month] > paid[line.month - 1]


def test_nobody_ordinary_is_paid_after_death(planted, ordinary):
    died = {row["person"]: row["died_on"] for row in planted[0].rows["death"]}
    members = [(home, member) for home in ordinary for member in home.members if member.person in died]
    assert members
    for home, member in members:
        assert (member.left or home.ended) == month_of(died[member.person])


def test_no_ordinary_member_stands_in_a_register_that_matters(planted, ordinary):
    members = {member.person for home in ordinary for member in home.members if not home.ended and not member.left}
    for table in (
        "sentence",
        "hukou_change",
        "payroll",
        "insurance",
        "housing_fund",
        "tax",
        "market_entity",
        "tekun",
        "monitored",
    ):
        assert not members & {row["person"] for row in planted[0].rows.get(table, ())}, table
    assert all(row["kind"] == "城乡居民" for row in planted[0].rows["pension"] if row["person"] in members)
    assert all("摩托" in row["vehicle_type"] for row in planted[0].rows["vehicle"] if row["person"] in members)


def test_ordinary_couples_are_in_one_household(planted, ordinary):
    home_of = {member.person: home for home in ordinary for member in home.members}
    pairs = [
        (row["person"], row["spouse"])
        for row in planted[0].rows["marriage"]
        if row["person"] in home_of or row["spouse"] in home_of
    ]
    assert pairs
    assert all(home_of.get(one) is home_of.get(other) for one, other in pairs)


def test_nobody_is_in_two_ordinary_households(ordinary):
    people = [member.person for home in ordinary for member in home.members]
    assert len(people) == len(set(people))


def test_severely_disabled_people_nobody_planted_are_on_dibao_or_tekun(planted):
    world, bench = planted
    covered = {member.person for home in world.households for member in home.members} | {
        row["person"] for row in world.rows["tekun"]
    }
    told = {person for case in bench.cases for person in case.people}
    for row in world.rows["disability"]:
        severe = row["grade"][0] in "一二" or (row["grade"][0] == "三" and row["kind"] in ("智力", "精神"))
        assert not severe or row["person"] in covered or row["person"] in told


def test_ordinary_decisions_keep_every_limit(planted, ordinary):
    homes = set(ordinary)
    rows = [row for row in planted[0].rows["procedure"] if row["household"] in homes]
    assert {row["approved_on"] < LEDGER_SINCE for row in rows} == {True, False}
    for row in rows:
        assert row["respondent_signed"] == row["visit_signed"] == "是"
        assert "、" in row["investigators"]
        assert row["visited_on"] < row["notice_from"]
        if row["approved_on"] < LEDGER_SINCE:
            continue
        assert row["accepted_on"] <= row["check_requested_on"] <= row["checked_on"] <= row["approved_on"]
        assert row["checked_members"] == len(row["household"].members)
        assert (row["notice_to"] - row["notice_from"]).days >= 8
        assert row["notice_to"] < row["county_received_on"] < row["approved_on"] < row["publication_from"]
        assert (row["approved_on"] - row["accepted_on"]).days <= 32
        assert (row["approved_on"] - row["county_received_on"]).days <= 8
        assert row["approved_on"] >= LEDGER_SINCE


def test_ordinary_reviews_are_inside_their_cycle(ordinary):
    for home in ordinary:
        if home.on_roster:
            last = home.reviewed or home.approved
            assert months_between(last, AS_OF) < (12 if home.review_class == "A" else 6)
            assert (home.review_class == "B") == any(member.labour != "无劳动能力" for member in home.members)


def test_holders_are_members_and_accounts_are_their_own(ordinary):
    assert all(home.holder in {member.person.name for member in home.members} for home in ordinary)
    accounts = [home.account for home in ordinary]
    assert len(accounts) == len(set(accounts))


def test_no_ordinary_household_is_an_outlier_in_money(planted, ordinary):
    standards = planted[0].standards
    for home in ordinary:
        assert home.due_fen(LAST_MONTH, standards) <= standards.at(home.urban, LAST_MONTH) * len(home.members) * 100


def test_ordinary_decisions_before_july_2021_were_appraised_by_representatives_and_published_twice(planted, ordinary):
    homes = set(ordinary)
    rows = [r for r in planted[0].rows["procedure"] if r["household"] in homes and r["approved_on"] < LEDGER_SINCE]
    assert rows
    for row in rows:
        assert row["visited_on"] < row["appraised_on"] < row["notice_from"]
        assert row["appraisal_representatives"] * 3 >= row["appraisal_attendees"] * 2
        assert (row["notice_to"] - row["notice_from"]).days >= 8
        assert row["notice_to"] < row["publication_from"]
        assert (row["publication_to"] - row["publication_from"]).days >= 8
        assert row["publication_to"] < row["approved_on"]


def test_ordinary_exits_were_decided_with_reason_and_told(planted, ordinary):
    homes = {home: home for home in ordinary}
    rows = [row for row in planted[0].rows["exit"] if row["household"] in homes]
    assert rows
    for row in rows:
        assert row["reason"]
        assert row["decided_on"] <= row["end_on"]
        assert row["notified_on"] or row["reason"] == "死亡"


def test_no_two_hukou_books_share_a_door_by_accident(planted):
    world, bench = planted
    told = {person for case in bench.cases for person in case.people}
    books = {}
    for person in world.people:
        if person not in told:
            books.setdefault(person.address, set()).add(person.hukou_no)
    assert all(len(numbers) == 1 for numbers in books.values())
