"""What every plant works with: fresh lawful households to bend, and the truth to write down."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from dibao.county.background import income_judged_anew
from dibao.county.clock import first_day
from dibao.county.households import Household, Member
from dibao.county.neighbours import FAMILIES, neighbour
from dibao.county.people import Person
from dibao.county.world import World

HIT, EXCEPTION, NEAR_MISS = "hit", "exception", "near_miss"


@dataclass
class Case:
    """One line of the truth: what a screening should say about this household or person."""

    rule: str
    label: str
    household_no: str
    id_no: str
    severity: str
    note: str
    people: list[Person] = field(default_factory=list)
    intact: bool = True
    area: str = ""  # township and village, where the case is about them as a whole


@dataclass(frozen=True)
class Plant:
    """A function that makes one case of a rule."""

    rule: str
    label: str
    make: Callable
    area: bool = False  # about a village or township as a whole: needs one of its own


PLANTS: list[Plant] = []


def plant(rule: str, label: str, area: bool = False):
    """Register a plant under its rule and label."""

    def register(make: Callable) -> Callable:
        PLANTS.append(Plant(rule, label, make, area))
        return make

    return register


class Bench:
    """Makes planted households and keeps the cases."""

    def __init__(self, world: World):
        self.world = world
        self.rng = Random(f"plants:{world.seed}")
        self.cases: list[Case] = []

    def home(self, shape: str = "single", **options) -> Household:
        """A lawful household of its own for this case."""
        home = self.world.household(shape, **options)
        home.planted = True
        return home

    def recent(self, shape: str = "single", **options) -> Household:
        """Decided after the ledger began, well before the last year."""
        approved = options.pop("approved", None) or self.world.quiet_approval(date(2021, 10, 1), date(2023, 9, 1))
        return self.home(shape, approved=approved, **options)

    def old(self, shape: str = "single", **options) -> Household:
        """Decided before the window of payments."""
        return self.home(shape, approved=options.pop("approved", date(2016, self.rng.randrange(1, 13), 15)), **options)

    def say(self, rule: str, label: str, home: Household | None, person: Person | None = None, severity: str = "",
            note: str = "", people: tuple | list = (), area: str = "") -> None:  # fmt: skip
        """Write the truth down; without `people` the case rests on the person, else on the whole household; `area` where a
        township or village as a whole is meant."""
        concerned = list(people) or ([person] if person else [m.person for m in home.members] if home else [])
        severity = severity if label == HIT else ""
        self.cases.append(
            Case(
                rule,
                label,
                home.no if home else "",
                person.id_no if person else "",
                severity,
                note,
                concerned,
                area=area,
            )
        )

    def day(self, first: date, last: date) -> date:
        """Any day from the first to before the last."""
        return first + timedelta(days=self.rng.randrange(max(1, (last - first).days)))

    def in_month(self, month: int) -> date:
        """A day in the middle of this month."""
        return first_day(month) + timedelta(days=self.rng.randrange(4, 24))

    def rural(self) -> tuple[int, int]:
        """A village, not a community of a town, if any is free."""
        towns = self.world.map.townships
        places = [(n, v) for n, town in enumerate(towns[:-1]) for v in range(len(town.villages)) if (n, v) not in self.world.reserved]  # fmt: skip
        return self.rng.choice([place for place in places if not towns[place[0]].villages[place[1]].urban] or places)

    def village(self) -> tuple[int, int] | None:
        """A village with its people that nothing else is put into; at most half of a township's, none where there are three."""
        world = self.world
        free = [(number, village) for number, town in enumerate(world.map.townships[:-1]) for village in range(1, len(town.villages))
                if (number, village) not in world.reserved and max(4, 2 * sum(taken[0] == number for taken in world.reserved) + 2) <= len(town.villages)]  # fmt: skip
        if not free:
            return None
        place = self.rng.choice(free)
        world.reserved.add(place)
        for _ in range(FAMILIES):
            neighbour(world, place)
        return place

    def area_of(self, place: tuple[int, int]) -> str:
        """As the truth names a village."""
        town = self.world.map.townships[place[0]]
        return town.name + town.villages[place[1]].name

    def namesake(self, person: Person) -> Person:
        """Same name, another birthday, another number, another family."""
        return self._double(person, self.rng.uniform(25, 80))

    def twin_date(self, person: Person) -> Person:
        """Same name and birthday, another number, another township where there is one."""
        double = self._double(person, 50)
        double.born = person.born
        double.id_no = self.world.registry.id_for(person.born, person.male)
        return double

    def _double(self, person: Person, age: float) -> Person:
        place = self.world.place()
        while place[1] == person.village and place[0] == person.township:
            place = self.world.place()
        double = self.world.outsider(age, person.male, place)
        double.name = person.name
        return double

    def adult(self, home: Household) -> Member:
        """The member that a case is about: not the head where there is another adult."""
        grown = [m for m in home.members[1:] if m.relation in ("配偶", "兄弟姐妹", "父母")]
        return grown[0] if grown else home.head


def earning_more(bench: Bench) -> Household:
    """One person alone whose review, a year before the last rise, found more income; the amount followed at once."""
    home = bench.old("single")
    month = bench.world.standards.last_change - bench.rng.randrange(9, 18)
    home.incomes[month] = max(10, home.income - 60)
    income_judged_anew(bench.world, home, month)
    return home
