"""What other offices give: both allowances to every disabled person who is due one, and help to people beside dibao."""

from datetime import date

from dibao.county.aid import allowance, cleric, dwelling, jobless, journey, orphan, pupil, rigid
from dibao.county.people import Person
from dibao.county.world import World


def welfare(world: World) -> None:
    """The lists that nobody planted keep the law."""
    allowances(world)
    for _ in range(max(2, world.size // 150)):
        child_of_the_state(world)
        out_of_work(world)
    for home in world.households:
        if home.on_roster and not home.planted and not home.urban and world.rng.random() < 0.08:
            grade = world.rng.choice("AABBBD")
            dwelling(world, home.head.person, grade, date(2019, 4, 16), date(2020, 9, 20) if grade == "D" else None)
    for _ in range(max(2, world.size // 300)):
        cleric(world, world.outsider(world.rng.uniform(40, 70)), date(2012, 3, 1), needy="否")
        rigid(world, world.outsider(world.rng.uniform(36, 58)), date(2025, 2, 11), "医疗支出")
        left = date(2024, world.rng.randrange(2, 12), 6)
        journey(world, world.outsider(world.rng.uniform(30, 55)), left, left.replace(day=13), "泰国", "旅游")


def allowances(world: World) -> None:
    """For living: everybody disabled on dibao. For care: everybody severely disabled. Neither beside tekun."""
    members = {m.person: home for home in world.households if home.on_roster for m in home.members if not m.left}
    gone = {row["person"] for table in ("death", "tekun", "hukou_change") for row in world.rows.get(table, ())}
    for row in list(world.rows.get("disability", ())):
        person = row["person"]
        if row["status"] != "正常" or person in gone or ("disability_allowance", person) in world.spoken_for:
            continue
        if person in members:
            allowance(
                world, person, "困难残疾人生活补贴", max(row["issued_on"], members[person].approved, date(2016, 1, 1))
            )
        if severe(row):
            allowance(world, person, "重度残疾人护理补贴", max(row["issued_on"], date(2016, 1, 1)))


def severe(card: dict) -> bool:
    """Grades one and two, and three where mind or psyche are concerned."""
    return card["grade"][0] in "一二" or (card["grade"][0] == "三" and card["kind"] in ("智力", "精神"))


def child_of_the_state(world: World) -> Person:
    """A child with relatives who are not on dibao."""
    guardian = world.outsider(world.rng.uniform(45, 66))
    child = world.outsider(world.rng.uniform(7, 14), place=(guardian.township, guardian.village))
    pupil(world, child, f"{world.map.townships[child.township].name}中心小学", "小学")
    amount = world.rng.choice((1180, 1180, 760))
    kind = "孤儿" if amount == 1180 else "事实无人抚养儿童"
    orphan(world, child, kind, date(world.rng.randrange(2018, 2024), 5, 1), guardian, amount=amount)
    return child


def out_of_work(world: World) -> Person:
    """Somebody who has unemployment insurance, or has found work again, or was helped once."""
    person, day = world.outsider(world.rng.uniform(28, 54)), date(2024, world.rng.randrange(7, 13), 11)
    roll = world.rng.random()
    if roll < 0.5:
        jobless(world, person, day, amount=1420, benefit_to=date(2025, 12, 31))
    elif roll < 0.8:
        jobless(world, person, day, status="已就业")
    else:
        jobless(world, person, day)
        aided = date(2025, world.rng.randrange(2, 6), 12)
        world.add("temporary_aid", person, aided_on=aided, amount=3000, reason="未参保失业人员一次性临时救助")
    return person
