"""A recognised sheet becomes records, and every row is accounted for. Nobody here exists."""

from array import array
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from balance import imbalance
from hypothesis import given, settings
from hypothesis import strategies as st

import dibao.engine
from dibao.engine.intake import take_in
from dibao.engine.intake.hashing import row_hashes, text_hashes
from dibao.engine.sheets.model import CodedColumn, Recognition, RowCounts, SheetTable
from dibao.engine.tables import load_tables
from dibao.engine.values import FOREVER, month_number
from dibao.engine.values.identity import check_character

TABLES = load_tables(Path(dibao.engine.__file__).parents[1] / "rulebook" / "tables")


def made_up_id(first17: str) -> str:
    return first17 + check_character(first17)


ZHAO, QIAN = made_up_id("43129919630512101"), made_up_id("43129919710809102")


def column(header: str, cells: list) -> CodedColumn:
    coded = CodedColumn(header)
    for cell in cells:
        if cell is not None and cell not in coded.values:
            coded.values.append(cell)
        coded.codes.append(-1 if cell is None else coded.values.index(cell))
    return coded


def sheet_of(columns: dict[str, list], blocks: list | None = None) -> SheetTable:
    rows = len(next(iter(columns.values())))
    coded = [column(header, cells) for header, cells in columns.items()]
    block = column("", blocks) if blocks else None
    return SheetTable(
        "表.xlsx", "Sheet1", "0" * 64, "", array("i", range(3, 3 + rows)), coded, block, RowCounts(1, 1, 0, 0, 0, rows)
    )


def read(table: str, columns: dict[str, list], names: str, **said):
    """Take in columns under the names of the table, `_` for a column that is not mapped."""
    mapped = {i: name for i, name in enumerate(names.split()) if name != "_"}
    blocks = said.pop("blocks", None)
    return take_in(sheet_of(columns, blocks), Recognition(table, columns=mapped, **said), TABLES[table])


def test_every_type_of_column_becomes_its_lake_column():
    intake = read(
        "roster",
        {"户号": ["001"], "姓名": ["赵　大"], "身份证号": [ZHAO.lower()], "关系": ["户主"], "是否保障": ["是"], "人口": ["3人"], "保障金": ["1,234.50元"], "纳入": ["2018.5"], "终止": ["长期"]},
        "household_no name id_no relation covered member_count amount start_on end_on",
    )  # fmt: skip
    record = intake.records.to_pylist()[0]
    expected = {
        "household_no": "001", "name": "赵大", "id_no": ZHAO, "id_no_tier": 1, "relation": "head", "covered": True, "member_count": 3,
        "amount_fen": 123450, "start_on": date(2018, 5, 1), "end_on": FOREVER, "row": 3, "head_id_no": None, "head_id_no_tier": 0,
        "block": None, "supersedes": None,
    }  # fmt: skip
    assert {name: record[name] for name in expected} == expected
    assert set(intake.records.column_names) == {
        *TABLES["roster"].lake_columns(),
        "row",
        "row_hash",
        "block",
        "supersedes",
    }
    assert intake.present == {
        "household_no",
        "name",
        "id_no",
        "relation",
        "covered",
        "member_count",
        "amount",
        "start_on",
        "end_on",
    }


def test_an_end_column_takes_the_end_of_a_range():
    intake = read(
        "disability", {"姓名": ["赵大"], "残疾类别": ["肢体"], "有效期": ["2018.1.1-2028.1.1"]}, "name kind valid_to"
    )
    assert intake.records["valid_to"].to_pylist() == [date(2028, 1, 1)]


def test_repairs_are_logged_with_their_cell():
    intake = read(
        "death",
        {"姓名": ["赵　大", "钱二"], "身份证": [ZHAO, f"'{QIAN}"], "死亡日期": [date(2020, 1, 2), "2020年3月4日"]},
        "name id_no died_on",
    )
    log = {
        (line["row"], line["column"]): (line["kind"], line["before"], line["after"])
        for line in intake.repairs.to_pylist()
    }
    assert log == {
        (3, "姓名"): ("SPACES", "赵　大", "赵大"),
        (4, "身份证"): ("APOSTROPHE", f"'{QIAN}", QIAN),
        (4, "死亡日期"): ("DATE_FORM", "2020年3月4日", "2020-03-04"),
    }
    assert intake.account.repairs == {"SPACES": 1, "APOSTROPHE": 1, "DATE_FORM": 1}


