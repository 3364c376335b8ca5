"""R60 刚性支出和收入骤减 · R63 临时救助、两项补贴漏享."""

from datetime import date, timedelta

from dibao.county.aid import allowance, jobless, marginal_member, pupil, rigid, spent, struck
from dibao.county.households import Household
from dibao.county.means import benefit, counted, earned
from dibao.county.people import Person
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, disabled, job

LIVING, CARE = "困难残疾人生活补贴", "重度残疾人护理补贴"


def _somebody(bench: Bench) -> Person:
    return bench.world.outsider(bench.rng.uniform(36, 57))


def _lately(bench: Bench) -> date:
    return bench.day(date(2024, 10, 1), date(2025, 4, 20))


def _fallen_in(bench: Bench, person: Person, day: date | None = None, **changes) -> date:
    day = day or _lately(bench)
    row = {"kind": "暴雨洪涝", "loss": "住房倒塌", "collapsed_rooms": bench.rng.randrange(2, 5)}
    struck(bench.world, person, day, **{**row, **changes})
    return day


def _burnt(bench: Bench, person: Person) -> None:
    struck(bench.world, person, _lately(bench), "火灾", "住房烧毁，家庭财产全部损失", collapsed_rooms=3)


def _hurt(bench: Bench, person: Person) -> None:
    struck(bench.world, person, _lately(bench), "交通事故", "重伤，丧失主要劳动能力")


def _say(bench: Bench, label: str, person: Person, note: str) -> None:
    bench.say("R60", label, None, person, "C", note)


def _event(note: str, happen) -> None:
    def make(bench: Bench) -> None:
        person = _somebody(bench)
        happen(bench, person)
        _say(bench, HIT, person, note)

    plant("R60", HIT)(make)


_event("住房因灾倒塌，没有任何救助", _fallen_in)
_event("住房烧毁，没有任何救助", _burnt)
_event("主要劳动力重伤，没有任何救助", _hurt)


@plant("R60", HIT)
def students_and_a_long_illness(bench: Bench) -> None:
    """A degree course, a senior school and the hospital in one year: more than most families here earn."""
    world = bench.world
    people = world.family("couple_two", (49.0, 47.0, 20.0, 16.0))
    world.settle([p for p, _ in people], *world.place(), [world.hukou_word(p, r) for p, r in people])
    (_, _), (mother, _), (elder, _), (younger, _) = people
    pupil(
        world, elder, "某省理工学院", "本科", tuition=7200, boarding=1400, nature="公办", enrolled_on=date(2023, 9, 1)
    )
    pupil(world, younger, "县第一中学", "高中", tuition=2400, boarding=900, nature="公办", enrolled_on=date(2024, 9, 1))
    for day in (date(2024, 9, 20), date(2025, 1, 16), date(2025, 4, 22)):
        spent(world, mother, 19000, day, "慢性肾功能衰竭")
    bench.say(
        "R60", HIT, None, mother, "C", "一年内医疗自付五万七千元，两个孩子上大学和高中", people=[p for p, _ in people]
    )
    bench.say("R57", HIT, None, mother, "B", "大病自付五万七千元，未救助")


def _out_of_work(bench: Bench, person: Person, day: date = date(2024, 12, 9), **changes) -> None:
    jobless(bench.world, person, day, **changes)


@plant("R60", HIT)
def work_lost(bench: Bench) -> None:
    person = _somebody(bench)
    _out_of_work(bench, person)
    _say(bench, HIT, person, "失业半年，没有失业保险，没有任何救助")
    bench.say("R63", HIT, None, person, "C", "未参保失业人员，没有一次性临时救助")


def _lawful(label: str, note: str, happen) -> None:
    def make(bench: Bench) -> None:
        person = _somebody(bench)
        happen(bench, person)
        _say(bench, label, person, note)

    plant("R60", label)(make)


def _aided(bench: Bench, person: Person) -> None:
    day = _fallen_in(bench, person)
    bench.world.add("temporary_aid", person, aided_on=day + timedelta(days=12), amount=6000, reason="因灾住房倒塌")


def _recognised(bench: Bench, person: Person) -> None:
    _fallen_in(bench, person, date(2024, 12, 20))
    rigid(bench.world, person, date(2025, 2, 11), "因灾支出")


def _well_off(bench: Bench, person: Person) -> None:
    _fallen_in(bench, person)
    job(bench.world, person, "事业编制", date(2010, 9, 1))
    car(bench.world, person, date(2021, 5, 7))


_lawful(EXCEPTION, "因灾倒房，已发放临时救助", _aided)
_lawful(EXCEPTION, "因灾倒房，有编制工资和轿车", _well_off)
_lawful(EXCEPTION, "因灾倒房，已按重建补助救助",
        lambda bench, person: _fallen_in(bench, person, date(2024, 12, 20), relieved_on=date(2025, 1, 22), relief=30000))  # fmt: skip
_lawful(NEAR_MISS, "已认定为刚性支出困难家庭", _recognised)
_lawful(NEAR_MISS, "四年前的灾害", lambda bench, person: _fallen_in(bench, person, date(2021, 6, 20)))
_lawful(NEAR_MISS, "失业后已重新就业", lambda bench, person: _out_of_work(bench, person, status="已就业"))
_lawful(NEAR_MISS, "失业，正在领取失业保险金",
        lambda bench, person: _out_of_work(bench, person, amount=1420, benefit_to=date(2025, 12, 31)))  # fmt: skip


@plant("R60", NEAR_MISS)
def struck_and_on_dibao(bench: Bench) -> None:
    home = bench.recent("couple", urban=False, place=bench.rural())
    _fallen_in(bench, home.head.person)
    bench.say("R60", NEAR_MISS, home, home.head.person, note="受灾户已在低保")
    bench.say("R64", HIT, home, home.head.person, "C", "农村低保户受灾，不在监测户台账中")


