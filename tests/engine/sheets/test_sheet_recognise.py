"""Recognition: values beat headers, names help, two equal readings are not guessed, the user has the last word."""

from array import array
from datetime import date

import pytest
from habits import card, day, money, name, other, pid

from dibao.engine.sheets import CodedColumn, RowCounts, SheetTable, fill_household, recognise
from dibao.engine.sheets.context import OPEN, find_day
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES

BLANK = ""


@pytest.fixture(scope="module")
def tables():
    return load_tables(TABLES)


def sheet_of(
    columns: dict[str, list], file: str = "a.xlsx", title: str = "", sheet: str = "Sheet1", notes: str = ""
) -> SheetTable:
    """A sheet made of columns of cells."""
    n = len(next(iter(columns.values())))
    coded = []
    for header, cells in columns.items():
        values = list(dict.fromkeys(cell for cell in cells if cell != BLANK))
        codes = array("i", (values.index(cell) if cell != BLANK else -1 for cell in cells))
        coded.append(CodedColumn(header, codes, values))
    return SheetTable(file, sheet, "0", title, array("i", range(2, n + 2)), coded, None, RowCounts(data=n), notes=notes)


def people(n: int = 8, **more) -> dict[str, list]:
    """Columns of names and IDs, and what else a test wants."""
    return {"姓名": [name(i) for i in range(n)], "身份证号": [pid(i) for i in range(n)]} | {
        h: [make(i) for i in range(n)] for h, make in more.items()
    }


def test_swapped_headers_are_seen_through_by_the_values(tables):
    sheet = sheet_of(
        {
            "身份证号": [name(i) for i in range(8)],
            "姓名": [pid(i) for i in range(8)],
            "死亡日期": [day(i) for i in range(8)],
        }
    )
    assert recognise(sheet, tables).columns[1] == "id_no"


def test_the_name_of_the_file_decides_where_columns_say_nothing(tables):
    assert recognise(sheet_of(people(), "特困人员.xlsx"), tables).table == "tekun"
    assert recognise(sheet_of(people(), "名单.xlsx"), tables).table is None


def test_two_equal_readings_are_named_with_the_lines_for_the_policy_file(tables):
    found = recognise(sheet_of(people(), "特困、低收入.xlsx"), tables)
    assert found.table is None
    for part in (
        "特困人员名册",
        "低保边缘家庭名册",
        '"特困、低收入.xlsx/Sheet1" = { table = "tekun" }',
        '{ table = "marginal" }',
    ):
        assert part in found.why


def test_the_policy_file_has_the_last_word(tables):
    sheet = sheet_of(people(某列=lambda i: f"湘N{i:05d}"), "b/车辆.xlsx")
    hints = {"车辆.xlsx/Sheet1": {"table": "vehicle", "某列": "plate"}}
    found = recognise(sheet, tables, hints)
    assert (found.table, found.confidence, found.columns) == ("vehicle", 1.0, {0: "name", 1: "id_no", 2: "plate"})


def test_a_returned_copy_keeps_the_rows_it_came_from(tables):
    sheet = sheet_of(people(死亡日期=day) | {"错误说明": ["日期不对"] * 8, "来源号": list(range(8))})
    found = recognise(sheet, tables)
    assert found.table == "death"
    assert found.columns[4] == "supersedes"
    assert 3 not in found.columns and 3 not in found.unmapped


def test_a_list_of_heads_is_a_roster_whose_person_is_the_head(tables):
    sheet = sheet_of(
        {
            "户主姓名": [name(i) for i in range(8)],
            "户主身份证号": [pid(i) for i in range(8)],
            "家庭人口": [2] * 8,
            "保障人口": [1] * 8,
            "月保障金额": [money(i) for i in range(8)],
        },
        "低保.xlsx",
    )
    found = recognise(sheet, tables)
    assert found.table == "roster"
    assert {found.columns[0], found.columns[1]} == {"head_name", "id_no"}


@pytest.mark.parametrize(
    ("file", "title", "period"),
    [
        ("a.xlsx", "2024年4月农村低保发放表", (24291, 24291)),
        ("2024年4月.xlsx", "", (24291, 24291)),
        ("2023/四月.xlsx", "", (24279, 24279)),
        ("a.xlsx", "2018年1-6月低保发放表", (24216, 24221)),
        ("a.xlsx", "2018年1月至2019年3月发放表", (24216, 24230)),
        ("发放202305.csv", "", (24280, 24280)),
        ("2022年度发放.csv", "", (24264, 24275)),
        ("2019年第二季度.xlsx", "", (24231, 24233)),
        ("a.xlsx", "", None),
        ("a.xlsx", "2024年1-4月发放表", (24288, 24291)),
        ("a.xlsx", "2024.1-4发放表", (24288, 24291)),
        ("a.xlsx", "发放表（2018年以来）", (24216, OPEN)),
        ("a.xlsx", "发放表（2018年3月至今）", (24218, OPEN)),
        ("2024年4月.xlsx", "发放表（2018年以来）", (24291, 24291)),
    ],
)
def test_the_period_is_read_from_title_and_names(tables, file, title, period):
    assert recognise(sheet_of(people(发放金额=money, 银行账号=card), file, title), tables).period == period


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("2024年1-4月低保花名册", None),
        ("2024.1-4低保花名册", None),
        ("2016年1月1日以来停保名册", None),
        ("花名册 2024-1-4", date(2024, 1, 4)),
        ("花名册2024年1月4", date(2024, 1, 4)),
    ],
)
def test_a_span_of_months_is_no_day(title, day):
    assert find_day([title]) == day