def test_a_row_without_a_required_value_goes_back_with_a_sentence_for_its_cell():
    intake = read(
        "death",
        {
            "姓名": ["赵大", "钱二", "孙三", None],
            "身份证": [ZHAO, QIAN, None, None],
            "死亡日期": ["2020-1-2", "不详", "2020-13-1", "2020-5-6"],
        },
        "name id_no died_on",
    )
    told = {(reason.row, reason.column): reason.sentence for reason in intake.set_aside}
    assert told.keys() == {(4, 2), (5, 2), (6, 0), (6, 1)}
    assert "不详" in told[4, 2] and "死亡日期" in told[4, 2]
    assert "没有这一天" in told[5, 2]
    assert "第6行缺少" in told[6, 0] and "姓名" in told[6, 0] and told[6, 0] == told[6, 1]
    assert intake.records["name"].to_pylist() == ["赵大"]
    assert (intake.account.used, intake.account.set_aside, imbalance(intake.account)) == (1, 3, [])


def test_a_damaged_id_is_used_beside_a_name_but_not_alone():
    intake = read(
        "death",
        {"姓名": ["赵大", None], "身份证": ["431299196305120000", "431299196305121"], "死亡日期": ["2020-1-2"] * 2},
        "name id_no died_on",
    )
    assert intake.records["id_no_tier"].to_pylist() == [4]
    assert intake.account.bad_cells == 1 and intake.bad.to_pylist()[0]["row"] == 3
    assert [reason.row for reason in intake.set_aside] == [4] and "15位" in intake.set_aside[0].sentence


def test_a_bad_cell_in_a_used_row_is_null_and_counted():
    intake = read(
        "roster",
        {"户号": ["1", "2"], "姓名": ["赵大", "钱二"], "金额": ["停发", 300], "状态": ["在保", "某种状态"]},
        "household_no name amount status",
    )
    assert intake.records["amount_fen"].to_pylist() == [None, 30000]
    assert intake.records["status"].to_pylist() == ["in_force", None]
    assert intake.account.bad_cells == 2 and intake.account.used == 2
    assert {(line["row"], line["column"]) for line in intake.bad.to_pylist()} == {(3, "金额"), (4, "状态")}


def test_a_wide_sheet_makes_one_record_for_each_paid_month():
    wide = {2: month_number(2020, 1), 3: month_number(2020, 2), 4: month_number(2020, 3)}
    intake = read(
        "payment",
        {
            "户号": ["1", "2", "3"],
            "姓名": ["赵大", "钱二", "孙三"],
            "1月": [300, None, 0],
            "2月": ["/", "310元", None],
            "3月": [320, "停发", None],
        },
        "household_no name",
        wide=wide,
    )
    records = intake.records.select(["name", "month", "amount_fen", "row"]).to_pylist()
    assert [tuple(record.values()) for record in records] == [
        ("赵大", month_number(2020, 1), 30000, 3),
        ("赵大", month_number(2020, 3), 32000, 3),
        ("钱二", month_number(2020, 2), 31000, 4),
    ]
    assert intake.account.used == 3 and intake.account.bad_cells == 1 and not intake.set_aside
    assert intake.present >= {"month", "amount"}


def test_what_title_and_name_say_fills_the_missing_columns():
    may = month_number(2021, 5)
    intake = read(
        "payment",
        {"姓名": ["赵大"], "金额": [300]},
        "name amount",
        period=(may, may),
        programme="dibao_rural",
        township="城关镇",
        village="东风村",
    )
    record = intake.records.to_pylist()[0]
    assert (record["month"], record["programme"], record["township"], record["village"]) == (
        may,
        "dibao_rural",
        "城关镇",
        "东风村",
    )
    assert intake.present >= {"month", "programme", "township", "village"}


def test_what_a_column_says_is_not_overruled_by_the_title():
    intake = read(
        "payment",
        {"姓名": ["赵大"], "金额": [300], "项目": ["城市低保"]},
        "name amount programme",
        period=(month_number(2021, 5), month_number(2021, 5)),
        programme="dibao_rural",
    )
    assert intake.records["programme"].to_pylist() == ["dibao_urban"]


def test_the_month_of_a_bank_file_is_that_of_its_pay_day():
    intake = read(
        "payment", {"户名": ["赵大", "钱二"], "金额": [300, 300], "日期": ["20210615", None]}, "holder amount pay_on"
    )
    assert intake.records["month"].to_pylist() == [month_number(2021, 6)]
    assert [reason.row for reason in intake.set_aside] == [4] and "发放月份" in intake.set_aside[0].sentence


