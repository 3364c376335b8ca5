"""R34 政策保、搬迁保、息访保: taken in as one of a kind, without anybody looking into the means (57号 art. 28)."""

from datetime import date, timedelta

from dibao.county.clock import add_workdays
from dibao.county.households import Household
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant

BATCH = 6  # households on one day in one village
NOT_LOOKED_INTO = {
    "check_requested_on": None, "checked_on": None, "checked_members": None, "check_result": "", "checked_by": "", "checked_income": None,
    "visited_on": None, "investigators": "", "visit_method": "", "visit_result": "", "visit_signed": "", "respondent_signed": "", "visited_income": None,
}  # fmt: skip


def _skip_the_inquiry(bench: Bench, home: Household) -> None:
    """Neither check nor visit; each of them is a lead of its own as well."""
    bench.world.procedure(home, **NOT_LOOKED_INTO)
    bench.say("R38", HIT, home, None, "B", "没有核对")
    bench.say("R39", HIT, home, None, "B", "没有入户调查")


def _batch(bench: Bench) -> list[Household]:
    approved, place = bench.world.quiet_approval(date(2021, 10, 1), date(2023, 9, 1)), bench.world.place()
    return [bench.home("single", approved=approved, place=place) for _ in range(BATCH)]


def _say_batch(bench: Bench, homes: list[Household], note: str) -> None:
    """Each household is a lead, and so is the township that did it."""
    for home in homes:
        _skip_the_inquiry(bench, home)
        bench.say("R34", HIT, home, None, "B", note)
    bench.say("R34", HIT, None, None, "D", note, area=bench.world.map.townships[homes[0].township].name)


def _group(tag: str, where: str) -> None:
    def make(bench: Bench) -> None:
        homes = _batch(bench)
        for home in homes:
            setattr(home, where, tag)
        _say_batch(bench, homes, f"{tag}同一天成批纳入，没有核对和入户")

    plant("R34", HIT)(make)


_group("征地拆迁户", "remark")
_group("退役军人", "remark")
_group("离任村干部", "reason")
_group("计生户", "remark")
_group("六十年代精减退职人员", "remark")
_group("贫困户", "remark")


def _moved(bench: Bench, home: Household) -> None:
    day = home.approved - timedelta(days=bench.rng.randrange(30, 80))
    bench.world.add("relocation", home.head.person, kind="水库移民搬迁", project="水库移民安置工程", moved_on=day, resettled_at="移民安置点")  # fmt: skip


@plant("R34", HIT)
def relocated_together(bench: Bench) -> None:
    homes = _batch(bench)
    for home in homes:
        _moved(bench, home)
    _say_batch(bench, homes, "搬迁名单上的人同一天成批纳入，没有核对和入户")


def _petition(bench: Bench, home: Household, day: date, person=None, by: tuple = ("id", "phone")) -> None:
    """Offices of petitions know the name, often the village and the telephone, seldom the number."""
    person = person or home.head.person
    known = {
        "petitioner_id": person.id_no if "id" in by else "",
        "petitioner_phone": person.phone if "phone" in by else "",
    }
    bench.world.add(
        "petition",
        person,
        received_on=day,
        topic="要求给本人解决低保",
        kind="低保待遇诉求",
        result="已协调纳入",
        **known,
    )


def _petitioner(bench: Bench) -> Household:
    return bench.recent("single", ages=(bench.rng.uniform(50, 66),))


def _calmed(severity: str, note: str, by: tuple) -> None:
    def make(bench: Bench) -> None:
        home = _petitioner(bench)
        _petition(bench, home, home.approved - timedelta(days=bench.rng.randrange(25, 130)), by=by)
        _skip_the_inquiry(bench, home)
        bench.say("R34", HIT, home, None, severity, note)

    plant("R34", HIT)(make)


_calmed("B", "信访后几个月内纳入，没有核对和入户", ("id", "phone"))
_calmed("C", "信访台账没有证号，同村同名同电话，信访后纳入，没有核对和入户", ("phone",))


@plant("R34", EXCEPTION)
def taken_in_after_a_flood(bench: Bench) -> None:
    """Emergency first, the inquiry within days after the decision."""
    for home in _batch(bench):
        home.remark = "受灾户"
        checked, asked = add_workdays(home.approved, 4), add_workdays(home.approved, 2)
        row = bench.world.procedure(home, emergency="是", checked_on=checked, check_requested_on=asked)
        row["visited_on"] = min(row["visited_on"], home.approved)
        bench.say("R34", EXCEPTION, home, note="因灾紧急纳入，事后补办核对")
        bench.say("R38", EXCEPTION, home, note="紧急程序，批准后数日补核")


@plant("R34", NEAR_MISS)
def each_looked_into(bench: Bench) -> None:
    for home in _batch(bench):
        home.remark = "移民户"
        bench.say("R34", NEAR_MISS, home, note="同一天批准的移民户，逐户核对、入户")


@plant("R34", NEAR_MISS)
def relocated_and_looked_into(bench: Bench) -> None:
    for home in _batch(bench):
        _moved(bench, home)
        bench.say("R34", NEAR_MISS, home, note="搬迁名单上的困难户，逐户核对、入户")


@plant("R34", NEAR_MISS)
def petitioned_and_looked_into(bench: Bench) -> None:
    home = _petitioner(bench)
    _petition(bench, home, home.approved - timedelta(days=60))
    bench.say("R34", NEAR_MISS, home, note="信访后申请，程序齐全")


@plant("R34", NEAR_MISS)
def petitioned_long_before(bench: Bench) -> None:
    home = _petitioner(bench)
    _petition(bench, home, home.approved - timedelta(days=430))
    _skip_the_inquiry(bench, home)
    bench.say("R34", NEAR_MISS, home, note="信访在纳入十四个月以前")


@plant("R34", NEAR_MISS)
def a_namesake_petitioned(bench: Bench) -> None:
    home = _petitioner(bench)
    _petition(bench, home, home.approved - timedelta(days=60), bench.namesake(home.head.person))
    _skip_the_inquiry(bench, home)
    bench.say("R34", NEAR_MISS, home, note="信访人是别村同名的人")
