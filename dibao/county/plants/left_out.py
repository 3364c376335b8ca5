"""R74 共同生活成员未纳入."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF
from dibao.county.households import Household
from dibao.county.people import Person, surname_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant


def _joins_book(bench: Bench, home: Household, person: Person, relation: str) -> None:
    """Into the same hukou book and house, not onto the roster."""
    bench.world.settle([person], home.township, home.village, [relation], home.address)
    person.hukou_no = home.head.person.hukou_no


def _parent_and_son(bench: Bench) -> tuple[Household, Person]:
    """An old parent on dibao; the grown son, who owes maintenance, is in the book and not on the roster (57号 art. 7)."""
    home = bench.recent("single", ages=(bench.rng.uniform(64, 69),))
    son = bench.world.registry.person(bench.rng.uniform(38, 43), True, AS_OF, surname_of(home.head.person.name))
    _joins_book(bench, home, son, "长子")
    return home, son


def _brother(bench: Bench) -> tuple[Household, Person]:
    home = bench.recent("single", ages=(57.0,))
    brother = bench.world.registry.person(50, True, AS_OF, surname_of(home.head.person.name))
    _joins_book(bench, home, brother, "弟")
    return home, brother


def _say(bench: Bench, label: str, home: Household, person: Person, note: str) -> None:
    people = [*(member.person for member in home.members), person]
    bench.say("R74", label, home, None, "C" if label == HIT else "", note, people)


def _baby(bench: Bench, years: float):
    world, home = bench.world, bench.recent("couple_child", ages=(36.0, 34.0, 8.0))
    child = world.registry.person(years, True, AS_OF, surname_of(home.head.person.name))
    child.born = AS_OF - timedelta(days=int(years * 365))
    child.id_no = world.registry.id_for(child.born, True)
    _joins_book(bench, home, child, "次子")
    world.add("birth", child, born_on=child.born, father=home.head.person, mother=home.members[1].person)
    return home, child


@plant("R74", HIT)
def baby_left_out(bench: Bench) -> None:
    home, child = _baby(bench, bench.rng.uniform(0.9, 1.5))
    _say(bench, HIT, home, child, "出生近一年仍未纳入")


@plant("R74", HIT)
def wife_left_out(bench: Bench) -> None:
    world, home = bench.world, bench.recent("single", ages=(44.0,))
    head = home.head.person
    spouse = world.registry.person(40, not head.male, AS_OF)
    _joins_book(bench, home, spouse, "夫" if head.male is False else "妻")
    day = date(2024, 5, bench.rng.randrange(6, 28))
    world.marry(head, spouse, day)
    spouse.moved_in_on = day + timedelta(days=20)
    _say(bench, HIT, home, spouse, "婚后迁入一年未纳入")
    bench.say("R29", HIT, home, None, "B", "配偶没有计入", [head, spouse])


@plant("R74", HIT)
def released_and_left_out(bench: Bench) -> None:
    home, son = _parent_and_son(bench)
    out = date(2024, bench.rng.randrange(2, 9), 14)
    row = {"kind": "服刑", "start_on": date(2019, 5, 14), "end_on": out, "released_on": out, "place": "省第二监狱"}
    bench.world.add("sentence", son, **row)
    _say(bench, HIT, home, son, "刑满释放回家近一年未纳入")


@plant("R74", HIT)
def back_and_left_out(bench: Bench) -> None:
    home, son = _parent_and_son(bench)
    back = date(2024, bench.rng.randrange(2, 9), 9)
    row = {"kind": "迁往省外", "changed_on": date(2016, 3, 2), "destination": "某省某市", "returned_on": back}
    bench.world.add("hukou_change", son, **row)
    son.moved_in_on = back
    _say(bench, HIT, home, son, "户口迁回共同生活，未纳入")


@plant("R74", NEAR_MISS)
def born_last_week(bench: Bench) -> None:
    home, child = _baby(bench, 0.03)
    _say(bench, NEAR_MISS, home, child, "出生十天，尚在办理")


@plant("R74", NEAR_MISS)
def still_in_prison(bench: Bench) -> None:
    home, son = _parent_and_son(bench)
    row = {"kind": "服刑", "start_on": date(2021, 5, 14), "end_on": date(2028, 5, 13), "released_on": None}
    bench.world.add("sentence", son, **row, place="省第二监狱")
    _say(bench, NEAR_MISS, home, son, "仍在服刑，不计入")


@plant("R74", EXCEPTION)
def serves_in_the_army(bench: Bench) -> None:
    home = bench.recent("parent_child", ages=(49.0, 20.0))
    member = home.members[1]
    member.covered, member.ground, member.occupation = False, "现役义务兵", ""
    row = {
        "kind": "入伍",
        "changed_on": home.approved - timedelta(days=200),
        "destination": "部队",
        "returned_on": None,
    }
    bench.world.add("hukou_change", member.person, **row)
    _say(bench, EXCEPTION, home, member.person, "现役义务兵，名册写明未纳入原因")


@plant("R74", NEAR_MISS)
def brother_on_his_own(bench: Bench) -> None:
    home, brother = _brother(bench)
    place = (home.township, home.village)
    other = bench.world.household(people=[(brother, "户主")], settle=False, place=place, approved=home.approved)
    other.planted = True
    _say(bench, NEAR_MISS, home, brother, "兄弟同一户口簿，另立一户享受低保")


@plant("R74", NEAR_MISS)
def brother_owes_nothing(bench: Bench) -> None:
    home, brother = _brother(bench)
    _say(bench, NEAR_MISS, home, brother, "同一户口簿的成年兄弟没有法定扶养义务，不是共同生活的家庭成员")


@plant("R74", NEAR_MISS)
def registered_elsewhere(bench: Bench) -> None:
    home = bench.recent("single", ages=(67.0,))
    son = bench.world.outsider(41, True, (home.township, home.village))
    son.name = bench.world.registry.name(True, surname_of(home.head.person.name))
    out = date(2024, 5, 14)
    row = {"kind": "服刑", "start_on": date(2019, 5, 14), "end_on": out, "released_on": out, "place": "省第二监狱"}
    bench.world.add("sentence", son, **row)
    _say(bench, NEAR_MISS, home, son, "刑满释放的儿子户口自立一簿")
