"""What is left of a value when it goes down."""

import pytest

from dibao.engine.workbooks.masking import band, mask_account, mask_household, mask_id, mask_text


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990110195001011234", "990110****1234"),
        ("990110500101123", "990110****1123"),
        ("9901101950", "****1950"),
        ("12345", "****"),
        ("", ""),
    ],
)
def test_an_id_keeps_six_and_four(number, shown):
    assert mask_id(number) == shown


@pytest.mark.parametrize(("number", "shown"), [("6230123412341234123", "尾号4123"), ("1234", "尾号****"), ("", "")])
def test_an_account_keeps_its_last_four(number, shown):
    assert mask_account(number) == shown


def test_every_long_number_in_a_text_is_masked_and_a_phone_is_not():
    text = mask_text("证99011019500101123x，旧证990110500101123，卡6230123412341234123，电话19912345678，3组12号")
    assert text == "证990110****123x，旧证990110****1123，卡尾号4123，电话19912345678，3组12号"


@pytest.mark.parametrize(
    ("fen", "shown"),
    [
        (99_999, "1000元以下"),
        (100_000, "1000—5000元"),
        (1_000_000, "1万—5万元"),
        (-8_765_400, "5万—10万元"),
        (50_000_000, "50万元以上"),
    ],
)
def test_money_becomes_a_band(fen, shown):
    assert band(fen) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("990110196005121234", "990110****1234"),
        ("990110196005121234-1", "990110****1234-1"),
        ("NC990110196005121234", "NC990110****1234"),
        ("99011019600512123X01", "990110****123X01"),
        ("99011019600512123401", "990110****123401"),
        ("990110600512123", "990110****2123"),
        ("99011010100100012", "99011010100100012"),  # a number of its own
        ("QX00001", "QX00001"),
    ],
)
def test_a_citizen_id_within_a_household_number_is_masked(number, shown):
    assert mask_household(number) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A990110196005121234", "A990110****1234"),
        ("990110 19600512 1234", "990110****1234"),
        ("990110-19600512-123X", "990110****123X"),
        ("卡6217 0000 0001 2345", "卡尾号2345"),
        ("卡6217-0000-0001-2345-678", "卡尾号5678"),
        ("A6217000000012345", "A尾号2345"),
        ("990110196005121234990110196005121235", "尾号1235"),
        ("2021 2022 2023年，电话19912345678", "2021 2022 2023年，电话19912345678"),
    ],
)
def test_a_number_is_masked_however_it_is_written(text, shown):
    assert mask_text(text) == shown
