"""Shapes that bend a list: split columns are joined, quarters spread; what is no list is named with a sentence."""

import pytest
from habits import card, head, money, name, phone, pick, pid

from dibao.engine.intake import take_in
from dibao.engine.sheets import RawSheet, read_layout, recognise
from dibao.engine.tables import load_tables
from dibao.rulebook import TABLES

PEOPLE = range(8)
RELATION = pick("户主", "配偶")


@pytest.fixture(scope="module")
def tables():
    return load_tables(TABLES)


def seen(
    tables, header: list, row, file: str = "低保花名册.xlsx", above: list | None = None, merges: list | None = None
):
    """The sheet and what was recognised; `row` makes the cells of person i."""
    rows = [*(above or []), header, *([row(i) for i in PEOPLE] if row else [])]
    sheet = read_layout(RawSheet(file, "Sheet1", "0", iter(enumerate(rows, 1)), merges or []))
    return sheet, recognise(sheet, tables)


def records(tables, *args, **options) -> list[dict]:
    """What intake makes of the rows."""
    sheet, found = seen(tables, *args, **options)
    assert found.table, found.why
    return take_in(sheet, found, tables[found.table]).records.to_pylist()


def test_a_name_over_two_columns_is_one(tables):
    header = ["序号", "姓", "名", "身份证号", "户主姓名", "月保障金额"]
    rows = records(tables, header, lambda i: [i + 1, name(i)[0], name(i)[1:], pid(i), head(name)(i), money(i)])
    assert [row["name"] for row in rows] == [name(i) for i in PEOPLE]


@pytest.mark.parametrize(
    ("header", "cut"),
    [
        (["身份证号", ""], [6]),
        (["身份证号前6位", "身份证号后12位"], [6]),
        (["区划", "出生年月日", "顺序码"], [6, 14]),
        (["身份证号", *[""] * 17], range(1, 18)),
    ],
)
def test_an_id_over_several_columns_is_one(tables, header, cut):
    def row(i: int) -> list:
        parts = [pid(i)[a:b] for a, b in zip([0, *cut], [*cut, 18], strict=True)]
        return [i + 1, name(i), *parts, RELATION(i), head(name)(i), "上坪村", "青山镇", "是", 2, money(i), card(i)]

    tail = ["与户主关系", "户主姓名", "村", "乡镇", "是否保障对象", "保障人口", "月保障金额", "银行账号"]
    rows = records(tables, ["序号", "姓名", *header, *tail], row)
    assert [(r["id_no"], r["id_no_tier"], r["account"]) for r in rows] == [(pid(i), 1, card(i)) for i in PEOPLE]


def test_numbers_side_by_side_that_make_no_id_stay_apart(tables):
    sheet, _ = seen(tables, ["姓名", "批次号", "流水号", "金额"], lambda i: [name(i), f"{i:06d}", f"{i:012d}", 300])
    assert [len(column.values) for column in sheet.columns] == [8, 8, 8, 1]


def test_a_phone_behind_the_name_is_no_part_of_it(tables):
    header = ["序号", "户主姓名及电话", "身份证号", "保障人口", "月保障金额"]
    rows = records(tables, header, lambda i: [i + 1, f"{name(i)} {phone(i)}", pid(i), 2, money(i)])
    assert [row["head_name"] for row in rows] == [name(i) for i in PEOPLE]


def test_several_names_in_one_cell_are_a_bad_cell_and_not_a_long_name(tables):
    header = ["序号", "户主姓名", "身份证号", "家庭成员姓名", "月保障金额"]
    sheet, found = seen(tables, header, lambda i: [i, name(i), pid(i), f"{name(i + 50)}、{name(i + 80)}", money(i)])
    taken = take_in(sheet, found, tables["roster"])
    assert taken.account.bad_cells == taken.account.used == len(PEOPLE)
    assert set(taken.records["name"].to_pylist()) == {None} and "每人写一行" in taken.bad["why"][0].as_py()


def test_the_relation_alone_makes_a_roster_whose_households_are_only_merged_cells(tables):
    header = ["序号", "姓名", "身份证号", "与户主关系", "月保障金额"]
    merges = [(i + 2, 0, i + 3, 0) for i in PEOPLE if i % 2 == 0]
    row = lambda i: ["" if i % 2 else i, name(i), pid(i), RELATION(i), "" if i % 2 else money(i)]  # noqa: E731
    assert [r["relation"] for r in records(tables, header, row, merges=merges)][:2] == ["head", "spouse"]


