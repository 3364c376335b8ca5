"""The other commands: rules, explain, evaluate, match, demo-county, lake gc."""

import argparse
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from hamlet import BOOK, DEAD, EAST, WEST, call, home, judge
from openpyxl import load_workbook

from dibao import __version__
from dibao.cli import command_line

ROOT = Path(__file__).resolve().parents[2]
FIELDS = {"code", "title", "kind", "severity", "audience", "basis", "parameters", "exceptions", "sources", "cases"}


def test_rules_as_json_have_the_fields_of_the_contract(capsys):
    status, said = call(capsys, "rules", "--json")
    listed = json.loads(said)
    assert status == 0 and [entry["code"] for entry in listed] == list(BOOK.rules)
    assert all(set(entry) >= FIELDS and entry["cases"] >= 2 for entry in listed)


def test_rules_are_listed_a_line_each(capsys):
    status, said = call(capsys, "rules")
    assert status == 0 and len(said.strip().splitlines()) == len(BOOK.rules)


@pytest.mark.parametrize("code", BOOK.rules)
def test_explain_prints_a_rule_whole(capsys, code):
    status, said = call(capsys, "explain", code)
    rule = BOOK.rules[code]
    assert status == 0
    assert rule.audience not in said.splitlines()[1]
    for part in (rule.title, rule.sql, rule.door, *map(str, rule.basis), *rule.exceptions, *rule.parameters):
        assert part in said


def test_a_rule_can_be_tried(capsys):
    status, said = call(capsys, "rules", "--try", "R01")
    assert status == 0 and "R01" in said and "变异检验" in said


def test_a_county_is_made_screened_and_scored(capsys, tmp_path):
    folder, out = tmp_path / "F", tmp_path / "x.csv"
    assert call(capsys, "demo-county", folder, "--households", 20, "--seed", 3, "--mess", 0)[0] == 0
    assert (tmp_path / "F.truth.csv").exists() and not (folder / "F.truth.csv").exists()
    assert call(capsys, "screen", folder, "--rules", "R01", "--findings", out)[0] == 0
    status, said = call(capsys, "evaluate", out, tmp_path / "F.truth.csv", "--json")
    assert status == 0 and json.loads(said)["R01"]["accused"] == 0
    status, said = call(capsys, "lake", "gc", folder)
    assert status == 0 and "0 个文件" in said


def test_match_prints_a_line_for_each_pair(capsys, tmp_path):
    path = tmp_path / "pairs.csv"
    path.write_text("name_a,id_no_a,born_on_a,area_a,name_b,id_no_b,born_on_b,area_b\n赵一,,,,赵一,,,\n", "utf-8")
    status, said = call(capsys, "match", path)
    assert status == 0 and said.splitlines()[1].startswith("赵一,赵一,不能确定,T6,")


def test_the_version_is_told(capsys):
    with pytest.raises(SystemExit) as end:
        call(capsys, "--version")
    assert end.value.code == 0 and __version__ in capsys.readouterr().out


COMMANDS = (
    "screen",
    "rules",
    "explain",
    "entitlement",
    "diff",
    "match",
    "lake",
    "reference",
    "demo-county",
    "evaluate",
)


def help_of(capsys, *command: str) -> str:
    with pytest.raises(SystemExit) as end:
        call(capsys, *command, "--help")
    assert end.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("command", [(), ("lake", "gc"), *((name,) for name in COMMANDS)], ids=" ".join)
def test_help_is_chinese(capsys, command):
    said = help_of(capsys, *command)
    assert said.startswith("用法：dibao")
    assert not re.search(r"usage|options|positional|show this|exit", said)


def words_of(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    """Every word that a parser and the commands below it take."""
    for action in parser._actions:
        below = action.choices.values() if isinstance(action, argparse._SubParsersAction) else ()
        yield from [word for command in below for word in words_of(command)] or [action]


@pytest.mark.parametrize("name", ["README.md", "docs/how-to/set-up-a-county.md"])
def test_the_commands_that_the_documents_show_are_commands(name):
    text = (ROOT / name).read_text("utf-8")
    shown = re.findall(r"^(?:\.venv/bin/)?dibao (.*)$", text, re.M)
    assert len(shown) >= 2
    for line in shown:
        assert command_line().parse_args(shlex.split(line, comments=True)).run


def test_every_word_of_every_command_has_a_meaning():
    words = list(words_of(command_line()))
    assert len(words) > 40 and [word.dest for word in words if not word.help] == []


def test_help_tells_every_command(capsys):
    said = help_of(capsys)
    assert [name for name in COMMANDS if not re.search(rf"^ +{name}\b", said, re.M)] == []


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("entitlement", "乡镇/编号"),
        ("match", "name_a,id_no_a,born_on_a,area_a,name_b,id_no_b,born_on_b,area_b"),
        ("screen", "4  比对完成，但有数据文件"),
    ],
)
def test_help_says_what_cannot_be_guessed(capsys, command, words):
    assert words in help_of(capsys, command)


