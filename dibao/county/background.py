"""Everybody who keeps the law: the rows that must not be found."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, FIRST_MONTH, LAST_MONTH, first_day, month_of
from dibao.county.households import Household, Member, Payment
from dibao.county.people import Person
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


def ordinary_household(world: World) -> Household:
    """One in force, anywhere; one in twenty of the larger ones lost a member, in due form."""
    silent = world.rng.random() < 1 / len(world.map.townships)
    home = world.household(place=world.place(silent))
    if len(home.members) > 1 and world.rng.random() < 0.05 and home.start < LAST_MONTH - 20:
        lawful_death(world, home)
    elif home.start < world.standards.last_change - 24 and world.rng.random() < 0.15:
        until = world.rng.randrange(home.start + 6, world.standards.last_change - 6)
        home.incomes[until] = max(20, home.income - world.rng.randrange(10, 40))
    return home


def lawful_death(world: World, home: Household) -> None:
    """A member died; the list, the payment and the exits followed at once."""
    member = home.members[-1] if home.members[-1].person.age(AS_OF) > 40 else home.members[0]
    if member is home.head:
        return
    month = world.rng.randrange(home.start + 6, LAST_MONTH - 6)
    day = first_day(month) + timedelta(days=world.rng.randrange(2, 27))
    death(world, member.person, day, ("公安", "殡葬"))
    world.leave(home, member, month, "死亡", day + timedelta(days=1))


def death(world: World, person: Person, day: date, sources: tuple[str, ...]) -> None:
    """One row in each source's file; the registers close some days or weeks later."""
    for source in sources:
        lag = {"公安": 25, "卫健": 6, "殡葬": 3}[source]
        registered = day + timedelta(days=world.rng.randrange(1, lag))
        world.add("death", person, source=source, died_on=day, registered_on=registered, cremated_on=day + timedelta(days=2),
                  certificate_no=f"{world.map.region}{world.rng.randrange(10**8):08d}", cause=world.rng.choice(("疾病", "疾病", "年老", "意外")))  # fmt: skip


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
    rng = world.rng
    for member in home.members:
        person, age = member.person, member.person.age(AS_OF)
        world.add("health_insurance", person, year=2025, kind="城乡居民医保", insured="是")
        if age >= 60 and not home.planted:
            world.add(
                "pension",
                person,
                kind="城乡居民",
                amount=rng.randrange(125, 230),
                start_on=date(person.born.year + 60, person.born.month, 1),
                status="正常",
                unit="",
            )
        if 6 <= age <= 15:
            stage = "小学" if age < 12 else "初中"
            world.add(
                "school",
                person,
                school=f"{world.map.townships[home.township].name}中心{stage if stage == '小学' else '学校'}",
                stage=stage,
                status="在校",
                enrolled_on=date(2025 - (age - 5) % 6, 9, 1),
            )
        if home.planted or home.ended or age < 18:
            continue
        if rng.random() < 0.12 and home.township != world.map.silent:
            disabled(world, member, rng.choice(DISABILITIES), rng.choice((1, 2, 2, 3, 4)))
        if rng.random() < 0.3:
            world.add(
                "medical",
                person,
                year=rng.choice((2023, 2024)),
                settled_on=date(2024, rng.randrange(1, 13), 15),
                total=rng.randrange(2000, 30000),
                self_paid=rng.randrange(300, 5000),
                commercial=0,
                disease=rng.choice(("高血压", "糖尿病", "慢性支气管炎", "骨关节炎")),
                serious="否",
            )
    head = home.head.person
    if not home.urban and rng.random() < 0.7:
        area = round(rng.uniform(0.8, 6), 2)
        world.add("agri_subsidy", head, kind="耕地地力保护补贴", land_area=area, amount=round(area * 105, 2), year=2024)
    if not home.planted and rng.random() < 0.06:
        world.add(
            "vehicle",
            head,
            plate=plate(world),
            plate_class="普通摩托车",
            vehicle_type="普通二轮摩托车",
            use="非营运",
            status="正常",
            registered_on=date(2015, 5, 6),
            transferred_on=None,
            value=3200,
            brand="豪江HJ125",
        )
    if not home.planted and rng.random() < 0.08:
        house(world, head, "农村住房", "自建房", date(2012, 3, 8))


def disabled(
    world: World, member: Member | None, kind: str, grade: int, person: Person | None = None, **changes
) -> dict:
    """A disability certificate, and what the roster says of it."""
    person = person or member.person
    if member:
        member.disability = f"{kind}{'一二三四'[grade - 1]}级"
    code = {"视力": 1, "听力": 2, "言语": 3, "肢体": 4, "智力": 5, "精神": 6, "多重": 7}[kind]
    issued = changes.pop("issued_on", date(world.rng.randrange(2012, 2022), world.rng.randrange(1, 13), 12))
    row = {"certificate_no": f"{person.id_no}{code}{grade}", "kind": kind, "grade": "一二三四"[grade - 1] + "级", "issued_on": issued,
           "valid_to": date(issued.year + 10 if issued.year > 2015 else issued.year + 20, issued.month, 12), "status": "正常"}  # fmt: skip
    return world.add("disability", person, **{**row, **changes})


