"""The campaign's own ledgers, as a county keeps them in Excel, through a whole screening: R66 to R70 from workbook to finding."""

from datetime import date, time, timedelta

import pytest
from hamlet import EAST, WEST, citizen, hamlet, home, named

RULES = ("R66", "R67", "R68", "R69", "R70")
HOMES = [home(number) for number in range(48)]
HURRIED, CLEAN, DEADLINE, ZERO = "上坪村", "杨柳村", "新塘村", "枫木村"
STILL_PAID, STOPPED_SHARE, SELF_CLOSED, RELAPSED, SETTLED = HOMES[4], HOMES[16], HOMES[5], HOMES[8], HOMES[12]
PROBLEMS = ["序号", "问题编号", "乡镇", "村", "户编号", "户主姓名", "存在问题", "问题类型", "发现时间", "整改措施", "整改责任人", "整改时限", "整改情况"]  # fmt: skip
CLOSINGS = [
    "销号编号",
    "问题编号",
    "乡镇",
    "户编号",
    "户主姓名",
    "处理方式",
    "执行月份",
    "整改人",
    "销号日期",
    "销号人",
]
VISITS = [
    "序号",
    "户编号",
    "户主姓名",
    "核查时限",
    "入户日期",
    "到达时间",
    "离开时间",
    "核查人员",
    "核查情况",
    "发现问题数",
]
REPORTS = [
    "序号",
    "乡镇",
    "报表名称",
    "报告期",
    "应报日期",
    "报送日期",
    "填报数",
    "分项之和",
    "累计数",
    "台账记录数",
    "更正原因",
]
CALLS = ["序号", "乡镇", "监督举报电话", "拨测日期", "拨测时间", "是否接通", "拨测人", "是否公示"]
DUE = date(2023, 6, 15)


def villagers(village: str) -> list[dict]:
    """The twelve households of a village."""
    return [h for h in HOMES if h["village"] == village]


def problem(number: int, h: dict, what: str, kind: str) -> list:
    who = [f"WT{number:03d}", h["township"], h["village"], h["no"], h["head"]]
    return [number, *who, what, kind, date(2023, 2, 20), "停发、核减低保金", named(390), date(2023, 3, 31), "已整改"]


def closing(number: int, h: dict, how: str, rectifier: str = named(390), closer: str = named(391)) -> list:
    who = [f"XH{number:03d}", f"WT{number:03d}", h["township"], h["no"], h["head"]]
    return [*who, how, "2023年4月", rectifier, date(2023, 3, 10), closer]


