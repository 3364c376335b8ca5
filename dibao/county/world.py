"""The county while it is being made: people, households, and the rows of every register."""

import re
from datetime import date, timedelta
from random import Random

from dibao.county.clock import APPRAISALS_SINCE, AS_OF, Standards, add_workdays, month_of, quiet_day
from dibao.county.decisions import adjusted, exit_papers, happened_before
from dibao.county.households import PLANS, Household, Member, draw_income, draw_shape
from dibao.county.people import Person, Registry, surname_of
from dibao.county.places import draw_map
from dibao.county.steps import steps


class World:
    """Adds people, households and register rows; nothing here is a flaw or a plant."""

    def __init__(self, households: int, seed: int):
        self.rng = Random(f"county:{seed}")
        self.seed, self.size = seed, households
        self.map = draw_map(self.rng, households)
        self.standards = Standards(self.rng)
        self.registry = Registry(self.rng, self.map.region)
        self.households: list[Household] = []
        self.people: list[Person] = []  # the hukou register
        self.rows: dict[str, list[dict]] = {}
        self.cadres: dict[int, list[Person]] = {}  # by township
        self.arrivals: dict[tuple[int, int], date] = {}  # township and month → the day the money was in the accounts
        self._serials = list(range(1, households * 4 + 400))
        self.rng.shuffle(self._serials)
        self.reserved: set[tuple[int, int]] = set()  # villages that a plant has for itself
        self.reported: dict[int, float] = {}  # township → its reported figures as a multiple of the true ones
        self.spoken_for: set[tuple[str, Person]] = set()  # registers that nobody but the plant writes about this person
        self.units: set[tuple[str, tuple]] = set()  # ledger and unit of which nobody but a plant writes
        self._hukou = 0
        self._doors: set[str] = set()
        self._signers: dict[tuple[str, int], str] = {}

    # --- registers -------------------------------------------------------------------------------

    def add(self, table: str, person: Person | None = None, **fields) -> dict:
        """One register row; name, ID, sex, place come from the person."""
        row = {"person": person, **fields}
        self.rows.setdefault(table, []).append(row)
        return row

    # --- people ----------------------------------------------------------------------------------

    def signer(self, step: str, township: int = -1) -> str:
        """Who does this step in a township, or in the county's office."""
        if (step, township) not in self._signers:
            self._signers[step, township] = self.registry.name(self.rng.random() < 0.5)
        return self._signers[step, township]

    def account(self) -> str:
        """A made-up card number: 62 and seventeen digits."""
        return "6299" + "".join(str(self.rng.randrange(10)) for _ in range(15))

    def place(self, silent: bool = False) -> tuple[int, int]:
        """A township that sends its sheets, and one of its villages."""
        townships = len(self.map.townships)
        while True:
            township = townships - 1 if silent else self.rng.randrange(townships - 1)
            place = township, self.rng.randrange(len(self.map.townships[township].villages))
            if place not in self.reserved:
                return place

    def settle(self, people: list[Person], township: int, village: int, relations: list[str], address: str = "") -> str:
        """One hukou book: same address, relations to its head."""
        self._hukou += 1
        number = f"{self.map.region}{self._hukou:07d}"
        town, place = self.map.townships[township], self.map.townships[township].villages[village]
        address = address or self._door(f"{town.name}{place.name}")
        for person, relation in zip(people, relations, strict=True):
            person.township, person.village, person.address = township, village, address
            person.hukou_no, person.hukou_relation = number, relation
            if person.age(AS_OF) >= 60 and person.marital == "未婚":  # two or three of a hundred: for a case to say
                person.marital = "丧偶"
            self.people.append(person)
        return address

    def _door(self, place: str) -> str:
        """A house of this village in which nobody lives yet."""
        while True:
            address = f"{place}{self.rng.randrange(1, 13)}组{self.rng.randrange(1, 90)}号"
            if address not in self._doors:
                self._doors.add(address)
                return address

    def family(self, shape: str, ages: tuple = ()) -> list[tuple[Person, str]]:
        """People of a family form with their relation to the head; couples are married on paper."""
        people: list[tuple[Person, str]] = []
        for index, (relation, (low, high), male, own) in enumerate(PLANS[shape]):
            age = ages[index] if index < len(ages) else self.rng.uniform(low, high)
            is_male = self.rng.random() < 0.52 if male is None else male
            surname = surname_of(people[0][0].name) if own and people else None
            people.append((self.registry.person(age, is_male, AS_OF, surname), relation))
        if any(relation == "配偶" for _, relation in people):
            self.marry(people[0][0], people[1][0])
        else:
            people[0][0].marital = (
                self.rng.choice(("丧偶", "离婚", "丧偶"))
                if len(people) > 1
                else self.rng.choice(("丧偶", "未婚", "离婚"))
            )
        self._record_births(people)
        return people

    def marry(self, one: Person, other: Person, day: date | None = None) -> None:
        """Both are married; on record if it was not before the 1990s."""
        day = day or max(one.born, other.born) + timedelta(days=int(365.25 * self.rng.uniform(22, 27)))
        one.marital = other.marital = "已婚"
        if day.year >= 1990:
            self.add("marriage", one, spouse=other, registered_on=day, kind="结婚")

    def outsider(
        self, age: float, male: bool | None = None, place: tuple[int, int] | None = None, address: str = ""
    ) -> Person:
        """Somebody with a hukou book of their own who is not on dibao."""
        person = self.registry.person(age, self.rng.random() < 0.5 if male is None else male, AS_OF)
        township, village = place or self.place()
        self.settle([person], township, village, ["户主"], address)
        return person

    def _record_births(self, people: list[tuple[Person, str]]) -> None:
        parents = [person for person, relation in people if relation in ("户主", "配偶")]
        for person, relation in people:
            if relation == "子女" and person.born.year >= 2010:
                father = next((p for p in parents if p.male), None)
                mother = next((p for p in parents if not p.male), None)
                self.add("birth", person, born_on=person.born, father=father, mother=mother)

    # --- households ------------------------------------------------------------------------------

    def household(self, shape: str = "", approved: date | None = None, ages: tuple = (), place: tuple[int, int] | None = None,
                  urban: bool | None = None, people: list | None = None, settle: bool = True) -> Household:  # fmt: skip
        """A lawful household in force: hukou book, procedure, review, account, all in order."""
        people = people or self.family(shape or draw_shape(self.rng), ages)
        township, village = place or self.place()
        if settle:
            self.settle([p for p, _ in people], township, village, [self.hukou_word(p, r) for p, r in people])
        approved = approved or self.draw_approval(people)
        is_urban = self.map.townships[township].villages[village].urban if urban is None else urban
        members = [Member(person, relation) for person, relation in people]
        head = people[0][0]
        income = draw_income(self.rng, self.standards, is_urban, month_of(approved) + 1, len(members))
        group = int(re.search(r"(\d+)组", head.address).group(1))
        result = Household(self.household_no(township), township, village, group, head.address, is_urban, approved,
                           income, members, self.account(), head.name, head.phone)  # fmt: skip
        for member in members:
            self._circumstances(result, member)
        result.review_class = "B" if any(m.labour != "无劳动能力" for m in members) else "A"
        result.reason = (
            self.rng.choice(("因病", "因病", "因残", "缺劳动力", "缺劳动力", "因学"))
            if not any(m.disability for m in members)
            else "因残"
        )
        self._review(result)
        if approved >= APPRAISALS_SINCE:
            self.procedure(result)
        self.households.append(result)
        return result

    @staticmethod
    def hukou_word(person: Person, relation: str) -> str:
        """The relation as a hukou book says it."""
        words = {
            "子女": ("长子", "长女"),
            "孙子女": ("孙子", "孙女"),
            "父母": ("父亲", "母亲"),
            "配偶": ("夫", "妻"),
            "兄弟姐妹": ("兄弟", "姐妹"),
        }
        return words[relation][0 if person.male else 1] if relation in words else relation

    def household_no(self, township: int) -> str:
        """A number that says nothing about the order in which we made it."""
        return f"{self.map.townships[township].code}{self._serials.pop():05d}"

    def draw_approval(self, people: list) -> date:
        """Half before 2018, the others since; after the youngest was born."""
        youngest = max(person.born for person, _ in people) + timedelta(days=60)
        if self.rng.random() < 0.55 and youngest < date(2017, 1, 1):
            return date(
                self.rng.randrange(max(2010, youngest.year + 1), 2018),
                self.rng.randrange(1, 13),
                self.rng.randrange(1, 28),
            )
        first = max(date(2018, 1, 10), youngest)
        if self.rng.random() < 0.5 and first < date(2021, 6, 1):
            return first + timedelta(days=self.rng.randrange((date(2024, 11, 1) - first).days))
        return self.quiet_approval(max(date(2021, 8, 1), first))

    def quiet_approval(self, first: date = date(2021, 8, 1), last: date = date(2024, 12, 1)) -> date:
        """A decision day whose procedure ran through no long holiday."""
        return add_workdays(quiet_day(self.rng, first, last), 18)

    def _circumstances(self, home: Household, member: Member) -> None:
        age = member.person.age(AS_OF)
        if age < 16:
            member.labour, member.occupation = "无劳动能力", "学生" if age >= 6 else "学龄前儿童"
        elif age < 60:
            member.labour = self.rng.choice(("有劳动能力", "部分丧失劳动能力", "无劳动能力", "无劳动能力"))
            member.occupation = "务农" if member.labour != "无劳动能力" else "无业"
            if member.labour == "部分丧失劳动能力" and len(home.members) == 1:
                member.labour = "无劳动能力"

    def _review(self, home: Household) -> None:
        """The last regular review: within the cycle of the class."""
        days = self.rng.randrange(20, 300 if home.review_class == "A" else 150)
        day = AS_OF - timedelta(days=days)
        home.reviewed = day if day > home.approved + timedelta(days=30) else None

    def procedure(self, home: Household, **changes) -> dict:
        """Ledger row of a decision that kept every limit of 57号; `changes` break or bend it."""
        row = (
            next((row for row in self.rows.get("procedure", ()) if row.get("household") is home), None)
            if changes
            else None
        )
        if row is None:
            row = self.add("procedure", home.head.person, household=home, **steps(self, home))
        row.update(changes)
        return row

    def leave(self, home: Household, member: Member, last_month: int, reason: str, day: date) -> None:
        """A member goes, the payment follows from the next month on, the exit list says so."""
        member.left = last_month
        happened = happened_before(self, member.person, reason, day)
        adjusted(self, home, "减员", reason, happened, day, last_month + 1)
        self.add(
            "exit",
            member.person,
            household=home,
            end_on=day,
            reason=reason,
            scope="个人",
            start_on=home.approved,
            covered_count=1,
            member_count=len(home.members),
            fen=None,
            **exit_papers(self, home, reason, day, alone=False),
        )

    def close(self, home: Household, last_month: int, reason: str, day: date) -> None:
        """The whole household goes: no longer on the roster, in the exit list."""
        home.ended, home.end_reason, home.on_roster = last_month, reason, False
        happened = happened_before(self, home.head.person, reason, day)
        papers = exit_papers(self, home, reason, day, alone=len(home.members) == 1)
        stop = adjusted(self, home, "停发", reason, happened, day, last_month + 1)
        stop.update({key: papers[key] for key in ("visited_on", "notified", "notified_on")})
        fen = home.due_fen(last_month, self.standards)
        self.add(
            "exit",
            home.head.person,
            household=home,
            end_on=day,
            reason=reason,
            scope="整户",
            start_on=home.approved,
            covered_count=home.covered(last_month),
            member_count=len(home.members),
            fen=fen,
            **papers,
        )
