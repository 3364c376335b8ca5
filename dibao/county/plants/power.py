"""R11 财政供养人员近亲属 · R26 人情保关系保 · R27 备案程序不全 · R28 经办人信息重合."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, LAST_MONTH
from dibao.county.means import obligor
from dibao.county.people import surname_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, disabled, filed_relative, job, official

NO_CHECK = {"checked_on": None, "checked_members": None, "check_result": "", "check_requested_on": None, "checked_by": "", "checked_income": None}  # fmt: skip


def _row(home, bench: Bench) -> dict:
    return next(row for row in reversed(bench.world.rows["procedure"]) if row["household"] is home)


def _parent(bench: Bench):
    """An old person on dibao and a grown child with a book of their own."""
    home = bench.recent("single", ages=(bench.rng.uniform(70, 82),))
    child = bench.world.outsider(bench.rng.uniform(38, 48), True)
    child.name = bench.world.registry.name(True, surname_of(home.head.person.name))
    return home, child


def _official_child(post: str, income: int, monthly: int, ground: str, severity: str, note: str) -> None:
    """`income`: a head of the child's own family, in standards."""

    def make(bench: Bench) -> None:
        home, child = _parent(bench)
        job(bench.world, child, post, date(2010, 9, 1))
        standard = bench.world.standards.at(home.urban, LAST_MONTH)
        obligor(bench.world, home, income * standard or None, monthly, ground, child)
        bench.say("R11", HIT, home, None, severity, note, [home.head.person, child])
        if not monthly:
            bench.say("R18", HIT, home, None, "C", note, [home.head.person, child])

    plant("R11", HIT)(make)


_official_child("事业编制", 0, 300, "赡养协议", "B", "儿子有编制，协议月给赡养费")
_official_child("公务员", 6, 0, "", "B", "儿子是公务员，没有核算赡养费")


@plant("R11", HIT)
def divorced_father_on_the_payroll(bench: Bench) -> None:
    world = bench.world
    home = bench.recent("parent_child", ages=(36.0, 9.0))
    parent, child = home.head.person, home.members[1].person
    father = world.outsider(39, not parent.male)
    world.marry(parent, father, date(2012, 5, 20))
    world.add("marriage", parent, spouse=father, registered_on=date(2019, 3, 11), kind="离婚")
    parent.marital = father.marital = "离婚"
    row = next(row for row in world.rows["birth"] if row["person"] is child)
    row.update({"mother": father, "father": parent} if parent.male else {"mother": parent, "father": father})
    job(world, father, "事业编制", date(2011, 9, 1))
    bench.say("R11", HIT, home, None, "B/C", "离异的另一方有编制，对孩子有抚养义务", [parent, child, father])


@plant("R11", EXCEPTION)
def brother_on_the_payroll(bench: Bench) -> None:
    """A severely disabled adult lives on their own account; brothers and sisters owe nothing, 民法典 1075."""
    world, place = bench.world, bench.world.place()
    brother, person = world.registry.person(52, True, AS_OF), world.registry.person(46, True, AS_OF)
    person.name = world.registry.name(True, surname_of(brother.name))
    world.settle([brother, person], *place, ["户主", "弟"])
    approved = world.quiet_approval(date(2022, 11, 1), date(2024, 6, 1))
    home = world.household(people=[(person, "户主")], settle=False, place=place, approved=approved)
    home.planted, home.form, home.review_class, home.head.labour = True, "单人户", "A", "无劳动能力"
    disabled(world, home.head, "肢体", 1, issued_on=date(2016, 4, 12), valid_to=date(2036, 4, 12))
    job(world, brother, "事业编制", date(2003, 9, 1))
    bench.say("R11", EXCEPTION, home, note="兄弟没有扶养义务", people=[person, brother])


def _lawful_child(label: str, note: str, post: str, **changes) -> None:
    def make(bench: Bench) -> None:
        home, child = _parent(bench)
        job(bench.world, child, post, date(2010, 9, 1), **changes)
        obligor(bench.world, home, None, 0, "无赡养能力", child)
        bench.say("R11", label, home, note=note, people=[home.head.person, child])

    plant("R11", label)(make)


