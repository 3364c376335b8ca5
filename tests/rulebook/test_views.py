"""Views that several rules share, on a few rows of what they read."""

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.tables import load_tables


@pytest.fixture(scope="module")
def world():
    tables = load_tables(rulebook.TABLES)
    steps = {step.name: step.sql for step in view_steps(tables, rulebook.VIEWS)}
    with empty_world(tables, rulebook.VIEWS) as con:
        yield World(con, steps)


class World:
    """Views over a few rows: `world(view, *inserts)` gives its rows, `columns` their names."""

    def __init__(self, con, steps):
        self.con, self.steps = con, steps

    def __call__(self, view, *rows):
        return _build(self.con, self.steps, view, rows)

    def columns(self, view):
        return [column[0] for column in self.con.execute(f"describe main.{view}").fetchall()]


def _build(con, steps, view, rows):
    """The rows of a view over these inserts, in one order."""
    for insert in rows:
        con.execute(f"insert into {insert}")
    found = con.execute(f"select * from ({steps[f'main.{view}']}) order by all").fetchall()
    for insert in rows:
        con.execute(f"delete from {insert.split()[0]}")
    return found


def test_a_household_is_extinct_with_the_last_death_of_those_it_covers(world):
    members = "main.membership (household, person, covered) values (1, 11, true), (1, 12, true), (1, 13, false), (2, 21, true), (2, 22, true), (3, 31, false)"
    deaths = "main.death (person, died_on) values (11, '2023-03-02'), (12, '2022-01-01'), (21, '2023-03-02'), (31, '2023-03-02')"
    assert world("extinct", members, deaths) == [(1, 2023 * 12 + 2)]


def test_a_dead_holder_is_one_by_name_not_by_likeness(world):
    match = "main.holder_match (household, holder, person, is_same) values (1, '赵大', 11, true), (1, '赵太', 11, false), (1, '钱二', 12, true)"
    assert world("dead_holder", match, "main.death (person, died_on) values (11, '2023-03-02')") == [(1, "赵大")]


def test_benefit_by_month_is_as_paid_and_where_no_payment_came_as_the_roster_says(world):
    last = 2024 * 12 + 3
    spells = f"main.benefit values (1, {last - 1}, {last - 1}, 40000, 2), (2, {last - 1}, 119999, null, 1), (3, {last - 200}, {last - 118}, null, 1)"
    homes = "main.household (household, as_of) values (1, '2024-04-30'), (2, '2024-04-30'), (3, '2024-04-30')"
    rows = world("benefit_month", spells, homes, "lake.roster (as_of) values ('2024-04-30')")
    assert rows == [
        (1, last - 1, 40000, 2),
        (2, last - 1, None, 1),
        (2, last, None, 1),
        (3, last - 119, None, 1),
        (3, last - 118, None, 1),
    ]


def test_a_household_known_by_its_exit_only_has_the_headcount_of_the_exit(world):
    exits = "main.exit (household, src, head_person, member_count, covered_count, end_on) values (1, 1, 11, 4, null, '2022-12-31'), (2, 2, 21, 4, 3, '2022-12-31')"
    rows = world("household", exits)
    columns = world.columns("household")
    assert [row[columns.index("covered_count")] for row in rows] == [4, 3]


def test_the_headcount_of_a_payment_is_the_exits_only_where_no_roster_lists_the_household(world):
    lines = "main.payment_line (household, month, amount_fen, kind) values (1, 24264, 90000, 'regular'), (2, 24264, 90000, 'regular')"
    homes = "main.household (household, is_listed, covered_count) values (1, false, 3), (2, true, 3)"
    members = "main.membership (household, person, covered, from_month, to_month) values (1, 11, true, 0, 119999), (2, 21, true, 0, 119999)"
    rows = world("paid", lines, homes, members)
    assert [row[world.columns("paid").index("covered_count")] for row in rows] == [3, 1]


def test_the_income_of_the_household_is_shared_by_its_members(world):
    rosters = "lake.roster (household, src, person, member_count, income_fen, household_income_fen) values (1, 1, 11, 2, null, 32400), (1, 2, 12, 2, null, 32400), (2, 3, 21, null, 10000, 32400), (3, 4, 31, null, null, 32400), (3, 5, 32, null, null, null), (3, 6, 33, null, null, null)"
    rows = world("household", rosters)
    columns = world.columns("household")
    found = {row[columns.index("household")]: row[columns.index("income_fen")] for row in rows}
    assert found == {1: 16200, 2: 10000, 3: 10800}


@pytest.mark.parametrize(
    ("said", "visitors"),
    [("赵一", 1), ("赵一、钱二", 2), ("赵一钱二", None), ("尉迟欢忠", 1), ("尉迟欢忠，赵一", 2), ("赵一等", None), ("赵一、赵一", 1)],
)  # fmt: skip
def test_names_tell_how_many_came_a_double_surname_is_one_name(world, said, visitors):
    home = "main.household (household, township, start_on) values (1, '甲镇', '2024-01-01')"
    row = f"lake.procedure (src, household, township, visited_on, investigators) values (1, 1, '甲镇', '2023-12-01', '{said}')"
    found = world("procedure_line", home, row)
    assert [line[world.columns("procedure_line").index("visitors")] for line in found] == [visitors]
