"""R38 逢进必核 · R41 公示 · R42 时限 · R44 定期复核 · R45 渐退期 · R47 日期颠倒."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, LAST_MONTH, add_workdays
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.steps import back_workdays


def _row(home, bench: Bench) -> dict:
    return next(row for row in reversed(bench.world.rows["procedure"]) if row["household"] is home)


def _change(bench: Bench, rule: str, label: str, severity: str, note: str, shape: str = "couple", **changes):
    """A recent household with these changes in its row of the ledger."""
    home = bench.recent(shape)
    _row(home, bench).update(
        {key: change(_row(home, bench)) if callable(change) else change for key, change in changes.items()}
    )
    bench.say(rule, label, home, None, severity, note)
    return home


def _plants(rule: str, cases: tuple) -> None:
    """One plant a line: label, severity, note, changes of the ledger row."""
    for label, severity, note, changes in cases:
        plant(rule, label)(
            lambda bench, c=(label, severity, note), changes=changes: _change(bench, rule, *c, **changes)
        )


def _days(key: str, days: int):
    return lambda row: row[key] + timedelta(days=days)


_plants(
    "R38",
    (
        (
            HIT,
            "B",
            "没有核对报告",
            {"checked_on": None, "checked_members": None, "check_result": "", "check_requested_on": None},
        ),
        (
            HIT,
            "B",
            "批准之后才核对",
            {"checked_on": _days("approved_on", 25), "check_requested_on": _days("approved_on", 23)},
        ),
        (HIT, "B", "只核对了一名成员", {"checked_members": 1}),
        (HIT, "B", "核对有疑点，未再调查即批准", {"check_result": "有疑点"}),
        (
            EXCEPTION,
            "",
            "紧急程序，批准后五日补核",
            {"checked_on": _days("approved_on", 5), "check_requested_on": _days("approved_on", 3), "emergency": "是"},
        ),
        (EXCEPTION, "", "有疑点，已重新调查排除", {"check_result": "有疑点，经重新调查已排除"}),
    ),
)


@plant("R38", NEAR_MISS)
def checked_on_the_day(bench: Bench) -> None:
    """In time for R38, but the notice had ended without it (57号 art. 19)."""
    changes = {"checked_on": _days("approved_on", 0), "check_requested_on": _days("approved_on", -1)}
    home = _change(bench, "R38", NEAR_MISS, "", "核对报告当天批准", **changes)
    bench.say("R47", HIT, home, None, "C", "公示结束之后才出核对报告")


_plants(
    "R41",
    (
        (HIT, "B", "审核公示只有三天", {"notice_to": _days("notice_from", 3)}),
        (HIT, "B", "没有审核公示", {"notice_from": None, "notice_to": None}),
        (HIT, "B", "没有审批公示", {"publication_from": None, "publication_to": None}),
        (NEAR_MISS, "", "公示恰好满七天", {"notice_to": _days("notice_from", 7)}),
        (NEAR_MISS, "", "公示十天", {"notice_to": _days("notice_from", 10)}),
    ),
)
_plants(
    "R47",
    (
        (HIT, "C", "公示三天之后才入户调查", {"visited_on": _days("notice_from", 3)}),
        (HIT, "C", "公示结束之后才出核对报告", {"checked_on": _days("notice_to", 1)}),
        (HIT, "C", "受理在先、申请在后", {"applied_on": _days("accepted_on", 6)}),
        (NEAR_MISS, "", "公示当天入户调查", {"visited_on": _days("notice_from", 0)}),
        (
            EXCEPTION,
            "",
            "公示有异议，记的是重新调查的日期",
            {"objection": "有", "revisited_on": _days("notice_from", 4), "visited_on": _days("notice_from", 4)},
        ),
        (EXCEPTION, "", "紧急程序，公示之后补入户", {"emergency": "是", "visited_on": _days("notice_from", 2)}),
        (
            NEAR_MISS,
            "",
            "只有一户当天受理、核对、入户",
            dict.fromkeys(("applied_on", "check_requested_on", "checked_on", "visited_on"), _days("accepted_on", 0)),
        ),
    ),
)


def _timed(bench: Bench, total: int, received_before: int, **changes):
    """Accepted in a month without long holidays, decided so many working days later."""
    accepted = date(bench.rng.choice((2022, 2023)), 7, bench.rng.choice((4, 5, 6, 7)))
    if accepted.weekday() > 4:
        accepted = add_workdays(accepted, 1)
    approved = add_workdays(accepted, total)
    home = bench.home("couple", approved=approved)
    requested = add_workdays(accepted, 1)
    received = back_workdays(approved, received_before)
    notice = add_workdays(requested, 3)
    fields = {"applied_on": accepted, "accepted_on": accepted, "check_requested_on": requested, "checked_on": add_workdays(requested, 1), "visited_on": add_workdays(accepted, 2),
              "notice_from": notice, "notice_to": notice + timedelta(days=9), "county_received_on": received}  # fmt: skip
    _row(home, bench).update({**fields, **changes})
    return home, _row(home, bench)


@plant("R42", HIT)
def too_long(bench: Bench) -> None:
    home, _ = _timed(bench, bench.rng.randrange(38, 52), 6)
    bench.say("R42", HIT, home, None, "C", "受理到决定超过三十个工作日")


@plant("R42", HIT)
def too_long_even_extended(bench: Bench) -> None:
    home, _ = _timed(bench, 54, 6, special_case="是")
    bench.say("R42", HIT, home, None, "C", "延长后仍超过四十五个工作日")


@plant("R42", HIT)
def county_too_long(bench: Bench) -> None:
    home, _ = _timed(bench, 28, 15)
    bench.say("R42", HIT, home, None, "C", "县级收件后十五个工作日才确认")


@plant("R42", HIT)
def investigation_started_late(bench: Bench) -> None:
    home, row = _timed(bench, 28, 5)
    row["check_requested_on"] = add_workdays(row["accepted_on"], 10)
    row["checked_on"] = row["visited_on"] = add_workdays(row["accepted_on"], 11)
    row["notice_from"] = add_workdays(row["checked_on"], 1)
    row["notice_to"] = row["notice_from"] + timedelta(days=9)
    bench.say("R42", HIT, home, None, "C", "受理后十个工作日才开始调查")


@plant("R42", EXCEPTION)
def extended(bench: Bench) -> None:
    home, _ = _timed(bench, 40, 6, special_case="是")
    bench.say("R42", EXCEPTION, home, note="特殊情况延长，四十个工作日")


@plant("R42", EXCEPTION)
def waited_for_papers(bench: Bench) -> None:
    home, row = _timed(bench, 44, 6)
    row["supplement_from"] = add_workdays(row["notice_to"], 2)
    row["supplement_to"] = add_workdays(row["supplement_from"], 22)
    bench.say("R42", EXCEPTION, home, note="补正材料期间不计")


@plant("R42", NEAR_MISS)
def thirty_days(bench: Bench) -> None:
    home, _ = _timed(bench, 30, 8)
    bench.say("R42", NEAR_MISS, home, note="恰好三十个工作日")


@plant("R42", NEAR_MISS)
def county_ten_days(bench: Bench) -> None:
    home, _ = _timed(bench, 28, 10)
    bench.say("R42", NEAR_MISS, home, note="县级恰好十个工作日")


def _reviewed(bench: Bench, days: int, review_class: str):
    ages = (bench.rng.uniform(72, 80), 70.0) if review_class == "A" else (bench.rng.uniform(40, 55), 39.0)
    home = bench.old("couple", ages=ages)
    home.review_class = review_class
    if review_class == "B":
        home.head.labour = "有劳动能力"
    home.reviewed = AS_OF - timedelta(days=days)
    return home


def _overdue(days: int, review_class: str, severity: str, note: str, label: str = HIT) -> None:
    def make(bench: Bench) -> None:
        bench.say("R44", label, _reviewed(bench, days + bench.rng.randrange(8), review_class), None, severity, note)

    plant("R44", label)(make)


_overdue(440, "A", "C", "A类十四个月未复核")
_overdue(250, "B", "C", "B类八个月未复核")
_overdue(800, "A", "B", "A类超过两个周期")
_overdue(450, "B", "B", "B类超过两个周期")
_overdue(345, "A", "", "A类十一个多月前复核", NEAR_MISS)
_overdue(165, "B", "", "B类五个多月前复核", NEAR_MISS)


@plant("R44", HIT)
def able_household_in_class_a(bench: Bench) -> None:
    home = bench.old("couple", ages=(45.0, 43.0))
    for member in home.members:
        member.labour, member.occupation = "有劳动能力", "务农"
    home.review_class, home.reviewed = "A", AS_OF - timedelta(days=100)
    bench.say("R44", HIT, home, None, "C", "有劳动能力的家庭定为A类")


@plant("R44", NEAR_MISS)
def not_yet_reviewed(bench: Bench) -> None:
    home = bench.home("single", approved=date(2025, 3, bench.rng.randrange(24, 28)), ages=(75.0,))
    home.reviewed = None
    bench.say("R44", NEAR_MISS, home, note="三个月前才批准，复核期未到")


def _fades(bench: Bench, home, start: date, end: date) -> None:
    bench.world.add(
        "fade_out", home.head.person, household=home, fade_out_from=start, fade_out_to=end, why="成员就业，收入超过标准"
    )


@plant("R45", HIT)
def faded_out_still_paid(bench: Bench) -> None:
    home = bench.old("couple")
    start = date(2023, bench.rng.randrange(1, 13), 1)
    _fades(bench, home, start, start + timedelta(days=182))
    bench.say("R45", HIT, home, None, "B", "渐退期早已届满仍在发放")


@plant("R45", HIT)
def fade_out_too_long(bench: Bench) -> None:
    home = bench.old("couple")
    _fades(bench, home, date(2024, bench.rng.randrange(1, 7), 1), date(2026, 1, 1))
    bench.say("R45", HIT, home, None, "B", "渐退期长过六个月，已逾期")


@plant("R45", HIT)
def above_the_standard(bench: Bench) -> None:
    home = bench.old("couple")
    standards = bench.world.standards
    fen = {month: home.due_fen(month, standards) for month in range(home.start, LAST_MONTH + 1)}
    home.overrides, home.roster_fen = fen, fen[LAST_MONTH]
    home.income = standards.at(home.urban, LAST_MONTH) + bench.rng.randrange(150, 400, 10)
    bench.say("R45", HIT, home, None, "B", "人均收入超过标准，没有渐退决定，仍在发放")
    bench.say("R17", HIT, home, None, "B", "人均收入超过标准，应发为零")


@plant("R45", EXCEPTION)
def fading_out(bench: Bench) -> None:
    home = bench.old("couple")
    standards = bench.world.standards
    fen = {month: home.due_fen(month, standards) for month in range(home.start, LAST_MONTH + 1)}
    home.overrides, home.roster_fen = fen, fen[LAST_MONTH]
    home.income = standards.at(home.urban, LAST_MONTH) + 160
    _fades(bench, home, date(2025, 3, 1), date(2025, 8, 31))
    bench.say("R45", EXCEPTION, home, note="在六个月渐退期内")
    bench.say("R17", EXCEPTION, home, note="渐退期内照发")


@plant("R45", NEAR_MISS)
def fade_out_just_running(bench: Bench) -> None:
    home = bench.old("couple")
    _fades(bench, home, date(2025, 2, 1), date(2025, 7, 31))
    bench.say("R45", NEAR_MISS, home, note="渐退期尚未届满")


@plant("R45", NEAR_MISS)
def faded_and_stopped(bench: Bench) -> None:
    home = bench.old("couple")
    _fades(bench, home, date(2023, 1, 1), date(2023, 6, 30))
    bench.world.close(home, 2023 * 12 + 5, "渐退期满", date(2023, 6, 28))
    bench.say("R45", NEAR_MISS, home, note="渐退期满已停发")
