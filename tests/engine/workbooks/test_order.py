"""The order in which the workbooks send people to doors, and the reason they give."""

from dataclasses import replace

import pytest

from dibao.engine.workbooks import HouseholdInfo, write_workbooks
from dibao.engine.workbooks.visits import reason, visits
from dibao.engine.workbooks.words import SIDES, cut, share_words
from workbooks.made_up import TOWNS, made_up_result
from workbooks.reading import below, rows
from workbooks.test_workbooks import COUNTY, one, written


def places(result, *findings):
    """Household numbers in the order of their visits."""
    return [v.household_no for v in visits(result, findings)]


@pytest.fixture(scope="module")
def empty():
    return made_up_result(0)


def test_severity_a_comes_first_then_what_is_likely_to_be_worth_most(empty):
    sure = one(finding_id="1" * 20, household_no="QX3", amount_fen=10_000)
    missed = one(finding_id="2" * 20, household_no="QX2", rule="R56", kind="exclusion", severity="B")
    car = one(finding_id="3" * 20, household_no="QX1", rule="R20", severity="B", amount_fen=200_000)
    assert places(empty, car, missed, sure) == ["QX3", "QX2", "QX1"]


def test_an_excused_finding_moves_no_household(empty):
    two = [one(finding_id=n * 20, household_no=f"QX{n}", rule="R20", severity="B", amount_fen=5_000) for n in "12"]
    grave = one(finding_id="3" * 20, household_no="QX2", amount_fen=900_000)
    assert places(empty, *two, grave) == ["QX2", "QX1"]
    assert places(empty, *two, replace(grave, excused="TRANSFER")) == ["QX1", "QX2"]


@pytest.mark.parametrize(
    ("findings", "said"),
    [
        ([{"amount_fen": 1_237_700}], "A 级：重复享受低保（同类约九成属实），涉及1.2万元。计 8.1 分"),
        (
            [{"rule": "R56", "title": "重残漏保", "kind": "exclusion", "severity": "B", "tier": "T4"}, {"rule": "R41", "kind": "procedure", "severity": "C"}],
            "B 级：重残漏保（同类估计约两成属实），一方证号残缺，金额未定（按1万元估）；另有1条。计 0.6 分",
        ),
        (
            [{"rule": "R72", "title": "少发", "kind": "exclusion", "severity": "B", "amount_fen": -33_000}],
            "B 级：少发（同类估计约一半属实），少发330元。计 1.0 分",
        ),
        ([{"rule": "R41", "title": "公示", "kind": "procedure", "severity": "C"}], "C 级：公示（同类估计约两成属实）。计 0.2 分"),
    ],
)  # fmt: skip
def test_the_reason_says_what_weighs_most_in_one_sentence(empty, findings, said):
    made = [one(finding_id=f"{n}" * 20, **more) for n, more in enumerate(findings)]
    assert reason(empty, visits(empty, made)[0]) == said


def test_the_county_reads_the_reason_and_a_township_only_the_number(tmp_path):
    homes = {f"{n}": HouseholdInfo("赵某", "", "云岭镇", "上坝村") for n in (1, 2)}
    pair = [
        one(finding_id="1" * 20, household_no="QX1", home="1", severity="B"),
        one(finding_id="2" * 20, household_no="QX2", home="2"),
    ]
    paths = written(
        tmp_path, *pair, one(finding_id="3" * 20, household_no="QX2", home="2", rule="R01"), households=homes
    )
    assert all("属实），" in line["排序理由"] for line in below(paths[0], "入户清单", "户编号"))
    told = below(paths[2], "入户核实", "户主")
    assert [(line["序号"], line["户次序"]) for line in told] == [(1, 1), (2, 1), (3, 2)]
    assert not any("属实（" in str(cell) or "分" in str(line["疑点"]) for line in told for cell in line.values())
    assert "排序理由" not in told[0]


def test_the_county_and_its_townships_go_in_the_same_order(tmp_path):
    result = made_up_result()
    write_workbooks(tmp_path, result)
    doors = visits(result, [f for f in result.findings if not f.restricted])
    assert [line["建议次序"] for line in below(tmp_path / COUNTY, "入户清单", "户编号")] == [v.number for v in doors]
    for town in TOWNS:
        known = [f.finding_id for v in doors if v.township == town for f in v.open]
        told = below(tmp_path / f"下发/{town}.xlsx", "入户核实", "户主")
        assert [line["疑点编号"] for line in told] == known


@pytest.mark.parametrize(
    "only", [{"rule": "R56", "kind": "exclusion"}, {"rule": "R17", "kind": "amount", "amount_fen": -9_000}, {}]
)
def test_the_overview_shows_both_sides_even_when_one_is_empty(tmp_path, only):
    table = rows(written(tmp_path, one(**only))[0], "总览")
    figures = {row[c + 0]: table[n - 1][c] for n, row in enumerate(table) for c in (3, 6, 9) if row[c] and n}
    shown = {text: figures[text] for text in ("疑似错保（户）", "疑似漏保（户、人）", "疑似少发（户）")}
    assert sorted(shown.values()) == [0, 0, 1]
    assert {row[0]: row[10] for row in table if row[0] in SIDES}.keys() == set(SIDES)


@pytest.mark.parametrize(
    ("fen", "said"),
    [(33_000, "330元"), (999_900, "9999元"), (1_000_000, "1万元"), (1_237_700, "1.2万元"), (0, "0元")],
)
def test_sums_in_short(fen, said):
    assert cut(fen) == said


@pytest.mark.parametrize(
    ("share", "said"), [(0.9, "约九成"), (1 / 3, "约三成"), (0.5, "约一半"), (0.2, "约两成"), (0.06, "不到一成"), (1, "约十成")]
)  # fmt: skip
def test_shares_in_words(share, said):
    assert share_words(share) == said