def test_bare_months_take_the_year_beside_them_or_of_the_title():
    beside = read(
        "payment",
        {"姓名": ["赵大"] * 3, "金额": [300] * 3, "年度": [2019, 2020, None], "月份": ["5月", 5, "5月"]},
        "name amount year month",
    )
    assert beside.records["month"].to_pylist() == [month_number(2019, 5), month_number(2020, 5)]
    assert [reason.row for reason in beside.set_aside] == [5]
    titled = read(
        "payment",
        {"姓名": ["赵大"], "金额": [300], "月份": ["5月"]},
        "name amount month",
        period=(month_number(2020, 1), month_number(2020, 12)),
    )
    assert titled.records["month"].to_pylist() == [month_number(2020, 5)]


def test_money_is_read_in_the_unit_of_its_header():
    ledger = read(
        "payment",
        {"姓名": ["赵大"], "金额（万元）": [0.03], "月份": ["2021-05"]},
        "name amount month",
        units={1: "万元"},
    )
    assert ledger.records["amount_fen"].to_pylist() == [30000]


def test_a_disability_certificate_fills_what_is_missing():
    number = made_up_id("43129919630512101")
    intake = read(
        "disability",
        {"姓名": ["赵大", "钱二"], "证号": [f"{number}42", f"{QIAN}13"], "类别": [None, "视力"]},
        "name certificate_no kind",
    )
    filled = intake.records.select(["id_no", "id_no_tier", "kind", "grade"]).to_pylist()
    assert [tuple(record.values()) for record in filled] == [(number, 1, "physical", "2"), (QIAN, 1, "visual", "3")]
    assert intake.account.repairs["FROM_CERTIFICATE"] == 5


def test_one_cell_may_say_kind_and_grade_of_a_disability():
    intake = read("disability", {"姓名": ["赵大", "钱二"], "残疾类别": ["肢体二级", "视力残疾（一级）"]}, "name kind")
    assert intake.records["kind"].to_pylist() == ["physical", "visual"]
    assert intake.records["grade"].to_pylist() == ["2", "1"]


def test_two_columns_for_one_the_first_with_a_value_counts():
    intake = read(
        "death",
        {"姓名": ["赵大", "钱二"], "身份证": [ZHAO, None], "证件号": [None, QIAN], "死亡日期": ["2020-1-2"] * 2},
        "name id_no id_no died_on",
    )
    assert intake.records["id_no"].to_pylist() == [ZHAO, QIAN] and intake.records["id_no_tier"].to_pylist() == [1, 1]


def test_the_block_above_a_row_goes_with_it():
    intake = read("death", {"姓名": ["赵大"], "死亡日期": ["2020-1-2"]}, "name died_on", blocks=["城关镇"])
    assert intake.records["block"].to_pylist() == ["城关镇"]


def test_equal_rows_have_equal_hashes_whatever_their_number_or_place():
    first = read(
        "death", {"序号": [1, 2], "姓名": ["赵大", "钱二"], "死亡日期": ["2020-1-2", "2020-1-3"]}, "serial name died_on"
    )
    second = read("death", {"死亡日期": ["2020-1-2"], "姓名": ["赵大"], "序号": [77]}, "died_on name serial")
    assert first.records["row_hash"][0] == second.records["row_hash"][0] != first.records["row_hash"][1]


def test_hashes_are_the_same_for_ever():
    assert text_hashes(["", "赵大", "450"]).tolist() == [0, 2726551833431608826, 6302339346455085457]
    codes = np.array([0, 1, -1], np.int32)
    assert row_hashes(3, [("name", codes, ["赵大", "钱二"])]).tolist() == [4494824252521617038, 4561385271997150322, 0]


CELLS = st.one_of(
    st.none(), st.text(max_size=12), st.floats(), st.integers(), st.booleans(), st.dates(), st.datetimes(),
    st.sampled_from(["/", "无", "不详", "=1+1", "#N/A", ZHAO, ZHAO[:17], "2020.5", "长期", "450元", "肢体二级", "1E+300", "１２３"]),
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(TABLES)), st.data())
def test_whatever_the_cells_hold_every_row_is_used_or_goes_back(table, data):
    names = data.draw(st.lists(st.sampled_from(sorted(TABLES[table].columns)), min_size=1, max_size=6, unique=True))
    rows = data.draw(st.integers(1, 4))
    columns = {name: data.draw(st.lists(CELLS, min_size=rows, max_size=rows)) for name in names}
    intake = take_in(sheet_of(columns), Recognition(table, columns=dict(enumerate(names))), TABLES[table])
    back = {reason.row for reason in intake.set_aside}
    kept = set(intake.records["row"].to_pylist())
    assert imbalance(intake.account) == []
    assert not back & kept and back | kept == set(range(3, 3 + rows))


