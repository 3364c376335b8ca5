"""Words of coded columns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.values import (
    CodeWords,
    clean_date,
    clean_household_no,
    clean_id,
    clean_money,
    clean_name,
    clean_text,
    from_certificate,
)
from dibao.engine.values.identity import check_character

RELATION = CodeWords(
    {
        "head": ("户主", "本人", "01", "0"), "spouse": ("配偶", "妻子", "妻", "10"), "child": ("子", "女", "儿子", "女儿", "长子", "20"),
        "grandchild": ("孙子", "外孙女", "孙"), "child_in_law": ("儿媳", "女婿"), "other": ("其他", "其他亲属", "99"),
    }
)  # fmt: skip
STATUS = CodeWords({"in_force": ("在保", "正常"), "stopped": ("停保", "注销", "吊销，未注销")})
KIND = CodeWords({"visual": ("视力", "视力残疾", "1"), "physical": ("肢体", "肢体残疾", "4")})
GRADE = CodeWords({"1": ("一级", "1级", "1"), "2": ("二级", "2级", "2", "Ⅱ级")})


@pytest.mark.parametrize(
    ("words", "raw", "code"),
    [
        (RELATION, "户主", "head"), (RELATION, "01-户主", "head"), (RELATION, "户主（本人）", "head"), (RELATION, "10：配偶", "spouse"),
        (RELATION, "1.女", "child"), (RELATION, "五女", "child"), (RELATION, "二女儿", "child"), (RELATION, "孙女", "grandchild"),
        (RELATION, "女婿", "child_in_law"), (RELATION, 20.0, "child"), (RELATION, "20", "child"), (RELATION, "其他亲属（舅）", "other"),
        (RELATION, "妻 子", "spouse"), (RELATION, "户主之妻", "spouse"), (RELATION, "户主的儿子", "child"), (STATUS, "正常享受", "in_force"), (STATUS, "已注销", "stopped"), (STATUS, "吊销,未注销", "stopped"),
        (KIND, "肢体二级", "physical"), (KIND, "视力残疾（一级）", "visual"), (KIND, "04", "physical"), (KIND, "4肢体", "physical"),
        (GRADE, "肢体二级", "2"), (GRADE, "二级", "2"), (GRADE, "II级", "2"), (GRADE, 2.0, "2"),
    ],
)  # fmt: skip
def test_a_cell_finds_its_code(words, raw, code):
    assert words.match(raw).value == code


@pytest.mark.parametrize(
    ("words", "raw"), [(RELATION, "侄子"), (STATUS, "不在保"), (STATUS, "未注销"), (KIND, "肢体、视力"), (RELATION, "户主或配偶"), (RELATION, "7")]
)  # fmt: skip
def test_what_fits_no_code_or_two_is_bad_and_says_what_may_be_written(words, raw):
    cleaned = words.match(raw)
    assert cleaned.value is None and "例如可填" in cleaned.bad


@pytest.mark.parametrize("raw", ["", None, "/", "—"])
def test_an_empty_cell_has_no_code_and_is_not_bad(raw):
    assert RELATION.match(raw) == (None, None, None)


def test_a_disability_certificate_carries_id_kind_and_grade():
    id18 = "43122819630512101" + check_character("43122819630512101")
    assert from_certificate(f"{id18}42") == (id18, "4", "2")
    assert from_certificate(f" {id18.lower()}71B1 ") == (id18, "7", "1")
    assert from_certificate(f"{id18}92") is None and from_certificate(id18) is None and from_certificate(None) is None


@given(
    st.one_of(
        st.text(max_size=20), st.text("户主配偶长子女不未-01（）", max_size=8), st.floats(), st.none(), st.dates()
    )
)
def test_no_cell_ever_raises_and_a_code_is_its_own_word(raw):
    code = RELATION.match(raw).value
    assert code is None or RELATION.match(code).value == code


@pytest.mark.parametrize("error", ["#N/A", "#REF!"])
def test_the_error_of_a_formula_is_a_bad_cell_in_every_kind_of_column(error):
    for clean in (RELATION.match, clean_text, clean_household_no, clean_date, clean_money, clean_id, clean_name):
        assert clean(error)[0] is None and clean(error)[2]
