"""R66 纸上整改 · R67 走过场 · R68 报表异常迟报 · R70 热线不通: what the campaign's own ledgers say of a unit.

Every second unit is kept for what is lawful, so that no unit is both."""

from datetime import date, timedelta

from dibao.county.campaign import Place, call, conclusion, problem, reports, units, visit, weekday, with_problems
from dibao.county.clock import LAST_MONTH
from dibao.county.households import Household
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import death

APRIL = 2025 * 12 + 3


def _unit(
    bench: Bench, ledger: str, label: str, villages: bool = True, without: set[Place] = frozenset()
) -> Place | None:
    """A unit of which no other plant writes in this ledger; townships are used again, for the same label."""
    every = [place for place in units(bench.world) if (place[1] is not None) == villages]
    free = [place for place in every[label != HIT :: 2] if place not in bench.world.reserved | without and (not villages or (ledger, place) not in bench.world.units)]  # fmt: skip
    place = bench.rng.choice(free) if free else None
    bench.world.units.add((ledger, place))
    return place


def _say(bench: Bench, rule: str, label: str, place: Place, severity: str, note: str) -> None:
    town = bench.world.map.townships[place[0]].name
    bench.say(rule, label, None, None, severity, note, area=town if place[1] is None else bench.area_of(place))


def _homes(bench: Bench, place: Place, count: int) -> list[Household]:
    """In this village, or in one of this township: the others can still be without a problem."""
    place = place if place[1] is not None else _somewhere(bench, place)
    return [bench.old("single", place=place) for _ in range(count)]


def _somewhere(bench: Bench, place: Place) -> Place:
    villages = range(len(bench.world.map.townships[place[0]].villages))
    return bench.rng.choice(
        [(place[0], village) for village in villages if (place[0], village) not in bench.world.reserved]
    )


def _closed(label: str, note: str, count: int, write) -> None:
    """`count` households of a township, whose problems `write` opens and closes."""

    def make(bench: Bench) -> None:
        place = _unit(bench, "office_closing", label, villages=False)
        if place:
            write(bench, _homes(bench, place, count))
            _say(bench, "R66", label, place, "B", note)

    plant("R66", label)(make)


def _still_paid(bench: Bench, homes: list[Household]) -> None:
    for home in homes:
        opened = date(2025, 3, bench.rng.randrange(3, 12))
        problem(bench.world, home, "停发", "收入超过标准", "R16", opened, effective_month=APRIL, books="一致")


def _amount_unchanged(bench: Bench, homes: list[Household]) -> None:
    for home in homes:
        opened, less = (
            date(2025, 3, bench.rng.randrange(3, 12)),
            home.due_fen(LAST_MONTH, bench.world.standards) // 100 - 90,
        )
        problem(
            bench.world,
            home,
            "调整金额",
            "保障金额核定偏高",
            "R17",
            opened,
            effective_month=APRIL,
            amount_after=less,
            books="一致",
        )


def _one_paper(bench: Bench, homes: list[Household]) -> None:
    first = problem(bench.world, homes[0], "补手续", "档案缺少入户调查表", "R43")
    for home in homes[1:]:
        problem(
            bench.world,
            home,
            "补手续",
            "档案缺少入户调查表",
            "R43",
            evidence=first["evidence"],
            evidence_hash=first["evidence_hash"],
        )


def _by_the_same(bench: Bench, homes: list[Household]) -> None:
    for home in homes:
        problem(bench.world, home, "更正登记", "人口登记有误", closed_by=bench.world.signer("整改", home.township))


def _in_minutes(bench: Bench, homes: list[Household]) -> None:
    day = date(2025, 5, 12)
    for number, home in enumerate(homes):
        clock = {"opened_at": f"{day} 09:{number:02d}:00", "closed_at": f"{day} 09:{number + 2:02d}:00"}
        problem(bench.world, home, "补手续", "档案缺少材料", "R43", day, rectified_on=day, closed_on=day, **clock)


def _checked_again(said: str):
    def write(bench: Bench, homes: list[Household]) -> None:
        for home in homes:
            row = problem(bench.world, home, "更正登记", "家庭人口与实际不符")
            day = row["closed_on"] + timedelta(days=20)
            conclusion(bench.world, home, "", "家庭人口与实际不符", said, day, stage="复查")

    return write


