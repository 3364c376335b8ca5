"""Numbers and names of people who do not exist."""

from datetime import date
from random import Random

from dibao.county.people import Registry, check_character, is_valid_id, surname_of, to_fifteen


def test_the_check_character_is_that_of_the_standard():
    assert check_character("11010519491231002") == "X"
    assert check_character("44052418800101001") == "4"


def test_every_number_is_valid_and_nobody_shares_one():
    registry = Registry(Random(1), "628248")
    people = [registry.person(50, male, date(2025, 6, 30)) for male in (True, False) * 500]
    assert all(is_valid_id(person.id_no) for person in people)
    assert len({person.id_no for person in people}) == len(people)


def test_the_number_says_birthday_and_sex():
    person = Registry(Random(2), "628248").person(30, False, date(2025, 6, 30))
    assert person.id_no[6:14] == f"{person.born:%Y%m%d}"
    assert int(person.id_no[16]) % 2 == 0


def test_a_changed_digit_is_not_valid():
    assert not is_valid_id("110105194912310021")
    assert not is_valid_id("110105194913310020")


def test_the_old_form_drops_the_century_and_the_check_character():
    assert to_fifteen("11010519491231002X") == "110105491231002"


def test_a_child_inherits_two_characters_of_a_compound_surname():
    assert surname_of("欧阳修文") == "欧阳"
    assert surname_of("王芳") == "王"
    assert surname_of("格桑·次仁") is None


def test_about_one_in_a_hundred_bears_a_name_again():
    registry = Registry(Random(3), "628248")
    names = [registry.name(True) for _ in range(3000)]
    assert 3000 - len(set(names)) > 15
