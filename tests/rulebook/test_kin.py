"""Kin from hukou books, births, marriages and declarations, composed over up to four edges. Nobody here exists."""

import pytest

from dibao import rulebook
from dibao.engine.lake.database import empty_world, view_steps
from dibao.engine.rules.book import load_rulebook
from dibao.engine.tables import load_tables

VIEWS = ("couple", "register_kin", "cadre", "declared_kin", "refuted_kin", "kin_edge", "near_kin")


def citizen(born: int, number: int) -> int:
    """The key of nobody: born in a year, a man if the number is odd."""
    return (431299 * 10**11 + (born * 10000 + 512) * 1000 + number) * 11


FATHER, MOTHER, SON, DAUGHTER = citizen(1960, 1), citizen(1962, 2), citizen(1985, 3), citizen(1990, 4)
GRANDMOTHER, GRANDFATHER, AUNT, COUSIN = citizen(1935, 6), citizen(1934, 7), citizen(1958, 8), citizen(1984, 12)
WIFE, FORMER, WIFES_FATHER, WIFES_BROTHER = citizen(1986, 14), citizen(1986, 16), citizen(1959, 17), citizen(1988, 19)
CADRE, STRANGER, BROTHER_IN_WORDS = citizen(1970, 21), citizen(1987, 22), citizen(1991, 23)
OTHER_FATHER, OTHER_MOTHER, ADOPTER = citizen(1961, 25), citizen(1963, 26), citizen(1963, 28)

HUKOU = [(1, FATHER, "户主"), (1, MOTHER, "妻"), (1, SON, "长子"), (1, DAUGHTER, "次女")]
BIRTH = [
    (MOTHER, GRANDMOTHER, GRANDFATHER), (AUNT, GRANDMOTHER, None), (COUSIN, AUNT, None), (WIFE, None, WIFES_FATHER),
    (WIFES_BROTHER, None, WIFES_FATHER), (BROTHER_IN_WORDS, OTHER_MOTHER, OTHER_FATHER),
]  # fmt: skip
MARRIAGE = [
    (SON, WIFE, "marriage", "2019-05-01"),
    (SON, FORMER, "marriage", "2010-05-01"), (SON, FORMER, "divorce", "2015-05-01"),
]  # fmt: skip
CADRES = [
    (CADRE, DAUGHTER, "堂妹"), (CADRE, FATHER, "姐夫"), (CADRE, MOTHER, "亲戚"), (FORMER, SON, "丈夫"), (STRANGER, SON, "妻子"),
    (BROTHER_IN_WORDS, DAUGHTER, "姐姐"), (OTHER_FATHER, SON, "儿子"), (AUNT, MOTHER, "妹妹"), (ADOPTER, DAUGHTER, "养女"),
]  # fmt: skip


@pytest.fixture(scope="module")
def con():
    tables = load_tables(rulebook.TABLES)
    with empty_world(tables, rulebook.VIEWS) as con:
        con.executemany("insert into lake.hukou (hukou_no, person, relation) values (?, ?, ?)", HUKOU)
        con.executemany("insert into lake.birth (person, mother_person, father_person) values (?, ?, ?)", BIRTH)
        con.executemany(
            "insert into lake.marriage (person, spouse_person, kind, registered_on) values (?, ?, ?, ?)", MARRIAGE
        )
        con.executemany("insert into lake.cadre (person, relative_person, relative_relation) values (?, ?, ?)", CADRES)
        con.executemany("insert into main.membership (person) values (?)", [(p,) for _, p, _ in HUKOU])
        steps = {step.name: step.sql for step in view_steps(tables, rulebook.VIEWS)}
        for name in VIEWS:
            con.execute(f"create or replace table main.{name} as {steps[f'main.{name}']}")
        yield con


@pytest.fixture(scope="module")
def kin(con):
    rows = con.execute("select person, relative, relation, reverse, path from near_kin").fetchall()
    return {(p, r): told for p, r, *told in rows}


def test_a_book_relates_its_members_to_each_other(kin):
    assert kin[SON, MOTHER] == ["父母", "子女", "本人—母亲"]
    assert kin[SON, DAUGHTER][0] == "兄弟姐妹" and kin[MOTHER, FATHER][0] == "配偶"


