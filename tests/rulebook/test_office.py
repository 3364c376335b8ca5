"""Terms of cadres, put together from registers and declarations."""

from datetime import date

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.tables import load_tables

OPEN = (date(1900, 1, 1), date(9999, 12, 31))
COLUMNS = "src, person, name, village, post, start_on, end_on, status, relative_person, as_of, replaced_on"


def build(*rows: str) -> tuple[list, list]:
    """Terms and kin edges of these lines of `lake.cadre`; the last two columns may be left out."""
    tables = load_tables(rulebook.TABLES)
    with empty_world(tables, rulebook.VIEWS) as con:
        for src, row in enumerate(rows):
            row += ", null, null" if row.count(",") == 7 else ""
            con.execute(f"insert into lake.cadre ({COLUMNS}) values ({src}, {row})")
        steps = {step.name: step.sql for step in view_steps(tables, rulebook.VIEWS)}
        for name in ("couple", "register_kin", "cadre", "declared_kin", "refuted_kin", "kin_edge", "office"):
            con.execute(f"create or replace table main.{name} as {steps[f'main.{name}']}")
        terms = con.execute("select person, start_on, end_on from office order by 1, 2").fetchall()
        return terms, con.execute("select person, relative from kin_edge where person = 11").fetchall()


def test_a_declaration_opens_no_term_where_a_register_has_one():
    terms, _ = build(
        "11, '赵一', '上坪村', '主任', null, null, null, 77",
        "11, '赵一', '上坪村', '主任', '2018-03-01', '2021-03-01', null, null",
    )
    assert terms == [(11, date(2018, 3, 1), date(2021, 3, 1))]


def test_a_declaration_alone_is_an_open_term():
    assert build("11, '赵一', '上坪村', '主任', null, null, null, 77")[0] == [(11, *OPEN)]


def test_the_end_in_one_sheet_closes_the_term_that_another_began():
    terms, _ = build(
        "11, '赵一', '上坪村', '主任', '2018-03-01', null, null, 77",
        "11, '赵一', '上坪村', '主任', null, '2021-03-01', null, null",
    )
    assert (11, date(2018, 3, 1), date(2021, 3, 1)) in terms and all(end == date(2021, 3, 1) for _, _, end in terms)


def test_an_end_before_a_second_term_does_not_close_it():
    terms, _ = build(
        "11, '赵一', '上坪村', '主任', '2022-03-01', null, null, null",
        "11, '赵一', '上坪村', '主任', '2018-03-01', '2021-03-01', null, null",
    )
    assert terms == [(11, date(2018, 3, 1), date(2021, 3, 1)), (11, date(2022, 3, 1), OPEN[1])]


@pytest.mark.parametrize("status, terms", [("left", []), ("serving", [(11, *OPEN)])])
def test_who_left_on_an_unknown_day_has_no_term(status, terms):
    assert build(f"11, '赵一', '上坪村', '主任', null, null, '{status}', null")[0] == terms


def test_a_declaration_without_the_cadres_number_is_his_in_the_same_village_only():
    register = "11, '赵一', '上坪村', '主任', '2018-03-01', null, null, null"
    assert build(register, "null, '赵一', '上坪村', null, null, null, null, 77")[1] == [(11, 77)]
    assert build(register, "null, '赵一', '枫木村', '会计', null, null, null, 77")[1] == []


def test_two_cadres_of_one_name_in_a_village_are_nobodys_declaration():
    twins = [f"{n}, '赵一', '上坪村', '主任', '2018-03-01', null, null, null" for n in (11, 22)]
    assert build(*twins, "null, '赵一', '上坪村', '主任', null, null, null, 77")[1] == []


def test_who_stands_in_a_newer_declaration_has_not_left():
    register = "11, '赵一', '上坪村', '主任', '2018-03-01', null, null, null, '2021-12-31', '2023-12-31'"
    assert build(register)[0] == [(11, date(2018, 3, 1), date(2021, 12, 31))]
    declared = "11, '赵一', '上坪村', '主任', null, null, null, 77, '2023-12-31', null"
    assert build(register, declared)[0] == [(11, date(2018, 3, 1), OPEN[1])]