def house(world: World, person: Person, use: str, nature: str, day: date, **changes) -> dict:
    """One real estate unit."""
    unit = f"{world.map.region}{world.rng.randrange(10**6):06d}GB{world.rng.randrange(10**5):05d}F{world.rng.randrange(10**8):08d}"
    row = {"unit_no": unit, "location": f"{world.map.name}{person.address}", "use": use, "nature": nature, "share": "1/1", "area": round(world.rng.uniform(70, 130), 2),
           "registered_on": day, "cancelled_on": None, "status": "现势"}  # fmt: skip
    return world.add("real_estate", person, **{**row, **changes})


def plate(world: World) -> str:
    """A number plate of a province that has none."""
    return "某" + world.rng.choice("ABCDEF") + "".join(world.rng.choice("0123456789ABCDEFGHJK") for _ in range(5))


def car(world: World, person: Person, day: date, **changes) -> dict:
    """One motor vehicle in use."""
    row = {"plate": plate(world), "plate_class": "小型汽车", "vehicle_type": "小型轿车", "use": "非营运", "status": "正常", "registered_on": day,
           "transferred_on": None, "value": world.rng.randrange(60000, 150000, 500), "brand": world.rng.choice(("长安牌SC7169", "五菱牌LZW6450", "哈弗牌CC6460", "吉利牌JL7152"))}  # fmt: skip
    return world.add("vehicle", person, **{**row, **changes})


def job(world: World, person: Person, post: str, start: date, **changes) -> dict:
    """One row of the public payroll."""
    row = {"unit": world.rng.choice(("县教育局", "县卫生健康局", "县水利局", "县第二中学", "乡镇人民政府", "县林业局")), "post_type": post, "post": world.rng.choice(("科员", "教师", "办事员", "医师")),
           "start_on": start, "end_on": None, "status": "在职" if post != "退休人员" else "退休", "amount": world.rng.randrange(4200, 7800, 50)}  # fmt: skip
    return world.add("payroll", person, **{**row, **changes})


def insured(world: World, person: Person, kind: str, start: date, **changes) -> dict:
    """Employee insurance."""
    row = {"kind": kind, "employer": world.rng.choice(("宏达建材有限公司", "恒通物流有限公司", "新源食品厂", "安泰物业服务有限公司")), "base": world.rng.randrange(3800, 6200, 100),
           "start_on": start, "end_on": date(2025, 6, 1), "months": 0, "status": "正常参保"}  # fmt: skip
    row["months"] = max(1, month_of(row["end_on"]) - month_of(start) + 1)
    return world.add("insurance", person, **{**row, **changes})


def firm(world: World, person: Person, role: str, **changes) -> dict:
    """A role in a business."""
    row = {"entity_name": f"{world.map.name}{world.rng.choice(('鑫盛', '宏远', '聚福', '丰源'))}{world.rng.choice(('商贸有限公司', '农业发展有限公司', '建材经营部'))}",
           "credit_code": f"92{world.map.region}MA{world.rng.randrange(10**8):08d}"[:18], "entity_kind": "有限责任公司", "role": role, "share": 40, "capital": 500000,
           "status": "存续", "founded_on": date(world.rng.randrange(2016, 2023), 5, 18), "cancelled_on": None, "turnover": None, "disputed": "否"}  # fmt: skip
    return world.add("market_entity", person, **{**row, **changes})


def official(world: World, township: int, kind: str, village: int | None = None, **changes) -> Person:
    """A handler of the township or a cadre of a village, nobody's relative so far."""
    town = world.map.townships[township]
    at = village if village is not None else 0
    person = world.outsider(world.rng.uniform(32, 58), None, (township, at))
    post = (
        "民政办低保经办员"
        if kind == "低保经办人员"
        else world.rng.choice(("村党支部书记", "村委会主任", "村委会委员", "妇联主席"))
    )
    unit = town.name + "民政办" if kind == "低保经办人员" else town.villages[at].name
    row = {
        "unit": unit,
        "post": post,
        "kind": kind,
        "start_on": date(2017, 6, 1),
        "end_on": None,
        "account": world.account(),
        "relative": None,
        "relative_relation": "",
    }
    world.add("cadre", person, **{**row, **changes})
    world.cadres.setdefault(township, []).append(person)
    return person


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


