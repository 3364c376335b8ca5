"""The working of one household: the page says what the views say, the workbook's formulas come to the same."""

import subprocess
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dibao import rulebook
from dibao.engine.entitlement import entitlement_of
from dibao.engine.entitlement_text import entitlement_text, note_of, paid_text
from dibao.engine.errors import UsageError
from dibao.engine.lake.database import empty_world, view_texts
from dibao.engine.rules.book import load_rulebook
from dibao.engine.rules.model import Case
from dibao.engine.rules.trial import Trial
from dibao.engine.workbooks.entitlement import write_entitlement

BOOK = load_rulebook(rulebook.FOLDER)
VIEWS = (
    "person_income", "income_line", "entitlement_month", "countable_income", "top_up_person", "due_option", "due_month",
)  # fmt: skip
MARCH = 2024 * 12 + 2
OLD, ADULT = "474351014501111099", "474351018241111077"  # born in 1950 and 1984
TABLES = {
    "household": (
        ["household", "household_no", "head_name", "village", "is_listed", "from_month", "to_month", "as_of", "member_count", "covered_count", "income_fen"],
        [["H1", "A001", "赵大", "上坪村", "是", "2024-01", "9999-12", "2024-03-31", "2", "2", "20000"],
         ["H2", "A002", "钱二", "上坪村", "是", "2024-01", "9999-12", "2024-03-31", "1", "1", ""]],
    ),
    "household_standard": (["household", "from_month", "to_month", "fen"], [["H1", "2024-01", "9999-12", "60000"], ["H2", "2024-01", "9999-12", "60000"]]),
    "amount_method": (["from_month", "to_month", "method", "rounding", "floor_fen", "ceiling_fen"], [["2016-01", "9999-12", "gap", "yuan_up", "5000", "55000"]]),
    "top_up": (["kind", "fen", "from_month", "to_month"], [["elderly", "6000", "2024-01", "9999-12"], ["severe_disability", "8000", "2024-01", "9999-12"]]),
    "disability": (["person", "grade"], [[OLD, "1"]]),
    "membership": (
        ["household", "person", "name", "relation", "covered", "from_month", "to_month"],
        [["H1", OLD, "赵大", "head", "是", "2024-01", "9999-12"], ["H1", ADULT, "赵小", "child", "是", "2024-01", "9999-12"]],
    ),
    "income_rate": (["item", "unit", "from_month", "to_month", "fen"], [["水稻", "亩", "2020-01", "9999-12", "60001"]]),
    "lake.income": (
        ["household", "person", "name", "src", "item", "kind", "quantity", "unit", "monthly_fen", "from_on", "to_on"],
        [["H1", ADULT, "赵小", "1", "零工", "odd_jobs", "", "", "40000", "2024-01-01", "2024-03-31"],
         ["H1", ADULT, "赵小", "2", "车费", "employment_cost", "", "", "5000", "2024-01-01", "2024-03-31"],
         ["H1", OLD, "赵大", "3", "水稻", "farming", "3.5", "亩", "", "2024-01-01", "2024-03-31"],
         ["H1", OLD, "赵大", "4", "养老", "resident_pension", "", "", "18000", "2024-01-01", "2024-03-31"],
         ["H1", OLD, "赵大", "5", "透析", "rigid_cost", "", "", "10000", "2024-01-01", "2024-03-31"]],
    ),
    "person_income": (["person", "source", "kind", "item", "from_month", "to_month", "amount_fen"], [[ADULT, "insurance", "wage", "宏达建材", "2024-01", "9999-12", "300000"]]),
    "paid": (["household", "month", "regular_fen", "regular_count"], [["H1", "2024-02", "90000", "1"], ["H1", "2024-03", "103300", "1"]]),
}  # fmt: skip


@pytest.fixture(scope="module")
def con():
    with empty_world(BOOK.tables, BOOK.views, BOOK.settings.facts()) as world:
        Trial(world, view_texts(BOOK.views)).fill(Case("", TABLES, 0, VIEWS))
        yield world


def test_a_month_in_which_only_others_were_paid_was_not_paid_and_one_without_a_sheet_says_so(con):
    months = {m["month"]: m for m in entitlement_of(con, "A001", MARCH).months}
    assert [paid_text(m) for m in months.values()] == ["无发放数据", "900.00", "1,033.00"]
    quiet = {**months[2024 * 12], "has_ledger": True}
    assert (paid_text(quiet), note_of(quiet)) == ("0.00", "当月没有正常发放")


def values(path: Path) -> list[list]:
    """What the cells show."""
    return [
        [cell for cell in row if cell not in (None, "")] for row in load_workbook(path, data_only=True).active.values
    ]


def test_the_page_shows_the_whole_working(con):
    text = entitlement_text(entitlement_of(con, "A001", MARCH))
    for words in (
        "赵小　保障", "3.5亩×600.01÷12　175.00", "180.00　不计入（民发〔2021〕57号第十三条第二款（三））", "＝ 425.00；不计入 180.00", "÷ 2 人 ＝ 人均 212.50",
        "低保标准 600.00 − 人均收入 212.50 ＝ 每人 387.50，每人最低 50.00，每人最高 550.00", "见角进元 ＝ 775.00",
        "老年人　60.00", "重度残疾　80.00", "应发合计 855.00（含分类施保 80.00，一人就高）", "也可能：每人 387.50 × 2 人 ＋ 分类施保 140.00 ＝ 915.00",
        "部门数据（线索", "人均 1,500.00", "2024-01　600.00　855.00　无发放数据", "900.00　-15.00", "合计多发 118.00，少发 15.00",
    ):  # fmt: skip
        assert words in text, words


def test_the_page_says_why_nothing_could_be_worked_out(con):
    assert "算不出来：名册没有收入，也没有核算明细" in entitlement_text(entitlement_of(con, "A002", MARCH))


def test_an_unknown_number_is_told_in_a_sentence(con):
    with pytest.raises(UsageError, match="没有这个户编号"):
        entitlement_of(con, "B999", MARCH)


def test_the_workbook_has_formulas_with_their_values(con, tmp_path):
    path = write_entitlement(tmp_path / "a.xlsx", entitlement_of(con, "A001", MARCH))
    formulas = [cell for row in load_workbook(path).active.values for cell in row if str(cell).startswith("=")]
    assert len(formulas) >= 15
    shown = values(path)
    assert ["应发合计", 855] in shown and ["人均月收入", 212.5] in shown and ["合计少发", -15] in shown


def test_a_spreadsheet_comes_to_the_same_values(con, tmp_path, need):
    need("soffice")
    path = write_entitlement(tmp_path / "a.xlsx", entitlement_of(con, "A001", MARCH))
    load_workbook(path).save(tmp_path / "bare.xlsx")  # the formulas without their values
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "xlsx"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path / "b"), str(tmp_path / "bare.xlsx")],
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert values(tmp_path / "bare.xlsx") != values(path) == values(tmp_path / "b" / "bare.xlsx")


def test_the_same_household_gives_the_same_bytes(con, tmp_path):
    paths = [write_entitlement(tmp_path / name, entitlement_of(con, "A001", MARCH)) for name in ("a.xlsx", "b.xlsx")]
    assert paths[0].read_bytes() == paths[1].read_bytes()
