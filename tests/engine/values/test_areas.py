"""Areas, with a county's list and without one. The county is made up."""

from datetime import date

import pytest

from dibao.engine.values.areas import AreaList, areas_of, learned

LIST = AreaList(
    areas_of(
        [
            {"area_code": "431299100000", "area_name": "城关镇"},
            {"area_code": "431299100200", "township": "城关镇", "village": "东风村", "alias": "红旗村、老东风"},
            {"area_code": "431299100001", "township": "城关镇", "village": "东风社区"},
            {"area_code": "431299100202", "township": "城关镇", "village": "双井村"},
            {"area_code": "431299200000", "township": "马家乡"},
            {"area_code": "431299200201", "area_name": "石桥村民委员会"},
            {"area_code": "431299200202", "area_name": "双井村"},
            {"area_code": "431299200203", "area_name": "新庄村"},
            {"area_code": "431299200204", "area_name": "新庄村", "valid_to": date(2016, 1, 1)},
        ]
    )
)


@pytest.mark.parametrize(
    ("township", "village", "address", "code"),
    [
        ("城关镇", "东风村", None, "431299100200"),
        ("城关", "东风村委会", None, "431299100200"),
        ("城关镇", "东风村民委员会", None, "431299100200"),
        ("永安县城关镇人民政府", "东风居委会", None, "431299100001"),
        ("城关镇", "红旗", None, "431299100200"),
        ("", "石桥村", None, "431299200201"),
        ("马家", "双井", None, "431299200202"),
        (None, "城关镇双井村", None, "431299100202"),
        (None, "马家乡/石桥村", None, "431299200201"),
        ("一、城关镇", "东风村（2组）", None, "431299100200"),
        ("城关镇", "东风村3组", None, "431299100200"),
        ("永安县马家乡", "新庄村", None, "431299200203"),
        (None, None, "湖南省怀化市永安县马家乡石桥村三组12号", "431299200201"),
        ("城关镇", "某村", None, "431299100000"),
        ("城关镇", "东风", None, "431299100000"),
        ("外地镇", "某村", None, ""),
        (None, "双井村", None, ""),
        (None, None, None, ""),
    ],
)
def test_a_row_is_placed_by_the_countys_list(township, village, address, code):
    assert LIST.place(township, village, address).code == code


def test_what_is_not_placed_keeps_its_words():
    assert LIST.place("永安县外地镇", "某村委会")[:3] == ("外地镇", "某村", "")


def test_how_it_was_found_is_told():
    assert [LIST.place("城关镇", name).how for name in ("东风村", "红旗村", "某村")] == ["village", "alias", "township"]


def test_without_a_list_the_most_frequent_full_form_is_the_name():
    areas = AreaList(
        learned(
            [("城关镇", "东风村", 100), ("城关", "东风", 200), ("永安县城关镇", "东风村委会", 3), ("马家乡", "石桥", 5)]
        )
    )
    assert areas.place("城关", "东风")[:3] == areas.place("城关镇", "东风村民委员会")[:3] == ("城关镇", "东风村", "")
    assert areas.place("马家", "石桥村")[:3] == ("马家乡", "石桥", "")
