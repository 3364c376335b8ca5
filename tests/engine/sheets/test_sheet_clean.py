"""Clean sheets: header in row 1, data below."""

import openpyxl

from dibao.engine.sheets import open_file, read_layout, recognise
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES


def test_a_clean_list_of_deaths_is_read_and_recognised(tmp_path):
    path = tmp_path / "死亡.csv"
    path.write_text("姓名,身份证号,死亡日期\n赵六,431228195001011235,2022-11-10\n", "gb18030")
    sheet = read_layout(next(open_file(path, "死亡.csv")))
    found = recognise(sheet, load_tables(TABLES))
    assert found.table == "death"
    assert found.columns == {0: "name", 1: "id_no", 2: "died_on"}
    assert list(sheet.rows) == [2]
    assert sheet.columns[0].cell(0) == "赵六"


def test_every_sheet_of_a_workbook_is_listed_even_an_empty_one(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "死亡日期"])
    book.create_sheet("空表")
    hidden = book.create_sheet("藏")
    hidden.sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")
    sheets = [read_layout(raw) for raw in open_file(tmp_path / "a.xlsx", "a.xlsx")]
    assert [(sheet.sheet, sheet.hidden, sheet.counts.nonempty) for sheet in sheets] == [
        ("Sheet", False, 1),
        ("空表", False, 0),
        ("藏", True, 0),
    ]
