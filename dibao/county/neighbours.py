"""The registered people who are not on dibao, three for each one who is."""

from datetime import date

from dibao.county.clock import AS_OF
from dibao.county.people import Person
from dibao.county.records import car, death, disabled, firm, house, insured, job
from dibao.county.world import World

FAMILIES = 30  # not on dibao, in a village that a plant has for itself


def neighbours(world: World) -> None:
    """The other registered people, three for each on dibao, with ordinary lives."""
    poor = sum(len(home.members) for home in world.households if home.on_roster)
    for _ in range(int(poor * 0.85) - FAMILIES * len(world.reserved)):
        neighbour(world, world.place(world.rng.random() < 1 / len(world.map.townships)))


def neighbour(world: World, place: tuple[int, int]) -> None:
    """One family with a hukou book and a life."""
    people = world.family(world.rng.choice(("couple_child", "couple_two", "couple", "single")))
    world.settle([p for p, _ in people], *place, [world.hukou_word(p, r) for p, r in people])
    ordinary_life(world, people[0][0])
    if len(people) > 1:
        ordinary_life(world, people[1][0])


def ordinary_life(world: World, person: Person) -> None:
    """Jobs, cars, houses, firms, pensions, deaths of people who are not on dibao."""
    roll = world.rng.random()
    if person.age(AS_OF) >= 60:
        old_age(world, person, roll)
        return
    for limit, live in LIVES:
        if roll < limit:
            live(world, person)
            return


def old_age(world: World, person: Person, roll: float) -> None:
    """A pension, and for some the end."""
    rng = world.rng
    kind, amount = ("职工", rng.randrange(2200, 4200)) if roll < 0.3 else ("城乡居民", rng.randrange(125, 230))
    start = date(person.born.year + 60, person.born.month, 1)
    world.add("pension", person, kind=kind, amount=amount, start_on=start, status="正常", unit="")
    if roll > 0.94:
        day = date(rng.randrange(2019, 2025), rng.randrange(1, 13), rng.randrange(1, 28))
        death(world, person, day, rng.choice((("公安",), ("卫健", "殡葬"), ("公安", "殡葬"))))


def _public(world: World, person: Person) -> None:
    job(world, person, world.rng.choice(("公务员", "事业编制")), date(world.rng.randrange(2005, 2020), 9, 1))


def _worker(world: World, person: Person) -> None:
    insured(world, person, "企业职工", date(world.rng.randrange(2015, 2023), 3, 1))


def _saver(world: World, person: Person) -> None:
    world.add(
        "housing_fund",
        person,
        employer="县供电公司",
        base=6200,
        monthly=744,
        start_on=date(2018, 1, 1),
        end_on=date(2025, 6, 1),
        status="正常",
    )


def _driver(world: World, person: Person) -> None:
    car(world, person, date(world.rng.randrange(2015, 2025), world.rng.randrange(1, 13), 9))


def _owner(world: World, person: Person) -> None:
    house(world, person, "住宅", "商品房", date(world.rng.randrange(2012, 2024), 6, 16))


def _trader(world: World, person: Person) -> None:
    firm(world, person, world.rng.choice(("法定代表人", "股东", "经营者")), turnover=260000)


def _taxed(world: World, person: Person) -> None:
    world.add(
        "tax", person, income_kind="工资薪金所得", employer="恒通物流有限公司", year=2024, amount=62000, band="5万-8万"
    )


def _disabled(world: World, person: Person) -> None:
    disabled(world, None, "肢体", world.rng.choice((3, 4)), person)


def _prisoner(world: World, person: Person) -> None:
    world.add(
        "sentence",
        person,
        kind="服刑",
        start_on=date(2022, 5, 1),
        end_on=date(2027, 5, 1),
        released_on=None,
        place="第三监狱",
    )


def _mover(world: World, person: Person) -> None:
    world.add(
        "hukou_change", person, kind="省内迁移", changed_on=date(2023, 8, 2), destination="省内其他县", returned_on=None
    )


def _aided(world: World, person: Person) -> None:
    world.add("temporary_aid", person, aided_on=date(2024, 5, 9), amount=2000, reason="突发疾病")


def _petitioner(world: World, person: Person) -> None:
    world.add("petition", person, received_on=date(2023, 3, 9), topic="低保政策咨询", kind="求助申请", result="已答复")


# below this share of people, this life
LIVES = (
    (0.06, _public), (0.2, _worker), (0.26, _saver), (0.4, _driver), (0.48, _owner), (0.52, _trader), (0.56, _taxed),
    (0.58, _disabled), (0.585, _prisoner), (0.59, _mover), (0.6, _aided), (0.61, _petitioner),
)  # fmt: skip
