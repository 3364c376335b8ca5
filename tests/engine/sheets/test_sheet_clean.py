"""Clean sheets: header in row 1, data below."""

import openpyxl
import pytest

from dibao.engine.sheets import open_file, read_layout, recognise
from dibao.engine.tables import load_tables
from dibao.engine.values.codes import CodeWords
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


PROGRAMMES = {
    "other": "耕地地力保护补贴 退耕还林补助 生态公益林补偿 城乡居民养老保险 计划生育奖励扶助 农资综合补贴 低保户电费补贴",
    "dibao": "低保补助 低保金补贴 最低生活保障补助资金 城乡低保",
    "dibao_rural": "农村低保补助 农村低保金",
    "price_subsidy": "物价补贴 最低生活保障对象价格临时补贴",
    "disability_allowance": "护理补贴 困难残疾人生活补贴",
    "orphan": "孤儿基本生活补贴",
}


@pytest.mark.parametrize("code", PROGRAMMES)
def test_what_is_paid_from_another_purse_is_no_dibao(code):
    words = CodeWords(load_tables(TABLES)["payment"].columns["programme"].codes)
    assert {said: words.match(said)[0] for said in PROGRAMMES[code].split()} == dict.fromkeys(
        PROGRAMMES[code].split(), code
    )
