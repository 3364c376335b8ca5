"""R58 单人户漏保: who may apply alone though the family is above the standard (57号 art. 8; 2022-83 一（一）)."""

from datetime import date

from dibao.county.aid import cleric, marginal_member, spent
from dibao.county.clock import month_of
from dibao.county.people import Person
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import disabled, job, refused


def _family(bench: Bench, child: float) -> list[Person]:
    """Parents and one child with a hukou book, on nobody's roster."""
    world = bench.world
    people = world.family("couple_child", (bench.rng.uniform(47, 52), bench.rng.uniform(45, 47), child))
    world.settle([p for p, _ in people], *world.place(), [world.hukou_word(p, r) for p, r in people])
    return [person for person, _ in people]


def _marginal(bench: Bench, child: float = 23) -> list[Person]:
    """The family is recognised as one on the margin."""
    people, start = _family(bench, child), date(2023, bench.rng.randrange(2, 12), 8)
    for person, relation in zip(people, ("户主", "配偶", "子女"), strict=True):
        marginal_member(bench.world, person, people[0], relation, start)
    return people


def _refused(bench: Bench, child: float, percent: int) -> list[Person]:
    """The family applied as a whole, and had so many percent of the standard a head."""
    people, day = _family(bench, child), date(2023, bench.rng.randrange(3, 11), 9)
    head = people[0]
    urban = bench.world.map.townships[head.township].villages[head.village].urban
    income = bench.world.standards.at(urban, month_of(day)) * percent // 100
    refused(bench.world, head, day, income=income, member_count=3)
    return people


def _card(bench: Bench, person: Person, kind: str, grade: int) -> None:
    disabled(bench.world, None, kind, grade, person, issued_on=date(2017, 4, 12), valid_to=date(2037, 4, 12))


def _say(bench: Bench, label: str, person: Person, note: str, r56: str = "") -> None:
    bench.say("R58", label, None, person, "B", note)
    if r56:
        bench.say("R56", r56, None, person, "B", note)


def _severe(kind: str, grade: int) -> None:
    def make(bench: Bench) -> None:
        person = _marginal(bench)[2]
        _card(bench, person, kind, grade)
        _say(bench, HIT, person, f"低保边缘家庭中的{kind}{grade}级残疾人，没有按单人户纳入", HIT)

    plant("R58", HIT)(make)


for _kind, _grade in (("肢体", 2), ("精神", 3), ("视力", 1)):
    _severe(_kind, _grade)


@plant("R58", HIT)
def gravely_ill(bench: Bench) -> None:
    person = _marginal(bench)[1]
    spent(bench.world, person, bench.rng.randrange(90000, 160000, 1000), date(2025, 2, 17), "恶性肿瘤")
    _say(bench, HIT, person, "低保边缘家庭中的重特大疾病患者，没有按单人户纳入")
    bench.say("R57", HIT, None, person, "B", "大病自付九万元以上，未救助")


@plant("R58", HIT)
def lives_at_a_place_of_worship(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(45, 68))
    cleric(bench.world, person, date(bench.rng.randrange(2012, 2021), 5, 3))
    _say(bench, HIT, person, "脱离家庭在宗教场所居住三年以上，生活困难")


@plant("R58", HIT)
def grown_and_out_of_work(bench: Bench) -> None:
    """The family was refused as a whole; the grown child may be taken in alone."""
    person = _refused(bench, 27, 122)[2]
    _card(bench, person, "肢体", 1)
    _say(bench, HIT, person, "整户超过标准未获批，成年无业重度残疾人没有按单人户纳入", HIT)


@plant("R58", NEAR_MISS)
def grade_three(bench: Bench) -> None:
    person = _marginal(bench)[2]
    _card(bench, person, "肢体", 3)
    _say(bench, NEAR_MISS, person, "低保边缘家庭中的肢体三级残疾人", NEAR_MISS)


@plant("R58", NEAR_MISS)
def taken_in_alone(bench: Bench) -> None:
    world, people = bench.world, _marginal(bench)
    person, place = people[2], (people[2].township, people[2].village)
    _card(bench, person, "智力", 2)
    day = world.quiet_approval(date(2024, 2, 1), date(2024, 11, 1))
    home = world.household(people=[(person, "户主")], settle=False, place=place, approved=day)
    home.planted, home.form = True, "单人户"
    bench.say("R58", NEAR_MISS, home, person, note="低保边缘家庭中的重残人员，已按单人户纳入")


@plant("R58", NEAR_MISS)
def two_years_at_a_place_of_worship(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(40, 60))
    cleric(bench.world, person, date(2023, bench.rng.randrange(2, 12), 3))
    _say(bench, NEAR_MISS, person, "在宗教场所居住不满三年")


@plant("R58", NEAR_MISS)
def well_off_at_a_place_of_worship(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(40, 60))
    cleric(bench.world, person, date(2014, 5, 3), needy="否")
    _say(bench, NEAR_MISS, person, "在宗教场所居住多年，生活不困难")


@plant("R58", NEAR_MISS)
def a_child_of_a_refused_family(bench: Bench) -> None:
    """Not of age, and the family is not on the margin either; still somebody to call on (R56)."""
    person = _refused(bench, 9, 185)[2]
    _card(bench, person, "肢体", 2)
    _say(bench, NEAR_MISS, person, "未成年，家庭收入高于标准一倍半", HIT)


@plant("R58", NEAR_MISS)
def slightly_ill(bench: Bench) -> None:
    person = _marginal(bench)[1]
    spent(bench.world, person, bench.rng.randrange(900, 2800), date(2025, 2, 17), "高血压", "否")
    _say(bench, NEAR_MISS, person, "低保边缘家庭成员，一般疾病")


@plant("R58", EXCEPTION)
def declined(bench: Bench) -> None:
    person = _marginal(bench)[2]
    _card(bench, person, "肢体", 2)
    refused(bench.world, person, date(2024, bench.rng.randrange(8, 12), 9), "本人自愿放弃申请")
    _say(bench, EXCEPTION, person, "本人放弃申请，有登记", EXCEPTION)


@plant("R58", EXCEPTION)
def has_work(bench: Bench) -> None:
    person = _refused(bench, 29, 130)[2]
    _card(bench, person, "肢体", 2)
    job(bench.world, person, "事业编制", date(2019, 9, 1))
    _say(bench, EXCEPTION, person, "成年重度残疾人，有编制工作", EXCEPTION)
