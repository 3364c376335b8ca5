"""A finding's identity, its severity under the tier's cap, its sentence and its row. Nobody here exists."""

import csv
from datetime import date

import pytest
from little_rules import little_rule

from dibao.engine.findings import COLUMNS, explain_down, make_finding, month_text, record, records, settle, write_rows

AS_OF = date(2024, 4, 30)
ROW = {
    "household": 7,
    "person": 11,
    "age": 60,
    "first_month": 2023 * 12,
    "last_month": 2023 * 12 + 2,
    "amount_fen": 123456,
}


@pytest.fixture
def rule(tmp_path):
    return little_rule(tmp_path)


def settled(rule, tier: int = 1, **changes):
    finding = make_finding(rule, ROW | changes)
    finding.tier, finding.name = tier, "赵一"
    settle(finding, AS_OF)
    return finding


def test_a_finding_keeps_its_identity_when_the_money_and_the_months_grow(rule):
    one, two = settled(rule), settled(rule, amount_fen=999, last_month=2024 * 12)
    assert one.finding_id == two.finding_id and one.state_hash == two.state_hash
    assert len(one.finding_id) == 20


def test_another_person_household_or_variant_is_another_finding(rule):
    known = {
        settled(rule, **c).finding_id
        for c in ({}, {"person": 12}, {"household": 8}, {"variant": "x"}, {"township": "甲镇"})
    }
    assert len(known) == 5


def test_a_cleared_finding_returns_when_its_state_changes(rule):
    assert settled(rule).state_hash != settled(rule, age=61).state_hash
    assert settled(rule).finding_id == settled(rule, age=61).finding_id


def test_findings_with_a_group_share_it_others_are_their_own(rule):
    one, two = settled(rule, group_key="g"), settled(rule, group_key="g", household=8)
    assert one.finding_group == two.finding_group != one.finding_id
    assert settled(rule).finding_group == settled(rule).finding_id


@pytest.mark.parametrize(
    ("tier", "said", "severity"),
    [
        (1, "A", "B"),
        (1, None, "B"),
        (1, "C", "C"),
        (2, "B", "B"),
        (3, "B", "B"),
        (4, "B", "C"),
        (5, "D", "D"),
        (0, "B", "B"),
    ],
)
def test_severity_stays_below_the_rules_ceiling_and_the_tiers_cap(rule, tier, said, severity):
    assert settled(rule, tier, severity=said).severity == severity


def test_a_name_that_differs_is_remarked(rule):
    assert settled(rule, 2).remarks == "NAME_DIFFERS" and settled(rule, 2, remarks="X").remarks == "X,NAME_DIFFERS"


def test_the_audience_is_never_below_the_rules(rule):
    assert [settled(rule, audience=a).audience for a in (None, "village", "county")] == [
        "township",
        "township",
        "county",
    ]


def test_the_sentence_is_filled_in_chinese(tmp_path):
    text = "{name}{died_on}，{months}个月共{amount_yuan}元，自{first_month}，{share_fen}元，{rate}，{nothing}"
    rule = little_rule(tmp_path, ('"{name}已{age}岁"', f'"{text}"'))
    finding = settled(rule, died_on=date(2023, 2, 3), share_fen=50, rate=0.5)
    assert finding.explanation == "赵一2023年2月3日，3个月共1,234.56元，自2023年1月，0.50元，0.5，不详"


def test_a_sentence_reaches_into_nothing(tmp_path):
    rule = little_rule(tmp_path, ('"{name}已{age}岁"', '"{name.__class__}"'))
    with pytest.raises(ValueError, match="R90"):
        settled(rule)


def test_the_row_has_the_columns_of_the_contract(rule, tmp_path):
    finding = settled(rule)
    row = record(finding)
    assert tuple(row) == COLUMNS
    assert (row["amount_yuan"], row["first_month"], row["tier"]) == ("1234.56", "2023-01", "T1")
    write_rows(tmp_path / "x.csv", records([finding]))
    with (tmp_path / "x.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert list(csv.DictReader(stream)) == [row]


def test_a_month_without_end_or_beginning_is_empty():
    assert [month_text(m) for m in (None, 0, 1, 119999, 24276)] == ["", "", "", "", "2023-01"]


def test_a_sentence_never_speaks_of_the_year_nought(tmp_path):
    spoken = little_rule(tmp_path, ("door: 看身份证", 'down: "{name}从{first_month}起"\ndoor: 看身份证'))
    assert explain_down(settled(spoken, first_month=1), AS_OF) == "赵一从不详起"


def test_a_township_reads_the_rules_own_sentence_and_nothing_where_it_has_none(rule, tmp_path):
    spoken = little_rule(tmp_path, ("door: 看身份证", 'down: "请看{name}在不在家，{first_month}起"\ndoor: 看身份证'))
    assert explain_down(settled(spoken), AS_OF) == "请看赵一在不在家，2023年1月起"
    assert explain_down(settled(rule), AS_OF) == ""