@pytest.mark.parametrize("table", sorted(TABLES))
def test_an_empty_sheet_of_any_table_gives_its_columns(table):
    names = list(TABLES[table].columns)
    intake = take_in(
        sheet_of({name: [] for name in names}), Recognition(table, columns=dict(enumerate(names))), TABLES[table]
    )
    assert intake.records.num_rows == 0 and imbalance(intake.account) == []


def test_the_account_as_json_says_months_and_days_in_words():
    may = month_number(2021, 5)
    account = read(
        "payment", {"姓名": ["赵大"], "金额": [300]}, "name amount", period=(may, may), as_of=date(2021, 6, 1)
    ).account
    plain = account.to_json()
    assert (
        plain["period"] == ["2021-05", "2021-05"]
        and plain["as_of"] == "2021-06-01"
        and plain["columns"] == {"姓名": "name", "金额": "amount"}
    )
    assert imbalance(account) == [] and imbalance(replace(account, repeats=1)) == ["data rows by fate"]
    assert imbalance(replace(account, note=1)) == ["rows by role"]


def test_each_notice_of_a_ledger_goes_to_its_own_columns():
    kinds = ["审核公示", "审批公示", "长期公示"]
    intake = read(
        "procedure",
        {
            "户": ["1", "1", "1"],
            "公示类型": kinds,
            "起": ["2023-5-6", "2023-6-1", "2023-7-1"],
            "止": ["2023-5-13", "2023-6-8", ""],
        },
        "household_no notice_kind notice_from notice_to",
    )
    assert intake.records["notice_from"].to_pylist() == [date(2023, 5, 6), None, None]
    assert intake.records["publication_to"].to_pylist() == [None, date(2023, 6, 8), None]
    assert (intake.account.used, intake.account.set_aside) == (3, 0)
    assert {"notice_from", "publication_from"} <= intake.present


def test_a_ledger_of_publications_only_does_not_speak_of_the_first_notice():
    intake = read(
        "procedure", {"户": ["1"], "类型": ["审批公示"], "起": ["2023-5-6"]}, "household_no notice_kind notice_from"
    )
    assert "notice_from" not in intake.present and "publication_from" in intake.present


def test_each_step_of_a_ledger_goes_to_its_own_column():
    intake = read(
        "procedure",
        {"户": ["1"] * 3, "环节": ["受理", "信息核对", "审批"], "时间": ["2023.5.6", "2023.5.9", "2023.6.1"]},
        "household_no step step_on",
    )
    found = intake.records.select(["accepted_on", "checked_on", "approved_on"]).to_pylist()
    assert [[str(day) for day in row.values() if day] for row in found] == [
        ["2023-05-06"],
        ["2023-05-09"],
        ["2023-06-01"],
    ]


def test_a_span_in_one_cell_fills_beginning_and_end():
    intake = read(
        "cadre",
        {
            "姓名": ["赵一", "钱二", "孙三"],
            "职务": ["主任"] * 3,
            "任期起止": ["2018.3-2021.3", "2021年3月至今", "2019.5"],
        },
        "name post start_on",
    )
    assert intake.records["end_on"].to_pylist() == [date(2021, 3, 1), FOREVER, None]


@pytest.mark.parametrize(
    ("header", "end"), [("享受时间", None), ("享受起止时间", date(2024, 6, 1)), ("起始时间", date(2024, 6, 1))]
)
def test_a_benefit_drawn_up_to_the_day_of_the_list_has_no_end(header, end):
    intake = read("roster", {"户": ["1"], "姓名": ["赵一"], header: ["2019.4-2024.6"]}, "household_no name start_on")
    assert intake.records["end_on"].to_pylist() == [end]


def test_a_day_without_its_year_takes_the_year_of_a_ledger_but_not_of_a_register():
    said = {"period": (month_number(2023, 1), month_number(2023, 12))}
    ledger = read("procedure", {"户": ["1"], "受理时间": ["5月6日"]}, "household_no accepted_on", **said)
    assert ledger.records["accepted_on"].to_pylist() == [date(2023, 5, 6)]
    register = read("cadre", {"姓名": ["赵一"], "职务": ["主任"], "生日": ["5月6日"]}, "name post born_on", **said)
    assert register.records["born_on"].to_pylist() == [None] and register.account.bad_cells == 1


YEAR_2025 = (month_number(2025, 1), month_number(2025, 12))


def months_of(columns: dict[str, list], names: str, period: tuple[int, int] | None) -> list[tuple]:
    """What month each row of a payment sheet is for, and for how many."""
    amounts = [300] * len(next(iter(columns.values())))
    said = read(
        "payment",
        {"金额": amounts, "户名": ["赵大"] * len(amounts), **columns},
        f"amount holder {names}",
        period=period,
    )
    return [(r["month"] and divmod(r["month"], 12)[1] + 1, r["months"]) for r in said.records.to_pylist()]


