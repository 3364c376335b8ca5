"""A county's own rule folder: found, run in the sandbox, shown with the rest; what is wrong is told in a sentence."""

import pytest
from hamlet import call, judge

OWN = """---
code: L01
title: 账号开头不是本县的银行
problem: 账户异常
kind: payment
severity: C
audience: township
subject: household
sources: {payment_line: required}
parameters:
  prefix: {value: "6210", meaning: 本县代发银行的卡号开头}
basis:
  - {document: 本县低保资金发放管理办法, article: 第五条, since: 2020-01-01}
identity: [account]
evidence: {account: 发放账号}
drill:
  - {table: payment, on: [household, "t.account = f.account"]}
explain: "{head_name}户的发放账号不是本县代发银行的，共{months}个月，请核实"
door: 看银行卡
---
# 账号开头不是本县的银行

本县只由一家银行代发；账号开头不同的，请乡镇核实。

```sql
select household, min(account) as account, min(month) as first_month, max(month) as last_month, count(*) as months
from payment_line
where not starts_with(account, $prefix)
group by household
```

## 开头不同的命中，相同的、没有账号的不算

payment_line
| household | account | month   |
|-----------|---------|---------|
| H1        | 6228001 | 2023-01 |
| H2        | 6210001 | 2023-01 |
| H3        |         | 2023-01 |

findings
| household | account | months |
|-----------|---------|--------|
| H1        | 6228001 | 1      |
"""


@pytest.fixture
def county(place):
    place.hamlet.write(place.folder)
    own = place.folder / "本县规则"
    own.mkdir()
    (place.folder / "policy.toml").write_text('own_rules = "本县规则"\n', "utf-8")
    (own / "L01 账号.md").write_text(OWN, "utf-8")
    return place


def test_an_own_rule_finds_and_is_shown_with_the_rest(county):
    outcome = county.screen(rules=("R01", "L01"))
    own = [f for f in outcome.findings if f.rule.code == "L01"]
    assert own and all(f.evidence and "代发银行" in f.explanation for f in own)
    assert {f.rule.code for f in outcome.findings} == {"R01", "L01"}


def test_its_cases_and_mutants_are_tried_by_command(county, capsys):
    status, said = call(capsys, "rules", "--folder", county.folder, "--try", "L01")
    assert status == 0 and "L01 例子 1，失败 0" in said


def test_a_rule_that_no_policy_leads_to_is_told_how_to_be_found(county, capsys):
    (county.folder / "policy.toml").write_text("", "utf-8")
    status, said = call(capsys, "rules", "--folder", county.folder, "--try", "L01")
    assert status == 2 and "own_rules" in said


def test_its_parameters_may_be_set_like_any_other(county):
    text = 'own_rules = "本县规则"\n[parameters]\nL01.prefix = ""\n'
    (county.folder / "policy.toml").write_text(text, "utf-8")
    assert not county.screen(rules=("L01",)).findings


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ("from payment_line\n", "from read_csv('/etc/hosts')\n", "read_csv"),
        ("from payment_line\n", "from roster\n", "roster"),
        ("min(account) as account", "min(acount) as account", "account"),
        ("code: L01", "code: R01", "R01"),
        ("severity: C", "severity: E", "severity"),
    ],
)
def test_what_is_wrong_stops_with_the_file_and_a_sentence(county, capsys, old, new, word):
    assert old in OWN
    name = "R01 账号.md" if "R01" in new else "L01 账号.md"
    (county.folder / "本县规则" / "L01 账号.md").unlink()
    (county.folder / "本县规则" / name).write_text(OWN.replace(old, new), "utf-8")
    status, said = call(capsys, "screen", county.folder, "--quiet")
    assert status == 3 and name in said and word in said and "Traceback" not in said


def line_of(word: str, text: str = OWN) -> str:
    return f"第 {next(n for n, line in enumerate(text.splitlines(), 1) if word in line)} 行"


