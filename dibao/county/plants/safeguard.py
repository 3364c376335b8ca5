"""R64 低保和脱贫人口两头对不上 · R65 教育、医疗、住房保障缺口."""

from datetime import date, timedelta

from dibao.county.aid import dwelling, pupil, struck
from dibao.county.clock import AS_OF
from dibao.county.households import Household
from dibao.county.people import Person, surname_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, death, job, refused


def _lifted(bench: Bench, person: Person, head: Person | None = None, relation: str = "户主", **changes) -> None:
    """Registered as lifted out of poverty (formerly 建档立卡), without labour unless it is said."""
    row = {"kind": "脱贫户", "risk": "", "identified_on": date(2016, 11, 20), "removed": "", "removed_on": None, "labour": "无劳动力",
           "income": bench.rng.randrange(3900, 5200, 100), "relation": relation, "head": head or person}  # fmt: skip
    bench.world.add("monitored", person, **{**row, **changes})


def _say(bench: Bench, label: str, person: Person, note: str) -> None:
    bench.say("R64", label, None, person, "C", note)


@plant("R64", HIT)
def old_and_alone(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(68, 80), place=bench.rural())
    _lifted(bench, person)
    _say(bench, HIT, person, "脱贫户，一人，无劳动力，没有低保、特困")


@plant("R64", HIT)
def unable_to_work(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(40, 57), place=bench.rural())
    _lifted(bench, person, labour="丧失劳动力")
    _say(bench, HIT, person, "脱贫户，丧失劳动力，没有低保、特困")


def _couple(bench: Bench, ages: tuple) -> list[Person]:
    world = bench.world
    people = world.family("couple", ages)
    world.settle([p for p, _ in people], *bench.rural(), [world.hukou_word(p, r) for p, r in people])
    return [person for person, _ in people]


@plant("R64", HIT)
def nobody_in_the_family_can_work(bench: Bench) -> None:
    people = _couple(bench, (73.0, 70.0))
    for person, relation in zip(people, ("户主", "配偶"), strict=True):
        _lifted(bench, person, people[0], relation)
    bench.say("R64", HIT, None, people[0], "C", "脱贫户全家无劳动力，没有低保、特困", people=people)


def _burnt_out(bench: Bench) -> Household:
    home = bench.recent("couple", urban=False, place=bench.rural())
    struck(
        bench.world,
        home.head.person,
        bench.day(date(2024, 10, 1), date(2025, 4, 20)),
        "火灾",
        "住房烧毁",
        collapsed_rooms=2,
    )
    return home


@plant("R64", HIT)
def burnt_out_and_not_watched(bench: Bench) -> None:
    """The other way round: on dibao, hit hard, and on no list of those watched against falling back (2022-83 三（三）)."""
    home = _burnt_out(bench)
    bench.say("R64", HIT, home, home.head.person, "C", "农村低保户遭火灾，不在监测户台账中")


@plant("R64", NEAR_MISS)
def burnt_out_and_watched(bench: Bench) -> None:
    home = _burnt_out(bench)
    for member, relation in zip(home.members, ("户主", "配偶"), strict=True):
        row = {
            "kind": "突发严重困难户",
            "risk": "因灾",
            "identified_on": date(2025, 5, 8),
            "removed": "否",
            "labour": "弱劳动力",
        }
        _lifted(bench, member.person, home.head.person, relation, **row)
    bench.say("R64", NEAR_MISS, home, home.head.person, note="农村低保户遭火灾，已列入监测")


@plant("R64", NEAR_MISS)
def one_of_the_family_works(bench: Bench) -> None:
    people = _couple(bench, (58.0, 54.0))
    _lifted(bench, people[0], income=11800)
    _lifted(bench, people[1], people[0], "配偶", labour="普通劳动力", income=11800)
    _say(bench, NEAR_MISS, people[0], "脱贫户，配偶有劳动能力")


@plant("R64", NEAR_MISS)
def lifted_and_on_tekun(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(68, 80), place=bench.rural())
    _lifted(bench, person)
    row = {"form": "分散供养", "start_on": date(2019, 3, 1), "end_on": None, "status": "在保", "amount": 980}
    bench.world.add("tekun", person, **row, institution="", care_level="全自理")
    _say(bench, NEAR_MISS, person, "脱贫户，已享受特困供养")


@plant("R64", NEAR_MISS)
def lifted_and_marginal(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(62, 72), place=bench.rural())
    _lifted(bench, person, income=9600)
    bench.world.add("marginal", person, relation="户主", start_on=date(2023, 9, 1), end_on=None, income=830)
    _say(bench, NEAR_MISS, person, "脱贫户，已认定低保边缘家庭")


@plant("R64", NEAR_MISS)
def lifted_and_on_dibao(bench: Bench) -> None:
    home = bench.recent("single", urban=False, place=bench.rural())
    _lifted(bench, home.head.person)
    bench.say("R64", NEAR_MISS, home, home.head.person, note="脱贫户，已在低保")


@plant("R64", EXCEPTION)
def lifted_and_well_off(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(45, 56), place=bench.rural())
    _lifted(bench, person, income=18600)
    job(bench.world, person, "事业编制", date(2019, 9, 1))
    car(bench.world, person, date(2021, 5, 7))
    _say(bench, EXCEPTION, person, "脱贫户，有编制工资和轿车")


@plant("R64", EXCEPTION)
def lifted_and_declined(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(62, 74), place=bench.rural())
    _lifted(bench, person)
    refused(bench.world, person, bench.day(date(2024, 9, 1), date(2025, 2, 1)), "本人自愿放弃申请")
    _say(bench, EXCEPTION, person, "脱贫户，本人放弃申请，有登记")


