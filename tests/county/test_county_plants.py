"""What was planted, and the truth about it."""

import csv
from pathlib import Path

import pytest

from dibao.county.people import is_valid_id
from dibao.county.plants import RULES, areas_per_rule, hits_per_rule, lawful_per_rule
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, PLANTS
from dibao.county.truth import TABLES

CATALOGUE = [
    "R01",
    "R02",
    "R03",
    "R04",
    "R05",
    "R06",
    "R07",
    "R08",
    "R10",
    "R11",
    "R12",
    "R13",
    "R14",
    "R15",
    "R16",
    "R17",
    "R18",
    "R19",
    "R20",
    "R21",
    "R22",
    "R23",
    "R24",
    "R25",
    "R26",
    "R27",
    "R28",
    "R29",
    "R30",
    "R31",
    "R32",
    "R33",
    "R34",
    "R35",
    "R36",
    "R37",
    "R38",
    "R39",
    "R40",
    "R41",
    "R42",
    "R43",
    "R44",
    "R45",
    "R46",
    "R47",
    "R48",
    "R49",
    "R50",
    "R51",
    "R52",
    "R53",
    "R54",
    "R55",
    "R56",
    "R57",
    "R58",
    "R59",
    "R60",
    "R61",
    "R62",
    "R63",
    "R64",
    "R65",
    "R66",
    "R67",
    "R68",
    "R69",
    "R70",
    "R71",
    "R72",
    "R73",
    "R74",
    "R75",
    "R76",
]


def read_csv(path: Path) -> list[dict]:
    """Rows of a CSV with BOM."""
    with path.open(encoding="utf-8-sig", newline="") as source:
        return list(csv.DictReader(source))


def test_every_rule_of_the_catalogue_has_plants_and_tables():
    assert RULES == CATALOGUE
    assert set(TABLES) == set(CATALOGUE)


AREAS = sorted({plant.rule for plant in PLANTS if plant.area})


@pytest.mark.parametrize("rule", AREAS)
def test_a_county_of_1500_has_a_village_of_its_own_for_each_rule_about_areas(planted, rule):
    cases = [case for case in planted[1].cases if case.rule == rule and case.area]
    assert {case.label == HIT for case in cases} == {True, False}


def test_nothing_else_is_put_into_a_village_of_its_own(planted):
    world = planted[0]
    assert world.reserved
    for home in world.households:
        assert home.planted or (home.township, home.village) not in world.reserved


@pytest.mark.parametrize("rule", [rule for rule in CATALOGUE if rule not in AREAS])
def test_a_county_of_1500_has_four_hits_and_three_lawful_cases_of_each_rule(planted, rule):
    cases = [case for case in planted[1].cases if case.rule == rule]
    assert sum(case.label == HIT for case in cases) >= 4
    assert sum(case.label in (EXCEPTION, NEAR_MISS) for case in cases) >= 3


def test_the_numbers_grow_with_the_county():
    assert hits_per_rule(12_000) == 36
    assert lawful_per_rule(12_000) == 30
    assert hits_per_rule(300) < hits_per_rule(1500) == 4


@pytest.mark.parametrize("rule", AREAS)
def test_a_full_county_holds_every_variant_about_areas(rule):
    plants = [plant for plant in PLANTS if plant.rule == rule and plant.area]
    assert sum(plant.label == HIT for plant in plants) <= areas_per_rule(12_000)
    assert sum(plant.label != HIT for plant in plants) <= areas_per_rule(12_000)


@pytest.mark.parametrize("rule", CATALOGUE)
def test_a_full_county_holds_every_variant(rule):
    assert len([p for p in PLANTS if p.rule == rule and p.label == HIT]) <= hits_per_rule(12_000)
    assert len([p for p in PLANTS if p.rule == rule and p.label != HIT]) <= lawful_per_rule(12_000)


def test_hits_have_a_severity_and_lawful_cases_none(planted):
    assert all((case.severity != "") == (case.label == HIT) for case in planted[1].cases)


def test_a_household_is_never_a_hit_and_an_exception_of_one_rule(planted):
    seen = {}
    for case in planted[1].cases:
        key = (case.rule, case.household_no, case.id_no, case.area)
        assert seen.setdefault(key, case.label) == case.label, key


def test_households_in_the_truth_exist_and_none_is_in_the_silent_township(planted):
    world, bench = planted
    homes = {home.no: home for home in world.households}
    for case in bench.cases:
        assert not case.household_no or homes[case.household_no].township != world.map.silent
        assert (
            case.household_no
            or case.area
            or case.rule in ("R56", "R57", "R58", "R59", "R60", "R61", "R63", "R64", "R75")
            or case.rule == "R35"
            and case.id_no
        )


def test_ids_in_the_truth_are_valid(planted):
    assert all(is_valid_id(case.id_no) for case in planted[1].cases if case.id_no)


def test_two_households_of_one_case_are_both_in_the_truth(planted):
    world, bench = planted
    hits = {case.household_no for case in bench.cases if case.rule == "R49" and case.label == HIT}
    by_account = {}
    for home in world.households:
        by_account.setdefault(home.account, []).append(home)
    shared = [homes for homes in by_account.values() if len(homes) > 1 and homes[0].no in hits]
    assert shared
    assert all(home.no in hits for homes in shared for home in homes)


@pytest.mark.parametrize("mess", range(4))
def test_the_truth_file_says_what_the_plants_file_says(counties, mess):
    truth = read_csv(counties[mess].with_name(f"m{mess}.truth.csv"))
    plants = read_csv(counties[mess].with_name(f"m{mess}.plants.csv"))
    assert list(truth[0]) == ["rule", "household_no", "id_no", "label", "area"]
    assert {tuple(row.values()) for row in truth} == {tuple(row[key] for key in truth[0]) for row in plants}
    assert {row["label"] for row in truth} <= {HIT, EXCEPTION, NEAR_MISS}


def test_clean_counties_rest_on_intact_numbers(counties):
    assert all(row["intact"] == "1" for row in read_csv(counties[0].with_name("m0.plants.csv")))
