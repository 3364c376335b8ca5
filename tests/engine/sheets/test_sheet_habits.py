"""Sheets as offices send them are recognised, every column mapped, every row accounted for."""

import pytest
from habit_aid import AID
from habit_areas import AREAS
from habit_bureaus import BUREAUS
from habit_civil import CIVIL
from habit_foreign import FOREIGN
from habit_households import HOUSEHOLDS
from habit_income import INCOME
from habit_means import MEANS
from habit_office import OFFICE
from habit_papers import PAPERS
from habit_shapes import NO_DATA, SHAPES
from habit_silent import SILENT
from habit_townships import TOWNSHIPS
from habits import Habit, write

from dibao.engine.sheets import fill_household, open_file, read_layout, recognise
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES

HABITS = (
    AID
    + CIVIL
    + PAPERS
    + BUREAUS
    + INCOME
    + MEANS
    + NO_DATA
    + SHAPES
    + TOWNSHIPS
    + AREAS
    + OFFICE
    + FOREIGN
    + SILENT
    + HOUSEHOLDS
)


@pytest.fixture(scope="module")
def tables():
    return load_tables(TABLES)


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory, tables):
    folder = tmp_path_factory.mktemp("habits")
    return {habit.name: read(habit, folder / str(i), tables) for i, habit in enumerate(HABITS)}


def read(habit: Habit, folder, tables):
    """What is read from a habit's file: the sheet, what was recognised, the grid that was written."""
    path, grid = write(habit, folder)
    sheet = read_layout(next(open_file(path, habit.file)))
    found = recognise(sheet, tables)
    if found.table:
        fill_household(sheet, found, tables[found.table])
    return sheet, found, grid


def expected(habit: Habit) -> dict[int, str]:
    """Physical column → table column, as the habit says."""
    return {i + habit.shift: f[1] for i, f in enumerate(habit.fields) if f[1]}


def test_there_are_enough_habits_and_no_two_are_alike():
    headers = {tuple(f[0] for f in habit.fields) for habit in HABITS}
    assert len(headers) == len(HABITS) >= 45
    assert len({habit.name for habit in HABITS}) == len(HABITS)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_each_sheet_is_recognised(habit, outcomes):
    _, found, _ = outcomes[habit.name]
    assert found.table == habit.table, found.why


def test_nearly_every_column_is_mapped_right(outcomes):
    wrong, total = [], 0
    for habit in HABITS:
        sheet, found, _ = outcomes[habit.name]
        hoped = expected(habit) if habit.table else {}
        total += len(habit.fields)
        for place in hoped.keys() | found.columns.keys():
            if hoped.get(place) != found.columns.get(place):
                wrong.append(
                    f"{habit.name}: {sheet.columns[place].header} → {found.columns.get(place)}, not {hoped.get(place)}"
                )
    print(f"{total - len(wrong)} of {total}")
    assert len(wrong) <= 0.02 * total, "\n".join(wrong)


@pytest.mark.parametrize("habit", FOREIGN + SILENT + HOUSEHOLDS, ids=lambda habit: habit.name)
def test_what_was_once_read_wrong_is_read_right(habit, outcomes):
    assert outcomes[habit.name][1].columns == expected(habit)


@pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit.name)
def test_every_row_is_accounted_for(habit, outcomes):
    sheet, _, grid = outcomes[habit.name]
    assert sheet.counts.nonempty == sum(grid.roles.values())
    if habit.table:
        assert {role: n for role, n in vars(sheet.counts).items() if n} == grid.roles


@pytest.mark.parametrize("habit", [h for h in HABITS if h.wide or h.expect], ids=lambda habit: habit.name)
def test_what_stands_around_the_table_is_read(habit, outcomes):
    _, found, _ = outcomes[habit.name]
    assert found.wide == habit.wide
    for attribute, value in habit.expect.items():
        assert getattr(found, attribute) == value


def test_the_name_of_a_file_says_for_all_rows_what_is_paid(outcomes):
    assert outcomes["失业金，待遇起始和截止"][1].said == {"benefit": "unemployment"}
    assert outcomes["失业工伤待遇发放"][1].said == {"benefit": ""}
