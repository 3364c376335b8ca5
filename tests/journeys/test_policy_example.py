"""A clerk meets policy.toml: told that there is none, gets one that explains itself, is told what in it speaks of nothing."""

import re
import tomllib

from hamlet import BOOK, call

from dibao import rulebook
from dibao.engine.policy import Policy, load_policy
from dibao.engine.policy_words import ALONE, LISTS, OURS, TABLES, TOP_UPS

EXAMPLE = (rulebook.FOLDER / "policy.example.toml").read_text("utf-8")
FILLED = re.sub(r"^#(?=[\w\[\"])", "", EXAMPLE, flags=re.M)  # as if every setting were wanted


def load(path, text: str) -> Policy:
    path.write_text(text, "utf-8")
    return load_policy(path, BOOK.rules, BOOK.tables, BOOK.kin_sets, BOOK.settings)


def test_the_example_as_it_stands_decides_nothing(tmp_path):
    assert load(tmp_path / "policy.toml", EXAMPLE) == Policy(settings=BOOK.settings)


def test_the_example_with_every_setting_taken_is_right(tmp_path):
    policy = load(tmp_path / "policy.toml", FILLED)
    assert len(policy.standards) == 5 and len(policy.methods) == 2 and policy.columns and policy.withdrawals


def test_the_example_shows_every_word_that_there_is():
    data = tomllib.loads(FILLED)
    assert data.keys() == ALONE.keys() | LISTS.keys() - OURS | TABLES.keys()
    for name in LISTS.keys() - OURS:
        assert set().union(*data[name]) == LISTS[name].keys(), name
    assert set().union(*(entry.get("top_ups", {}) for entry in data["amount"])) == TOP_UPS.keys()
    assert [name for name in BOOK.kin_sets if f'"{name}"' not in EXAMPLE] == []


def test_the_example_is_put_into_the_folder_once_and_never_over_another(tmp_path, capsys):
    status, said = call(capsys, "policy", tmp_path)
    path = tmp_path / "policy.toml"
    assert status == 0 and str(path) in said and path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert load_policy(path, BOOK.rules, BOOK.tables).standards == []
    path.write_text("as_of = 2024-04-30", "utf-8")
    status, said = call(capsys, "policy", tmp_path)
    assert status == 2 and "已经有了" in said and path.read_text("utf-8") == "as_of = 2024-04-30"


def test_a_screening_without_one_says_so_in_a_line_and_with_one_is_silent(place, capsys):
    place.screen(("R01",))
    said = call(capsys, "screen", place.folder, "--rules", "R01", "--quiet")[1]
    assert [
        line
        for line in said.splitlines()
        if "没有 policy.toml" in line and "dibao policy" in line and "低保标准" in line
    ]
    (place.folder / "policy.toml.txt").write_text("", "utf-8")
    assert "policy.toml.txt 没有读" in call(capsys, "screen", place.folder, "--rules", "R01", "--quiet")[1]
    call(capsys, "policy", place.folder)
    assert "policy.toml" not in call(capsys, "screen", place.folder, "--rules", "R01", "--quiet")[1]


def test_a_file_that_is_named_and_is_not_there_is_told(place, capsys):
    place.screen(("R01",))
    there = next(name for name in place.hamlet.files if name.startswith("公安"))
    text = f'[columns]\n"车量.xlsx" = {{ table = "vehicle" }}\n[[withdraw]]\nfile = "公安死亡.xlsx"\nreason = "重发"\n[[withdraw]]\nfile = "{there}"\nreason = "重发"\n'
    (place.folder / "policy.toml").write_text(text, "utf-8")
    said = call(capsys, "screen", place.folder, "--rules", "R01", "--quiet")[1]
    assert "车量.xlsx 没有对上" in said and "公安死亡.xlsx 没有对上" in said and f"写的 {there} 没有对上" not in said
