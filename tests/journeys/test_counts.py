"""The same words have the same numbers on the screen, in the report, in the workbooks. Nobody here exists."""

import re
from collections import Counter

import openpyxl
import pytest
from hamlet import WEST

from dibao.console import print_summary

COUNTY, SPECIAL = "疑点清单（县级）.xlsx", "县级专办.xlsx"


def cells(path, sheet: str) -> list[list]:
    """Rows of a sheet, values as shown."""
    return [list(row) for row in openpyxl.load_workbook(path, data_only=True)[sheet].iter_rows(values_only=True)]


@pytest.fixture(scope="module")
def screened(judged, tmp_path_factory):
    """A county screened with all rules."""
    work = tmp_path_factory.mktemp("counts") / "work"
    return judged(2, work), work


def test_screen_report_overview_and_rule_sheets_count_alike(screened, capsys):
    outcome, work = screened
    told = outcome.report["summary"]
    print_summary(outcome, work)
    said = capsys.readouterr().out
    shown = [int(n) for n in re.search(r"疑点 (\d+) 条，.*疑点清单 (\d+) 条，县级专办 (\d+) 条", said).groups()]
    assert shown == [told["findings"], told["listed"], told["special"]] and shown[0] == shown[1] + shown[2]
    overview = cells(work / COUNTY, "总览")
    total = next(row for row in overview if str(row[0]).startswith("合计（户数"))
    assert total[10] == told["listed"]
    line = next(row[0] for row in overview if str(row[0]).startswith("本表是可以下发"))
    assert [int(n) for n in re.findall(r" (\d+) 条", line)] == [
        told["listed"], told["special"], told["findings"], *excused_of(outcome),
    ]  # fmt: skip
    assert sum(excused_of(outcome)) == told["excused"]
    by_rule = {row[0]: row[7] for row in overview if re.fullmatch(r"[RL]\d+", str(row[0])) and isinstance(row[7], int)}
    assert rows_by_rule(work) == outcome.report["findings"]
    assert sum(by_rule.values()) == told["listed"]


def excused_of(outcome) -> tuple[int, int]:
    """Excused findings of the common list and of the county's own desk."""
    common = [f.audience in ("village", "township") for f in outcome.findings if f.excused]
    return sum(common), len(common) - sum(common)


def rows_by_rule(work) -> dict[str, int]:
    """Rule → lines on its sheets, in both workbooks."""
    count = Counter()
    for name in (COUNTY, SPECIAL):
        for sheet in openpyxl.load_workbook(work / name, read_only=True):
            if rule := re.match(r"([RL]\d+) ", sheet.title):
                count[rule[1]] += sum(isinstance(row[0], int) for row in sheet.iter_rows(values_only=True))
    return dict(count)


def test_no_rule_leaves_more_households_unchecked_than_there_are(screened):
    outcome, work = screened
    overview = cells(work / COUNTY, "总览")
    places = {
        u.township: max(v.households for v in outcome.unchecked if v.township == u.township) for u in outcome.unchecked
    }
    lines = [row[10] for row in overview if re.fullmatch(r"R\d+", str(row[0])) and isinstance(row[10], int)]
    assert lines and max(lines) <= sum(places.values())


def test_a_township_without_a_roster_is_named_first_among_what_was_not_checked(place):
    name = next(file for file in place.hamlet.files if WEST in file)
    del place.hamlet.files[name]
    outcome = place.screen()
    overview = cells(place.work / COUNTY, "总览")
    assert next(row for row in overview if row[0] == WEST)[2].startswith("没有送来低保花名册")
    assert any(str(row[0]).startswith(f"1. {WEST}没有送来低保花名册，领过低保金的约 6 户") for row in overview)
    assert outcome.report["summary"]["findings"] >= 0
