"""R05 重复享受低保 · R06 低保与特困."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, LAST_MONTH, first_day
from dibao.county.households import Member, Payment
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant


def _second(bench: Bench, person, approved: date, urban: bool | None = None, elsewhere: bool = True):
    """The same person as a household of their own, in another township where there is one."""
    place = bench.world.place() if elsewhere else (person.township, person.village)
    home = bench.world.household(people=[(person, "户主")], settle=False, approved=approved, place=place, urban=urban)
    home.planted = True
    if place[0] != person.township:
        bench.say("R36", HIT, home, None, "C", "户口在另一个乡镇")
    return home


@plant("R05", HIT)
def in_two_households(bench: Bench) -> None:
    first = bench.old("siblings")
    second = _second(bench, first.members[1].person, bench.world.quiet_approval(date(2021, 8, 1), date(2024, 6, 1)))
    for home in (first, second):
        bench.say("R05", HIT, home, first.members[1].person, "A", "同一人在两户享受")


@plant("R05", HIT)
def urban_and_rural(bench: Bench) -> None:
    first = bench.old("siblings", urban=False)
    second = _second(
        bench, first.members[1].person, bench.world.quiet_approval(date(2021, 8, 1), date(2024, 6, 1)), urban=True
    )
    for home in (first, second):
        bench.say("R05", HIT, home, first.members[1].person, "A", "城市和农村低保重复享受")


@plant("R05", HIT)
def two_accounts_in_a_month(bench: Bench) -> None:
    home = bench.old("single")
    account, first = bench.world.account(), 2023 * 12 + bench.rng.randrange(18)
    for month in range(first, first + 4):
        home.payments.append(Payment(month, home.due_fen(month, bench.world.standards), account=account))
    bench.say("R05", HIT, home, home.head.person, "A", "同月经两个账户各发一次")
    bench.say("R51", HIT, home, None, "B", "同月发放两次")


@plant("R05", EXCEPTION)
def transfer_month(bench: Bench) -> None:
    first = bench.old("single")
    month = 2023 * 12 + bench.rng.randrange(14)
    second = _second(bench, first.head.person, first_day(month - 1) + timedelta(days=bench.rng.randrange(14, 27)))
    bench.world.close(first, month, "跨乡镇转移", bench.in_month(month))
    for home in (first, second):
        bench.say("R05", EXCEPTION, home, first.head.person, note="乡镇间转移，仅当月重叠")


@plant("R05", EXCEPTION)
def back_pay_beside_regular(bench: Bench) -> None:
    home = bench.old("single")
    month = 2023 * 12 + bench.rng.randrange(6, 18)
    home.skipped |= {month - 2, month - 1}
    fen = sum(home.due_fen(m, bench.world.standards) for m in (month - 2, month - 1))
    home.payments.append(Payment(month, fen, "补发", months=2))
    for rule in ("R05", "R49", "R51"):
        bench.say(
            rule, EXCEPTION, home, home.head.person if rule == "R05" else None, note="补发前两个月，与当月正常发放并列"
        )


@plant("R05", NEAR_MISS)
def listed_but_not_covered(bench: Bench) -> None:
    first = bench.old("siblings")
    second = bench.old("single")
    person = first.members[1].person
    second.members.append(Member(person, "兄弟姐妹", covered=False, ground="已在另一户享受低保", labour="无劳动能力"))
    bench.say("R05", NEAR_MISS, second, person, note="在另一户中列名但不计入保障人口")


@plant("R05", NEAR_MISS)
def same_name_same_birthday(bench: Bench) -> None:
    first = bench.old("single")
    double = bench.twin_date(first.head.person)
    place = (double.township, double.village)
    second = bench.world.household(people=[(double, "户主")], settle=False, place=place, approved=date(2016, 4, 5))
    second.planted = True
    for home in (first, second):
        bench.say("R05", NEAR_MISS, home, home.head.person, note="同名同生日不同人")


@plant("R05", NEAR_MISS)
def left_then_joined(bench: Bench) -> None:
    first = bench.old("single")
    month = 2022 * 12 + bench.rng.randrange(12)
    bench.world.close(first, month, "跨乡镇转移", bench.in_month(month))
    second = _second(bench, first.head.person, bench.in_month(month + 2))
    for home in (first, second):
        bench.say("R05", NEAR_MISS, home, first.head.person, note="先退出后在新址纳入，没有重叠")


def _tekun(bench: Bench, person, start: date, end: date | None = None) -> None:
    bench.world.add(
        "tekun",
        person,
        form="分散供养",
        start_on=start,
        end_on=end,
        status="终止" if end else "在保",
        amount=980,
        institution="",
        care_level="半失能",
    )


@plant("R06", HIT)
def on_both(bench: Bench) -> None:
    home = bench.old("single")
    _tekun(bench, home.head.person, bench.day(date(2021, 1, 1), date(2024, 12, 1)))
    bench.say("R06", HIT, home, home.head.person, "A", "同时享受低保和特困")


@plant("R06", HIT)
def was_on_both(bench: Bench) -> None:
    home = bench.old("siblings")
    start = bench.day(date(2020, 1, 1), date(2022, 1, 1))
    _tekun(bench, home.members[1].person, start, start + timedelta(days=400))
    bench.say("R06", HIT, home, home.members[1].person, "A", "曾同时享受，特困已终止")


@plant("R06", EXCEPTION)
def changeover_month(bench: Bench) -> None:
    home = bench.old("siblings")
    month = 2022 * 12 + bench.rng.randrange(30)
    day = bench.in_month(month)
    _tekun(bench, home.members[1].person, day)
    bench.world.leave(home, home.members[1], month, "转为特困供养", day)
    bench.say("R06", EXCEPTION, home, home.members[1].person, note="转换当月重叠")


@plant("R06", EXCEPTION)
def changes_this_month(bench: Bench) -> None:
    home = bench.old("single")
    _tekun(bench, home.head.person, AS_OF - timedelta(days=bench.rng.randrange(4, 22)))
    bench.say("R06", EXCEPTION, home, home.head.person, note="本月转特困，低保次月停发")


@plant("R06", NEAR_MISS)
def tekun_before(bench: Bench) -> None:
    home = bench.recent("single")
    _tekun(bench, home.head.person, date(2017, 3, 1), home.approved - timedelta(days=70))
    bench.say("R06", NEAR_MISS, home, home.head.person, note="特困终止后才纳入低保")


@plant("R06", NEAR_MISS)
def tekun_namesake(bench: Bench) -> None:
    home = bench.old("single")
    _tekun(bench, bench.namesake(home.head.person), date(2019, 3, 1))
    bench.say("R06", NEAR_MISS, home, home.head.person, note="特困人员同名不同人")


@plant("R06", NEAR_MISS)
def tekun_after(bench: Bench) -> None:
    home = bench.old("single")
    month = LAST_MONTH - bench.rng.randrange(20, 40)
    bench.world.close(home, month, "转为特困供养", bench.in_month(month))
    _tekun(bench, home.head.person, first_day(month + 1))
    bench.say("R06", NEAR_MISS, home, home.head.person, note="低保停发次月起转特困")
