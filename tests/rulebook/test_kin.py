"""Kin from hukou books, births, marriages and declarations, composed over two edges."""

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.tables import load_tables

FATHER, MOTHER, SON, DAUGHTER, GRANDMOTHER, WIFE, COUSIN = 11, 22, 33, 44, 66, 88, 110


@pytest.fixture(scope="module")
def kin():
    tables = load_tables(rulebook.TABLES)
    with empty_world(tables, rulebook.VIEWS) as con:
        con.execute(
            "insert into lake.hukou (hukou_no, person, relation) values ('1', 11, '户主'), ('1', 22, '妻'), ('1', 33, '长子'), ('1', 44, '次女')"
        )
        con.execute("insert into lake.birth (person, mother_person) values (22, 66)")
        con.execute(
            "insert into lake.marriage (person, spouse_person, kind, registered_on) values "
            "(33, 88, 'marriage', '2019-05-01'), (33, 99, 'marriage', '2010-05-01'), (33, 99, 'divorce', '2015-05-01')"
        )
        con.execute("insert into lake.cadre (person, relative_person, relative_relation) values (44, 110, '堂兄')")
        steps = {step.name: step.sql for step in view_steps(tables, rulebook.VIEWS)}
        for name in ("kin_edge", "near_kin"):
            con.execute(f"create or replace table main.{name} as {steps[f'main.{name}']}")
        yield {
            (p, r): (k, path)
            for p, r, k, path in con.execute("select person, relative, relation, path from near_kin").fetchall()
        }


def test_a_book_relates_its_members_to_each_other(kin):
    assert kin[SON, MOTHER][0] == "父母" and kin[SON, DAUGHTER][0] == "兄弟姐妹" and kin[MOTHER, FATHER][0] == "配偶"


def test_two_edges_make_a_grandmother_and_say_how(kin):
    assert kin[DAUGHTER, GRANDMOTHER] == ("祖父母", "本人—母亲—母亲")


def test_a_divorced_wife_is_no_kin_and_the_present_one_is(kin):
    assert kin[SON, WIFE][0] == "配偶" and (SON, 99) not in kin


def test_a_declared_cousin_is_not_taken_for_a_brother(kin):
    assert kin[DAUGHTER, COUSIN][0] == "堂表亲"