def test_of_two_sisters_the_path_says_which_is_the_elder(kin):
    assert kin[SON, DAUGHTER][2] == "本人—妹妹" and kin[DAUGHTER, SON][2] == "本人—哥哥"


def test_two_edges_make_a_grandmother_and_say_how(kin):
    assert kin[DAUGHTER, GRANDMOTHER] == ["祖父母", "孙子女", "本人—母亲—母亲"]


def test_a_declared_sister_of_the_mother_is_an_aunt_over_two_edges(kin):
    assert kin[DAUGHTER, AUNT] == ["父母的兄弟姐妹", "兄弟姐妹的子女", "本人—母亲—姐姐"]


def test_three_edges_make_a_brother_of_the_wife(kin):
    assert kin[SON, WIFES_BROTHER] == ["配偶的兄弟姐妹", "兄弟姐妹的配偶", "本人—配偶—父亲—儿子"]


def test_a_cousin_is_found_and_is_no_brother(kin):
    assert kin[DAUGHTER, COUSIN] == ["堂表亲", "堂表亲", "本人—母亲—姐姐—女儿"]
    assert kin[DAUGHTER, CADRE][0] == "堂表亲"


def test_a_sisters_husband_is_no_husband_and_a_mere_kinsman_is_no_near_relative(kin):
    assert kin[FATHER, CADRE][:2] == ["配偶的兄弟姐妹", "兄弟姐妹的配偶"] and (MOTHER, CADRE) not in kin


def test_nobody_is_a_father_and_an_uncle_at_once(con):
    twice = con.execute(
        "select person, relative from near_kin group by 1, 2 having count(distinct hops) > 1"
    ).fetchall()
    assert twice == []


def test_a_divorced_wife_is_no_kin_even_if_declared_and_the_present_one_is(kin):
    assert kin[SON, WIFE][0] == "配偶" and (SON, FORMER) not in kin


def test_a_declared_wife_of_a_man_married_to_another_is_no_kin(kin):
    assert (SON, STRANGER) not in kin


def test_declared_parents_and_brothers_give_way_to_registers_that_have_others(kin, con):
    assert (DAUGHTER, BROTHER_IN_WORDS) not in kin and (SON, OTHER_FATHER) not in kin
    refuted = set(con.execute("select person, relative from refuted_kin").fetchall())
    assert refuted == {(FORMER, SON), (STRANGER, SON), (BROTHER_IN_WORDS, DAUGHTER), (OTHER_FATHER, SON)}


def test_an_adoption_is_beyond_what_registers_of_birth_can_contradict(kin):
    assert kin[DAUGHTER, ADOPTER][0] == "父母"


WORDS = {
    "妻子": "配偶", "丈夫": "配偶", "姐夫": "兄弟姐妹的配偶", "弟媳妇": "兄弟姐妹的配偶", "小舅子": "配偶的兄弟姐妹", "岳父": "配偶的父母",
    "儿媳妇": "子女的配偶", "外 孙 女": "孙子女", "外婆": "祖父母", "继父": "父母", "侄女": "兄弟姐妹的子女", "舅舅": "父母的兄弟姐妹",
    "二姐": "兄弟姐妹", "表弟": "堂表亲", "长子": "子女", "配偶的父母": "配偶的父母", "兄弟姐妹的子女": "兄弟姐妹的子女", "": "近亲属",
    "同学": "同学",
}  # fmt: skip


def test_words_of_kinship_are_understood(con):
    steps = {step.name: step.sql for step in view_steps(load_tables(rulebook.TABLES), rulebook.VIEWS)}
    con.execute("begin")
    con.execute("delete from lake.cadre")
    rows = [(CADRE, citizen(1950, n), word) for n, word in enumerate(WORDS)]
    con.executemany("insert into lake.cadre (person, relative_person, relative_relation) values (?, ?, ?)", rows)
    con.execute(f"create or replace table main.cadre as {steps['main.cadre']}")
    said = dict(con.execute(f"select relative, relation from ({steps['main.declared_kin']})").fetchall())
    con.execute("rollback")
    assert {word: said[person] for _, person, word in rows} == WORDS


def test_each_named_set_holds_the_least_that_the_law_has():
    sets = load_rulebook(rulebook.FOLDER).kin_sets
    assert {"civil_code", "guyuan_2022", "hainan_2015"} <= sets.keys()
    assert all(set(sets["civil_code"].relations) <= set(chosen.relations) for chosen in sets.values())
