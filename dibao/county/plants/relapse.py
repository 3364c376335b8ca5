"""R69 反弹回潮: what an earlier campaign closed is there again."""

from datetime import date

from dibao.county.campaign import BEFORE, conclusion, problem
from dibao.county.households import Household
from dibao.county.means import asset
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, insured

KINDS = {"R20": "名下有机动车", "R22": "存款超过规定", "R13": "单位缴纳职工社保，工资没有计入收入"}


def _closed_before(bench: Bench, rule: str) -> Household:
    """Put right and closed in the campaign of 2023; the family stayed on dibao."""
    home = bench.old("siblings", ages=(bench.rng.uniform(52, 57), bench.rng.uniform(46, 51)))
    opened = date(2023, bench.rng.randrange(6, 10), bench.rng.randrange(3, 26))
    problem(bench.world, home, "更正登记", KINDS[rule], rule, opened, campaign=BEFORE)
    return home


def _again(bench: Bench, home: Household, rule: str) -> None:
    """The same lead as before."""
    person = home.members[1].person
    if rule == "R20":
        car(bench.world, person, date(2024, bench.rng.randrange(2, 12), 9))
        bench.say("R20", HIT, home, person, "B", "享受期间购车")
    elif rule == "R22":
        asset(bench.world, person, bench.rng.randrange(120000, 260000, 500))
        bench.say("R22", HIT, home, None, "B/C", "银行存款远超规定倍数")
    else:
        insured(bench.world, person, "企业职工", date(2024, 2, 1))
        bench.say("R13", HIT, home, person, "B/C", "单位为其缴纳职工社保")


def _relapse(rule: str) -> None:
    def make(bench: Bench) -> None:
        home = _closed_before(bench, rule)
        _again(bench, home, rule)
        bench.say("R69", HIT, home, None, "B", f"2023年已销号的{KINDS[rule]}，现在又有")

    plant("R69", HIT)(make)


for _rule in KINDS:
    _relapse(_rule)


@plant("R69", NEAR_MISS)
def stayed_right(bench: Bench) -> None:
    bench.say("R69", NEAR_MISS, _closed_before(bench, "R20"), note="2023年销号，没有反弹")


@plant("R69", NEAR_MISS)
def something_else(bench: Bench) -> None:
    home = _closed_before(bench, "R20")
    _again(bench, home, "R22")
    bench.say("R69", NEAR_MISS, home, note="2023年销号的是车辆，现在是存款")


@plant("R69", EXCEPTION)
def lawful_this_time(bench: Bench) -> None:
    home = _closed_before(bench, "R20")
    changes = {"use": "残疾人专用", "vehicle_type": "残疾人专用汽车", "value": 42000}
    car(bench.world, home.head.person, date(2024, 5, 9), **changes)
    bench.say("R20", EXCEPTION, home, home.head.person, note="残疾人专用代步车")
    bench.say("R69", EXCEPTION, home, note="现在的车是残疾人专用代步车")


@plant("R69", NEAR_MISS)
def never_confirmed(bench: Bench) -> None:
    """Looked into in 2023 and found untrue: nothing was closed then."""
    home = bench.old("siblings", ages=(55.0, 49.0))
    conclusion(bench.world, home, "R20", KINDS["R20"], "不属实-数据错误", date(2023, 9, 12), campaign=BEFORE)
    _again(bench, home, "R20")
    bench.say("R69", NEAR_MISS, home, note="2023年核查不属实，没有销号")
