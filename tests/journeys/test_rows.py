"""Nothing is lost: every row has a role, every data row a fate, and a row that came twice counts once."""

import json
import shutil

import pytest
from hamlet import EAST, MONTHS, PAYMENT, hamlet, home, imbalance, judge, payment_rows, sheet_of, write_book

from dibao.engine.evaluate import read_rows

PAYMENTS = "2023年上半年低保金发放明细.xlsx"
DEATHS = "公安死亡人员名单.xlsx"
EASTERN = f"花名册/{EAST}低保花名册（2023年6月30日）.xlsx"


def pathless(path) -> list[dict]:
    """The findings without the paths of their evidence."""
    rows = read_rows(path)
    for row in rows:
        row["evidence"] = [{k: v for k, v in e.items() if k != "file"} for e in json.loads(row["evidence"])]
    return rows


@pytest.mark.parametrize("mess", range(4))
def test_the_accounts_of_a_generated_county_balance(judged, tmp_path, mess):
    outcome = judged(mess, tmp_path / "work")
    sheets = outcome.report["sheets"]
    assert imbalance(sheets) == []
    assert sum(s["used"] for s in sheets) > 1000
    assert outcome.report["unread"] == []


def test_the_same_file_twice_changes_nothing(place):
    one, two = place.folder.parent / "one.csv", place.folder.parent / "two.csv"
    place.screen(findings=one)
    for name in (PAYMENTS, DEATHS, EASTERN):
        shutil.copy(place.folder / name, place.folder / name.replace(".xlsx", " - 副本.xlsx"))
    outcome = place.screen(findings=two)
    assert imbalance(outcome.report["sheets"]) == []
    assert pathless(one) == pathless(two)
    for name in (PAYMENTS, DEATHS, EASTERN):
        pair = [s for s in outcome.report["sheets"] if s["file"].startswith(name.removesuffix(".xlsx"))]
        assert sorted((s["used"], s["repeats"]) for s in pair) == sorted([(0, pair[0]["data"]), (pair[0]["data"], 0)])


def test_the_same_rows_under_another_file_and_another_order_are_repeats(place):
    rows = place.hamlet.rows(PAYMENTS)
    header, first = rows[0], rows[1:25]
    place.hamlet.files["银行补报2023年上半年.xlsx"] = ("明细", [header, *reversed(first)])
    outcome = place.screen()
    pair = [sheet_of(outcome, PAYMENTS), sheet_of(outcome, "银行补报2023年上半年.xlsx")]
    assert sum(s["used"] for s in pair) == len(rows) - 1
    assert sum(s["repeats"] for s in pair) == 24
    assert imbalance(pair) == []
    assert [f.amount_fen for f in outcome.findings if f.rule.code == "R01"] == [126000]


def test_a_death_that_two_departments_register_in_the_same_words_is_no_repeat(place):
    place.hamlet.files["卫健委死亡人员名单.xlsx"] = place.hamlet.files[DEATHS]
    outcome = place.screen(("R01",))
    assert sheet_of(outcome, DEATHS)["used"] == sheet_of(outcome, "卫健委死亡人员名单.xlsx")["used"] == 9
    assert [f.row["death_sources"] for f in outcome.findings] == [2]


def test_equal_payment_rows_within_one_sheet_are_data(place):
    rows = place.hamlet.rows(PAYMENTS)
    rows.append(list(rows[-1]))
    sheet = sheet_of(place.screen(), PAYMENTS)
    assert (sheet["used"], sheet["repeats"]) == (len(rows) - 1, 0)


def test_a_bank_file_without_months_is_no_repeat_of_the_next_months(place):
    rows = [row[:5] + row[6:] for row in (payment_rows(home(n))[0] for n in range(12))]
    header = PAYMENT[:5] + PAYMENT[6:]
    del place.hamlet.files[PAYMENTS]
    for month in MONTHS[:3]:
        place.hamlet.files[f"代发/{month.replace('-', '年')}月低保代发.xlsx"] = ("Sheet1", [header, *rows])
    outcome = place.screen(("R01",))
    sheets = [s for s in outcome.report["sheets"] if s["table"] == "payment"]
    assert [(s["period"], s["used"], s["repeats"]) for s in sheets] == [([m, m], 12, 0) for m in MONTHS[:3]]


