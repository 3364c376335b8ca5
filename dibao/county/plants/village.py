"""R31 轮流保 · R32 平均保 · R33 下指标分名额 · R35 举手投票 · R37 覆盖面异常 · R47 批量、倒签、模板化 · R71 系统数据不一致: a village or township as a whole."""

from datetime import date, timedelta

from dibao.county.clock import LAST_MONTH, first_day, month_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import refused

LAWFUL = ("家庭收入超过低保标准", "子女就业，收入增加", "主动申请退出", "家庭成员务工，收入增加")


def _autumn(bench: Bench, year: int) -> date:
    """A decision of November, its procedure clear of the holidays."""
    return bench.world.quiet_approval(date(year, 10, 15), date(year, 10, 31))


def _old_homes(bench: Bench, place: tuple[int, int], count: int) -> list:
    shapes = ("single", "couple", "single", "parent_child")
    return [bench.old(shapes[number % 4], place=place) for number in range(count)]


def _close(bench: Bench, home, month: int, reason: str) -> None:
    bench.world.close(home, month, reason, first_day(month) + timedelta(days=bench.rng.randrange(10, 25)))


def _in_turn(reason: str, note: str) -> None:
    """Five families each autumn for twelve months, then five others."""

    def make(bench: Bench) -> None:
        place = bench.village()
        if not place:
            return
        _old_homes(bench, place, 4)
        for year in range(2018, 2025):
            for _ in range(5):
                home = bench.home(bench.rng.choice(("single", "couple")), approved=_autumn(bench, year), place=place)
                if year < 2024:
                    _close(bench, home, home.start + 11, reason)
                    for table in ("exit", "adjustment"):
                        bench.world.rows[table][-1]["basis"] = ""
                    bench.say("R76", HIT, home, None, "B", "停保没有法定事由")
        bench.say("R31", HIT, None, None, "D", note, area=bench.area_of(place))
        bench.say("R33", HIT, None, None, "D", "每年五户进五户出", area=bench.area_of(place))

    plant("R31", HIT, area=True)(make)


_in_turn("轮换", "每年换一批五户，各保十二个月，退出原因写轮换")
_in_turn("", "每年换一批五户，各保十二个月，退出原因空白")


