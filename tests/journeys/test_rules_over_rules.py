"""A rule that reads what other rules found: it runs after them, whether they were asked for or not."""

import pytest
from hamlet import BOOK, DEAD, UNCHECKED, home

from dibao.engine.errors import RulebookError
from dibao.engine.rules.book import Rulebook
from dibao.engine.rules.load import load_rule

DEATHS = "公安死亡人员名单.xlsx"
TEXT = """---
code: R90
title: 别的规则也有疑点
problem: 示例
kind: relation
severity: C
audience: county
subject: household
sources: {household: required, finding: required}
basis: [{document: 示例办法, article: 第一条}]
identity: [rules]
evidence: {rules: 规则, worst: 最重的级别}
drill: [{table: roster, on: [household]}]
explain: "{head_name}户有疑点（{rules}，{worst}）"
door: 看户口簿
---
# 别的规则也有疑点

```sql
select household, string_agg(distinct rule, '、' order by rule) as rules, min(severity) as worst, min(first_month) as first_month
from finding where excused is null group by household
```
"""


@pytest.fixture
def look(place, tmp_path):
    """Screens the hamlet with R90 in the catalogue; gives outcome and what R90 said, by household number."""
    path = tmp_path / "R90 示例.md"
    path.write_text(TEXT, "utf-8")

    def run(*codes: str, text: str = TEXT):
        path.write_text(text, "utf-8")
        book = Rulebook(BOOK.folder, BOOK.tables, BOOK.rules | {"R90": load_rule(path)})
        outcome = place.screen(codes, book=book)
        return outcome, {f.household_no: f for f in outcome.findings if f.rule.code == "R90"}

    return run


def test_alone_it_sees_what_the_rules_it_needs_find_and_nothing_else_is_reported(look):
    outcome, said = look("R90")
    assert {f.rule.code for f in outcome.findings} == {"R90"} == {u.rule for u in outcome.unchecked} | {"R90"}
    assert "R01" in said[home(DEAD)["no"]].row["rules"] and "R38" in said[home(UNCHECKED)["no"]].row["rules"]
    assert said[home(DEAD)["no"]].row["worst"] <= "B" and said[home(DEAD)["no"]].first_month == 2023 * 12 + 2


def test_beside_others_it_says_the_same_and_never_sees_its_own_kind(look):
    _, alone = look("R90")
    outcome, beside = look()
    assert {no: f.explanation for no, f in alone.items()} == {no: f.explanation for no, f in beside.items()}
    assert {f.rule.code for f in outcome.findings} > {"R01", "R38"}
    assert not any("R90" in f.row["rules"] for f in beside.values())


def test_it_is_worked_out_again_when_another_rule_finds_something_else(look, place):
    look("R90")
    place.hamlet.rows(DEATHS).pop()
    assert "R01" not in {rule for f in look("R90")[1].values() for rule in f.row["rules"].split("、")}


def test_a_rule_that_reads_findings_without_saying_so_stops_with_its_name(look):
    with pytest.raises(RulebookError, match="R90"):
        look("R90", text=TEXT.replace(", finding: required", ""))