_closed(HIT, "写明停发并销号，低保金照发", 2, _still_paid)
_closed(HIT, "写明调低金额并销号，名册和发放没有变", 2, _amount_unchanged)
_closed(HIT, "六户的销号用同一份佐证", 6, _one_paper)
_closed(HIT, "整改人自己销号", 4, _by_the_same)
_closed(HIT, "十二户登记后两分钟就销号", 12, _in_minutes)
_closed(HIT, "销号后复查，问题仍然属实", 2, _checked_again("属实"))


def _really_stopped(bench: Bench, homes: list[Household]) -> None:
    for home in homes:
        bench.world.close(home, APRIL - 1, "家庭收入超过低保标准", date(2025, 3, 21))
        problem(bench.world, home, "停发", "收入超过标准", "R16", date(2025, 3, 4), effective_month=APRIL, books="一致")


def _from_next_month(bench: Bench, homes: list[Household]) -> None:
    for home in homes:
        days = {"rectified_on": date(2025, 6, 20), "closed_on": date(2025, 6, 25), "closed_at": "2025-06-25 15:20:00"}
        problem(
            bench.world,
            home,
            "停发",
            "收入超过标准",
            "R16",
            date(2025, 6, 3),
            effective_month=LAST_MONTH + 1,
            books="待下期发放",
            **days,
        )


def _one_household(bench: Bench, homes: list[Household]) -> None:
    first = problem(bench.world, homes[0], "补手续", "缺少申请书", "R43")
    paper = {key: first[key] for key in ("evidence", "evidence_hash")}
    problem(bench.world, homes[0], "补手续", "缺少核对授权书", "R43", **paper)


def _at_one_meeting(bench: Bench, homes: list[Household]) -> None:
    day = date(2025, 5, 23)
    for number, home in enumerate(homes):
        clock = {"closed_on": day, "closed_at": f"{day} 15:{10 + 3 * number:02d}:00", "rectified_on": date(2025, 5, 14)}
        problem(bench.world, home, "补手续", "档案缺少材料", "R43", date(2025, 4, 14), **clock)


_closed(NEAR_MISS, "停发后销号，已经退出", 2, _really_stopped)
_closed(NEAR_MISS, "下月起停发，本月照发", 2, _from_next_month)
_closed(NEAR_MISS, "同一户的两个问题用同一份佐证", 1, _one_household)
_closed(NEAR_MISS, "一个月前登记的问题，一次验收会上逐户销号", 8, _at_one_meeting)
_closed(NEAR_MISS, "销号后复查，问题不属实", 2, _checked_again("不属实"))


def _visited(label: str, note: str, count: int, write, spotless: bool = False) -> None:
    """`count` households of a village, all visited as `write` says; `spotless` where no problem is on the ledger either."""

    def make(bench: Bench) -> None:
        place = _unit(bench, "office_visit", label, without=with_problems(bench.world) if spotless else set())
        if place:
            for number, home in enumerate(_homes(bench, place, count)):
                write(bench, home, number)
            _say(bench, "R67", label, place, "D", note)

    plant("R67", label)(make)


LAST = date(2025, 6, 20)


def _nothing_found(bench: Bench, home: Household, number: int) -> None:
    """Every third head died two years ago, as two registers say, and somebody found all in order at the door."""
    if number % 3 == 0:
        death(bench.world, home.head.person, bench.day(date(2023, 2, 1), date(2024, 3, 1)), ("公安", "殡葬"))
        bench.say("R01", HIT, home, home.head.person, "A", "死亡后仍发放")
    visit(bench.world, home, weekday(bench.world))


_visited(HIT, "入户十二户没有发现任何问题，比对却有四人死亡后仍在领取", 12, _nothing_found, spotless=True)
_visited(HIT, "全村都在截止当天一天走完", 14, lambda bench, home, number: visit(bench.world, home, LAST))
_visited(
    HIT,
    "每户只停留两三分钟",
    12,
    lambda bench, home, number: visit(bench.world, home, weekday(bench.world), 2 + number % 2),
)


