"""R52 发放延迟 · R54 集中取款和死后取款 · R72 少发."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, LAST_MONTH, first_day
from dibao.county.households import Household, Payment
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, earning_more, plant
from dibao.county.records import custody, death, withdrawn


def _township(bench: Bench, punctual: bool) -> int:
    """The later half of the townships never holds money back, so that none is late and in time at once."""
    speaking = bench.world.map.silent
    return bench.rng.randrange(speaking // 2, speaking) if punctual else bench.rng.randrange(speaking // 2)


def _paid(bench: Bench, township: int, month: int, day: date) -> None:
    bench.world.arrivals[township, month] = day


def _late(bench: Bench, months: range, day: date, note: str) -> None:
    township = _township(bench, punctual=False)
    for month in months:
        _paid(bench, township, month, day)
    bench.say("R52", HIT, None, None, "C", note, area=bench.world.map.townships[township].name)


@plant("R52", HIT)
def weeks_late(bench: Bench) -> None:
    month = 2022 * 12 + bench.rng.randrange(38)
    _late(bench, range(month, month + 1), first_day(month) + timedelta(days=58), "财政拨付五十多天后才到户")


@plant("R52", HIT)
def quarter_kept_back(bench: Bench) -> None:
    month = 2022 * 12 + bench.rng.randrange(12) * 3
    _late(bench, range(month, month + 3), first_day(month + 3) + timedelta(days=16), "资金在乡镇滞留，三个月一次发放")


@plant("R52", NEAR_MISS)
def by_the_tenth(bench: Bench) -> None:
    township, month = _township(bench, punctual=True), 2022 * 12 + bench.rng.randrange(40)
    _paid(bench, township, month, first_day(month) + timedelta(days=9))
    bench.say("R52", NEAR_MISS, None, note="拨付四天后、当月十日到户", area=bench.world.map.townships[township].name)


@plant("R52", NEAR_MISS)
def one_card_was_closed(bench: Bench) -> None:
    township, month = _township(bench, punctual=True), 2023 * 12 + bench.rng.randrange(28)
    home = bench.old("single", place=(township, 0))
    _sent_again(bench, home, month, "账户已销户", first_day(month) + timedelta(days=48))
    name = bench.world.map.townships[township].name
    bench.say("R52", NEAR_MISS, None, note="一户换卡后重发，全镇没有延迟", area=name)


def _sent_again(bench: Bench, home: Household, month: int, reason: str, day: date | None = None) -> None:
    """The month's payment came back and went out once more."""
    fen = home.due_fen(month, bench.world.standards)
    home.overrides[month] = 0
    home.payments += [
        Payment(month, fen, status="失败", return_reason=reason),
        Payment(month, fen, status="重发成功", paid_on=day),
    ]


def _cards(bench: Bench, count: int, place: tuple[int, int]) -> list[Household]:
    return [bench.old("single", place=place) for _ in range(count)]


def _usual(bench: Bench, home: Household, last: int = LAST_MONTH) -> None:
    """Its own withdrawals of some months before."""
    for month in range(last - 6, last):
        day = first_day(month) + timedelta(days=bench.rng.randrange(8, 27))
        withdrawn(bench.world, home, day, bench.rng.randrange(500, 1000), 200)


def _together(bench: Bench, homes: list[Household], month: int, step: int, agent=None) -> None:
    """One machine of their own, one day, one card after the other, so many minutes apart."""
    machine = f"CRS{len(bench.world.rows.get('withdrawal', ())):06d}"
    day, minute = first_day(month) + timedelta(days=10), bench.rng.randrange(560, 600)
    for number, home in enumerate(homes):
        _usual(bench, home, month)
        withdrawn(bench.world, home, day, minute + number * step, 300, machine, agent)


def _queue(bench: Bench, cards: int, step: int) -> list[Household]:
    """So many cards of one village at one machine this spring, so many minutes apart."""
    homes = _cards(bench, cards, bench.world.place())
    _together(bench, homes, 2025 * 12 + bench.rng.randrange(5), step)
    return homes


@plant("R54", HIT)
def many_cards_in_minutes(bench: Bench) -> None:
    for home in _queue(bench, 8, 1):
        bench.say("R54", HIT, home, None, "B", "同一取款机十分钟内八张卡连续取款")


