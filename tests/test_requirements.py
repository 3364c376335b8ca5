"""docs/reference/requirements.md has every requirement of the five plans, and the tests that it names are there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = ROOT / "docs/reference/requirements.md"
COUNTS = {"S0": 68, "S1": 55, "S2": 32, "S3": 53, "S4": 30}
NOT_YET = "尚未"


def rows() -> list[list[str]]:
    """The cells of each row that begins with the number of a requirement."""
    lines = [line for line in TABLE.read_text("utf-8").splitlines() if re.match(r"\| S\d", line)]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_every_requirement_has_one_row():
    wanted = [f"{plan}-{number:02}" for plan, count in COUNTS.items() for number in range(1, count + 1)]
    assert [row[0] for row in rows()] == wanted
    assert len(wanted) == 238


def test_a_row_says_where_and_which_test_or_not_yet():
    for row in rows():
        assert len(row) == 4 and all(row), row
        assert (row[2] == NOT_YET) == (row[3] == NOT_YET), row


def test_the_named_tests_exist_and_test_something():
    named = {name for row in rows() for name in re.findall(r"`([^`]+)`", row[3])}
    assert named
    for name in named:
        assert re.search(r"^def test_", (ROOT / name).read_text("utf-8"), re.MULTILINE), name


def test_what_the_templates_carry_is_in_the_table():
    from dibao import rulebook
    from dibao.engine.rules.book import load_rulebook

    carried = {r for template in load_rulebook(rulebook.FOLDER).campaigns.values() for r in template.requirements}
    assert carried <= {row[0] for row in rows()}