def visits(village: str, minutes: int, problems: int = 0, on: date | None = None) -> list[list]:
    """A team at each door of a village, two a day or all on one day."""
    rows = []
    for i, h in enumerate(villagers(village)):
        day = on or date(2023, 6, 1) + timedelta(i // 2)
        clock = [time(9, 0), time(9 + minutes // 60, minutes % 60)]
        what = "家中情况与申报一致" if not problems else "家中另有收入，需重新核算"
        rows.append([i + 1, h["no"], h["head"], DUE, day, *clock, "第一核查组", what, problems if i == 0 else 0])
    return rows


def report(number: int, township: str, month: str, due: date, sent: date, *figures) -> list:
    return [number, township, "排查统计表", month, due, sent, *figures]


def call(number: int, township: str, day: date, clock: time, answer: str) -> list:
    return [number, township, f"0745822{1000 + len(township)}", day, clock, answer, named(392), "是"]


@pytest.fixture
def outcome(place):
    """Both townships have done something wrong, and something that only looks so."""
    place.hamlet = hamlet(48)
    files = place.hamlet.files
    dead = [*villagers(ZERO)[:5], RELAPSED]
    files["公安死亡人员名单.xlsx"][1].extend(
        [[h["wife"], h["wife_id"], date(2023, 2, 10), date(2023, 2, 20)] for h in dead]
        + [[named(380), citizen(880, "19380203"), date(2023, 2, 1), date(2023, 2, 20)]]
    )
    less = [row for row in files["2023年上半年低保金发放明细.xlsx"][1] if row[0] == STOPPED_SHARE["no"]]
    for row in less:
        row[6] = row[6] / 2 if row[5] >= "2023-04" else row[6]
    cases = [
        (STILL_PAID, "名下有小型普通客车", "有车", closing(1, STILL_PAID, "停发")),
        (STOPPED_SHARE, "收入有变化", "收入", closing(2, STOPPED_SHARE, "调整金额")),
        (SELF_CLOSED, "缺入户调查表", "程序", closing(3, SELF_CLOSED, "补手续", named(390), named(390))),
        (RELAPSED, "妻子去世后未停发", "死亡保", closing(4, RELAPSED, "补手续")),
        (SETTLED, "缺公示照片", "程序", closing(5, SETTLED, "补手续")),
    ]
    rows = [problem(n, h, what, kind) for n, (h, what, kind, _) in enumerate(cases, 1)]
    files["专班/问题整改台账.xlsx"] = ("整改", [PROBLEMS, *rows])
    files["专班/对账销号台账.xlsx"] = ("销号", [CLOSINGS, *(row for *_, row in cases)])
    for village, made in {
        ZERO: visits(ZERO, 25), HURRIED: visits(HURRIED, 4, 1), CLEAN: visits(CLEAN, 70, 1), DEADLINE: visits(DEADLINE, 25, 1, DUE),
    }.items():  # fmt: skip
        files[f"专班/{village}入户核查台账.xlsx"] = ("核查", [VISITS, *made])
    friday, saturday, monday = date(2023, 6, 9), date(2023, 6, 10), date(2023, 6, 12)
    files["专班/专项治理报表报送登记.xlsx"] = (
        "登记",
        [
            REPORTS,
            report(1, EAST, "2023-04", date(2023, 5, 9), date(2023, 5, 9), 24, 24, 120, 24, ""),
            report(2, EAST, "2023-05", friday, monday, 24, 23, 118, 24, ""),
            report(3, WEST, "2023-04", date(2023, 5, 9), date(2023, 5, 8), 24, 24, 120, 24, ""),
            report(4, WEST, "2023-05", saturday, monday, 24, 24, 118, 25, "重复统计两户，已更正"),
        ],
    )
    files["专班/热线拨测记录.xlsx"] = (
        "拨测",
        [
            CALLS,
            call(1, EAST, date(2023, 6, 8), time(9, 30), "无人接听"),
            call(2, EAST, date(2023, 6, 9), time(15, 0), "停机"),
            call(3, WEST, date(2023, 6, 11), time(9, 30), "无人接听"),
            call(4, WEST, date(2023, 6, 8), time(13, 0), "无人接听"),
            call(5, WEST, date(2023, 6, 9), time(15, 0), "接通"),
        ],
    )
    return place.screen(RULES)


def test_each_of_the_five_finds_what_is_wrong_and_nothing_else(outcome):
    found = {(f.rule.code, f.variant, f.household_no or f.area) for f in outcome.findings if not f.excused}
    assert found == {
        ("R66", "books", EAST),
        ("R66", "self", WEST),
        ("R67", "zero", EAST + ZERO),
        ("R67", "short", EAST + HURRIED),
        ("R67", "last_day", WEST + DEADLINE),
        ("R68", "late", EAST),
        ("R68", "sum", EAST),
        ("R68", "fall", EAST),
        ("R69", "", RELAPSED["no"]),
        ("R70", "dead", EAST),
    }


def test_each_finding_shows_the_row_of_the_ledger_it_comes_from(outcome):
    shown = {
        (f.rule.code, f.variant): {(e["file"].split("/")[-1], e["row"]) for e in f.evidence} for f in outcome.findings
    }
    assert ("对账销号台账.xlsx", 2) in shown["R66", "books"] and len(shown["R66", "books"]) == 4  # and three payments
    assert shown["R66", "self"] == {("对账销号台账.xlsx", 4)}
    assert shown["R68", "late"] == {("专项治理报表报送登记.xlsx", 3)}
    assert ("对账销号台账.xlsx", 5) in shown["R69", ""]
    assert shown["R70", "dead"] == {("热线拨测记录.xlsx", 2), ("热线拨测记录.xlsx", 3)}
    assert {file for file, _ in shown["R67", "short"]} == {f"{HURRIED}入户核查台账.xlsx"}


def test_the_stopped_household_is_told_with_its_money(outcome):
    (books,) = [f for f in outcome.findings if f.variant == "books"]
    assert books.amount_fen == 3 * STILL_PAID["yuan"] * 100
    assert "停发后仍在发放" in books.explanation and "WT001" in books.explanation