@pytest.mark.parametrize("command", [("screen",), ("rules", "--folder"), ("entitlement", "003", "--folder")])
def test_a_file_where_a_folder_belongs_is_told(capsys, tmp_path, command):
    (tmp_path / "名册.xlsx").write_bytes(b"")
    status, said = call(capsys, *command, tmp_path / "名册.xlsx")
    assert status == 2 and "这是一个文件，不是文件夹" in said and str(tmp_path) in said.split("请写")[1]


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("pairs.csv", "姓名,身份证号\n赵一,1\n", "缺少列 name_a"),
        ("pairs.csv", "", "没有数据行"),
        ("pairs.csv", "name_a\n", "没有数据行"),
        ("pairs.xlsx", "PK", "另存为 CSV"),
    ],
)
def test_pairs_that_cannot_be_read_are_told_with_their_header(capsys, tmp_path, name, text, word):
    (tmp_path / name).write_text(text, "utf-8")
    status, said = call(capsys, "match", tmp_path / name)
    assert status == 2 and word in said and "name_a,id_no_a,born_on_a" in said and "姓名、身份证号" in said


def test_the_working_of_one_household_is_printed_and_written(place, capsys):
    place.hamlet.write(place.folder)
    book = place.folder.parent / "测算.xlsx"
    number = home(0)["no"]
    status, said = call(capsys, "entitlement", number, "--folder", place.folder, "--xlsx", book)
    assert status == 0 and number in said and "四、逐月对照" in said and book.exists()
    status, said = call(capsys, "entitlement", "0000", "--folder", place.folder)
    assert status == 2 and "没有这个户编号" in said
    status, said = call(capsys, "entitlement", number, "--folder", place.folder, "--xlsx", "a.csv")
    assert status == 2 and ".xlsx" in said


def test_a_column_that_nothing_uses_is_named(capsys, place):
    rows = place.hamlet.rows(next(name for name in place.hamlet.files if "名册" in name))
    for number, row in enumerate(rows):
        row.append("每月领多少钱呀" if number == 0 else f"甲{number}")
    place.hamlet.write(place.folder)
    status, said = call(capsys, "screen", place.folder, "--rules", "R01", "--quiet")
    assert status == 0 and "没有用上的列：1 列（每月领多少钱呀）" in said


@pytest.mark.parametrize(
    ("words", "word"),
    [
        (("scren",), "不能是 'scren'"),
        (("screen",), "缺少参数 文件夹"),
        (("lake",), "缺少参数 命令"),
        (("screen", "x", "--findigs", "a"), "不认识的参数"),
    ],
)
def test_wrong_usage_is_told_in_chinese(capsys, words, word):
    status, said = call(capsys, *words)
    assert status == 2 and word in said


def test_a_rule_may_be_asked_for_in_small_letters(capsys):
    assert call(capsys, "explain", "r01")[0] == 0


def _share_a_number(hamlet) -> None:
    """The dead woman's household of the west and the first one of the east are both 003, each in its township."""
    both = {home(0)["no"], home(DEAD)["no"]}
    for _, rows in hamlet.files.values():
        for row in rows:
            row[0] = "003" if row[0] in both else row[0]


def test_a_number_of_two_townships_is_asked_for_by_township(place, capsys):
    _share_a_number(place.hamlet)
    place.hamlet.write(place.folder)
    status, said = call(capsys, "entitlement", "003", "--folder", place.folder)
    assert status == 2 and f"{EAST}/003" in said and f"{WEST}/003" in said
    for township, head in ((EAST, home(0)["head"]), (WEST, home(DEAD)["head"])):
        status, said = call(capsys, "entitlement", f"{township}/003", "--folder", place.folder)
        assert status == 0 and f"户主 {head}" in said
    status, said = call(capsys, "entitlement", "别的镇/003", "--folder", place.folder)
    assert status == 2 and "没有这个户编号" in said


def test_a_list_names_the_head_of_its_own_household(place):
    _share_a_number(place.hamlet)
    outcome = judge(place.hamlet.write(place.folder))
    book = load_workbook(outcome.workbooks[0])
    lines = [row for row in book["入户清单"].iter_rows(values_only=True) if "003" in row]
    assert [(WEST in line, home(DEAD)["head"] in line, home(0)["head"] in line) for line in lines] == [
        (True, True, False)
    ]
