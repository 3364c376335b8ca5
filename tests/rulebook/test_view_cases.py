"""Views: their cases, in `tests/rulebook/views/`, come out, and the cases bite."""

from pathlib import Path

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_texts
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.mutate import try_mutants
from dibao.engine.rules.trial import Trial
from dibao.engine.rules.view_cases import load_view_cases

BOOK = load_rulebook(rulebook.FOLDER)
VIEWS = view_texts(BOOK.views)
CASES = {path.stem: load_view_cases(path, VIEWS) for path in sorted((Path(__file__).parent / "views").glob("*.md"))}
ENTITLEMENT = {
    "person_income",
    "income_line",
    "entitlement_month",
    "countable_income",
    "top_up_person",
    "due_option",
    "due_month",
    "amount_check",
}


@pytest.fixture(scope="module")
def trial():
    with empty_world(BOOK.tables, BOOK.views, BOOK.settings.facts()) as world:
        yield Trial(world, VIEWS)


@pytest.mark.parametrize("file", CASES)
def test_every_case_comes_out(file, trial):
    view = CASES[file]
    assert [str(failure) for case in view.cases if (failure := trial.run(view, case))] == []


@pytest.mark.parametrize("file", CASES)
def test_each_case_says_what_comes_out(file):
    assert [case.title for case in CASES[file].cases if "result" not in case.tables] == []


@pytest.mark.parametrize("file", CASES)
def test_at_least_nine_of_ten_mutants_of_each_view_are_noticed(file, trial):
    verdict = try_mutants(trial, CASES[file])
    assert len(verdict.survivors) <= verdict.mutants * 0.1, [m.what for m in verdict.survivors]


def test_the_entitlement_is_shown_by_a_hundred_and_fifty_lines():
    files = [view for view in CASES.values() if view.code in ENTITLEMENT]
    assert {view.code for view in files} == ENTITLEMENT
    assert sum(len(case.expected[1]) or 1 for view in files for case in view.cases) >= 150
