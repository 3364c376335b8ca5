"""Words of coded columns as offices write them."""

import pytest

from dibao.engine.sheets.context import find_places
from dibao.engine.tables import load_tables
from dibao.engine.values.codes import CodeWords
from dibao.rulebook import TABLES

SAID = {
    ("procedure", "notice_kind", "final"): "公布 结果公布 审批结果公布 县级公布 批后公示 审核确认结果公示 确认公示",
    ("procedure", "notice_kind", "preliminary"): "初审公示 审核公示 初审公布 一榜",
    ("procedure", "notice_kind", "standing"): "长期公示 长期公布",
    ("procedure", "notice_kind", "other"): "退出公示 停保公布",
    ("hukou_change", "kind", "split"): "分户 分家立户 立户 析户",
    ("hukou_change", "kind", "moved_out_province"): "迁往省（市）外 迁往省外",
    ("payroll", "post_type", "staff"): "在职在编 工勤 机关工勤 在编在岗",
    ("payroll", "post_type", "institution"): "全额拨款 差额拨款 事业管理岗 事业专技",
    ("payroll", "post_type", None): "在职",  # of an office's own staff, and of those hired by contract
    ("pension", "kind", "employee"): "企业退休 职保 企保 企业养老 城职保",
    ("pension", "kind", "institution"): "机关事业退休 机保",
    ("pension", "kind", None): "退休",
    ("procedure", "review_cycle", "12"): "年度核查 每年 一年一次 年度复核 年度",
    ("procedure", "review_cycle", "6"): "半年核查 半年 半年一次 半年复核",
    ("tekun", "status", "stopped"): "停养 停供 终止供养 已取消 死亡核销2021.3",
    ("sentence", "kind", "prison"): "有期徒刑",
}


@pytest.fixture(scope="module")
def tables():
    return load_tables(TABLES)


@pytest.mark.parametrize(("table", "column", "code"), SAID)
def test_the_words_of_a_column_are_read(tables, table, column, code):
    words, said = CodeWords(tables[table].columns[column].codes), SAID[table, column, code].split()
    assert {text: words.match(text)[0] for text in said} == dict.fromkeys(said, code)


PLACES = {
    "城关镇城市最低生活保障对象花名册(2024年9月)": ("城关镇", ""),
    "城关镇城市低保花名册": ("城关镇", ""),
    "石坪乡农村低保花名册": ("石坪乡", ""),
    "石桥街道城乡低保汇总": ("石桥街道", ""),
    "诸城市青山镇低保花名册": ("青山镇", ""),
    "清江县城关镇东门社区城市低保公示": ("城关镇", "东门社区"),
    "城市低保花名册": ("", ""),
}


@pytest.mark.parametrize("title", PLACES)
def test_the_township_is_read_before_what_kind_of_dibao_it_is(title):
    assert find_places([title]) == PLACES[title]