@pytest.mark.parametrize(
    ("old", "new", "on", "words"),
    [
        ("where not", "where acount is null and not", "where not", ("没有列 acount", "是不是 account？", "Binder Error")),
        ("min(month) as", "min(account > 3) as", "min(account)", ("账号.md",)),
        ("group by household", "group household", "group by", ("“group”附近看不懂",)),
        ("starts_with(account, $prefix)", "starts_with(account, $prefx)", "", ("没有声明的参数 $prefx",)),
        ("max(month) as last_month", "last_day_of(account) as last_month", "min(account)", ("不能用于这样的值", "VARCHAR")),
        ("| H1        | 6228001 | 2023-01 |", "| H1        | 6228001 | 一月 |", "", ("例子“开头不同", "列 month", "一月", "2022-11")),
    ],
)  # fmt: skip
def test_what_the_database_says_is_told_with_the_line_and_the_word(county, capsys, old, new, on, words):
    assert old in OWN
    (county.folder / "本县规则" / "L01 账号.md").write_text(OWN.replace(old, new), "utf-8")
    status, said = call(capsys, "rules", "--folder", county.folder, "--try", "L01")
    assert status in (1, 3) and "程序出错" not in said
    assert [word for word in ("L01 账号.md", line_of(on) if on else "", *words) if word not in said] == []


def test_no_mutant_counts_while_a_case_fails(county, capsys):
    path = county.folder / "本县规则" / "L01 账号.md"
    path.write_text(OWN.replace("| H1        | 6228001 | 1      |", "| H1        | 6228001 | 2      |"), "utf-8")
    status, said = call(capsys, "rules", "--folder", county.folder, "--try", "L01")
    assert status == 1 and "失败 1；变异 没有检验" in said and "变异检验：0/0 被发现；1 条规则有例子失败" in said


def test_too_many_unnoticed_mutants_end_a_trial_without_success(county, capsys):
    path = county.folder / "本县规则" / "L01 账号.md"
    path.write_text(OWN.replace("where not ", "where account <> '1' and account <> '2' and not "), "utf-8")
    status, said = call(capsys, "rules", "--folder", county.folder, "--try", "L01")
    assert status == 1 and "失败 0" in said and "不到 95%，请补例子" in said


def test_a_value_of_the_locality_that_no_query_can_use_is_told(county, capsys):
    (county.folder / "policy.toml").write_text('[parameters]\nR48.institution_words = "敬老院("\n', "utf-8")
    status, said = call(capsys, "screen", county.folder, "--rules", "R48", "--quiet")
    assert status == 3 and 'policy.toml：用这里写的 R48.institution_words = "敬老院("' in said


def test_a_rule_without_end_is_stopped_and_told_while_the_others_run(county, monkeypatch):
    from dibao.engine.rules import sandbox

    monkeypatch.setattr(sandbox.run_alone, "__defaults__", (sandbox.Limits(seconds=0.3),))
    slow = "from payment_line, (select unnest(generate_series(1, 30000000000)) as n)\nwhere n % 7 = 9 and not"
    path = county.folder / "本县规则" / "L01 账号.md"
    path.write_text(OWN.replace("from payment_line\nwhere not", slow), "utf-8")
    outcome = county.screen(rules=("R01", "L01"))
    assert {f.rule.code for f in outcome.findings} == {"R01"}
    gaps = [gap for gap in outcome.unchecked if gap.rule == "L01"]
    assert gaps and all(gap.reason == "RULE_STOPPED" for gap in gaps)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", ("子文件夹名",)),
        (".", ("不是本文件夹下的子文件夹",)),
        ("本县规则/..", ("不是本文件夹下的子文件夹",)),
        ("../elsewhere", ("不是本文件夹下的子文件夹",)),
        ("/etc", ("不是本文件夹下的子文件夹",)),
        ("别的", ("别的 不在这里",)),
        ("一个文件.md", ("是一个文件",)),
        ("甲" * 300, ("own_rules",)),
    ],
)
def test_a_place_that_is_no_folder_of_the_county_is_not_taken(county, capsys, name, words):
    (county.folder / "一个文件.md").write_text("", "utf-8")
    (county.folder / "policy.toml").write_text(f'own_rules = "{name}"\n', "utf-8")
    status, said = call(capsys, "screen", county.folder, "--quiet")
    assert status == 3 and [word for word in ("policy.toml", "own_rules", *words) if word not in said] == []


def test_the_run_keeps_the_rule_files_and_nothing_that_lies_beside_them(county):
    (county.folder / "policy.toml").write_text('own_rules = "本县规则/新"\n', "utf-8")
    (county.folder / "本县规则" / "新").mkdir()
    (county.folder / "本县规则" / "L01 账号.md").rename(county.folder / "本县规则" / "新" / "L01 账号.md")
    (county.folder / "本县规则" / "新" / "草稿.txt").write_text("", "utf-8")
    work = county.folder / "本县规则" / "新" / "结果"
    judge(county.folder, ("L01",), work)
    assert [path.name for path in work.glob("runs/*/本县规则/新/*")] == ["L01 账号.md"]