def test_a_day_without_its_year_takes_the_year_of_the_other_days_of_its_row():
    intake = read(
        "procedure",
        {
            "户号": ["1", "2", "3", "4"],
            "受理日期": [date(2024, 5, 20), date(2024, 12, 20), None, date(2023, 5, 20)],
            "初审公示时间": ["5月30日至6月6日", "12月30日至1月6日", "5月30日至6月6日", "5月30日至6月6日"],
            "公示异议日期": [None, "1月3日", None, "有人反映"],
        },
        "household_no accepted_on notice_from objection_on",
    )
    assert intake.records["notice_from"].to_pylist() == [date(2024, 5, 30), date(2024, 12, 30), date(2023, 5, 30)]
    assert intake.records["notice_to"].to_pylist() == [date(2024, 6, 6), date(2025, 1, 6), date(2023, 6, 6)]
    assert intake.records["objection_on"].to_pylist() == [None, date(2025, 1, 3), None]
    assert intake.account.bad_cells == 1  # “有人反映”; the row without any day is set aside


def test_a_file_of_a_year_with_days_of_payment_is_no_payment_for_the_year():
    days = ["2025-01-06", "2025-02-06", "2025-12-06"]
    assert months_of({"日期": days}, "pay_on", YEAR_2025) == [(1, None), (2, None), (12, None)]


def test_the_month_in_a_batch_comes_before_the_day_it_was_paid():
    columns = {
        "批次": ["2025年1月农村低保金", "202502批", "第三批"],
        "日期": ["2025-02-06", "2025-03-06", "2025-03-07"],
    }
    assert months_of(columns, "batch pay_on", YEAR_2025) == [(1, None), (2, None), (3, None)]


@pytest.mark.parametrize(
    ("batch", "month"),
    [("2025年3月", 3), ("202503", 3), ("2025-3", 3), ("20250315", 3), ("2025年12月第二批", 12), ("20253", 7), ("2025年第3批", 7), ("2025030015", 7)],
)  # fmt: skip
def test_a_batch_names_a_month_or_says_nothing(batch, month):
    assert months_of({"批次": [batch], "日期": ["2025-07-06"]}, "batch pay_on", YEAR_2025) == [(month, None)]


def test_a_sheet_of_one_month_is_of_that_month_whenever_it_was_paid():
    march = (month_number(2025, 3), month_number(2025, 3))
    assert months_of({"日期": ["2025-04-06", "2025-05-06"]}, "pay_on", march) == [(3, None), (3, None)]


def test_a_sheet_of_a_quarter_pays_for_all_of_it_at_its_end():
    quarter = (month_number(2025, 1), month_number(2025, 3))
    assert months_of({"备注": ["", ""]}, "_", quarter) == [(3, 3), (3, 3)]


def test_a_row_without_a_day_in_a_file_of_many_payments_goes_back():
    said = read("payment", {"金额": [1, 2], "户名": ["赵大", "赵大"], "日期": ["2025-01-06", None]}, "amount holder pay_on", period=YEAR_2025)  # fmt: skip
    assert [row.row for row in said.set_aside] == [4]


def test_a_row_that_says_the_review_was_put_off_needs_no_day():
    cells = {
        "户号": ["001", "002"],
        "复核日期": [None, None],
        "结果": ["延期", "继续享受"],
        "备注": ["期限延长至2024年12月", None],
    }
    intake = read("procedure", cells, "household_no reviewed_on review_result remark")
    assert (intake.records.num_rows, [s.row for s in intake.set_aside]) == (1, [4])


@pytest.mark.parametrize(
    ("relations", "ticks", "covered"),
    [
        (["户主", "配偶", "户主", "儿子"], ["√", None, "√", "√"], [True, False, True, True]),
        (["户主", "配偶", "户主", "儿子"], ["√", None, "√", None], [True, None, True, None]),
        (["户主", "配偶", "户主", "儿子"], ["是", None, "是", "是"], [True, None, True, True]),
        ([None, "配偶", "户主", None], ["√", None, "√", "√"], [True, None, True, True]),
    ],
)
def test_a_blank_beside_ticks_means_no_unless_only_heads_are_ticked(relations, ticks, covered):
    names = ["赵一", "钱二", "孙三", "孙四"]
    cells = {"户号": ["1", "1", "2", "2"], "姓名": names, "关系": relations, "是否保障": ticks}
    found = read("roster", cells, "household_no name relation covered")
    assert found.records["covered"].to_pylist() == covered