_lawful_child(NEAR_MISS, "儿子在公益性岗位，不是编制内人员", "公益性岗位", amount=900)
_lawful_child(NEAR_MISS, "儿子多年前已离职", "事业编制", end_on=date(2016, 8, 31), status="离职")


@plant("R11", NEAR_MISS)
def childs_namesake(bench: Bench) -> None:
    home, child = _parent(bench)
    obligor(bench.world, home, None, 0, "无赡养能力", child)
    job(bench.world, bench.namesake(child), "公务员", date(2012, 9, 1))
    bench.say("R11", NEAR_MISS, home, note="财政供养的是同名人", people=[home.head.person, child])


def _relative_of(bench: Bench, kind: str, relation: str):
    home = bench.recent("single", ages=(bench.rng.uniform(52, 64),))
    village = None if kind == "低保经办人员" else home.village
    official(bench.world, home.township, kind, village, relative=home.head.person, relative_relation=relation)
    return home


@plant("R26", HIT)
def cadres_brother_with_a_car(bench: Bench) -> None:
    home = _relative_of(bench, "村干部", "兄弟姐妹")
    car(bench.world, home.head.person, home.approved + timedelta(days=bench.rng.randrange(60, 300)))
    bench.say("R26", HIT, home, None, "A/B", "村干部的兄弟姐妹，未备案，享受期间购车")
    bench.say("R25", HIT, home, home.head.person, "B", "村干部近亲属未备案")
    bench.say("R20", HIT, home, home.head.person, "B", "享受期间购买轿车")


@plant("R26", HIT)
def handlers_mother_never_checked(bench: Bench) -> None:
    home = _relative_of(bench, "低保经办人员", "父母")
    _row(home, bench).update(NO_CHECK)
    bench.say("R26", HIT, home, None, "A/B", "经办人员的父母，没有核对就批准")
    bench.say("R25", HIT, home, home.head.person, "B", "经办人员近亲属未备案")
    bench.say("R38", HIT, home, None, "B", "没有核对报告")


@plant("R26", HIT)
def filed_and_not_published(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=15))
    _row(home, bench).update(notice_from=None, notice_to=None)
    bench.say("R26", HIT, home, None, "A/B", "已备案的近亲属，没有公示")
    bench.say("R41", HIT, home, None, "B", "没有审核公示")


@plant("R26", HIT)
def handlers_phone_and_no_check(bench: Bench) -> None:
    home = bench.recent("single", ages=(bench.rng.uniform(50, 58),))
    home.head.person.phone = official(bench.world, home.township, "低保经办人员").phone
    _row(home, bench).update(NO_CHECK)
    bench.say("R26", HIT, home, None, "A/B", "联系电话是经办人员的，没有核对就批准")
    bench.say("R28", HIT, home, None, "C", "联系电话是经办人员的")
    bench.say("R38", HIT, home, None, "B", "没有核对报告")


@plant("R26", NEAR_MISS)
def filed_and_all_in_order(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=15))
    bench.say("R26", NEAR_MISS, home, note="近亲属已备案，家庭困难，程序齐全")


@plant("R26", NEAR_MISS)
def cousin_and_no_check(bench: Bench) -> None:
    home = _relative_of(bench, "村干部", "表兄弟")
    _row(home, bench).update(NO_CHECK)
    bench.say("R26", NEAR_MISS, home, note="没有核对，但与村干部不是近亲属")
    bench.say("R38", HIT, home, None, "B", "没有核对报告")


@plant("R26", NEAR_MISS)
def relative_with_a_motorcycle(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=15))
    kind = {"plate_class": "普通摩托车", "vehicle_type": "普通二轮摩托车", "value": 3200, "brand": "豪江HJ125"}
    car(bench.world, home.head.person, date(2016, 5, 6), **kind)
    bench.say("R26", NEAR_MISS, home, note="近亲属已备案，只有一辆二轮摩托车")


def _filed(label: str, severity: str, note: str, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("single")
        filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=15), **changes)
        bench.say("R27", label, home, None, severity, note)

    plant("R27", label)(make)