def test_title_totals_notes_and_repeated_headers_are_no_data(place):
    rows = place.hamlet.rows(DEATHS)
    body = [["某县死亡人员名单"], *rows[:5], ["合计", 4], rows[0], *rows[5:], ["填表人：王某", "", "审核人：李某"]]
    place.hamlet.files[DEATHS] = ("死亡", body)
    sheet = sheet_of(place.screen(), DEATHS)
    assert [sheet[role] for role in ("title", "header", "total", "note", "data")] == [1, 2, 1, 1, len(rows) - 1]


def test_a_row_that_lacks_what_its_table_needs_is_set_aside_and_counted(place):
    place.hamlet.rows(DEATHS).append(["钱一一", "", "不详", ""])
    outcome = place.screen()
    sheet = sheet_of(outcome, DEATHS)
    assert (sheet["data"], sheet["used"], sheet["set_aside"]) == (10, 9, 1)
    assert [path.relative_to(place.work).as_posix() for path in outcome.returned] == [
        "退回/" + DEATHS.replace(".xlsx", "（退回）.xlsx")
    ]


def test_a_bad_cell_in_a_used_row_is_counted_apart(place):
    place.hamlet.rows(DEATHS)[1][3] = "去年底"
    sheet = sheet_of(place.screen(), DEATHS)
    assert (sheet["set_aside"], sheet["bad_cells"]) == (0, 1)


def test_a_sheet_that_is_not_recognised_is_named_and_left_out(place):
    write_book(place.folder / "杂项.xlsx", {"一": [["天气", "心情"], ["晴", "好"], ["雨", "坏"]], "二": []})
    outcome = place.screen()
    left = {s["sheet"]: s for s in outcome.report["sheets"] if s["file"] == "杂项.xlsx"}
    assert [(s["table"], s["nonempty"], s["note"], bool(s["why"])) for s in left.values()] == [
        (None, 3, 3, True), (None, 0, 0, True),
    ]  # fmt: skip
    assert len({frozenset(sheet) for sheet in outcome.report["sheets"]}) == 1  # every sheet has the same keys


def test_one_hamlet_in_sheets_of_one_file_is_the_same_hamlet(place, tmp_path):
    before = place.screen()
    other = hamlet()
    rosters = {name: other.files.pop(name) for name in list(other.files) if name.startswith("花名册")}
    folder = other.write(tmp_path / "G")
    write_book(folder / "花名册（2023年6月30日）.xlsx", {n.split("/")[1][:3]: rows for n, (_, rows) in rosters.items()})
    after = judge(folder)
    assert [f.finding_id for f in after.findings] == [f.finding_id for f in before.findings]


def test_a_roster_with_the_members_abreast_says_what_one_with_a_row_each_says(place):
    one, two = place.folder.parent / "one.csv", place.folder.parent / "two.csv"
    place.screen(findings=one)
    header = [
        "户编号",
        "乡镇",
        "村",
        "户主姓名",
        "户主身份证号",
        "成员1姓名",
        "成员1身份证号",
        "成员1与户主关系",
        "成员2姓名",
        "成员2身份证号",
        "成员2与户主关系",
        "保障人口",
        "月保障金额",
        "纳入时间",
        "银行账号",
    ]
    for name in [name for name in place.hamlet.files if name.startswith("花名册/")]:
        couples = zip(*[iter(place.hamlet.rows(name)[1:])] * 2, strict=True)
        rows = [[h[0], h[2], h[3], h[4], h[5], w[4], w[5], w[6], None, None, None, *h[8:]] for h, w in couples]
        place.hamlet.files[name] = ("花名册", [header, *rows])
    outcome = place.screen(findings=two)
    without = lambda rows: [{k: v for k, v in row.items() if k != "evidence"} for row in rows]  # noqa: E731
    assert without(pathless(one)) == without(pathless(two))
    assert imbalance(outcome.report["sheets"]) == []
    assert sheet_of(outcome, EASTERN)["used"] == 6
