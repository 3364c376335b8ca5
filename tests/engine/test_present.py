"""How a county is called on its workbooks."""

import pytest

from dibao.engine.lake.store import Batch
from dibao.engine.policy import Policy
from dibao.engine.present import county_name
from dibao.engine.sheets.context import find_county


@pytest.mark.parametrize(
    ("title", "county"),
    [
        ("青禾县枫坡街道城乡居民最低生活保障花名册", "青禾县"),
        ("湖南省怀化市青禾县低保花名册", "青禾县"),
        ("怀化市鹤坪区低保花名册", "鹤坪区"),
        ("湘南土家族自治州青禾苗族自治县发放表", "青禾苗族自治县"),
        ("全县低保花名册", ""),
        ("城市低保花名册", ""),
        ("社区矫正人员名单", ""),
        ("县民政局2025年6月值班安排表", ""),
        ("2024年4月发放表", ""),
        ("", ""),
    ],
)
def test_a_title_begins_with_the_county_or_not(title, county):
    assert find_county(title) == county


def batch(county: str, table: str | None = "roster") -> Batch:
    return Batch("表.xlsx", "1", "", table, county=county)


def test_most_titles_name_the_county_and_sheets_of_no_table_do_not_count():
    batches = [batch("青禾县"), batch("青禾县"), batch("云岭县"), batch(""), *[batch("云岭县", None)] * 5]
    assert county_name(Policy(), batches) == "青禾县"


def test_titles_that_disagree_name_no_county():
    assert county_name(Policy(), [batch("青禾县"), batch("云岭县")]) == ""
    assert county_name(Policy(), []) == ""


def test_the_policy_names_the_county_and_its_division_code_is_no_name():
    assert county_name(Policy(region="云岭县"), [batch("青禾县")]) == "云岭县"
    assert county_name(Policy(region="431228"), [batch("青禾县")]) == "青禾县"
