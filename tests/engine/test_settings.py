"""The numbers of the entitlement: defaults with dates, the locality's own in their place, mistakes told in a sentence."""

from datetime import date

import pytest

from dibao import rulebook
from dibao.engine.errors import UserError
from dibao.engine.policy import load_policy
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.vocabulary import OPEN

BOOK = load_rulebook(rulebook.FOLDER)


def month(year: int, number: int) -> int:
    return year * 12 + number - 1


def facts(tmp_path, text: str) -> dict[str, list[tuple]]:
    """The tables that a policy file makes."""
    path = tmp_path / "policy.toml"
    path.write_text(text, "utf-8")
    return load_policy(path, BOOK.rules, BOOK.tables, defaults=BOOK.settings).settings.facts()


def spans(rows: list[tuple], *key: str) -> list[tuple]:
    return [row[len(key) :] for row in rows if row[: len(key)] == key]


def test_without_a_policy_file_the_defaults_stand(tmp_path):
    assert (
        load_policy(tmp_path / "none.toml", BOOK.rules, BOOK.tables, defaults=BOOK.settings).settings == BOOK.settings
    )


def test_every_number_has_a_meaning_and_every_kind_a_basis():
    assert [e.key for e in BOOK.settings.numbers if not e.values[1]] == []
    assert [e.key for e in BOOK.settings.kinds if not e.values[3]] == []


def test_the_default_holds_until_the_next_of_its_name():
    rows = spans(BOOK.settings.facts()["raw.setting"], "obligor_age_limit")
    assert [row[:3] for row in rows] == [(0, month(2022, 9), 200.0), (month(2022, 10), OPEN, 60.0)]


def test_the_localitys_number_stands_from_its_day(tmp_path):
    text = '[[parameter]]\nrule = "entitlement"\nname = "maintenance_k"\nvalue = 1.5\nfrom = 2023-01-01\nbasis = "省民发〔2022〕1号"'
    rows = spans(facts(tmp_path, text)["raw.setting"], "maintenance_k")
    assert [(r[0], r[1], r[2]) for r in rows] == [(0, month(2022, 12), 2.0), (month(2023, 1), OPEN, 1.5)]
    assert rows[1][4] == "省民发〔2022〕1号" and rows[1][3] == rows[0][3] != ""


def test_an_undated_number_takes_the_place_of_every_default(tmp_path):
    rows = spans(
        facts(tmp_path, "[parameters]\nentitlement.obligor_age_limit = 65")["raw.setting"], "obligor_age_limit"
    )
    assert [row[:3] for row in rows] == [(0, OPEN, 65.0)]


def test_the_province_says_what_counts_after_the_plan_has_ended(tmp_path):
    text = '[[income_kind]]\nkind = "resident_pension"\ncounted = false\nfrom = 2026-01-01\nbasis = "省民发〔2025〕9号"'
    rows = spans(facts(tmp_path, text)["raw.income_kind"], "resident_pension")
    assert [(r[0], r[4]) for r in rows] == [(0, "unconfirmed"), (month(2021, 7), "no"), (month(2026, 1), "no")]
    assert rows[-1][2] == "城乡居民基础养老金"


def test_a_kind_of_the_locality_needs_title_and_class(tmp_path):
    text = '[[income_kind]]\nkind = "childcare"\ntitle = "育儿补贴"\nclass = "transfer"\ncounted = false\nfrom = 2025-01-01'
    assert spans(facts(tmp_path, text)["raw.income_kind"], "childcare") == [
        (month(2025, 1), OPEN, "育儿补贴", "transfer", "no", "")
    ]


def test_the_assessment_table_is_the_countys_and_dated(tmp_path):
    text = """
[[income_rate]]
item = "水稻"
unit = "亩"
yuan_per_year = 600
[[income_rate]]
item = "水稻"
unit = "亩"
yuan_per_year = 720.5
from = 2024-01-01
"""
    assert facts(tmp_path, text)["raw.income_rate"] == [
        ("水稻", "亩", 0, month(2023, 12), 60000),
        ("水稻", "亩", month(2024, 1), OPEN, 72050),
    ]


def test_the_countys_rates_are_empty_until_it_sets_them():
    assert BOOK.settings.rates == []


def test_the_province_says_which_benefits_exclude_each_other(tmp_path):
    text = '[[benefit_pair]]\nprogramme = "orphan"\nrelation = "compatible"\nfrom = 2024-01-01\nbasis = "省民发〔2023〕5号"'
    rows = spans(facts(tmp_path, text)["raw.benefit_pair"], "orphan")
    assert [(r[0], r[1], r[3]) for r in rows] == [
        (0, month(2023, 12), "exclusive"),
        (month(2024, 1), OPEN, "compatible"),
    ]
    assert rows[1][2] == rows[0][2] == "孤儿基本生活费"


def test_another_rules_parameters_are_no_business_of_the_entitlement(tmp_path):
    path = tmp_path / "policy.toml"
    path.write_text("[parameters]\nR01.grace_months = 1\nentitlement.adult_age = 16", "utf-8")
    read = load_policy(path, BOOK.rules, BOOK.tables, defaults=BOOK.settings)
    assert read.values_for(BOOK.rules["R01"], date(2024, 1, 1)) == {"grace_months": 1}


WRONG = {
    "[parameters]\nentitlement.maintenance_q = 2": "maintenance_q",
    '[parameters]\nentitlement.maintenance_k = "二"': "maintenance_k",
    "[parameters]\nentitlement.maintenance_k = -1": "maintenance_k",
    '[[parameter]]\nrule = "entitlement"\nname = "adult_age"\nvalue = 18\nfrom = "去年"': "from",
    '[[income_kind]]\nkind = "gifts"\ncounted = false': "gifts",
    '[[income_kind]]\nkind = "wage"\ncounted = "perhaps"': "counted",
    '[[income_kind]]\nkind = "wage"': "counted",
    '[[benefit_pair]]\nprogramme = "orphans"\nrelation = "gap"': "orphans",
    '[[benefit_pair]]\nprogramme = "orphan"\nrelation = "both"': "relation",
    '[[income_rate]]\nunit = "亩"\nyuan_per_year = 1': "item",
    '[[income_rate]]\nitem = "水稻"\nyuan_per_year = "六百"': "yuan_per_year",
    '[[amount]]\nfrom = 2016-01-01\nmethod = "gap"\nrounding = "up"': "rounding",
    '[[amount]]\nfrom = 2016-01-01\nmethod = "gap"\nfloor = 300\nceiling = 200': "floor",
    "income_rate = 5": "income_rate",
}


@pytest.mark.parametrize(("text", "word"), WRONG.items(), ids=range(len(WRONG)))
def test_a_mistake_is_told_with_the_file_and_the_word(tmp_path, text, word):
    with pytest.raises(UserError) as error:
        facts(tmp_path, text)
    assert str(error.value).startswith("policy.toml") and word in str(error.value)