def test_place_day_unit_and_sender_are_read(tables):
    sheet = sheet_of(
        people(死亡日期=day), "公安局/死亡.xlsx", "青山县白水乡枫木村死亡人员名单", notes="制表日期：2024年4月30日"
    )
    found = recognise(sheet, tables)
    assert (found.township, found.village, found.source, found.as_of) == ("白水乡", "枫木村", "公安", date(2024, 4, 30))
    pay = recognise(sheet_of(people(发放金额=money), "2024年4月发放.xlsx", "单位：万元"), tables)
    assert pay.units == {2: "万元"}


@pytest.mark.parametrize("title", ["城镇低保对象花名册", "各乡镇农村低保名单", "行政村低保户"])
def test_words_for_places_are_no_places(tables, title):
    found = recognise(sheet_of(people(), "a.xlsx", title), tables)
    assert (found.township, found.village) == ("", "")


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("2024年农村低保花名册", "dibao_rural"),
        ("城镇低保发放表", "dibao_urban"),
        ("低保金发放表", "dibao"),
        ("特困供养", "tekun"),
        ("物价补贴发放", "price_subsidy"),
        ("车辆", ""),
    ],
)
def test_the_programme_is_read(tables, title, code):
    assert recognise(sheet_of(people(), "a.xlsx", title), tables).programme == code


def household_sheet() -> SheetTable:
    """Two households: number, head and amount in the first row of each only."""
    return sheet_of(
        {
            "户编号": ["H1", BLANK, "H2", BLANK, BLANK], "户主姓名": [name(0), BLANK, name(2), BLANK, BLANK],
            "姓名": [name(i) for i in range(5)], "身份证号": [pid(i) for i in range(5)], "与户主关系": ["本人", "妻", "本人", "妻", "长子"],
            "月保障金额": [600, BLANK, 450, BLANK, BLANK], "备注": ["迁入", BLANK, BLANK, BLANK, BLANK],
        },
        "低保花名册.xlsx",
    )  # fmt: skip


def test_household_cells_are_filled_down_to_the_members(tables):
    sheet = household_sheet()
    found = recognise(sheet, tables)
    assert fill_household(sheet, found, tables["roster"]) == 9
    assert [sheet.columns[0].cell(i) for i in range(5)] == ["H1", "H1", "H2", "H2", "H2"]
    assert [sheet.columns[5].cell(i) for i in range(5)] == [600, 600, 450, 450, 450]
    assert [sheet.columns[6].cell(i) for i in range(5)] == ["迁入", None, None, None, None]


def test_money_paid_once_is_not_multiplied_by_the_members(tables):
    sheet = household_sheet()
    sheet.title = "2024年4月低保金发放表"
    found = recognise(sheet, tables, {"低保花名册.xlsx": {"table": "payment"}})
    fill_household(sheet, found, tables["payment"])
    assert [sheet.columns[5].cell(i) for i in range(5)] == [600, 0, 450, 0, 0]


def test_a_custodian_is_not_the_person_kept_for(tables):
    sheet = sheet_of(
        people()
        | {"代管人/姓名": [other(name)(i) for i in range(8)], "代管人/身份证号": [other(pid)(i) for i in range(8)]},
        "代管.xlsx",
    )
    assert recognise(sheet, tables).columns == {0: "name", 1: "id_no", 2: "custodian_name", 3: "custodian_id_no"}


def test_months_side_by_side_without_a_year_ask_for_the_year(tables):
    months = {f"{m}月": money for m in range(1, 13)}
    found = recognise(sheet_of(people(**months), "发放.xlsx"), tables)
    assert found.table is None and "哪一年" in found.why
    assert recognise(sheet_of(people(**months), "2021年发放.xlsx"), tables).wide[2] == 2021 * 12


def test_a_table_the_policy_file_misspells_is_named(tables):
    found = recognise(sheet_of(people()), tables, {"a.xlsx": {"table": "vehicel"}})
    assert found.table is None and "vehicel" in found.why