@pytest.mark.parametrize("headers", [["旧账号", "新账号"], ["原银行账号", "现银行账号"], ["变更前卡号", "变更后卡号"]])
@pytest.mark.parametrize("table", ["payment", "roster"])
def test_of_an_old_and_a_new_account_the_new_one_counts(tables, headers, table):
    header = ["户主姓名", "身份证号", *headers, {"payment": "发放金额", "roster": "月保障金额"}[table]]
    row = lambda i: [name(i), pid(i), card(i), card(i + 500), 300]  # noqa: E731
    rows = records(tables, header, row, file={"payment": "2024年5月低保发放.xlsx", "roster": "低保花名册.xlsx"}[table])
    assert [r["account"] for r in rows] == [card(i + 500) for i in PEOPLE]


@pytest.mark.parametrize(
    "headers", [["一季度", "二季度"], ["第1季度（元）", "第2季度（元）"], ["2023年一季度", "2023年二季度"]]
)
def test_columns_of_quarters_are_booked_in_their_last_month(tables, headers):
    header = ["姓名", "身份证号", "账号", *headers, "合计"]
    row = lambda i: [name(i), pid(i), card(i), 900, 930, 1830]  # noqa: E731
    rows = records(tables, header, row, file="2023年低保金发放.xlsx")
    assert [(r["month"] - 2023 * 12 + 1, r["months"], r["amount_fen"]) for r in rows[:2]] == [
        (3, 3, 90000),
        (6, 3, 93000),
    ]
    assert len(rows) == 2 * len(PEOPLE)


def test_a_quarter_beside_its_months_is_only_their_sum(tables):
    header = ["姓名", "身份证号", "1月", "2月", "3月", "一季度"]
    _, found = seen(tables, header, lambda i: [name(i), pid(i), 300, 300, 310, 910], file="2023年低保金发放.xlsx")
    assert (list(found.wide), found.wide_months) == ([2, 3, 4], 1)


FORMS = [
    [
        ["户主姓名", name(1), "身份证号", pid(1)],
        ["家庭住址", "青山镇", "联系电话", phone(1)],
        ["保障人口", 2, "月保障金额", 300],
    ],
    [
        ["户主姓名：", name(1)],
        ["身份证号：", pid(1)],
        ["联系电话：", phone(1)],
        ["保障人口：", 2],
        ["月保障金额：", 300],
    ],
]


@pytest.mark.parametrize("rows", FORMS)
def test_a_form_of_one_household_is_named_as_one(tables, rows):
    sheet, found = seen(tables, rows[0], None, file="登记卡.xlsx", above=[["最低生活保障家庭登记卡"]])
    assert found.table is None
    sheet = read_layout(RawSheet("登记卡.xlsx", name(1), "0", iter(enumerate([["家庭登记卡"], *rows], 1)), []))
    assert "一户一张的登记表" in recognise(sheet, tables).why


def test_two_lists_side_by_side_are_named_and_not_mixed_up(tables):
    header = ["姓名", "身份证号", "金额"] * 2
    row = lambda i: [name(i), pid(i), 300, name(i + 50), pid(i + 50), 310]  # noqa: E731
    _, found = seen(tables, header, row, file="2024年7月低保发放.xlsx")
    assert found.table is None and "左右并排" in found.why


ABREAST = [
    ["配偶姓名", "配偶身份证号"],
    ["成员1姓名", "成员1身份证号", "成员2姓名", "成员2身份证号"],
    ["家庭成员一/姓名", "家庭成员一/身份证号", "家庭成员二/姓名", "家庭成员二/身份证号"],
    ["成员姓名1", "成员身份证号码1", "成员姓名2", "成员身份证号码2"],
    ["妻子姓名", "妻子身份证", "子女1姓名", "子女1身份证"],
]


