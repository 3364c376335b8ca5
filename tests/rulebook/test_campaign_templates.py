"""The campaign templates say what the five plans say, and a wrong file is refused with its name."""

import re
from datetime import date

import pytest

from dibao import rulebook
from dibao.engine.campaigns.days import moved, soft_target, workdays_between
from dibao.engine.campaigns.load import load_rule_groups, load_template, load_templates, rules_of
from dibao.engine.errors import RulebookError
from dibao.engine.policy import calendar_rows
from dibao.engine.rules.book import load_rulebook

BOOK = load_rulebook(rulebook.FOLDER)
TEMPLATES = BOOK.campaigns
FOLDER = rulebook.FOLDER / "campaigns"


def due(template: str, code: str) -> date:
    return next(task.due for task in TEMPLATES[template].task if task.code == code)


def days(template: str, form: str) -> tuple[date, ...]:
    return next(f.due for f in TEMPLATES[template].form if f.code == form)


def ratio(template: str, code: str) -> tuple[int, str, bool]:
    return next((r.value, r.unit, r.least) for r in TEMPLATES[template].ratio if r.code == code)


def test_there_are_the_five_plans():
    assert list(TEMPLATES) == ["S0", "S1", "S2", "S3", "S4"]
    assert {code: t.level for code, t in TEMPLATES.items()} == {
        "S0": "township",
        "S1": "township",
        "S2": "county",
        "S3": "county",
        "S4": "county",
    }
    assert {code: t.scope for code, t in TEMPLATES.items()} == {
        "S0": "rural",
        "S1": "both",
        "S2": "rural",
        "S3": "rural",
        "S4": "both",
    }


def test_the_days_that_the_plans_state():
    """domain.md 1.6, line by line."""
    assert due("S0", "plan") == date(2024, 4, 10)
    assert due("S0", "screen") == date(2024, 4, 30)
    assert due("S0", "measures") == date(2024, 5, 10)
    assert due("S0", "cross_check") == date(2024, 8, 31)
    assert days("S0", "progress_summary") == (date(2024, 6, 1), date(2024, 12, 1))
    assert days("S0", "typical_case") == (date(2024, 6, 5), date(2024, 9, 5), date(2024, 12, 5))
    assert [d.month for d in days("S2", "typical_case")] == [5, 6, 7, 8, 9, 10, 11, 12]
    assert days("S2", "screening_in_force") == (date(2018, 7, 10),)
    assert days("S2", "stage_report") == (date(2018, 8, 15),)
    assert {due("S2", f"screen_{kind}") for kind in ("in_force", "exited", "refused")} == {date(2018, 8, 31)}
    assert due("S3", "roster") == date(2018, 3, 7)
    assert len(days("S1", "ledger")) == 3 and len(days("S2", "village_notice")) > len(days("S2", "town_notice"))


def test_the_numbers_that_the_plans_state():
    assert ratio("S0", "cross_villages") == (2, "count", True)
    assert ratio("S0", "cross_households") == (100, "percent", True)
    assert ratio("S3", "random_check") == (30, "percent", True)
    assert ratio("S3", "exit_planned") == ratio("S3", "new_revisit") == (100, "percent", True)
    assert ratio("S2", "new_check") == ratio("S3", "new_check") == (100, "percent", True)
    assert ratio("S1", "filed_relatives") == (100, "percent", True)
    assert ratio("S4", "reach") == ratio("S4", "training") == (100, "percent", True)
    assert ratio("S3", "review_a") == (12, "months", False) and ratio("S3", "review_b") == (6, "months", False)
    assert ratio("S3", "religious") == (3, "years", True)
    assert ratio("S4", "team") == (2, "persons", True)


def test_the_windows_that_the_plans_state():
    windows = {(code, w.code): (w.from_day, w.to_day) for code, t in TEMPLATES.items() for w in t.window}
    assert windows["S1", "payment"] == windows["S1", "petition"] == (date(2018, 1, 1), None)
    assert windows["S1", "figures"] == (date(2021, 1, 1), None)
    left = {p.kind: (p.from_day, p.to_day) for p in TEMPLATES["S2"].population}
    assert left == {
        "in_force": (None, None),
        "exited": (date(2017, 1, 1), date(2018, 5, 31)),
        "refused": (date(2017, 1, 1), date(2018, 5, 31)),
    }


def test_phases_may_overlap_begin_before_the_notice_and_cross_a_year():
    s1 = {p.code: p for p in TEMPLATES["S1"].phase}
    assert s1["rectify"].starts_on < s1["supervise"].starts_on < s1["rectify"].ends_on
    assert TEMPLATES["S4"].phase[0].starts_on < TEMPLATES["S4"].issued_on
    assert (TEMPLATES["S4"].ends_on - TEMPLATES["S4"].starts_on).days + 1 == 98
    assert TEMPLATES["S3"].starts_on.year < TEMPLATES["S3"].ends_on.year