@plant("R54", HIT)
def taken_by_one_agent(bench: Bench) -> None:
    place = bench.world.place()
    homes, agent = _cards(bench, 6, place), bench.world.outsider(41, True, place)
    _together(bench, homes, 2025 * 12 + bench.rng.randrange(5), 2, agent)
    for home in homes:
        bench.say("R54", HIT, home, None, "B", "同一人持六张卡连续代取，没有代管备案")


def _died(bench: Bench):
    """Died last winter, and the payment ended with that month."""
    home = bench.old("single")
    month = 2024 * 12 + bench.rng.randrange(8, 14)
    day = bench.in_month(month)
    death(bench.world, home.head.person, day, ("公安", "殡葬"))
    bench.world.close(home, month, "死亡", day + timedelta(days=3))
    _usual(bench, home, month)
    return home, day


@plant("R54", HIT)
def taken_after_death(bench: Bench) -> None:
    home, day = _died(bench)
    withdrawn(bench.world, home, day + timedelta(days=bench.rng.randrange(35, 80)), 615, 900)
    bench.say("R54", HIT, home, home.head.person, "B", "本人死亡一个多月后账户仍被取款")


@plant("R54", NEAR_MISS)
def taken_before_death(bench: Bench) -> None:
    home, day = _died(bench)
    withdrawn(bench.world, home, day - timedelta(days=2), 615, 300)
    bench.say("R54", NEAR_MISS, home, home.head.person, note="死亡前两天本人取款，此后没有交易")


@plant("R54", NEAR_MISS)
def two_neighbours_together(bench: Bench) -> None:
    for home in _queue(bench, 2, 2):
        bench.say("R54", NEAR_MISS, home, note="邻居两人一同取款")


@plant("R54", NEAR_MISS)
def market_day(bench: Bench) -> None:
    for home in _queue(bench, 5, 75):
        bench.say("R54", NEAR_MISS, home, note="发放日同一取款机，前后相隔一个多小时")


@plant("R54", EXCEPTION)
def home_for_the_aged_takes(bench: Bench) -> None:
    place = bench.world.place()
    keeper = bench.world.registry.person(50, True, AS_OF)  # its legal representative's number
    keeper.name = f"{bench.world.map.townships[place[0]].name}敬老院"
    homes = _cards(bench, 6, place)
    for home in homes:
        custody(bench.world, home, keeper, date(2018, 5, 7), relation="供养机构", reason="机构代养")
        bench.say("R54", EXCEPTION, home, note="敬老院按登记为入住老人集中取款")
        bench.say("R53", EXCEPTION, home, note="敬老院集中代管，有登记")
    _together(bench, homes, 2025 * 12 + bench.rng.randrange(5), 2, keeper)


@plant("R72", HIT)
def one_share_short(bench: Bench) -> None:
    home = bench.old("couple")
    for month in range(bench.world.standards.last_change, LAST_MONTH + 1):
        home.overrides[month] = home.due_fen(month, bench.world.standards) // 2
    bench.say("R72", HIT, home, None, "B", "保障两人只发一人份")
    bench.say("R51", HIT, home, None, "B", "实发只有名册核定的一半")


@plant("R72", HIT)
def rise_came_late(bench: Bench) -> None:
    home, standards = bench.old("couple"), bench.world.standards
    old = home.due_fen(standards.last_change - 1, standards)
    for month in range(standards.last_change, standards.last_change + 2):
        home.overrides[month] = old
    bench.say("R72", HIT, home, None, "B", "调标后头两个月仍按旧标准，没有补发")


@plant("R72", NEAR_MISS)
def jiao_cut_off(bench: Bench) -> None:
    home = bench.old("couple")
    for month in range(bench.world.standards.last_change, LAST_MONTH + 1):
        home.overrides[month] = home.due_fen(month, bench.world.standards) - 80
    bench.say("R72", NEAR_MISS, home, note="抹去八角，在一元以内")


@plant("R72", NEAR_MISS)
def less_after_review(bench: Bench) -> None:
    home = earning_more(bench)
    bench.say("R72", NEAR_MISS, home, note="复核后收入提高，金额从当月起按新收入计算")


@plant("R72", NEAR_MISS)
def sent_again(bench: Bench) -> None:
    home = bench.old("single")
    month = bench.rng.randrange(bench.world.standards.last_change, LAST_MONTH)
    _sent_again(bench, home, month, "账户状态异常")
    bench.say("R72", NEAR_MISS, home, note="退票后当月重发，没有少发")