@pytest.mark.parametrize("columns", ABREAST)
def test_members_abreast_of_the_head_become_rows(tables, columns):
    header = ["序号", "户主姓名", "户主身份证号", "户主健康状况", *columns, "家庭人口", "月保障金额"]
    pairs = len(columns) // 2
    there = lambda i, p: i % 2 or p < pairs - 1  # noqa: E731  # every other household lacks its last member
    row = lambda i: [  # noqa: E731
        i,
        name(i),
        pid(i),
        "残疾",
        *(f(i + 50 * (p + 1)) if there(i, p) else None for p in range(pairs) for f in (name, pid)),
        pairs + 1,
        300,
    ]
    rows = records(tables, header, row)
    expected = [(i, p) for i in PEOPLE for p in range(pairs + 1) if p == 0 or there(i, p - 1)]
    assert [(r["name"], r["id_no"]) for r in rows] == [(name(i + 50 * p), pid(i + 50 * p)) for i, p in expected]
    assert [r["head_name"] for r in rows] == [name(i) for i, _ in expected]
    assert [r["relation"] == "head" for r in rows] == [p == 0 for _, p in expected]
    assert len({r["row_hash"] for r in rows}) == len(rows)
    account = take_in(*taken(tables, header, row)).account
    assert (account.data, account.used, account.set_aside) == (len(PEOPLE), len(PEOPLE), 0)


def taken(tables, header, row):
    sheet, found = seen(tables, header, row)
    return sheet, found, tables[found.table]


def test_the_relation_of_each_member_stays_his(tables):
    columns = [f"成员{n}{what}" for n in (1, 2) for what in ("姓名", "身份证号", "与户主关系")]
    header = ["户编号", "户主姓名", "户主身份证号", *columns, "保障人数", "月救助金额"]
    row = lambda i: [i, name(i), pid(i), name(i + 50), pid(i + 50), "配偶", name(i + 90), pid(i + 90), "子", 3, 300]  # noqa: E731
    assert [r["relation"] for r in records(tables, header, row)][:3] == ["head", "spouse", "child"]


@pytest.mark.parametrize("amounts", [["发放金额"], ["1月", "2月"]])
def test_what_was_paid_to_a_household_was_paid_once(tables, amounts):
    header = ["户主姓名", "户主身份证号", "配偶姓名", "配偶身份证号", *amounts]
    row = lambda i: [name(i), pid(i), name(i + 50), pid(i + 50), *[300] * len(amounts)]  # noqa: E731
    rows = records(tables, header, row, file="2024年1月低保金发放表.xlsx")
    assert sum(r["amount_fen"] for r in rows) == 30000 * len(PEOPLE) * len(amounts)


def test_members_in_one_cell_are_told_apart(tables):
    header = ["户主姓名", "户主身份证号", "家庭成员姓名", "家庭成员身份证号", "与户主关系", "月保障金额"]
    two = lambda f, i: f"{f(i + 50)}\n{f(i + 90)}" if i % 2 else f(i + 50)  # noqa: E731
    row = lambda i: [name(i), pid(i), two(name, i), two(pid, i), "配偶\n子" if i % 2 else "配偶", 300]  # noqa: E731
    rows = records(tables, header, row)
    assert [(r["id_no"], r["relation"]) for r in rows[2:5]] == [
        (pid(1), "head"),
        (pid(51), "spouse"),
        (pid(91), "child"),
    ]
    assert len(rows) == sum(2 + i % 2 for i in PEOPLE)


def test_relatives_who_live_elsewhere_are_no_members(tables):
    header = ["姓名", "身份证号", "职务", "亲属1姓名", "亲属1身份证号", "亲属2姓名", "亲属2身份证号"]
    row = lambda i: [name(i), pid(i), "村干部", *(f(i + 50 * p) for p in (1, 2) for f in (name, pid))]  # noqa: E731
    sheet, _ = seen(tables, header, row, file="干部近亲属享受低保备案.xlsx")
    assert len(sheet.rows) == len(PEOPLE)


def test_a_member_on_each_row_may_have_the_spouse_beside(tables):
    header = ["户主姓名", "姓名", "身份证号", "与户主关系", "配偶姓名", "配偶身份证号", "月保障金额"]
    row = lambda i: [head(name)(i), name(i), pid(i), RELATION(i), name(i + 50), pid(i + 50), 300]  # noqa: E731
    assert records(tables, header, row)[0]["spouse_id_no"] == pid(50)