@pytest.mark.parametrize("code", TEMPLATES)
def test_a_template_looks_at_both_errors_and_cites_its_own_plan(code):
    kinds = {BOOK.rules[rule].kind for rule in rules_of(TEMPLATES[code], BOOK.rule_groups)}
    assert {"inclusion", "exclusion", "procedure"} <= kinds
    assert {requirement[:2] for requirement in TEMPLATES[code].requirements} == {code}


def test_every_rule_of_the_catalogue_is_in_a_group():
    grouped = {rule for group in BOOK.rule_groups.values() for rule in group.rules}
    assert set(BOOK.rules) - grouped == set()


def test_the_seven_focus_groups_are_those_of_the_2024_plan():
    assert len(TEMPLATES["S0"].rules.focus) == 7
    rules = {rule for name in TEMPLATES["S0"].rules.focus for rule in BOOK.rule_groups[name].rules}
    assert {"R01", "R10", "R11", "R12", "R19", "R20", "R21", "R25", "R26"} <= rules


def test_another_year_keeps_months_and_days():
    move = moved(TEMPLATES["S3"], date(2026, 12, 10))
    assert move(date(2017, 12, 25)) == date(2026, 12, 25)
    assert move(date(2018, 3, 7)) == date(2027, 3, 7)
    assert move(date(2015, 2, 28)) == date(2024, 2, 29)
    assert move(None) is None


def test_another_month_keeps_the_ends_of_months():
    move = moved(TEMPLATES["S0"], date(2026, 5, 1))
    assert move(date(2024, 4, 10)) == date(2026, 5, 10)
    assert move(date(2024, 4, 30)) == date(2026, 5, 31)
    assert move(date(2024, 12, 31)) == date(2027, 1, 31)
    assert move(date(2024, 1, 30)) == date(2026, 2, 28)


def test_another_day_moves_every_day_as_far():
    move = moved(TEMPLATES["S0"], date(2024, 4, 8))
    assert move(date(2024, 4, 1)) == date(2024, 4, 8)
    assert move(date(2024, 4, 30)) == date(2024, 5, 7)


def test_working_days_follow_the_state_council():
    rows = dict(calendar_rows(BOOK.calendar))
    assert workdays_between(rows, date(2024, 4, 30), date(2024, 5, 6)) == 1  # five days off, the sixth is worked
    assert workdays_between(rows, date(2024, 4, 30), date(2024, 4, 30)) == 0
    assert soft_target(rows, date(2024, 6, 1)) == date(2024, 5, 31)
    assert soft_target(rows, date(2024, 6, 5)) == date(2024, 6, 5)


GOOD = (FOLDER / "s4-2017-zone.toml").read_text("utf-8")


@pytest.mark.parametrize(
    "old, new, said",
    [
        ("starts_on = 2017-03-25", 'starts_on = "3月25日"', "starts_on 不能是"),
        ("starts_on = 2017-03-25", "starts_on = 2017-07-25", "晚于结束日期"),
        ('scope = "both"', 'scope = "all"', "scope 不能是"),
        ('scope = "both"', 'scop = "both"', "scop 不认识"),
        ('phase = "deploy"', 'phase = "deply"', "deply 没有"),
        ('"status", ', '"statis", ', "statis 没有"),
        ('level = "county"\n', "", "没有写 level"),
        ('code = "team_head"', 'code = "team"', "写了两次"),
        ('plan = ["S4-24", "S4-26"]', 'plan = ["S9-24"]', "S9-24"),
        ("value = 100", 'value = "100"', "value 不能是"),
        ("[rules]", "[[parameter]]\nrule = 'R01'\nname = 'grace'\nvalue = 1\n\n[rules]", "参数 grace 没有"),
        (
            "[rules]",
            "[[parameter]]\nrule = 'R01'\nname = 'grace_months'\nvalue = 'one'\n\n[rules]",
            "grace_months 不能是",
        ),
        ("[rules]", "[[parameter]]\nrule = 'R99'\nname = 'x'\nvalue = 1\n\n[rules]", "规则 R99 没有"),
        ("[rules]", "[rules", "看不懂"),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path, old, new, said):
    assert old in GOOD
    path = tmp_path / "wrong.toml"
    path.write_text(GOOD.replace(old, new), "utf-8")
    with pytest.raises(RulebookError, match=re.escape(said)) as caught:
        load_template(path, BOOK.rule_groups, BOOK.rules)
    assert str(caught.value).startswith("wrong.toml：")


def test_two_templates_of_one_code_are_refused(tmp_path):
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(GOOD, "utf-8")
    with pytest.raises(RulebookError, match="b.toml：模板编号 S4 已经有了"):
        load_templates(tmp_path, BOOK.rule_groups, BOOK.rules)


def test_a_group_names_only_rules_that_there_are(tmp_path):
    path = tmp_path / "rule_groups.toml"
    path.write_text('[a]\ntitle = "甲"\nrules = ["R01", "R99"]\n', "utf-8")
    with pytest.raises(RulebookError, match="R99"):
        load_rule_groups(path, BOOK.rules)
