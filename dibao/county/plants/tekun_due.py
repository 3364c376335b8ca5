"""R62 特困应转未转: no labour, no means, nobody who must and can provide (民发〔2021〕43号 arts. 4–8)."""

from datetime import date

from dibao.county.clock import AS_OF, LAST_MONTH
from dibao.county.households import Household
from dibao.county.means import obligor
from dibao.county.people import Person
from dibao.county.plants.bench import HIT, NEAR_MISS, Bench, plant
from dibao.county.records import death, disabled


def _alone(bench: Bench, low: float, high: float, marital: str = "未婚") -> tuple[Household, Person]:
    """Who could provide for this person is for the plant to say."""
    home = bench.recent("single", ages=(bench.rng.uniform(low, high),))
    person = home.head.person
    person.marital = marital
    home.head.labour = "无劳动能力"
    bench.world.spoken_for.add(("maintenance", person))
    return home, person


def _say(bench: Bench, label: str, home: Household, person: Person, note: str) -> None:
    bench.say("R62", label, home, person, "C", note)


def _card(bench: Bench, home: Household, kind: str, grade: int) -> None:
    disabled(bench.world, home.head, kind, grade, issued_on=date(2016, 4, 12), valid_to=date(2036, 4, 12))


@plant("R62", HIT)
def never_married(bench: Bench) -> None:
    home, person = _alone(bench, 64, 78)
    _say(bench, HIT, home, person, "老年人终身未婚，没有子女，收入低于标准")


@plant("R62", HIT)
def son_in_prison(bench: Bench) -> None:
    home, person = _alone(bench, 66, 76, "丧偶")
    son = bench.world.outsider(person.age(AS_OF) - 27, True)
    row = {"kind": "服刑", "start_on": date(2021, 5, 1), "end_on": date(2031, 5, 1), "released_on": None}
    bench.world.add("sentence", son, **row, place="省第二监狱")
    obligor(bench.world, home, None, None, "无赡养能力", son)
    _say(bench, HIT, home, person, "独子在监狱服刑，没有赡养能力")


@plant("R62", HIT)
def son_on_tekun(bench: Bench) -> None:
    home, person = _alone(bench, 70, 78, "丧偶")
    son = bench.world.outsider(person.age(AS_OF) - 25, True)
    disabled(bench.world, None, "智力", 1, son, issued_on=date(2014, 4, 12), valid_to=date(2034, 4, 12))
    row = {"form": "集中供养", "start_on": date(2018, 3, 1), "end_on": None, "status": "在保", "amount": 980}
    bench.world.add("tekun", son, **row, institution="县中心敬老院", care_level="半失能")
    obligor(bench.world, home, None, None, "无赡养能力", son)
    _say(bench, HIT, home, person, "独子是特困人员，没有赡养能力")


def _unable_to_work(kind: str, grade: int) -> None:
    def make(bench: Bench) -> None:
        """Whoever has turned seventy and has little is taken for unable, art. 8（三）."""
        home, person = _alone(bench, 38, 55)
        _card(bench, home, kind, grade)
        mother = bench.world.outsider(bench.rng.uniform(79, 84), False, (home.township, home.village))
        row = {"relation": "母亲", "obligor_members": 1}
        obligor(bench.world, home, bench.rng.randrange(180, 260), 0, "无赡养能力", mother, **row)
        _say(bench, HIT, home, person, f"{kind}{grade}级残疾人，未婚，没有子女，只有近八十岁、收入很低的母亲")

    plant("R62", HIT)(make)


_unable_to_work("肢体", 1)
_unable_to_work("智力", 2)


@plant("R62", HIT)
def both_parents_dead(bench: Bench) -> None:
    """A child under sixteen whom nobody must provide for."""
    world, place = bench.world, bench.world.place()
    child, father, mother = (
        world.registry.person(age, male, AS_OF) for age, male in ((12.0, True), (40, True), (38, False))
    )
    world.settle([child], *place, ["户主"])
    world.settle([father, mother], *place, ["户主", "妻"])
    world.add("birth", child, born_on=child.born, father=father, mother=mother)
    for parent in (father, mother):
        death(world, parent, date(2019, 11, bench.rng.randrange(3, 26)), ("公安", "殡葬"))
    approved = world.quiet_approval(date(2021, 10, 1), date(2023, 9, 1))
    home = world.household(people=[(child, "户主")], settle=False, place=place, approved=approved)
    home.planted, home.holder = True, child.name
    _say(bench, HIT, home, child, "未满十六周岁，父母双亡，单独享受低保")


def _provided(note: str, percents: tuple, grounds: tuple) -> None:
    def make(bench: Bench) -> None:
        home, person = _alone(bench, 66, 78, "丧偶")
        standard = bench.world.standards.at(home.urban, LAST_MONTH)
        for percent, ground in zip(percents, grounds, strict=True):
            income = standard * percent // 100 if percent else None
            obligor(bench.world, home, income, 0 if percent else None, ground)
        _say(bench, NEAR_MISS, home, person, note)

    plant("R62", NEAR_MISS)(make)


_provided("有一个有能力的子女", (118,), ("公式",))
_provided("两个子女，一个有能力", (0, 121), ("无赡养能力", "公式"))


def _not_without_labour(low: float, high: float, note: str, kind: str = "", grade: int = 0) -> None:
    def make(bench: Bench) -> None:
        home, person = _alone(bench, low, high)
        if kind:
            _card(bench, home, kind, grade)
        _say(bench, NEAR_MISS, home, person, note)

    plant("R62", NEAR_MISS)(make)


_not_without_labour(57, 58, "不满六十周岁，没有残疾")
_not_without_labour(40, 55, "听力二级，不在规定的无劳动能力之列", "听力", 2)
_not_without_labour(40, 55, "视力二级，不在规定的无劳动能力之列", "视力", 2)