@plant("R31", NEAR_MISS, area=True)
def families_come_and_go(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for number, home in enumerate(_old_homes(bench, place, 18)):
        if number % 2:
            _close(bench, home, 2018 * 12 + bench.rng.randrange(6, 66), bench.rng.choice(LAWFUL))
    for year in (2019, 2021, 2022, 2022, 2023):
        bench.home("single", approved=_autumn(bench, year), place=place)
    bench.say("R31", NEAR_MISS, None, note="有进有出，事由合法，在保时间长短不一", area=bench.area_of(place))


@plant("R31", NEAR_MISS, area=True)
def a_year_of_cleaning_up(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for number, home in enumerate(_old_homes(bench, place, 26)):
        if number % 2:
            _close(bench, home, 2018 * 12 + bench.rng.randrange(4, 10), "专项治理核查，家庭收入超过低保标准")
    bench.say("R31", NEAR_MISS, None, note="专项治理当年集中清退，没有轮换进来", area=bench.area_of(place))


def _same_income(bench: Bench, place: tuple[int, int], count: int) -> list:
    """Every family is written down with the same income a head, so each head gets the same."""
    homes = _old_homes(bench, place, count)
    for home in homes:
        home.income = bench.world.standards.at(home.urban, 2018 * 12) * 6 // 10
    return homes


@plant("R32", HIT, area=True)
def same_income_for_all(bench: Bench) -> None:
    place = bench.village()
    if place:
        _same_income(bench, place, 18)
        bench.say("R32", HIT, None, None, "D", "全村各户人均收入和人均补助完全相同", area=bench.area_of(place))


@plant("R32", HIT, area=True)
def no_income_for_anybody(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    standards = bench.world.standards
    for home in _same_income(bench, place, 16):
        home.overrides = {month: home.due_fen(month, standards) for month in range(home.start, LAST_MONTH + 1)}
        home.roster_fen, home.income = home.overrides[LAST_MONTH], -1
        bench.say("R17", HIT, home, None, "B", "收入栏全部为空")
    bench.say("R32", HIT, None, None, "D", "全村收入栏为空，人均补助完全相同", area=bench.area_of(place))


@plant("R32", NEAR_MISS, area=True)
def three_families(bench: Bench) -> None:
    place = bench.village()
    if place:
        _same_income(bench, place, 3)
        bench.say("R32", NEAR_MISS, None, note="全村只有三户，相同不说明问题", area=bench.area_of(place))


@plant("R32", NEAR_MISS, area=True)
def half_of_them_alike(bench: Bench) -> None:
    place = bench.village()
    if place:
        _same_income(bench, place, 9)
        _old_homes(bench, place, 9)
        bench.say("R32", NEAR_MISS, None, note="一半户收入相同，其余各不相同", area=bench.area_of(place))


def _batches(bench: Bench, place: tuple[int, int], entries: tuple, exits: tuple) -> None:
    """Two batches a year from autumn 2021; who goes has long been there."""
    there = _old_homes(bench, place, 20)
    for number, (coming, going) in enumerate(zip(entries, exits, strict=True)):
        year, summer = 2022 + number // 2, number % 2
        first, last = (date(year, 7, 1), date(year, 7, 12)) if summer else (date(year - 1, 10, 15), date(year - 1, 10, 22))  # fmt: skip
        arrived = [bench.home("single", approved=bench.world.quiet_approval(first, last), place=place) for _ in range(coming)]  # fmt: skip
        month = month_of(arrived[0].approved) if arrived else month_of(last) + 1
        for home in [there.pop(bench.rng.randrange(len(there))) for _ in range(going)]:
            _close(bench, home, month, bench.rng.choice(LAWFUL))


@plant("R33", HIT, area=True)
def as_many_out_as_in(bench: Bench) -> None:
    place = bench.village()
    if place:
        _batches(bench, place, (3, 2, 3, 4, 2, 3), (3, 2, 3, 4, 2, 3))
        bench.say("R33", HIT, None, None, "D", "每批退几户就进几户，总数始终二十户", area=bench.area_of(place))


@plant("R33", NEAR_MISS, area=True)
def different_numbers(bench: Bench) -> None:
    place = bench.village()
    if place:
        _batches(bench, place, (3, 0, 1, 4, 0, 2), (1, 2, 4, 0, 3, 1))
        bench.say("R33", NEAR_MISS, None, note="每批进出户数不等，总数有升有降", area=bench.area_of(place))


def _row(bench: Bench, home) -> dict:
    return next(row for row in reversed(bench.world.rows["procedure"]) if row["household"] is home)


@plant("R35", HIT, area=True)
def voted_in(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for number in range(1, 13):
        home = bench.home("single", approved=_autumn(bench, 2022 + number % 2), place=place)
        row = _row(bench, home)
        row.update(appraised_on=row["notice_from"], appraisal_result=f"举手表决，得票第{number}名，列入前12名", declared_income=None, visited_income=None, checked_income=None)  # fmt: skip
    for _ in range(5):
        person = bench.world.outsider(bench.rng.uniform(45, 70), None, place)
        lost = {"income": None, "visited_on": None, "checked_on": None, "stage": "民主评议"}
        refused(bench.world, person, _autumn(bench, 2022), "群众投票票数不够，未进入前12名", **lost)
        bench.say("R35", HIT, None, person, "C", "只因投票落选，没有核算收入")
    note = "按得票排名和名额确定对象，落选户没有核算收入"
    bench.say("R35", HIT, None, None, "D/C", note, area=bench.area_of(place))


@plant("R35", NEAR_MISS, area=True)
def appraised_after_objections(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for _ in range(8):
        row = _row(bench, bench.home("single", approved=_autumn(bench, 2022), place=place))
        row.update(objection="有", revisited_on=row["notice_to"], appraised_on=row["notice_to"], appraisal_result="经评议，家庭情况属实")  # fmt: skip
    for _ in range(4):
        person = bench.world.outsider(bench.rng.uniform(45, 70), None, place)
        refused(bench.world, person, _autumn(bench, 2022))
    note = "有异议后民主评议核实情况，收入都已核算"
    bench.say("R35", NEAR_MISS, None, note=note, area=bench.area_of(place))


def _wave(bench: Bench, place: tuple[int, int], count: int) -> list:
    """So many families taken in within one quarter of last year, each on its own day."""
    _old_homes(bench, place, 8)
    days = [bench.world.quiet_approval(date(2024, 10, 15), date(2024, 11, 11)) for _ in range(count)]
    return [bench.home(bench.rng.choice(("single", "couple")), approved=day, place=place) for day in days]


@plant("R37", HIT, area=True)
def a_wave(bench: Bench) -> None:
    place = bench.village()
    if place:
        _wave(bench, place, 22)
        note = "一个季度纳入二十二户，没有灾情等事由"
        bench.say("R37", HIT, None, None, "D", note, area=bench.area_of(place))


@plant("R37", HIT, area=True)
def all_the_watched(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for home in _old_homes(bench, place, 18):
        bench.world.add("monitored", home.head.person, kind="脱贫户", risk="", identified_on=date(2014, 6, 1), removed="否", removed_on=None, labour="普通劳动力", income=9800)  # fmt: skip
    note = "脱贫户全部纳入低保，一兜了之"
    bench.say("R37", HIT, None, None, "D", note, area=bench.area_of(place))


@plant("R37", EXCEPTION, area=True)
def a_flood(bench: Bench) -> None:
    place = bench.village()
    if not place:
        return
    for home in _wave(bench, place, 22):
        bench.world.add("disaster", home.head.person, household=home, happened_on=date(2024, 9, 3), kind="洪涝", loss="房屋倒损、农田绝收", collapsed_rooms=2, relieved_on=date(2024, 9, 10), relief=1500)  # fmt: skip
        bench.world.add("monitored", home.head.person, kind="突发严重困难户", risk="因灾", identified_on=date(2024, 9, 20), removed="否", removed_on=None, labour="普通劳动力", income=6100)  # fmt: skip
    bench.say("R37", EXCEPTION, None, note="洪灾之后集中纳入", area=bench.area_of(place))


@plant("R37", NEAR_MISS, area=True)
def two_more(bench: Bench) -> None:
    place = bench.village()
    if place:
        _wave(bench, place, 2)
        bench.say("R37", NEAR_MISS, None, note="一个季度只增两户", area=bench.area_of(place))


SENTENCE = "经走访{}群众，该户家庭成员体弱多病，缺乏劳动能力，无稳定收入来源，生活确有困难，建议纳入低保"


def _files(bench: Bench, label: str, count: int, note: str) -> list[tuple]:
    """Households of a village taken for the case, each decided on a day of its own: (area, household, its row of the ledger)."""
    place = bench.village()
    if not place:
        return []
    bench.say("R47", label, None, None, "D" if label == HIT else "", note, area=bench.area_of(place))
    _old_homes(bench, place, 12)
    days = [bench.world.quiet_approval(date(2021, 10, 1), date(2024, 11, 1)) for _ in range(count)]
    homes = [bench.home(bench.rng.choice(("single", "couple")), approved=day, place=place) for day in days]
    return [(bench.area_of(place), home, _row(bench, home)) for home in homes]


def _one_sitting(row: dict) -> None:
    """Every step up to the notice on one day."""
    steps = ("applied_on", "check_requested_on", "checked_on", "visited_on", "notice_from")
    row.update(dict.fromkeys(steps, row["accepted_on"]), notice_to=row["accepted_on"] + timedelta(days=8))


@plant("R47", HIT, area=True)
def files_of_one_sitting(bench: Bench) -> None:
    for _, _, row in _files(bench, HIT, 14, "全村每一户从申请到公示都写同一天"):
        _one_sitting(row)


@plant("R47", HIT, area=True)
def one_sentence_for_all(bench: Bench) -> None:
    for area, _, row in _files(bench, HIT, 16, "全村入户调查结论是同一段话"):
        row["visit_result"] = SENTENCE.format(area)


@plant("R47", HIT, area=True)
def dated_back(bench: Bench) -> None:
    for _, home, row in _files(bench, HIT, 14, "全村大多数户的台账日期颠倒")[2:]:
        row["visited_on"] = row["notice_from"] + timedelta(days=bench.rng.randrange(2, 6))
        bench.say("R47", HIT, home, None, "C", "公示之后才入户调查")


@plant("R47", EXCEPTION, area=True)
def taken_in_at_once(bench: Bench) -> None:
    for _, _, row in _files(bench, EXCEPTION, 12, "都走紧急程序，当天受理、核对、入户"):
        _one_sitting(row)
        row["emergency"] = "是"


@plant("R47", NEAR_MISS, area=True)
def visited_when_they_came(bench: Bench) -> None:
    for _, _, row in _files(bench, NEAR_MISS, 14, "受理当天入户，核对、公示各有各的日期"):
        row["visited_on"] = row["applied_on"] = row["accepted_on"]


@plant("R47", NEAR_MISS, area=True)
def four_in_the_same_words(bench: Bench) -> None:
    for area, _, row in _files(bench, NEAR_MISS, 14, "只有四户的结论相同")[:4]:
        row["visit_result"] = SENTENCE.format(area)


def _reported(bench: Bench, label: str, factor: float, note: str) -> None:
    """What the ledger of figures says of a township, as a multiple of what its own lists add up to."""
    told = bench.world.reported
    free = [number for number in range(len(bench.world.map.townships) - 1) if number not in told]
    if free:
        township = bench.rng.choice(free)
        told[township] = factor
        bench.say("R71", label, None, None, "D", note, area=bench.world.map.townships[township].name)


@plant("R71", HIT, area=True)
def figures_too_high(bench: Bench) -> None:
    _reported(bench, HIT, 1.12, "统计台账比名册多一成以上")


@plant("R71", HIT, area=True)
def figures_too_low(bench: Bench) -> None:
    _reported(bench, HIT, 0.88, "统计台账比名册少一成以上")


@plant("R71", NEAR_MISS, area=True)
def figures_nearly_right(bench: Bench) -> None:
    _reported(bench, NEAR_MISS, 1.01, "相差百分之一，在允许范围内")
