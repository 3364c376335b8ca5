"""A rule file says what it means, or the loader says which file, what, and what is known instead."""

from datetime import date

import pytest
from little_rules import little_rule, little_trial, write_rule

from dibao.engine.errors import RulebookError
from dibao.engine.rules.load import effective, load_rules


def test_a_rule_is_what_its_file_says(tmp_path):
    rule = little_rule(tmp_path)
    assert (rule.code, rule.severity, rule.audience, rule.prose.splitlines()[0]) == (
        "R90",
        "B",
        "township",
        "# 到龄仍在领取",
    )
    assert [(s.table, s.required, s.columns) for s in rule.sources] == [("paid", True, ()), ("person", True, ("age",))]
    assert [(d.table, d.on, d.where) for d in rule.drill] == [("person", ("person",), "(t.age > f.age - 1)")]
    assert rule.parameters["limit"].value == 60 and rule.parameters["limit"].since == date(2020, 1, 1)
    assert [case.title for case in rule.cases][1] == "年龄不详，不能判断"
    assert rule.cases[0].tables["paid"] == (["household", "fen"], [["H1", "1"], ["H2", "0"]])
    assert rule.cases[1].tables["findings"] == ([], [])


def test_only_the_articles_in_force_are_quoted(tmp_path):
    rule = little_rule(tmp_path)
    quoted = {
        day: [str(b) for b in effective(rule.basis, day)]
        for day in (date(2019, 12, 31), date(2021, 12, 31), date(2022, 1, 1))
    }
    assert list(quoted.values()) == [[], ["《示例办法》第一条"], ["《示例规定》第二条"]]


BROKEN = [
    (("severity: B\n", ""), "severity"),
    (("severity: B", "severity: E"), "severity"),
    (("severity: B\n", "severity: B\nseverity: A\n"), "写了两次"),
    (("kind: inclusion", "kind: exclude"), "exclusion"),
    (("audience: township", "audience: public"), "discipline"),
    (("subject: person", "subject: persons"), "household"),
    (("door: 看身份证", "doors: 看身份证"), "door"),
    (("code: R90", "code: R91"), "R91"),
    (("{value: 60, since: 2020-01-01, meaning: 年龄}", "{value: 60}"), "meaning"),
    (("door: 看身份证", 'down: "{name}已{age}岁"\ndoor: 看身份证'), "age"),
    (("door: 看身份证", "down: {old: 看本人}\ndoor: 看身份证"), "old"),
    (("audience: township", "audience: county\ndown: 看本人"), "down"),
    (("---\ncode", "code"), "元数据"),
    (("title: 到龄", "title: [到龄"), "YAML"),
    (("```sql", "```"), "sql"),
    (("| H1        | 1   |", "| H1        |"), "第"),
]


@pytest.mark.parametrize(
    ("change", "word"), BROKEN, ids=[change[1].strip() or change[0].strip() for change, _ in BROKEN]
)
def test_a_malformed_file_stops_with_its_name(tmp_path, change, word):
    with pytest.raises(RulebookError) as error:
        little_rule(tmp_path, change)
    assert str(error.value).startswith("R90") and word in str(error.value)
    assert error.value.exit_status == 1


def test_a_doubled_code_names_both_files(tmp_path):
    write_rule(tmp_path)
    write_rule(tmp_path, name="R90 再来.md")
    with pytest.raises(RulebookError, match="R90 到龄.md") as error:
        load_rules(tmp_path)
    assert "R90 再来.md" in str(error.value)


MISSPELT = [
    (("q.age >= $limit", "q.aeg >= $limit"), "age"),
    (("p.fen > 0", "p.fenn > 0"), "fen"),
    (("{paid: required", "{payed: required"), "paid"),
    (("evidence: {age: 年龄}", "evidence: {ages: 年龄}"), "age"),
    (("columns: [age]", "columns: [agee]"), "是不是 age？"),
    (("identity: [age]", "identity: [aged]"), "age"),
    (('"{name}已{age}岁"', '"{name}已{agee}岁"'), "age"),
    (("on: [person,", "on: [persons,"), "person"),
    (("$limit", "$limits"), "limits"),
    (("from paid p", "from pay p"), "pay"),
    (("select p.household", "selct p.household"), "selct"),
]


@pytest.mark.parametrize(("change", "word"), MISSPELT, ids=[change[1] for change, _ in MISSPELT])
def test_a_misspelt_word_stops_at_binding_with_a_suggestion(tmp_path, change, word):
    rule = little_rule(tmp_path, change)
    with pytest.raises(RulebookError) as error:
        little_trial().bind(rule)
    assert "R90 到龄.md" in str(error.value) and word in str(error.value)


def test_a_sound_rule_binds_to_its_columns(tmp_path):
    assert list(little_trial().bind(little_rule(tmp_path))) == ["household", "person", "age", "amount_fen", "excused"]


def test_a_rule_about_areas_that_would_go_down_to_townships_is_not_loaded(tmp_path):
    with pytest.raises(RulebookError, match="区域线索"):
        little_rule(tmp_path, ("subject: person", "subject: area"))