def _with_problems(bench: Bench, home: Household, number: int) -> None:
    visit(bench.world, home, weekday(bench.world), problem_count=int(number % 5 == 0))


def _some_on_the_last_day(bench: Bench, home: Household, number: int) -> None:
    visit(bench.world, home, LAST if number < 2 else weekday(bench.world), problem_count=int(number % 5 == 0))


def _one_not_at_home(bench: Bench, home: Household, number: int) -> None:
    """Nobody opened at two doors."""
    if number < 2:
        visit(bench.world, home, weekday(bench.world), 3, met="否", outcome="无人在家，择日再访")
    else:
        visit(bench.world, home, weekday(bench.world), problem_count=int(number % 5 == 0))


_visited(NEAR_MISS, "入户认真，发现了问题", 11, _with_problems)
_visited(NEAR_MISS, "截止当天只走了两户", 11, _some_on_the_last_day)
_visited(NEAR_MISS, "两户无人在家，停留很短", 11, _one_not_at_home)
_visited(
    NEAR_MISS,
    "只有两户，同一天走完",
    2,
    lambda bench, home, number: visit(bench.world, home, LAST, problem_count=number),
)


def _reported(label: str, note: str, which: int, **changes) -> None:
    """One village's reports; `which` month carries the changes."""

    def make(bench: Bench) -> None:
        place = _unit(bench, "office_report", label)
        if place:
            row = reports(bench.world, place)[which]
            row.update({key: change(row) if callable(change) else change for key, change in changes.items()})
            _say(bench, "R68", label, place, "D", note)

    plant("R68", label)(make)


NOTHING = {"figure": None, "cumulative": None, "parts": None, "counted": None}
_reported(HIT, "没有报送", -1, state="未报", submitted_on=None, **NOTHING)
_reported(HIT, "迟报十二天", 1, state="迟报", submitted_on=lambda row: row["due_on"] + timedelta(days=12))
_reported(HIT, "分项之和与填报数不符", 0, figure=25, cumulative=25, parts=22, counted=25)
_reported(HIT, "累计数比上期减少", 2, cumulative=0)
_reported(HIT, "填报数与台账记录数不符", 0, figure=40, cumulative=40, parts=40, counted=31)
_reported(
    EXCEPTION,
    "核减重复登记，已更正并说明原因",
    2,
    state="更正",
    figure=0,
    parts=0,
    counted=0,
    cumulative=1,
    reason="核减重复登记的问题",
)
_reported(
    EXCEPTION,
    "经批准延期，在延期内报送",
    1,
    extended_to=lambda row: row["due_on"] + timedelta(days=10),
    submitted_on=lambda row: row["due_on"] + timedelta(days=8),
)
_reported(NEAR_MISS, "截止日是星期六，星期一报送", 1, submitted_on=date(2025, 5, 12))
_reported(NEAR_MISS, "截止当天报送", 2, submitted_on=lambda row: row["due_on"])
_reported(
    NEAR_MISS,
    "没有情况，零报告",
    2,
    state="零报告",
    figure=0,
    parts=0,
    counted=0,
    cumulative=lambda row: row["cumulative"] - row["figure"],
)


def _called(label: str, note: str, *answers: str, **changes) -> None:
    """Test calls to one village's number, a working day each."""

    def make(bench: Bench) -> None:
        place = _unit(bench, "office_testcall", label)
        if place:
            number = bench.world.registry.phone()
            for day, answer in enumerate(answers):
                call(bench.world, place, date(2025, 5, 13 + day), answer, number, **changes)
            _say(bench, "R70", label, place, "D", note)

    plant("R70", label)(make)


_called(HIT, "两次拨测无人接听", "无人接听", "无人接听")
_called(HIT, "拨测是空号", "空号", "空号")
_called(HIT, "三次拨测，两次关机或无人接听", "关机", "接通", "无人接听")
_called(HIT, "公开栏上没有热线号码", "接通", published="否", published_hotline="", published_where="")
_called(NEAR_MISS, "一次无人接听，第二次接通", "无人接听", "接通")
_called(NEAR_MISS, "一次占线，随后接通", "占线", "接通", "接通")
_called(NEAR_MISS, "两次都接通，号码已公示", "接通", "接通")
