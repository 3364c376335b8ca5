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
        yield lambda view, *rows: _build(con, steps, view, rows)


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
