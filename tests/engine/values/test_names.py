"""Names: one spelling, and how alike two names are. Nobody here exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.values import clean_name
from dibao.engine.values.names import near_name, normalise, same_name
from dibao.engine.values.variants import VARIANTS


@pytest.mark.parametrize(
    ("raw", "name", "repair"),
    [
        ("张三", "张三", None), ("张　三", "张三", "SPACES"), (" 张 三 ", "张三", "SPACES"), ("张三（户主）", "张三", "REMARK"),
        ("张三(已故)", "张三", "REMARK"), ("户主：张三", "张三", "REMARK"), ("1.张三", "张三", "REMARK"), ("张三等4人", "张三", "REMARK"),
        ("劉国峯", "刘国峰", "VARIANT"), ("买买提.吐尔逊", "买买提·吐尔逊", "DOT"), ("买买提•吐尔逊", "买买提·吐尔逊", "DOT"),
        ("买买提・吐尔逊", "买买提·吐尔逊", "DOT"), ("买买提 · 吐尔逊", "买买提·吐尔逊", "SPACES"), ("欧阳□", "欧阳?", "WILDCARD"),
        ("张\ue863", "张?", "WILDCARD"), ("李*明", "李?明", "WILDCARD"), ("王？", "王?", "WILDCARD"), ("John  Smith", "John Smith", "SPACES"),
    ],
)  # fmt: skip
def test_one_spelling(raw, name, repair):
    cleaned = clean_name(raw)
    assert cleaned == (name, repair, None)


@pytest.mark.parametrize("raw", ["", None, "/", "无", "不详"])
def test_no_name_is_not_a_bad_cell(raw):
    assert clean_name(raw) == (None, None, None)


@pytest.mark.parametrize("raw", ["123", 12.0, "#N/A", "2021-3-5", "()"])
def test_a_number_is_no_name(raw):
    assert clean_name(raw).value is None and "不是姓名" in clean_name(raw).bad


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("劉國強", "刘国强"), ("张?明", "张喆明"), ("张??明", "张喆明"), ("张zhe明", "张喆明"), ("ZHAI三", "翟三"), ("买买提·吐尔逊江", "买买提吐尔逊江"),
        ("买买提·吐尔逊江", "买买提吐尔"), ("买买提·吐尔逊江", "买买提"), ("张 三", "张三"),
    ],
)  # fmt: skip
def test_the_same_name(a, b):
    assert same_name(a, b) and same_name(b, a)


@pytest.mark.parametrize(
    ("a", "b"), [("张喆", "张哲"), ("李昇", "李升"), ("张三", "张四"), ("王小明", "王小"), ("张zhe明", "张小明"), ("?", "张三"), ("", ""), ("张?", "李四")]
)  # fmt: skip
def test_not_the_same_name(a, b):
    assert not same_name(a, b) and not same_name(b, a)


@pytest.mark.parametrize(("a", "b"), [("王丽", "王利"), ("王丽华", "王丽"), ("李建军", "李建君"), ("李军建", "李建军"), ("陈晓红", "陈小虹"), ("张大山", "张太山")])  # fmt: skip
def test_a_likely_typing_error(a, b):
    assert near_name(a, b) and near_name(b, a) and not same_name(a, b)


@pytest.mark.parametrize(("a", "b"), [("张三", "张四"), ("王小明", "李小明"), ("赵大山", "赵二水")])
def test_another_person(a, b):
    assert not near_name(a, b)


def test_a_variant_leads_to_its_end_and_characters_given_back_for_names_stay():
    assert all(ord(target) not in VARIANTS for target in VARIANTS.values())
    assert not any(ord(c) in VARIANTS for c in "喆堃淼昇陞甦邨龢迺犇仝钜镕")


@given(
    st.one_of(
        st.text(max_size=20), st.text("张三李·.?() *（）户主zhe□1", max_size=10), st.floats(), st.none(), st.dates()
    )
)
def test_no_cell_ever_raises_and_cleaning_twice_changes_nothing(raw):
    once = clean_name(raw).value
    assert once is None or normalise(once) == once


@given(st.text("张三李明?·zhe", max_size=6), st.text("张三李明?·zhe", max_size=6))
def test_likeness_goes_both_ways(a, b):
    assert same_name(a, b) == same_name(b, a)
    assert near_name(a, b) == near_name(b, a)