_filed(HIT, "B", "备案户县级没有入户", visited_on=None)
_filed(HIT, "B", "经办人员没有回避", recused="否")
_filed(HIT, "B", "档案没有单独存放", kept_apart="否")
_filed(NEAR_MISS, "", "入户、回避、单独建档、年度复核齐全")


@plant("R27", HIT)
def not_rechecked_since(bench: Bench) -> None:
    home = bench.recent("single")
    once = home.approved + timedelta(days=100)
    filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=15), rechecked_on=once)
    home.reviewed = once
    bench.say("R27", HIT, home, None, "B", "批准后复核过一次，此后没有年度复核")
    bench.say("R44", HIT, home, None, "B/C", "定期复核逾期")


@plant("R27", NEAR_MISS)
def filed_this_spring(bench: Bench) -> None:
    home = bench.home("single", approved=date(2025, 3, bench.rng.randrange(24, 28)))
    filed_relative(bench.world, home, home.head.person, date(2025, 3, 10), rechecked_on=None)
    bench.say("R27", NEAR_MISS, home, note="今年才批准，年度复核期未到")


@plant("R27", EXCEPTION)
def filed_and_gone(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(
        bench.world, home, home.head.person, home.approved - timedelta(days=15), rechecked_on=date(2024, 1, 9)
    )
    bench.world.close(home, 2024 * 12 + 1, "家庭收入超过低保标准", date(2024, 2, bench.rng.randrange(5, 25)))
    bench.say("R27", EXCEPTION, home, note="已退出低保，不必再复核")


@plant("R28", HIT)
def handlers_phone(bench: Bench) -> None:
    home = bench.recent("couple", ages=(56.0, 54.0))
    phone = official(bench.world, home.township, "低保经办人员").phone
    for member in home.members:
        member.person.phone = phone
    bench.say("R28", HIT, home, None, "C", "联系电话是低保经办人员的")


@plant("R28", HIT)
def cadres_account(bench: Bench) -> None:
    home = bench.recent("couple", ages=(56.0, 54.0))
    official(bench.world, home.township, "村干部", home.village, account=home.account)
    bench.say("R28", HIT, home, None, "B", "领款账号是村干部本人的")


@plant("R28", HIT)
def cadres_door(bench: Bench) -> None:
    home = bench.recent("couple", ages=(56.0, 54.0))
    cadre = official(bench.world, home.township, "村干部", home.village)
    cadre.address = home.address
    bench.say("R28", HIT, home, None, "C", "住址与村干部相同", [m.person for m in home.members] + [cadre])


@plant("R28", HIT)
def one_phone_for_eight(bench: Bench) -> None:
    place, phone = bench.world.place(), bench.world.registry.phone()
    for _ in range(8):
        home = bench.old("single", ages=(bench.rng.uniform(48, 58),), place=place)
        home.head.person.phone = phone
        bench.say("R28", HIT, home, None, "C", "八户留同一个电话")


@plant("R28", EXCEPTION)
def helpers_phone_for_the_old(bench: Bench) -> None:
    home = bench.old("single", ages=(bench.rng.uniform(79, 86),))
    home.head.person.phone = official(bench.world, home.township, "村干部", home.village).phone
    bench.say("R28", EXCEPTION, home, note="独居高龄老人没有手机，留村干部代为联络的电话")


@plant("R28", NEAR_MISS)
def familys_phone(bench: Bench) -> None:
    first = bench.old("single", ages=(74.0,))
    second = bench.old("couple_child", place=(first.township, first.village))
    first.head.person.phone = second.head.person.phone
    for home in (first, second):
        bench.say("R28", NEAR_MISS, home, note="亲属两户共用一个电话")


@plant("R28", NEAR_MISS)
def phone_of_their_own(bench: Bench) -> None:
    home = bench.old("single")
    cadre = official(bench.world, home.township, "村干部", home.village)
    home.head.person.phone = cadre.phone[:-1] + str((int(cadre.phone[-1]) + 1) % 10)
    bench.say("R28", NEAR_MISS, home, note="电话与村干部只差末位")