def _disabled_home(bench: Bench, kind: str = "肢体", grade: int = 2, **changes) -> tuple[Household, Person]:
    """A person on dibao with a certificate; what the person draws is for the plant to say."""
    home = bench.recent("single", ages=(bench.rng.uniform(42, 57),))
    card = {"issued_on": date(2018, 4, 12), "valid_to": date(2038, 4, 12)}
    disabled(bench.world, home.head, kind, grade, **{**card, **changes})
    bench.world.spoken_for.add(("disability_allowance", home.head.person))
    return home, home.head.person


def _draws(bench: Bench, home: Household, person: Person, *kinds: str, **changes) -> None:
    for kind in kinds:
        allowance(bench.world, person, kind, home.approved + timedelta(days=40), **changes)


@plant("R63", HIT)
def neither_allowance(bench: Bench) -> None:
    home, person = _disabled_home(bench, grade=bench.rng.choice((1, 2)))
    bench.say("R63", HIT, home, person, "C", "低保家庭重度残疾人，两项补贴都没有")


@plant("R63", HIT)
def no_care_allowance(bench: Bench) -> None:
    home, person = _disabled_home(bench, "视力", 1)
    _draws(bench, home, person, LIVING)
    bench.say("R63", HIT, home, person, "C", "低保家庭重度残疾人，只有生活补贴，没有护理补贴")


@plant("R63", HIT)
def no_living_allowance(bench: Bench) -> None:
    home, person = _disabled_home(bench, "多重", 1)
    _draws(bench, home, person, CARE)
    bench.say("R63", HIT, home, person, "C", "低保家庭重度残疾人，只有护理补贴，没有生活补贴")


@plant("R63", HIT)
def allowances_stopped(bench: Bench) -> None:
    home, person = _disabled_home(bench)
    _draws(bench, home, person, LIVING, CARE, end_on=date(2024, 3, 31), status="停发")
    bench.say("R63", HIT, home, person, "C", "证件有效、仍在低保，两项补贴已停发一年多")


@plant("R63", HIT)
def out_of_work_on_the_margin(bench: Bench) -> None:
    """Poor by recognition, without work and insurance for more than three months (2022-83 二（一）)."""
    person = _somebody(bench)
    marginal_member(bench.world, person, person, "户主", date(2023, 4, 8))
    _out_of_work(bench, person, date(2024, bench.rng.randrange(9, 13), 16))
    bench.say("R63", HIT, None, person, "C", "低保边缘家庭的未参保失业人员，没有一次性临时救助")


@plant("R63", NEAR_MISS)
def both_allowances_drawn(bench: Bench) -> None:
    home, person = _disabled_home(bench)
    _draws(bench, home, person, LIVING, CARE)
    bench.say("R63", NEAR_MISS, home, person, note="两项补贴都在领取")


@plant("R63", EXCEPTION)
def injury_insurance_pays_for_care(bench: Bench) -> None:
    """Who draws nursing pay from injury insurance is not due the allowances; the pay is counted."""
    home, person = _disabled_home(bench)
    monthly = counted(home) // 12 * 6 // 10
    benefit(bench.world, person, "生活护理费", monthly, date(2021, 5, 1))
    earned(bench.world, home, "工伤生活护理费", "转移性收入", monthly * 12)
    earned(bench.world, home, "种植玉米、水稻", "种植", counted(home) - monthly * 12)
    bench.say("R63", EXCEPTION, home, person, note="领取工伤护理费，不享受残疾人补贴")


@plant("R63", NEAR_MISS)
def certificate_cancelled(bench: Bench) -> None:
    home, person = _disabled_home(bench, status="注销")
    bench.say("R63", NEAR_MISS, home, person, note="残疾人证已注销")


@plant("R63", NEAR_MISS)
def certificate_of_this_month(bench: Bench) -> None:
    home, person = _disabled_home(bench, issued_on=date(2025, 6, 18), valid_to=date(2035, 6, 18))
    bench.say("R63", NEAR_MISS, home, person, note="残疾人证十天前才发，补贴尚在办理")


@plant("R63", NEAR_MISS)
def grade_three_with_the_living_allowance(bench: Bench) -> None:
    home, person = _disabled_home(bench, "听力", 3)
    _draws(bench, home, person, LIVING)
    bench.say("R63", NEAR_MISS, home, person, note="三级听力残疾，没有护理补贴")


def _jobless_lawful(note: str, day: date = date(2024, 11, 5), aided: bool = False, **changes) -> None:
    def make(bench: Bench) -> None:
        person = _somebody(bench)
        marginal_member(bench.world, person, person, "户主", date(2023, 4, 8))
        _out_of_work(bench, person, day, **changes)
        if aided:
            bench.world.add("temporary_aid", person, aided_on=date(2025, 3, 6), amount=3000, reason="未参保失业人员一次性临时救助")  # fmt: skip
        bench.say("R63", NEAR_MISS, None, person, note=note)

    plant("R63", NEAR_MISS)(make)


_jobless_lawful("已发放一次性临时救助", aided=True)
_jobless_lawful("正在领取失业保险金", amount=1420, benefit_to=date(2025, 12, 31))
_jobless_lawful("失业登记不满三个月", date(2025, 5, 20))


@plant("R63", NEAR_MISS)
def out_of_work_on_dibao(bench: Bench) -> None:
    home = bench.recent("siblings", ages=(bench.rng.uniform(52, 57), bench.rng.uniform(46, 51)))
    _out_of_work(bench, home.members[1].person)
    bench.say("R63", NEAR_MISS, home, home.members[1].person, note="失业人员已在低保")