@plant("R64", EXCEPTION)
def lifted_and_dead(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(70, 82), place=bench.rural())
    _lifted(bench, person)
    death(bench.world, person, bench.day(date(2023, 1, 1), date(2025, 1, 1)), ("公安", "殡葬"))
    _say(bench, EXCEPTION, person, "脱贫户，已死亡")


@plant("R64", EXCEPTION)
def lifted_and_moved_away(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(66, 78), place=bench.rural())
    _lifted(bench, person)
    row = {"kind": "迁往省外", "changed_on": date(2023, 4, 6), "destination": "某省某市", "returned_on": None}
    bench.world.add("hukou_change", person, **row)
    _say(bench, EXCEPTION, person, "脱贫户，已迁往省外")


def _rural(bench: Bench, shape: str, *ages: float) -> Household:
    return bench.recent(shape, urban=False, place=bench.rural(), ages=ages)


def _parent_and_child(bench: Bench, age: float) -> tuple[Household, Person]:
    """School is for the plant to say."""
    home = _rural(bench, "parent_child", 41.0, age)
    child = home.members[1].person
    bench.world.spoken_for.add(("school", child))
    return home, child


def _school(home: Household, bench: Bench) -> str:
    return f"{bench.world.map.townships[home.township].name}中心小学"


@plant("R65", HIT)
def left_school(bench: Bench) -> None:
    home, child = _parent_and_child(bench, bench.rng.uniform(11, 13))
    pupil(bench.world, child, _school(home, bench), "小学", status="辍学")
    bench.say("R65", HIT, home, child, "C", "义务教育阶段辍学")


@plant("R65", HIT)
def in_no_school(bench: Bench) -> None:
    home, child = _parent_and_child(bench, bench.rng.uniform(9, 13))
    bench.say("R65", HIT, home, child, "C", "适龄儿童没有学籍")


def _uninsured(note: str, row: bool) -> None:
    def make(bench: Bench) -> None:
        home = _rural(bench, "couple", 68.0, 66.0)
        person = home.members[1].person
        bench.world.spoken_for.add(("health_insurance", person))
        if row:
            bench.world.add("health_insurance", person, year=2025, kind="城乡居民医保", insured="否")
        bench.say("R65", HIT, home, person, "C", note)

    plant("R65", HIT)(make)


_uninsured("参保名单里没有本人", False)
_uninsured("今年没有参加基本医保", True)


def _unsafe(grade: str) -> None:
    def make(bench: Bench) -> None:
        home = _rural(bench, "couple", 66.0, 63.0)
        dwelling(bench.world, home.head.person, grade, bench.day(date(2022, 3, 1), date(2024, 9, 1)))
        bench.say("R65", HIT, home, None, "C", f"住房鉴定为{grade}级，没有改造")

    plant("R65", HIT)(make)


_unsafe("C")
_unsafe("D")


@plant("R65", NEAR_MISS)
def starts_school_in_autumn(bench: Bench) -> None:
    """Six years old since last winter: school begins next September."""
    home, child = _parent_and_child(bench, 6.1)
    child.born = AS_OF - timedelta(days=int(6 * 365.25) + bench.rng.randrange(20, 200))
    child.id_no = bench.world.registry.id_for(child.born, child.male)
    bench.say("R65", NEAR_MISS, home, child, note="去年秋季开学时不满六周岁")


@plant("R65", NEAR_MISS)
def taught_at_home(bench: Bench) -> None:
    home, child = _parent_and_child(bench, bench.rng.uniform(9, 13))
    pupil(bench.world, child, _school(home, bench), "小学", status="送教上门")
    bench.say("R65", NEAR_MISS, home, child, note="重度残疾儿童，送教上门，保留学籍")


@plant("R65", NEAR_MISS)
def past_school_age(bench: Bench) -> None:
    home, child = _parent_and_child(bench, 16.2)
    child.name = bench.world.registry.name(child.male, surname_of(home.head.person.name))
    bench.say("R65", NEAR_MISS, home, child, note="已满十六周岁，不在义务教育阶段")


@plant("R65", NEAR_MISS)
def insured_as_an_employee(bench: Bench) -> None:
    home = _rural(bench, "siblings", 54.0, 50.0)
    person = home.members[1].person
    bench.world.spoken_for.add(("health_insurance", person))
    bench.world.add("health_insurance", person, year=2025, kind="职工医保（灵活就业）", insured="是")
    bench.say("R65", NEAR_MISS, home, person, note="以灵活就业身份参加职工医保")


def _safe(note: str, grade: str, rebuilt: date | None) -> None:
    def make(bench: Bench) -> None:
        home = _rural(bench, "couple", 66.0, 63.0)
        dwelling(bench.world, home.head.person, grade, date(2019, 5, 14), rebuilt)
        bench.say("R65", NEAR_MISS, home, note=note)

    plant("R65", NEAR_MISS)(make)


_safe("D级危房已改造", "D", date(2020, 10, 12))
_safe("住房鉴定为B级", "B", None)


@plant("R65", NEAR_MISS)
def lifted_with_an_unsafe_house(bench: Bench) -> None:
    """Families lifted out of poverty have their three guarantees watched elsewhere (domain: non-JDLK only)."""
    home = _rural(bench, "single", 67.0)
    _lifted(bench, home.head.person)
    dwelling(bench.world, home.head.person, "C", date(2023, 5, 14))
    bench.say("R65", NEAR_MISS, home, note="脱贫户，三保障由农业农村部门监测")
