"""Money, counts, yes and no, accounts, phones, household numbers."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.values import (
    cell_text,
    clean_account,
    clean_flag,
    clean_household_no,
    clean_int,
    clean_money,
    clean_number,
    clean_phone,
    clean_text,
)  # fmt: skip
from dibao.engine.values.numbers import chinese_number


@pytest.mark.parametrize(
    ("raw", "unit", "fen"),
    [
        (450, "元", 45000), (450.0, "元", 45000), ("450", "元", 45000), ("450元", "元", 45000), ("¥450.50", "元", 45050),
        ("￥ 1,234.50", "元", 123450), ("１，２３４", "元", 123400), ("1.2万", "元", 1200000), ("1.2万元", "元", 1200000),
        (1.2, "万元", 1200000), (45000, "分", 45000), ("450元", "分", 45000), ("(450)", "元", -45000), ("-450", "元", -45000),
        ("负450元", "元", -45000), ("退300", "元", -30000), ("扣回 1,234.00元", "元", -123400), ("－４５０", "元", -45000), ("450元/月", "元", 45000), ("450元（含电费）", "元", 45000),
        ("约450", "元", 45000), ("四百五十元", "元", 45000), ("叁佰元整", "元", 30000), (0.1 + 0.2, "元", 30), (1.005, "元", 101),
        ("'450", "元", 45000), ("0", "元", 0), ("450.00 元", "元", 45000), ("人民币450元", "元", 45000), ("0.5万元", "元", 500000),
    ],
)  # fmt: skip
def test_money_becomes_fen(raw, unit, fen):
    assert clean_money(raw, unit).value == fen
    assert clean_money(raw, unit).bad is None


@pytest.mark.parametrize("raw", ["", "无", "/", "-", "—", "——", None, "\\", float("nan")])
def test_no_money_is_null_and_not_bad(raw):
    assert clean_money(raw) == (None, None, None)


@pytest.mark.parametrize("raw", ["是", "有", "停发", "1.2.3", True, "450+60", "1e300", float("inf"), "450-460"])
def test_what_is_no_amount_is_bad(raw):
    assert clean_money(raw).value is None and clean_money(raw).bad


@given(st.integers(-(10**11), 10**11))
def test_fen_survive_every_way_of_writing_them(fen):
    yuan = Decimal(fen) / 100
    assert (
        clean_money(float(yuan)).value == clean_money(f"{yuan:,.2f}").value == clean_money(f"{yuan:.2f}元").value == fen
    )


@pytest.mark.parametrize(
    "raw", ["是", "√", "1", 1, 1.0, "有", "Y", "yes", True, "是（2020年纳入）", "享受", "✓", "ＹＥＳ"]
)
def test_yes(raw):
    assert clean_flag(raw).value is True


@pytest.mark.parametrize("raw", ["否", "×", "0", 0, "无", "n", False, "不享受", "未保障", "不是", "X", "没有"])
def test_no(raw):
    assert clean_flag(raw).value is False


def test_neither_yes_nor_no():
    assert clean_flag("") == clean_flag("/") == (None, None, None)
    assert "看不出" in clean_flag("甲").bad


@pytest.mark.parametrize(
    ("raw", "count"),
    [("3人", 3), ("3 人", 3), ("三人", 3), (3.0, 3), ("3.0", 3), ("共3人", 3), ("３", 3), ("十二", 12)],
)
def test_counts(raw, count):
    assert clean_int(raw).value == count


def test_a_count_is_whole():
    assert "不是整数" in clean_int("3.5人").bad and "不是数字" in clean_int("若干").bad


@pytest.mark.parametrize(
    ("raw", "number"), [("85.5㎡", 85.5), ("3.2亩", 3.2), ("1,200", 1200), ("85平方米", 85), (2, 2), ("50%", 50)]
)
def test_quantities(raw, number):
    assert clean_number(raw).value == number


@pytest.mark.parametrize(("text", "number"), [("二十三", 23), ("四百五十", 450), ("二〇二一", 2021), ("一万二千", 12000), ("十", 10), ("两百零三", 203), ("张", None)])  # fmt: skip
def test_chinese_numerals(text, number):
    assert chinese_number(text) == number


def test_accounts_are_digits_and_damage_is_told():
    assert clean_account("6217 0012-3456 7890123").value == "6217001234567890123"
    assert clean_account("'6217001234567890123") == ("6217001234567890123", "APOSTROPHE", None)
    assert clean_account(6217001234567890123.0)[:2] == ("6217001234567890000", "LOST_DIGITS")
    assert clean_account("6.217E+18").repair == "SCIENTIFIC"
    assert clean_account(8201234567.0).value == "8201234567"
    assert "不是账号" in clean_account("现金").bad and clean_account("无") == (None, None, None)


def test_phones():
    assert clean_phone("0745-1234567").value == "07451234567"
    assert clean_phone(13900001234.0).value == "13900001234"
    assert clean_phone("13900001234/13900005678").value == "13900001234"
    assert "不是电话号码" in clean_phone("12345").bad


def test_household_numbers_keep_zeros_and_letters():
    assert clean_household_no("００１２ａ").value == "0012A"
    assert clean_household_no(4312280001.0).value == "4312280001"
    assert clean_household_no("4.31228E+11").repair == "SCIENTIFIC"


def test_free_text():
    assert clean_text("  因病\n致贫 ").value == "因病 致贫"
    assert clean_text("/") == (None, None, None) and clean_text("无").value == "无"


def test_the_same_number_is_the_same_text_however_the_cell_is_typed():
    assert cell_text(450) == cell_text(450.0) == cell_text("450") == cell_text("４５０ ") == "450"


@given(st.one_of(st.text(max_size=30), st.text("0123456789,.-()万元¥ E+", max_size=12), st.floats(), st.integers(), st.booleans(), st.none(), st.dates()))  # fmt: skip
def test_no_cell_ever_raises_and_cleaning_twice_changes_nothing(raw):
    for clean in (clean_account, clean_phone, clean_household_no, clean_text, clean_int, clean_number, clean_flag):
        once = clean(raw)
        assert once.value is None or clean(once.value).value == once.value
    money = clean_money(raw)
    assert money.value is None or clean_money(money.value, "分").value == money.value
