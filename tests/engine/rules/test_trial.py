"""Cases come out or are reported; mutants of a query are noticed or survive."""

import pytest
from little_rules import little_rule, little_trial

from dibao.engine.errors import RulebookError
from dibao.engine.rules.mutate import mutants_of, try_mutants


def failures(rule) -> list:
    trial = little_trial()
    trial.bind(rule)
    return [failure for failure in (trial.run(rule, case) for case in rule.cases) if failure]


def test_good_cases_come_out(tmp_path):
    assert failures(little_rule(tmp_path)) == []


@pytest.mark.parametrize(
    "change",
    [
        ("q.age >= $limit", "q.age > $limit"),
        ("| H1        | 赵一   | 60  |         |\n", ""),
        ("| H1        | 赵一   | 60  |         |", "| H1        | 赵一   | 61  |         |"),
        ("| H1        | 孙三   | 70  | FRAIL   |", "| H1        | 孙三   | 70  |         |"),
        ("| H1        | 赵一   |     |\n", "| H1        | 赵一   | 61  |\n"),
    ],
    ids=["query", "one too few", "another value", "excuse", "one too many"],
)
def test_a_case_that_does_not_come_out_is_reported_with_its_line(tmp_path, change):
    rule = little_rule(tmp_path, change)
    found = failures(rule)
    assert len(found) == 1
    text = rule.path.read_text("utf-8").splitlines()
    assert text[found[0].case.line - 1] == f"## {found[0].case.title}"
    assert "应得" in str(found[0]) and "实得" in str(found[0])


def test_a_failure_speaks_of_people_by_the_names_of_the_case(tmp_path):
    failure = failures(little_rule(tmp_path, ("q.age >= $limit", "q.age > $limit")))[0]
    assert [row["person"] for row in failure.expected] == ["赵一", "孙三"]
    assert [row["person"] for row in failure.found] == ["孙三"]


def test_a_case_may_set_parameters(tmp_path):
    rule = little_rule(tmp_path, ("paid\n| household | fen |\n|-----------|-----|\n| H1        | 100 |", "parameters\n| name  | value |\n|-------|-------|\n| limit | 0     |\n\npaid\n| household | fen |\n|-----------|-----|\n| H1        | 100 |"))  # fmt: skip
    assert failures(rule) == []


def test_one_case_leaves_nothing_behind_for_the_next(tmp_path):
    rule, trial = little_rule(tmp_path), little_trial()
    trial.bind(rule)
    for case in (*rule.cases, *reversed(rule.cases)):
        assert trial.run(rule, case) is None


@pytest.mark.parametrize(("old", "word"), [("| household | fen |", "fan"), ("paid\n|", "payed")])
def test_a_case_with_a_table_or_column_that_is_not_there_is_told(tmp_path, old, word):
    rule = little_rule(tmp_path, (old, old.replace("fen", word) if "fen" in old else f"{word}\n|"))
    trial = little_trial()
    trial.bind(rule)
    with pytest.raises(RulebookError, match=word):
        trial.run(rule, rule.cases[0])


def test_a_code_that_the_rule_does_not_explain_is_told(tmp_path):
    rule, trial = little_rule(tmp_path, ("exceptions: {FRAIL: 体弱}", "exceptions: {FRAYL: 体弱}")), little_trial()
    trial.bind(rule)
    with pytest.raises(RulebookError, match="excused 里的 FRAIL 没有写在 exceptions 里"):
        trial.run(rule, rule.cases[0])


def test_good_cases_leave_no_mutant(tmp_path):
    trial, rule = little_trial(), little_rule(tmp_path)
    trial.bind(rule)
    verdict = try_mutants(trial, rule)
    assert verdict.mutants >= 6
    assert [mutant.what for mutant in verdict.survivors] == []


def test_weak_cases_leave_survivors(tmp_path):
    weak = little_rule(
        tmp_path,
        ("| H1        | 钱二   | 59  | 否    |\n", ""),
        ("| H1        | 赵一   | 60  | 否    |", "| H1        | 赵一   | 66  | 否    |"),
        ("| H1        | 赵一   | 60  |         |", "| H1        | 赵一   | 66  |         |"),
    )
    trial = little_trial()
    trial.bind(weak)
    survivors = {mutant.what.split("：")[0] for mutant in try_mutants(trial, weak).survivors}
    assert "改变边界" in survivors and "加一" in survivors


def test_mutants_are_the_small_changes_that_a_slip_would_make():
    mutants = {m.what.split("：")[0]: m.sql for m in mutants_of("select a from t where a > 3 and (b or c)")}
    assert {"去掉左条件", "去掉右条件", "去掉左分支", "去掉右分支", "改变边界", "加一"} <= mutants.keys()
    assert "a >= 3" in mutants["改变边界"] and "3 + 1" in mutants["加一"].replace("(", "").replace(")", "")
    single = [m.sql for m in mutants_of("select a from t where a = 'x'")]
    assert single == ["SELECT a FROM t"]


def test_each_mutant_is_another_query():
    sql = (
        "select case when a > 1 then 'x' when a > 2 then 'y' else 'z' end from t where b between 1 and $limit having c"
    )
    texts = [m.sql for m in mutants_of(sql)]
    assert len(texts) == len(set(texts)) > 6
