"""Every rule of the catalogue: its cases come out, they bite, and it says what the house says."""

import re
import tomllib
from pathlib import Path

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_texts
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.mutate import LEAST_NOTICED, try_mutants
from dibao.engine.rules.trial import Trial

BOOK = load_rulebook(rulebook.FOLDER)
EVERY = 6  # one mutant of six, so that the tests end in minutes; bench/mutants.py tries all
FIRST_THIRTY = [
    "R01",
    "R02",
    "R03",
    "R04",
    "R05",
    "R06",
    "R10",
    "R12",
    "R13",
    "R17",
    "R19",
    "R20",
    "R21",
    "R25",
    "R29",
    "R30",
    "R38",
    "R41",
    "R42",
    "R44",
    "R45",
    "R48",
    "R49",
    "R50",
    "R51",
    "R53",
    "R56",
    "R57",
    "R59",
    "R61",
]


@pytest.fixture(scope="module")
def trial():
    with empty_world(BOOK.tables, BOOK.views, BOOK.settings.facts()) as world:
        yield Trial(world, view_texts(BOOK.views))


@pytest.fixture(scope="module")
def verdicts():
    """Verdicts of the mutation so far, by rule."""
    return {}


@pytest.mark.parametrize("code", FIRST_THIRTY)
def test_the_rule_is_there(code):
    assert code in BOOK.rules


@pytest.mark.parametrize("code", BOOK.rules)
def test_every_case_comes_out(code, trial):
    rule = BOOK.rules[code]
    trial.bind(rule)
    assert [str(failure) for case in rule.cases if (failure := trial.run(rule, case))] == []


@pytest.mark.parametrize("code", BOOK.rules)
def test_some_case_shows_a_hit(code):
    assert any(case.tables.get("findings", ([], []))[1] for case in BOOK.rules[code].cases)


@pytest.mark.parametrize("code", BOOK.rules)
def test_each_exception_has_a_case(code):
    rule = BOOK.rules[code]
    shown = {cell for case in rule.cases for row in case.tables.get("findings", ([], []))[1] for cell in row}
    shown = {word for cell in shown for word in cell.split(",")}
    assert set(rule.exceptions) - shown == set()


@pytest.mark.parametrize("code", BOOK.rules)
def test_nearly_all_mutants_of_each_rule_are_noticed(code, trial, verdicts):
    verdicts[code] = verdict = try_mutants(trial, BOOK.rules[code], EVERY)
    assert len(verdict.survivors) <= max(verdict.mutants * 0.1, 1), [m.what for m in verdict.survivors]


def test_nineteen_of_twenty_mutants_of_the_whole_catalogue_are_noticed(verdicts):
    if len(verdicts) < len(BOOK.rules):
        pytest.skip("needs the verdict on every rule: run the whole file")
    tried = sum(v.mutants for v in verdicts.values())
    assert tried - sum(len(v.survivors) for v in verdicts.values()) >= LEAST_NOTICED * tried


def test_severities_stand_as_the_table_has_them():
    table = tomllib.loads(Path(__file__).with_name("severities.toml").read_text("utf-8"))
    assert {code: rule.severity for code, rule in BOOK.rules.items()} == table


def test_what_concerns_cadres_never_goes_below_the_county():
    assert BOOK.rules["R25"].audience in ("county", "discipline")


def test_every_source_and_drill_names_a_table_or_view(trial):
    for rule in BOOK.rules.values():
        for drill in rule.drill:
            assert drill.table in BOOK.tables, (rule.code, drill.table)
        for source in rule.sources:
            assert set(source.tables) <= trial.schemas.keys(), (rule.code, source.table)
            for column in (c for columns in source.columns for c in columns.split("|")):
                assert any(column in t.columns for t in BOOK.tables.values()), (rule.code, column)


@pytest.mark.parametrize("rule", [r for r in BOOK.rules.values() if r.down], ids=lambda r: r.code)
def test_what_a_township_reads_has_no_figure_and_accuses_nobody(rule):
    for text in rule.down.values():
        assert not re.search(r"\d", text.replace("18位", "")), text
        assert not re.search("骗|冒领|违规|违纪|违法|套取|追究|追缴|立即停|村干部|经办人", text), text
        assert not text.endswith("。") and len(text) < 80


@pytest.mark.parametrize("code", FIRST_THIRTY)
def test_a_rule_that_goes_down_tells_a_township_what_to_make_clear(code):
    rule = BOOK.rules[code]
    kept_back = {"CADRE", "TOTAL"}  # forms that the query itself keeps for the county
    assert bool(rule.down) == rule.goes_down
    assert "" in rule.down or rule.down.keys() == rule.variants.keys() - kept_back or not rule.goes_down
