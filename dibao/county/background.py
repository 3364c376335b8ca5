"""Everybody who keeps the law: the rows that must not be found."""

from datetime import date, timedelta

from dibao.county.campaign import campaign
from dibao.county.clock import AS_OF, FIRST_MONTH, LAST_MONTH, first_day
from dibao.county.decisions import adjusted
from dibao.county.households import Household, Member, Payment
from dibao.county.livelihood import livelihood, not_forsaken
from dibao.county.neighbours import neighbours
from dibao.county.people import Person
from dibao.county.records import (
    called_at,
    car,
    custody,
    death,
    disabled,
    electricity,
    file_inspected,
    filed_relative,
    house,
    official,
    refused,
    withdrawn,
)
from dibao.county.welfare import welfare
from dibao.county.world import World

DISABILITIES = ("视力", "听力", "言语", "肢体", "肢体", "肢体", "智力", "精神", "多重")
SUBSIDY_MONTH = 2023 * 12  # one month of price subsidy for all


def fill(world: World, homes: int) -> None:
    """Households in force and ended, their registers, and the people around them."""
    for _ in range(homes):
        ordinary_household(world)
    for _ in range(world.size // 8):
        ended_household(world)
    for township in range(len(world.map.townships)):
        officials(world, township)
        filings(world, township)
    for _ in range(max(2, world.size // 40)):
        tekun_person(world)
        marginal_family(world)
    neighbours(world)
    for home in world.households:
        registers(world, home)
        papers(world, home)
        if not home.planted and home.on_roster and world.rng.random() < 0.12:
            withdrawals(world, home)
    welfare(world)
    campaign(world)


def ordinary_household(world: World) -> Household:
    """One in force, anywhere; one in twenty of the larger ones lost a member, in due form."""
    silent = world.rng.random() < 1 / len(world.map.townships)
    home = world.household(place=world.place(silent))
    if len(home.members) > 1 and world.rng.random() < 0.05 and home.start < LAST_MONTH - 20:
        lawful_death(world, home)
    elif home.start < world.standards.last_change - 24 and world.rng.random() < 0.15:
        until = world.rng.randrange(home.start + 6, world.standards.last_change - 6)
        home.incomes[until] = max(20, home.income - world.rng.randrange(10, 40))
        income_judged_anew(world, home, until)
    return home


def income_judged_anew(world: World, home: Household, month: int) -> None:
    """The review of the month before found more income, and the amount followed."""
    day = first_day(month - 1) + timedelta(days=world.rng.randrange(14, 26))
    adjusted(world, home, "减发", "复核收入增加", day - timedelta(days=9), day, month)


def lawful_death(world: World, home: Household) -> None:
    """A member died; the list, the payment and the exits followed at once."""
    member = home.members[-1] if home.members[-1].person.age(AS_OF) > 40 else home.members[0]
    if member is home.head:
        return
    month = world.rng.randrange(home.start + 6, LAST_MONTH - 6)
    day = first_day(month) + timedelta(days=world.rng.randrange(2, 27))
    death(world, member.person, day, ("公安", "殡葬"))
    world.leave(home, member, month, "死亡", day + timedelta(days=1))


def ended_household(world: World) -> None:
    """It left dibao years ago or lately, and was paid to the month of the decision."""
    home = world.household(place=world.place(), shape=world.rng.choice(("single", "couple", "couple_child")))
    first = max(home.start + 3, FIRST_MONTH + 3)
    if first >= LAST_MONTH - 16:
        return
    month = world.rng.randrange(first, LAST_MONTH - 14)  # long enough ago for no look back at last year's exits
    day = first_day(month) + timedelta(days=world.rng.randrange(10, 27))
    if len(home.members) == 1 and world.rng.random() < 0.5:
        death(world, home.head.person, day - timedelta(days=8), ("公安", "卫健"))
        world.close(home, month, "死亡", day)
    else:
        world.close(home, month, world.rng.choice(("家庭收入超过低保标准", "子女就业，收入增加", "主动申请退出")), day)


def registers(world: World, home: Household) -> None:
    """What the departments know about a poor household: nothing that matters."""
    if not home.planted:
        livelihood(world, home)
    elif home.on_roster and home.township != world.map.silent:
        not_forsaken(world, home)
    for member in home.members:
        everyday(world, home, member)
        if not (home.planted or home.ended) and member.person.age(AS_OF) >= 18:
            ailments(world, home, member)
    head = home.head.person
    if not home.urban and world.rng.random() < 0.7:
        area = round(world.rng.uniform(0.8, 6), 2)
        world.add("agri_subsidy", head, kind="耕地地力保护补贴", land_area=area, amount=round(area * 105, 2), year=2024)
    if not home.planted and world.rng.random() < 0.06:
        car(
            world,
            head,
            date(2015, 5, 6),
            plate_class="普通摩托车",
            vehicle_type="普通二轮摩托车",
            value=3200,
            brand="豪江HJ125",
        )
    if not home.planted and world.rng.random() < 0.08:
        house(world, head, "农村住房", "自建房", date(2012, 3, 8))


def papers(world: World, home: Household) -> None:
    """Some files that were inspected, some doors that were knocked at, some meters that were read: all in order."""
    if home.planted or not home.on_roster:
        return
    if world.rng.random() < 0.2:
        file_inspected(world, home)
    if world.rng.random() < 0.1:
        called_at(world, home, date(2025, world.rng.randrange(2, 6), world.rng.randrange(1, 28)))
    if world.rng.random() < 0.1:
        electricity(world, home, [world.rng.randrange(25, 130) for _ in range(12)])


def withdrawals(world: World, home: Household) -> None:
    """What the bank showed of the last year: once a month, each at an hour of their own."""
    for month in range(max(home.start, LAST_MONTH - 11), LAST_MONTH + 1):
        day = first_day(month) + timedelta(days=world.rng.randrange(8, 27))
        withdrawn(
            world, home, day, world.rng.randrange(8 * 60, 18 * 60), home.due_fen(month, world.standards) // 1000 * 10
        )


def everyday(world: World, home: Household, member: Member) -> None:
    """Medical insurance for all, the basic pension for the old, school for the young."""
    person, age = member.person, member.person.age(AS_OF)
    if ("health_insurance", person) not in world.spoken_for:
        world.add("health_insurance", person, year=2025, kind="城乡居民医保", insured="是")
    if age >= 60 and not home.planted:
        start = date(person.born.year + 60, person.born.month, 1)
        world.add(
            "pension",
            person,
            kind="城乡居民",
            amount=world.rng.randrange(125, 230),
            start_on=start,
            status="正常",
            unit="",
        )
    if 6 <= age <= 15 and ("school", person) not in world.spoken_for:
        stage, kind = ("小学", "小学") if age < 12 else ("初中", "学校")
        school = f"{world.map.townships[home.township].name}中心{kind}"
        world.add(
            "school", person, school=school, stage=stage, status="在校", enrolled_on=date(2025 - (age - 5) % 6, 9, 1)
        )


def _other_parent_disabled(home: Household, member: Member) -> bool:
    """Children of two disabled parents may be due tekun (R62): no ordinary household."""
    couple = [m for m in home.members if m.relation in ("户主", "配偶")]
    return member in couple and any(m.disability for m in couple) and any(m.relation == "子女" for m in home.members)


def ailments(world: World, home: Household, member: Member) -> None:
    """Disabilities of people who are on dibao anyway, small medical bills."""
    rng = world.rng
    if rng.random() < 0.12 and home.township != world.map.silent and not _other_parent_disabled(home, member):
        disabled(world, member, rng.choice(DISABILITIES), rng.choice((1, 2, 2, 3, 4)))
    if rng.random() < 0.3:
        day, disease = (
            date(2024, rng.randrange(1, 13), 15),
            rng.choice(("高血压", "糖尿病", "慢性支气管炎", "骨关节炎")),
        )
        world.add(
            "medical",
            member.person,
            year=2024,
            settled_on=day,
            total=rng.randrange(6000, 30000),
            self_paid=rng.randrange(300, 5000),
            commercial=0,
            disease=disease,
            serious="否",
        )


def officials(world: World, township: int) -> None:
    """Two handlers a township, two cadres a village."""
    for _ in range(2):
        official(world, township, "低保经办人员")
    for village in range(len(world.map.townships[township].villages)):
        for _ in range(2):
            cadre = official(world, township, "村干部", village)
            if world.rng.random() < 0.3:
                world.add(
                    "payroll",
                    cadre,
                    unit=world.map.townships[township].name,
                    post_type="村干部",
                    post="村干部误工补贴",
                    start_on=date(2017, 6, 1),
                    end_on=None,
                    status="在职",
                    amount=2100,
                )


def filings(world: World, township: int) -> None:
    """In each township long ago: one relative filed in time, one card in custody by the book, one refusal, one exit."""
    if township == world.map.silent:
        return
    place = (township, 0)
    home = world.household("single", date(2019, 5, 20), place=place)
    filed_relative(world, home, home.head.person, date(2019, 5, 10))
    ward = world.household("single", date(2016, 3, 9), place=place)
    custody(world, ward, world.outsider(40, True, place), date(2019, 4, 3))
    refused(world, world.outsider(50, None, place), date(2019, 9, 2))
    gone = world.household("single", date(2016, 3, 9), place=place)
    world.close(gone, 2019 * 12 + 3, "家庭收入超过低保标准", date(2019, 4, 22))


def tekun_person(world: World) -> Person:
    """A person on tekun, some of them severely disabled."""
    person = world.outsider(world.rng.uniform(61, 85))
    day = date(world.rng.randrange(2016, 2025), world.rng.randrange(1, 13), 10)
    world.add(
        "tekun",
        person,
        form=world.rng.choice(("分散供养", "集中供养")),
        start_on=day,
        end_on=None,
        status="在保",
        amount=980,
        institution="",
        care_level="全自理",
    )
    if world.rng.random() < 0.3:
        disabled(world, None, "肢体", 2, person)
    return person


def marginal_family(world: World) -> Person:
    """A family on the margin; some of them watched against falling back."""
    person = world.outsider(world.rng.uniform(35, 60))
    world.add("marginal", person, relation="户主", start_on=date(2023, 4, 1), end_on=None, income=820, household=None)
    if world.rng.random() < 0.5:
        world.add(
            "monitored",
            person,
            kind="边缘易致贫户",
            risk="因病",
            identified_on=date(2023, 6, 1),
            removed="否",
            removed_on=None,
            labour="弱劳动力",
            income=9200,
        )
    return person


def price_subsidy(world: World, home: Household) -> Payment | None:
    """The subsidy that every household in force got once, in a file of its own."""
    if not home.start <= SUBSIDY_MONTH <= home.last or not home.covered(SUBSIDY_MONTH):
        return None
    return Payment(SUBSIDY_MONTH, home.covered(SUBSIDY_MONTH) * 1500, "物价补贴", "物价补贴", home.account, home.holder)
