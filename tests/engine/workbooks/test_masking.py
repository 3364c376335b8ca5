"""What is left of a value when it goes down."""

import pytest

from dibao.engine.workbooks.masking import band, mask_account, mask_id, mask_text


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
