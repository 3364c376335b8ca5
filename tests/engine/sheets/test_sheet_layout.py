"""Layout: header, totals, notes, blocks, merges; whatever comes, every row has one role."""

from hypothesis import given
from hypothesis import strategies as st

from dibao.engine.sheets import RawSheet, SheetTable, read_layout, recognise
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES

ID = "431228195001011235"
HEADER = ["序号", "姓名", "身份证号", "金额"]


def lay(rows: list[list], merges: list | None = None) -> SheetTable:
    """The layout of rows that begin in row 1."""
    return read_layout(RawSheet("a.xlsx", "Sheet1", "0", iter(enumerate(rows, 1)), merges or []))


def person(i: int) -> list:
    """A row of data."""
    return [i, f"赵{i}", ID, 300]


def test_rows_keep_their_number_in_the_sheet():
    sheet = lay([["名单", "", "", ""], [""] * 4, HEADER, person(1), [""] * 4, person(2)])
    assert list(sheet.rows) == [4, 6]
    assert sheet.title == "名单"


def test_a_row_of_nothing_that_can_be_seen_is_no_row():
    unseen = ["\ufeff", "\u200b\u200d", " \u2060", "\u3000"]
    sheet = lay([unseen, HEADER, person(1), unseen, ["", "\ufeff", "", ""], person(2)])
    assert vars(sheet.counts) == {"title": 0, "header": 1, "total": 0, "note": 0, "blocks": 0, "data": 2}


def test_each_kind_of_row_is_told_apart():
    rows = [
        ["2024年低保名单", "", "", ""], HEADER, [1, 2, 3, 4], ["一、青山镇", "", "", ""], person(1), ["小 计", "", "", 300],
        ["2024年低保名单", "", "", ""], HEADER, ["大坪村：", "", "", ""], person(2), ["本页合计", "", "", 300], ["总计（2人）", "", "", 600],
        ["填表人：李四", "", "审核人：王五", ""], ["注：本表一式两份。", "", "", ""], ["制表日期：2024年4月30日", "", "", ""], ["第1页 共1页", "", "", ""],
    ]  # fmt: skip
    sheet = lay(rows)
    assert vars(sheet.counts) == {"title": 2, "header": 3, "total": 3, "note": 4, "blocks": 2, "data": 2}
    assert [sheet.blocks.cell(i) for i in range(2)] == ["一、青山镇", "一、青山镇/大坪村"]
    assert "2024年4月30日" in sheet.notes


def test_a_person_whose_remark_speaks_of_a_total_stays_data():
    sheet = lay([[*HEADER, "备注"], [*person(1), "合计发放两人"], ["合计", "", "", 300, ""]])
    assert (sheet.counts.data, sheet.counts.total) == (1, 1)


def test_merged_cells_are_filled_down_and_counted():
    rows = [
        ["村", "户主", "姓名", "身份证号"],
        ["大坪村", "赵一", "赵一", ID],
        ["", "", "钱二", ID],
        ["", "孙三", "孙三", ID],
    ]
    sheet = lay(rows, [(2, 0, 4, 0), (2, 1, 3, 1)])
    assert [sheet.columns[0].cell(i) for i in range(3)] == ["大坪村"] * 3
    assert [sheet.columns[1].cell(i) for i in range(3)] == ["赵一", "赵一", "孙三"]
    assert sheet.filled == 3
    assert {place: list(rows) for place, rows in sheet.merged.items()} == {0: [1, 2], 1: [1]}


def test_the_same_as_above_is_the_cell_above_and_counted():
    sheet = lay(
        [
            ["村", "户主", "身份证号"],
            ["大坪村", "赵一", ID],
            ["同上", "钱二", ID],
            ["〃", "孙三", ID],
            ["小坪村", "李四", ID],
        ]
    )
    assert [sheet.columns[0].cell(row) for row in range(4)] == ["大坪村", "大坪村", "大坪村", "小坪村"]
    assert sheet.filled == 2


def test_two_levels_of_merged_header_are_composed():
    rows = [["序号", "户主", "", "备注"], ["", "姓名", "身份证号", ""], person(1)]
    sheet = lay(rows, [(1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 2, 3)])
    assert [column.header for column in sheet.columns] == ["序号", "户主/姓名", "户主/身份证号", "备注"]


def test_data_without_a_header_are_still_data():
    sheet = lay([["赵一", ID, "6217995000000000001", 300], ["钱二", ID, "6217995000000000002", 300]])
    assert (sheet.counts.header, sheet.counts.data) == (0, 2)


def test_a_letter_has_no_table_and_all_its_rows_are_notes():
    sheet = lay([["关于报送材料的通知"], ["各乡镇人民政府："], ["请于4月30日前报送。"]])
    assert (sheet.columns, sheet.counts.note, sheet.counts.nonempty) == ([], 3, 3)


def test_rows_of_different_length_fill_with_nothing():
    sheet = lay([["姓名", "身份证号"], ["赵一", ID], ["钱二", ID, "多出", "两格"], ["孙三"]])
    assert [len(column.codes) for column in sheet.columns] == [sheet.counts.data] * 4


CELLS = st.one_of(
    st.sampled_from(["", "", "姓名", "身份证号", "户主", "金额", "合计", "小计", "注：", "一、青山镇", "填表人：", ID, "赵六", " ", "\u3000", "1月", "2024年"]),
    st.text(max_size=8), st.integers(-5, 10**18), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.none(),
)  # fmt: skip
PLACES = st.tuples(st.integers(1, 9), st.integers(0, 6), st.integers(0, 4), st.integers(0, 4))
KNOWN = load_tables(TABLES)


@given(st.lists(st.lists(CELLS, max_size=7), max_size=12), st.lists(PLACES, max_size=4))
def test_whatever_comes_no_row_is_lost_and_nothing_breaks(rows, places):
    merges = [(top, left, top + down, left + right) for top, left, down, right in places]
    filled = sum(
        any(not (c is None or (isinstance(c, str) and not c.strip(" \t\r\n\u3000\xa0\u200b"))) for c in row)
        for row in rows
    )
    sheet = lay([list(row) for row in rows], merges)
    assert sheet.counts.nonempty == filled
    assert all(len(column.codes) == len(sheet.rows) == sheet.counts.data for column in sheet.columns)
    found = recognise(sheet, KNOWN)
    assert found.table or found.why
