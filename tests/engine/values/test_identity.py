"""Citizen ID numbers. The two numbers are the examples of GB 11643-1999; nobody carries them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.values import identity
from dibao.engine.values.identity import DAMAGED, FROM_15, NONE, VALID, clean_id

WOMAN = "11010519491231002X"
MAN = "440524188001010014"


@st.composite
def numbers(draw):
    """Any valid number of 18 characters."""
    born = draw(st.dates(date(1900, 1, 1), date(2030, 1, 1)))
    first17 = f"{draw(st.integers(100000, 999999))}{born:%Y%m%d}{draw(st.integers(1, 999)):03d}"
    return first17 + identity.check_character(first17)


@pytest.mark.parametrize(
    ("raw", "repair"),
    [
        (WOMAN, None),
        ("11010519491231002x", "LOWER_X"),
        ("１１０１０５１９４９１２３１００２Ｘ", "FULL_WIDTH"),
        ("'11010519491231002X", "APOSTROPHE"),
        ("11010519491231002X’", "APOSTROPHE"),
        (" 110105 19491231 002X ", "SPACES"),
        ("110105\u30001949\u20091231\n002X", "FULL_WIDTH"),
        ("11010519491231OO2X", "O_FOR_0"),
        ("l1010519491231002X", "O_FOR_0"),
        ("110105-19491231-002X", "SPACES"),
        ("身份证：11010519491231002X（本人）", "EXTRACTED"),
    ],
)
def test_damage_of_form_is_mended_and_stays_tier_one(raw, repair):
    assert clean_id(raw) == (WOMAN, repair, None, VALID)


def test_fifteen_digits_become_eighteen_in_tier_three():
    assert clean_id("110105491231002") == (WOMAN, "FROM_15", None, FROM_15)
    assert clean_id(110105491231002).value == WOMAN


def test_people_past_a_hundred_had_sequence_996_to_999():
    assert identity.upgrade15("440524800101997")[6:10] == "1880"
    assert identity.upgrade15("440524800101001")[6:10] == "1980"


@pytest.mark.parametrize(
    ("raw", "value", "repair", "why"),
    [
        (1.1010519491231002e17, "110105194912310000", "LOST_DIGITS", "后三位已丢失"),
        (440524188001010014.0, "440524188001010000", "LOST_DIGITS", "后三位已丢失"),
        ("1.10105E+17", "1.10105E+17", "SCIENTIFIC", "科学计数法"),
        ("110105194912310000", "110105194912310000", None, "后三位是000"),
        ("110105194912310021", "110105194912310021", None, "校验码不对"),
        ("11010519491331002X", "11010519491331002X", None, "出生日期19491331不存在"),
        ("11010519491231002", "11010519491231002", None, "可能漏了X"),
        ("1101051949123100", "1101051949123100", None, "是16位"),
        ("110105********002X", "110105********002X", None, "星号"),
    ],
)
def test_what_cannot_be_mended_is_kept_in_tier_four_with_its_reason(raw, value, repair, why):
    cleaned = clean_id(raw)
    assert (cleaned.value, cleaned.repair, cleaned.tier) == (value, repair, DAMAGED)
    assert why in cleaned.bad


@pytest.mark.parametrize("raw", ["", None, " ", "/", "无", "不详", "未办理", "—"])
def test_no_number_is_not_a_bad_cell(raw):
    assert clean_id(raw) == (None, None, None, NONE)


def test_words_instead_of_a_number_are_bad():
    assert clean_id("张三").tier == NONE and "不是身份证号" in clean_id("张三").bad


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("H12345678", "hk_macao_permit"),
        ("ABC123456789012", "foreign_card"),
        ("E12345678", "passport"),
        ("EA1234567", "passport"),
    ],
)
def test_other_papers_stand_for_one_person_too(number, kind):
    cleaned = clean_id(number)
    assert (cleaned.value, cleaned.tier) == (number, VALID)
    assert identity.paper_kind(number) == kind
    assert identity.key_of(number, VALID) == identity.other_key(kind, number) >= 1 << 62


def test_residence_permits_81_82_83_and_the_new_foreign_card_9_follow_the_citizen_number():
    for start in ("810000", "830000", "911124"):
        first17 = start + "19900307" + "001"
        assert clean_id(first17 + identity.check_character(first17)).tier == VALID


def test_birth_and_sex_stand_in_the_number():
    assert identity.birth_date(WOMAN) == date(1949, 12, 31) and identity.sex(WOMAN) == "female"
    assert identity.sex(MAN) == "male"


def test_the_key_is_seventeen_digits_times_eleven_plus_check():
    assert identity.person_key(WOMAN) == 11010519491231002 * 11 + 10
    assert identity.key_of(WOMAN, DAMAGED) is None and identity.key_of(None, NONE) is None


def test_the_trusted_digits_of_a_damaged_number():
    assert identity.known_digits("110105194912310000") == "110105194912310"
    assert identity.known_digits("1.10105E+17") == "110105"
    assert identity.known_digits("1101051949****002X") == "1101051949"
    assert identity.known_digits("11010519491231002") == "11010519491231002"


def test_a_masked_number_shows_six_and_four():
    assert identity.mask(WOMAN) == "110105****002X" and identity.mask(None) == ""


@given(numbers())
def test_keys_lead_back_to_the_number(id18):
    assert identity.from_person_key(identity.person_key(id18)) == id18
    assert 0 < identity.person_key(id18) < 1 << 62


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_noticed(id18, place, digit):
    wrong = id18[:place] + digit + id18[place + 1 :]
    assert wrong == id18 or clean_id(wrong).tier != VALID


@given(numbers(), st.sampled_from([" ", "\u3000", "'", "\t", "\u200b"]), st.integers(0, 18))
def test_noise_between_the_digits_never_changes_who_it_is(id18, noise, place):
    if noise == "'" and 0 < place < 18:
        place = 0
    assert clean_id(id18[:place] + noise + id18[place:].lower()).value == id18


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))
def test_no_cell_ever_raises_and_cleaning_twice_changes_nothing(raw):
    once = clean_id(raw)
    assert clean_id(once.value).value == once.value or once.tier == DAMAGED
    if once.tier in (VALID, FROM_15):
        assert identity.is_valid(once.value) or identity.paper_kind(once.value)
    assert (once.value is None) == (once.tier == NONE)
