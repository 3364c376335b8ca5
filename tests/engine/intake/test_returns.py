"""Set-aside rows go to their sender and come back. Nobody here exists."""

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from balance import imbalance

import dibao.engine
from dibao.engine.intake import take_in
from dibao.engine.intake.own import number_text
from dibao.engine.intake.returns import ReturnedSheet, write_returns
from dibao.engine.sheets.files import open_file
from dibao.engine.sheets.layout import read_layout
from dibao.engine.sheets.recognise import recognise
from dibao.engine.tables import load_tables
from dibao.engine.values.identity import check_character

TABLES = load_tables(Path(dibao.engine.__file__).parents[1] / "rulebook" / "tables")
SOURCE = 123456789012
IDS = [first17 + check_character(first17) for first17 in (f"431299196{i}051210{i}" for i in range(6))]
ROWS = [
    ["=1+1", IDS[0], "男", "2020-01-02"],
    ["钱二", IDS[1], "女", "不详"],
    ["孙三", IDS[2], "男", "2020-02-03"],
    ["李四", IDS[3], "女", None],
]


@pytest.fixture
def sent(tmp_path) -> Path:
    """A department's workbook: a title over merged cells, a block row, two rows that cannot be used."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2020年死亡"
    sheet.append(["永安县2020年死亡人员信息表"])
    sheet.merge_cells("A1:D1")
    sheet.append(["姓名", "身份证号", "性别", "死亡日期"])
    sheet.append(["一、城关镇"])
    for row in ROWS:
        sheet.append(row)
    sheet["A4"].data_type = "s"
    path = tmp_path / "死亡人员.xlsx"
    book.save(path)
    return path


def read(path: Path):
    raw = next(iter(open_file(path, path.name)))
    layout = read_layout(raw)
    recognition = recognise(layout, TABLES)
    assert recognition.table == "death", recognition.why
    return layout, take_in(layout, recognition, TABLES["death"])


def send_back(path: Path, folder: Path) -> Path:
    layout, intake = read(path)
    numbers = {reason.row: number_text(SOURCE << 24 | reason.row, 7) for reason in intake.set_aside}
    return write_returns(
        folder / "死亡（退回）.xlsx", [ReturnedSheet(layout, intake.set_aside, numbers)], "永安县/公安"
    )


def test_the_copy_holds_title_header_and_only_the_rows_that_go_back(sent, tmp_path):
    sheet = openpyxl.load_workbook(send_back(sent, tmp_path / "退回"))["2020年死亡"]
    _, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "永安县2020年死亡人员信息表" and rows[2][0] == "一、城关镇"
    assert rows[1] == ["姓名", "身份证号", "性别", "死亡日期", "错误说明", "来源号"]
    assert [row[:3] for row in rows[3:]] == [["钱二", IDS[1], "女"], ["李四", IDS[3], "女"]]
    assert "不详" in rows[3][4] and "第7行缺少死亡日期" in rows[4][4]
    assert [row[5] for row in rows[3:]] == [f"{SOURCE << 24 | row}-7" for row in (5, 7)]


def test_the_first_line_says_what_to_do_and_where_to_put_it(sent, tmp_path):
    target = send_back(sent, tmp_path / "退回")
    sheet = openpyxl.load_workbook(target)["2020年死亡"]
    assert all(word in sheet["A1"].value for word in ("2 行须改正", "红色单元格", "“永安县/公安”文件夹", "再运行一次"))
    layout, _ = read(target)
    assert layout.title == "永安县2020年死亡人员信息表"


def test_the_copy_prints_across_one_page_with_its_header_on_each(sent, tmp_path):
    sheet = openpyxl.load_workbook(send_back(sent, tmp_path / "退回"))["2020年死亡"]
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (
        "landscape",
        1,
        0,
    )
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.print_title_rows == "$3:$3"


def test_both_cells_are_red_where_either_would_do(tmp_path):
    path = tmp_path / "死亡.csv"
    path.write_text(f"姓名,身份证号,死亡日期\n钱二,{IDS[1]},2020-01-02\n,,2020-01-03\n", "utf-8")
    sheet = openpyxl.load_workbook(send_back(path, tmp_path / "退回")).active
    assert [cell.fill.fgColor.rgb[-6:] == "FFC7CE" for cell in sheet[3]] == [True, True, False, False, False]
    assert sheet["D3"].value.count("；") == 0


def test_the_copy_shows_title_and_header_colours_the_cell_and_hides_the_number(sent, tmp_path):
    sheet = openpyxl.load_workbook(send_back(sent, tmp_path / "退回"))["2020年死亡"]
    assert sheet["A2"].font.bold and sheet["A3"].font.bold and not sheet["A5"].font.bold
    assert "A2:D2" in map(str, sheet.merged_cells.ranges)
    assert sheet["D5"].fill.fgColor.rgb.endswith("FFC7CE") and not sheet["C5"].fill.fgColor.rgb.endswith("FFC7CE")
    assert sheet["B5"].data_type == "s" and sheet["B5"].number_format == "@"
    assert sheet.column_dimensions["F"].hidden


def test_corrected_and_put_back_a_row_is_read_without_another_touch(sent, tmp_path):
    target = send_back(sent, tmp_path / "退回")
    book = openpyxl.load_workbook(target)
    book["2020年死亡"]["D5"], book["2020年死亡"]["D6"] = "2020.3.4", "2020年5月6日"
    book.save(target)
    _, intake = read(target)
    assert not intake.set_aside and imbalance(intake.account) == []
    records = intake.records.select(["name", "id_no", "block", "supersedes"]).to_pylist()
    assert [tuple(record.values()) for record in records] == [
        ("钱二", IDS[1], "一、城关镇", SOURCE << 24 | 5),
        ("李四", IDS[3], "一、城关镇", SOURCE << 24 | 7),
    ]
    assert [str(day) for day in intake.records["died_on"].to_pylist()] == ["2020-03-04", "2020-05-06"]


def test_a_row_returned_twice_carries_one_number_only(sent, tmp_path):
    first = send_back(sent, tmp_path / "退回")
    second = send_back(first, tmp_path / "再退回")
    layout, _ = read(second)
    _, again = read(second)
    assert again.account.set_aside == 2
    assert sum(column.header == "来源号" and bool(column.values) for column in layout.columns) == 1


def test_a_csv_goes_back_as_a_workbook_of_the_same_name(tmp_path):
    path = tmp_path / "死亡.csv"
    lines = ["姓名,身份证号,死亡日期", *(f"{name},{id_no},{died or ''}" for name, id_no, _, died in ROWS[1:])]
    path.write_text("\n".join(lines), "gb18030")
    target = send_back(path, tmp_path / "退回")
    rows = list(openpyxl.load_workbook(target).active.iter_rows(values_only=True))
    assert rows[1][-2:] == ("错误说明", "来源号") and [row[0] for row in rows[2:]] == ["钱二", "李四"]


def test_a_formula_in_a_cell_stays_text(tmp_path, sent):
    book = openpyxl.load_workbook(sent)
    cell = book.active["A5"]
    cell.value = "=HYPERLINK(1)"
    cell.data_type = "s"
    book.save(sent)
    cell = openpyxl.load_workbook(send_back(sent, tmp_path / "退回"))["2020年死亡"]["A5"]
    assert (cell.value, cell.data_type) == ("=HYPERLINK(1)", "s")


def test_a_time_of_day_is_shown_and_a_day_is_not_given_one(tmp_path, sent):
    book = openpyxl.load_workbook(sent)
    book.active["C5"], book.active["C7"] = datetime(2023, 5, 6, 14, 30, 5), datetime(2023, 5, 6)
    book.save(sent)
    sheet = openpyxl.load_workbook(send_back(sent, tmp_path / "退回"))["2020年死亡"]
    assert (sheet["C5"].value, sheet["C5"].number_format) == (datetime(2023, 5, 6, 14, 30, 5), "yyyy-mm-dd hh:mm:ss")
    assert sheet["C6"].number_format == "yyyy-mm-dd"
