"""Set-aside rows go to their senders, come back corrected, and replace exactly themselves."""

import openpyxl
import pytest
from hamlet import DEAD, home, imbalance, named, sheet_of

from dibao.console import print_summary

DEATHS = "公安死亡人员名单.xlsx"
RETURNED = "公安死亡人员名单（退回）.xlsx"


@pytest.fixture
def spoilt(place):
    """The day of the one death that matters cannot be read, nor can another."""
    rows = place.hamlet.rows(DEATHS)
    rows[-1][2] = "去年冬天"
    rows.append([named(390), "", "", ""])
    return place


def test_a_row_without_its_day_accuses_nobody_and_goes_back(spoilt):
    outcome = spoilt.screen(("R01",))
    assert outcome.findings == []
    copy = openpyxl.load_workbook(spoilt.work / "退回" / RETURNED)["死亡"]
    values = list(copy.iter_rows(values_only=True))
    assert values[1] == ("姓名", "身份证号", "死亡日期", "注销日期", "错误说明", "来源号")
    assert [row[0] for row in values[2:]] == [home(DEAD)["wife"], named(390)]
    assert "去年冬天" in values[2][4]


def waiting_names(outcome) -> list[str]:
    """The names in all copies that a screening sent back."""
    books = map(openpyxl.load_workbook, outcome.returned)
    return [row[0] for book in books for row in book.active.iter_rows(min_row=3, values_only=True)]


def corrected(place) -> openpyxl.Workbook:
    book = openpyxl.load_workbook(place.work / "退回" / RETURNED)
    book["死亡"]["C3"] = "2023年2月10日"
    return book


@pytest.mark.parametrize("name", ["死亡更正.xlsx", RETURNED])
def test_corrected_and_put_back_it_is_read_without_another_touch(spoilt, name, capsys):
    spoilt.screen(("R01",))
    target = spoilt.folder / name
    target.parent.mkdir(exist_ok=True)
    corrected(spoilt).save(target)
    outcome = spoilt.screen(("R01",))
    assert [f.household_no for f in outcome.findings] == [home(DEAD)["no"]]
    assert imbalance(outcome.report["sheets"]) == []
    sheet = next(s for s in outcome.report["sheets"] if s["file"] == name)
    assert (sheet["table"], sheet["used"], sheet["set_aside"], sheet["repeats"]) == ("death", 1, 0, 1)
    assert sheet_of(outcome, DEATHS)["set_aside"] == 2
    told = outcome.report["summary"]
    assert (told["returned"], told["corrected"]) == (1, 1)
    print_summary(outcome, spoilt.work)
    assert "退回 2（其中 1 行已由放回的行顶替）" in capsys.readouterr().out
    quality = openpyxl.load_workbook(spoilt.work / "疑点清单（县级）.xlsx")["数据质量"]
    remarks = {row[1]: row[-1] for row in quality.iter_rows(values_only=True)}
    assert remarks[DEATHS] is None and remarks[name].startswith("有 1 行须")


def test_only_the_rows_that_were_not_corrected_go_back_again(spoilt):
    spoilt.screen(("R01",))
    corrected(spoilt).save(spoilt.folder / "死亡更正.xlsx")
    outcome = spoilt.screen(("R01",))
    assert [path.name for path in outcome.returned] == ["死亡更正（退回）.xlsx"]
    assert waiting_names(outcome) == [named(390)]


def test_a_corrected_copy_replaces_its_rows_and_no_others(spoilt):
    spoilt.hamlet.rows(DEATHS)[1][2] = "不详"  # a third row that stays as it is
    spoilt.screen(("R01",))
    book = corrected(spoilt)
    book["死亡"].delete_rows(4, 5)
    book["死亡"]["C3"] = "2023-02-10"
    book.save(spoilt.folder / "死亡更正.xlsx")
    outcome = spoilt.screen(("R01",))
    original = sheet_of(outcome, DEATHS)
    assert (original["data"], original["used"], original["set_aside"]) == (10, 7, 3)
    rows = list(openpyxl.load_workbook(spoilt.work / "退回" / RETURNED).active.iter_rows(min_row=3, values_only=True))
    assert len(rows) == 2


def test_a_corrected_row_stays_one_row_when_the_copy_is_put_in_twice(spoilt):
    spoilt.screen(("R01",))
    for name in ("死亡更正.xlsx", "死亡更正（2）.xlsx"):
        corrected(spoilt).save(spoilt.folder / name)
    outcome = spoilt.screen(("R01",))
    assert [f.evidence[0]["rows_total"] for f in outcome.findings] == [1]
    copies = [sheet_of(outcome, name) for name in ("死亡更正.xlsx", "死亡更正（2）.xlsx")]
    assert sum(sheet["used"] for sheet in copies) == 1 and sum(sheet["repeats"] for sheet in copies) == 3
    assert len(outcome.returned) == 1 and outcome.report["summary"]["returned"] == 1
