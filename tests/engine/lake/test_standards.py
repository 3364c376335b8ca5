"""A township's own standard reaches its households, however policy.toml names the township."""

import pytest

from dibao.engine.errors import UserError
from dibao.engine.lake.standards import standards_by_township
from dibao.engine.rules.vocabulary import OPEN
from dibao.engine.values.areas import Area, AreaList, learned

LISTED = AreaList(
    [
        Area("431299101000", "青山镇", aliases=("老山乡",)),
        Area("431299101001", "青山镇", "上坪村"),
        Area("431299202001", "白水乡", "新塘村"),
    ]
)


@pytest.mark.parametrize(
    ("text", "township"),
    [
        ("431299101", "青山镇"),
        ("431299101000", "青山镇"),
        ("431299202", "白水乡"),  # known from its villages' codes only
        ("青山镇", "青山镇"),
        ("青山", "青山镇"),
        ("老山乡", "青山镇"),
        ("431299", ""),
        ("431299000000", ""),
    ],
)
def test_an_area_is_the_township_that_households_carry(text, township):
    assert standards_by_township([("dibao_rural", text, 100, OPEN, 5)], LISTED) == [
        ("dibao_rural", township, 100, OPEN, 5)
    ]


@pytest.mark.parametrize("text", ["431299303", "431299101001", "431228", "4312", "黄沙镇"])
def test_an_area_that_is_no_township_is_told(text):
    with pytest.raises(UserError, match=rf"policy\.toml.*{text}"):
        standards_by_township([("dibao_rural", text, 100, OPEN, 5)], LISTED)


def test_without_a_list_names_are_enough_and_codes_are_not():
    areas = AreaList(learned([("青山镇", "上坪村", 9)]))
    assert standards_by_township([("dibao_rural", "青山", 100, OPEN, 5)], areas)[0][1] == "青山镇"
    with pytest.raises(UserError, match="名录"):
        standards_by_township([("dibao_rural", "431299101", 100, OPEN, 5)], areas)


def test_two_names_share_the_spans_and_the_countys_standard_holds_before_the_own_one():
    rows = [
        ("dibao_rural", "", 100, 119, 1),
        ("dibao_rural", "", 120, OPEN, 2),
        ("dibao_rural", "431299101", 110, OPEN, 3),
        ("dibao_rural", "青山", 130, OPEN, 4),
    ]
    assert standards_by_township(rows, LISTED) == [
        ("dibao_rural", "", 100, 119, 1),
        ("dibao_rural", "", 120, OPEN, 2),
        ("dibao_rural", "青山镇", 100, 109, 1),
        ("dibao_rural", "青山镇", 110, 129, 3),
        ("dibao_rural", "青山镇", 130, OPEN, 4),
    ]
