"""What did not come is named as unchecked; it is never turned into suspicion."""

from datetime import date

import pytest
from hamlet import BOOK, CHECKS, EAST, UNCHECKED, WEST, check_row, citizen, hamlet, home, imbalance, named

DEATHS, LEDGER = "公安死亡人员名单.xlsx", "低保核对台账.xlsx"
PAYMENTS = "2023年上半年低保金发放明细.xlsx"


def accused(outcome, rule: str) -> set[str]:
    return {f.household_no for f in outcome.findings if f.rule.code == rule and not f.excused}


def unchecked(outcome, rule: str) -> set[tuple]:
    return {(u.reason, u.table, u.column, u.township) for u in outcome.unchecked if u.rule == rule}


def test_where_everything_came_nothing_is_unchecked(place):
    outcome = place.screen()
    assert accused(outcome, "R38") == {home(UNCHECKED)["no"]}
    assert outcome.unchecked == []


def test_a_township_whose_ledger_never_came_is_not_covered_and_not_accused(place):
    rows = place.hamlet.rows(LEDGER)
    place.hamlet.files[LEDGER] = ("台账", [CHECKS, *(row for row in rows[1:] if row[3] == EAST)])
    outcome = place.screen()
    assert accused(outcome, "R38") == set()
    assert ("NOT_COVERED", "procedure", "", WEST) in unchecked(outcome, "R38")
    counted = [u.households for u in outcome.unchecked if u.rule == "R38" and u.reason == "NOT_COVERED"]
    assert counted == [6]


def test_a_register_that_never_came_is_no_table_for_every_township(place):
    del place.hamlet.files[DEATHS]
    outcome = place.screen()
    assert accused(outcome, "R01") == set()
    assert unchecked(outcome, "R01") == {("NO_TABLE", "death", "", EAST), ("NO_TABLE", "death", "", WEST)}
    assert {u["reason"] for u in outcome.report["unchecked"] if u["rule"] == "R01"} == {"NO_TABLE"}


def test_a_register_without_the_needed_column_is_no_column(place):
    rows = place.hamlet.rows(LEDGER)
    checked = rows[0].index("核对时间")
    place.hamlet.files[LEDGER] = ("台账", [[c for i, c in enumerate(row) if i != checked] for row in rows])
    outcome = place.screen()
    assert accused(outcome, "R38") == set()
    assert {(reason, column) for reason, _, column, _ in unchecked(outcome, "R38")} == {("NO_COLUMN", "checked_on")}


def test_words_that_nobody_understands_are_told_with_the_rule_that_waits_for_them(place):
    pension = ["姓名", "身份证号", "待遇类别", "月养老金", "待遇开始时间"]
    kinds = ["企业职工基本养老保险"] * 4 + ["1", "退休"]
    rows = [[home(n)["head"], home(n)["head_id"], kind, 2600, "2020-05"] for n, kind in enumerate(kinds)]
    place.hamlet.files["养老待遇.xlsx"] = ("待遇", [pension, *rows])
    outcome = place.screen(("R12", "R01"))
    told = [u for u in outcome.unchecked if u.reason == "VALUE_UNREAD"]
    assert [(u.rule, u.table, u.column, u.township, u.households, u.said) for u in told] == [
        ("R12", "pension", "kind", "", 2, "1、退休")
    ]


def test_any_of_several_tables_or_columns_is_enough(place):
    gone = ["姓名", "身份证号", "迁出日期", "迁往地"]
    place.hamlet.files["户口迁出人员.xlsx"] = (
        "迁出",
        [gone, [named(1), citizen(2, "19630704"), "2023-02-10", "浙江省宁波市"]],
    )
    outcome = place.screen(("R03", "R29"))
    assert unchecked(outcome, "R03") == set()
    assert unchecked(outcome, "R29") == {("NO_TABLE", "marriage|hukou|birth", "", place) for place in (EAST, WEST)}
    married = ["男方姓名", "男方身份证号", "女方姓名", "女方身份证号", "登记日期"]
    place.hamlet.files["婚姻登记.xlsx"] = ("登记", [married, *_couples()])
    assert unchecked(place.screen(("R29",)), "R29") == set()


def _couples() -> list[list]:
    return [[h["head"], h["head_id"], h["wife"], h["wife_id"], date(1990, 1, 5)] for h in map(home, range(6))]


def test_without_a_standard_the_rules_that_need_one_say_so(place):
    rules = ("R17", "R50", "R38")
    outcome = place.screen(rules)
    for rule in rules[:2]:
        assert ("NO_STANDARD", "", "", EAST) in unchecked(outcome, rule)
    assert {u.households for u in outcome.unchecked if u.reason == "NO_STANDARD"} == {6}
    standard = '[[standard]]\nscope = "rural"\nfrom = 2020-01-01\nyuan_per_month = 400'
    (place.folder / "policy.toml").write_text(standard, "utf-8")
    assert "NO_STANDARD" not in {u.reason for u in place.screen(rules).unchecked}


def test_a_ledger_that_starts_late_accuses_nobody_admitted_before(place):
    late = [
        check_row(home(n))[:4] + [date(2022, 3, n + 1), date(2022, 3, 20), "符合", date(2022, 4, 1)] for n in (0, 1)
    ]
    place.hamlet.files[LEDGER] = ("台账", [CHECKS, *late])
    outcome = place.screen()
    assert accused(outcome, "R38") == set()


def test_a_roster_township_that_never_came_is_not_covered_and_not_accused(place):
    del place.hamlet.files[f"花名册/{WEST}低保花名册（2023年6月30日）.xlsx"]
    outcome = place.screen()
    assert accused(outcome, "R01") == set()
    assert ("NOT_COVERED", "roster", "", WEST) in unchecked(outcome, "R01")
    assert {u.households for u in outcome.unchecked if u.township == WEST} == {6}
    assert WEST not in {f.township for f in outcome.findings}
    assert imbalance(outcome.report["sheets"]) == []


def test_households_whose_numbers_cannot_be_used_are_counted_as_such(place):
    roster = place.hamlet.rows(f"花名册/{EAST}低保花名册（2023年6月30日）.xlsx")
    for row in roster[1:3]:
        row[5] = "无"
    unusable = [u for u in place.screen(("R01",)).unchecked if u.reason == "ID_UNUSABLE"]
    assert [(u.township, u.households) for u in unusable] == [(EAST, 1)]


def test_every_rule_of_the_catalogue_answers_or_says_why_not(place):
    small = hamlet()
    for name in (DEATHS, LEDGER):
        del small.files[name]
    place.hamlet = small
    outcome = place.screen(tuple(BOOK.rules))
    missing = {
        rule.code for rule in BOOK.rules.values() if any(s.table == "death" and s.required for s in rule.sources)
    }
    assert missing <= {u.rule for u in outcome.unchecked if u.reason == "NO_TABLE"}
    assert not missing & {f.rule.code for f in outcome.findings}


@pytest.mark.parametrize("mess", [0, 3])
def test_no_rule_accuses_in_a_township_that_it_calls_not_covered(judged, tmp_path, mess):
    outcome = judged(mess, tmp_path / "work")
    silent = {(u.rule, u.township) for u in outcome.unchecked if u.reason == "NOT_COVERED"}
    accusing = {(f.rule.code, f.township) for f in outcome.findings if not f.excused}
    assert silent and accusing
    assert silent & accusing == set()
    assert {u.reason for u in outcome.unchecked} <= {
        "NO_TABLE",
        "NO_COLUMN",
        "NOT_COVERED",
        "ID_UNUSABLE",
        "NO_STANDARD",
        "VALUE_UNREAD",
    }