def filed_relative(world: World, home: Household, member: Person, day: date, **cadre) -> Person:
    """A village cadre declares a relative on dibao and files it."""
    person = official(
        world, home.township, "村干部", home.village, relative=member, relative_relation="兄弟姐妹", **cadre
    )
    home.filed = True
    world.add(
        "relative_filing", member, household=home, cadre=person, post="村委会委员", relation="兄弟姐妹", filed_on=day
    )
    return person


def custody(world: World, home: Household, keeper: Person, day: date, **changes) -> dict:
    """A card kept by somebody else with agreement and filing, for one who cannot care for themselves."""
    row = {
        "household": home,
        "keeper": keeper,
        "relation": "侄子",
        "agreement_on": day,
        "filed_on": day + timedelta(days=5),
        "ended_on": None,
        "self_care": "不能自理",
        "reason": "瘫痪在床",
    }
    return world.add("card_custody", home.head.person, **{**row, **changes})


def refused(world: World, person: Person, day: date, reason: str = "家庭人均收入超过低保标准") -> dict:
    """An application that did not pass."""
    return world.add(
        "refusal",
        person,
        applied_on=day - timedelta(days=25),
        refused_on=day,
        stage="信息核对",
        reason=reason,
        notified="是",
        member_count=1,
    )


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


def neighbours(world: World) -> None:
    """The other registered people, three for each on dibao, with ordinary lives."""
    poor = sum(len(home.members) for home in world.households)
    for _ in range(int(poor * 0.85)):
        people = world.family(world.rng.choice(("couple_child", "couple_two", "couple", "single")))
        place = world.place(world.rng.random() < 1 / len(world.map.townships))
        world.settle([p for p, _ in people], *place, [world.hukou_word(p, r) for p, r in people])
        ordinary_life(world, people[0][0])
        if len(people) > 1:
            ordinary_life(world, people[1][0])


def ordinary_life(world: World, person: Person) -> None:
    """Jobs, cars, houses, firms, pensions, deaths of people who are not on dibao."""
    rng, roll = world.rng, world.rng.random()
    if person.age(AS_OF) >= 60:
        kind, amount = ("职工", rng.randrange(2200, 4200)) if roll < 0.3 else ("城乡居民", rng.randrange(125, 230))
        world.add(
            "pension",
            person,
            kind=kind,
            amount=amount,
            start_on=date(person.born.year + 60, person.born.month, 1),
            status="正常",
            unit="",
        )
        if roll > 0.94:
            day = date(rng.randrange(2019, 2025), rng.randrange(1, 13), rng.randrange(1, 28))
            death(world, person, day, rng.choice((("公安",), ("卫健", "殡葬"), ("公安", "殡葬"))))
        return
    if roll < 0.06:
        job(world, person, rng.choice(("公务员", "事业编制")), date(rng.randrange(2005, 2020), 9, 1))
    elif roll < 0.2:
        insured(world, person, "企业职工", date(rng.randrange(2015, 2023), 3, 1))
    elif roll < 0.26:
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
    elif roll < 0.4:
        car(world, person, date(rng.randrange(2015, 2025), rng.randrange(1, 13), 9))
    elif roll < 0.48:
        house(world, person, "住宅", "商品房", date(rng.randrange(2012, 2024), 6, 16))
    elif roll < 0.52:
        firm(world, person, rng.choice(("法定代表人", "股东", "经营者")), turnover=260000)
    elif roll < 0.56:
        world.add(
            "tax",
            person,
            income_kind="工资薪金所得",
            employer="恒通物流有限公司",
            year=2024,
            amount=62000,
            band="5万-8万",
        )
    elif roll < 0.58:
        disabled(world, None, "肢体", rng.choice((3, 4)), person)
    elif roll < 0.585:
        world.add(
            "sentence",
            person,
            kind="服刑",
            start_on=date(2022, 5, 1),
            end_on=date(2027, 5, 1),
            released_on=None,
            place="第三监狱",
        )
    elif roll < 0.59:
        world.add(
            "hukou_change",
            person,
            kind="省内迁移",
            changed_on=date(2023, 8, 2),
            destination="省内其他县",
            returned_on=None,
        )
    elif roll < 0.6:
        world.add("temporary_aid", person, aided_on=date(2024, 5, 9), amount=2000, reason="突发疾病")
    elif roll < 0.61:
        world.add(
            "petition", person, received_on=date(2023, 3, 9), topic="低保政策咨询", kind="求助申请", result="已答复"
        )


def price_subsidy(world: World, home: Household) -> Payment | None:
    """The subsidy that every household in force got once, in a file of its own."""
    if not home.start <= SUBSIDY_MONTH <= home.last or not home.covered(SUBSIDY_MONTH):
        return None
    return Payment(SUBSIDY_MONTH, home.covered(SUBSIDY_MONTH) * 1500, "物价补贴", "物价补贴", home.account, home.holder)
