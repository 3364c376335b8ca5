"""R25 近亲属未备案 · R29 拆户保 · R30 保人不保户."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF
from dibao.county.decisions import adjusted
from dibao.county.households import Member
from dibao.county.people import surname_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import death, disabled, filed_relative, official


def _declared(bench: Bench, home, kind: str, relation: str, **changes):
    person = home.head.person
    return official(
        bench.world,
        home.township,
        kind,
        None if kind == "低保经办人员" else home.village,
        relative=person,
        relative_relation=relation,
        **changes,
    )


@plant("R25", HIT)
def cadre_relative_not_filed(bench: Bench) -> None:
    home = bench.recent("single")
    _declared(bench, home, "村干部", bench.rng.choice(("父母", "兄弟姐妹", "祖父母")))
    bench.say("R25", HIT, home, home.head.person, "B", "村干部近亲属未备案")


@plant("R25", HIT)
def handler_relative_not_filed(bench: Bench) -> None:
    home = bench.recent("single")
    _declared(bench, home, "低保经办人员", bench.rng.choice(("父母", "兄弟姐妹")))
    bench.say("R25", HIT, home, home.head.person, "B", "经办人员近亲属未备案")


@plant("R25", HIT)
def filed_after_approval(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(bench.world, home, home.head.person, home.approved + timedelta(days=bench.rng.randrange(90, 400)))
    bench.say("R25", HIT, home, home.head.person, "B", "批准之后才备案")


@plant("R25", EXCEPTION)
def filed_in_time(bench: Bench) -> None:
    home = bench.recent("single")
    filed_relative(bench.world, home, home.head.person, home.approved - timedelta(days=bench.rng.randrange(8, 20)))
    bench.say("R25", EXCEPTION, home, home.head.person, note="批准前已备案")


@plant("R25", EXCEPTION)
def term_was_over(bench: Bench) -> None:
    home = bench.recent("single")
    _declared(bench, home, "村干部", "兄弟姐妹", start_on=date(2014, 3, 1), end_on=home.approved - timedelta(days=300))
    bench.say("R25", EXCEPTION, home, home.head.person, note="申请前已离任")


@plant("R25", NEAR_MISS)
def cousin(bench: Bench) -> None:
    home = bench.recent("single")
    _declared(bench, home, "村干部", "表兄弟")
    bench.say("R25", NEAR_MISS, home, home.head.person, note="表兄弟不在民法典近亲属之内")


@plant("R25", NEAR_MISS)
def same_surname(bench: Bench) -> None:
    home = bench.recent("single")
    cadre = official(bench.world, home.township, "村干部", home.village)
    cadre.name = bench.world.registry.name(cadre.male, surname_of(home.head.person.name))
    bench.say("R25", NEAR_MISS, home, home.head.person, note="同村同姓，没有亲属关系")


def _couple_apart(bench: Bench):
    """Two married people with a hukou book each."""
    world = bench.world
    man, woman = (
        world.registry.person(bench.rng.uniform(45, 66), True, AS_OF),
        world.registry.person(bench.rng.uniform(44, 62), False, AS_OF),
    )
    place = world.place()
    for person in (man, woman):
        world.settle([person], *place, ["户主"])
    return man, woman, place


def _home_of(bench: Bench, person, place, **options):
    home = bench.world.household(
        people=[(person, "户主")],
        settle=False,
        place=place,
        approved=options.pop("approved", None) or date(2016, 9, 7),
        **options,
    )
    home.planted = True
    return home


@plant("R29", HIT)
def spouses_in_two_households(bench: Bench) -> None:
    man, woman, place = _couple_apart(bench)
    bench.world.marry(man, woman, date(2003, 5, 20))
    for person in (man, woman):
        home = _home_of(bench, person, place)
        bench.say("R29", HIT, home, None, "B", "夫妻分在两个低保户", [man, woman])


@plant("R29", HIT)
def spouse_left_out(bench: Bench) -> None:
    man, woman, place = _couple_apart(bench)
    bench.world.marry(man, woman, date(2003, 5, 20))
    bench.say("R29", HIT, _home_of(bench, man, place), None, "B", "配偶没有计入", [man, woman])


@plant("R29", HIT)
def child_apart(bench: Bench) -> None:
    world = bench.world
    parents = bench.recent("couple", ages=(41.0, 39.0))
    man, woman = (member.person for member in parents.members)
    child = world.registry.person(9.5, True, AS_OF, surname_of(man.name))
    world.add("birth", child, born_on=child.born, father=man, mother=woman)
    elder = world.registry.person(68, False, AS_OF)
    place = (parents.township, parents.village)
    world.settle([elder, child], *place, ["户主", "孙子"])
    grand = world.household(
        people=[(elder, "户主"), (child, "孙子女")],
        settle=False,
        place=place,
        approved=world.quiet_approval(date(2021, 10, 1), date(2023, 9, 1)),
    )
    grand.planted = True
    for home in (parents, grand):
        bench.say("R29", HIT, home, None, "B", "未成年子女与父母分在两户", [man, woman, child])


@plant("R29", HIT)
def split_before_applying(bench: Bench) -> None:
    world = bench.world
    approved = world.quiet_approval(date(2022, 3, 1), date(2024, 6, 1))
    place = world.place()
    parent, child = world.registry.person(70, True, AS_OF), world.registry.person(44, True, AS_OF)
    address = world.settle([child], *place, ["户主"])
    world.settle([parent], *place, ["户主"], address)
    parent.split_on, parent.split_from = approved - timedelta(days=bench.rng.randrange(100, 240)), child.hukou_no
    home = _home_of(bench, parent, place, approved=approved)
    bench.say("R29", HIT, home, None, "B", "申请前不足一年分户，住址门牌相同", [parent])


@plant("R29", EXCEPTION)
def divorced(bench: Bench) -> None:
    man, woman, place = _couple_apart(bench)
    bench.world.marry(man, woman, date(2003, 5, 20))
    man.marital = woman.marital = "离婚"
    bench.world.add("marriage", man, spouse=woman, registered_on=date(2014, 3, 11), kind="离婚")
    for person in (man, woman):
        bench.say("R29", EXCEPTION, _home_of(bench, person, place), note="已离婚，各自成户", people=[man, woman])


@plant("R29", NEAR_MISS)
def split_long_ago(bench: Bench) -> None:
    world = bench.world
    place = world.place()
    parent, child = world.registry.person(70, True, AS_OF), world.registry.person(44, True, AS_OF)
    address = world.settle([child], *place, ["户主"])
    world.settle([parent], *place, ["户主"], address)
    parent.split_on, parent.split_from = date(2009, 4, 8), child.hukou_no
    home = _home_of(bench, parent, place, approved=world.quiet_approval(date(2022, 3, 1), date(2024, 6, 1)))
    bench.say("R29", NEAR_MISS, home, note="分户已十余年", people=[parent])


@plant("R29", NEAR_MISS)
def widow(bench: Bench) -> None:
    man, woman, place = _couple_apart(bench)
    bench.world.marry(man, woman, date(1999, 5, 20))
    death(bench.world, man, date(2015, 6, 9), ("公安", "卫健"))
    woman.marital = "丧偶"
    bench.say("R29", NEAR_MISS, _home_of(bench, woman, place), note="配偶已故", people=[man, woman])


@plant("R30", HIT)
def sibling_not_covered(bench: Bench) -> None:
    home = bench.recent("siblings")
    home.members[1].covered = False
    bench.say("R30", HIT, home, None, "B", "共同生活的兄弟未保障，没有理由")


@plant("R30", HIT)
def parent_not_covered(bench: Bench) -> None:
    home = bench.recent("elder_child")
    home.members[1].covered = False
    bench.say("R30", HIT, home, None, "B", "共同生活的老人未保障，没有理由")


@plant("R30", HIT)
def fewer_by_count(bench: Bench) -> None:
    home = bench.recent("siblings")
    home.member_count = 3
    bench.say("R30", HIT, home, None, "B", "家庭人口三人，保障两人，没有理由")


def _not_covered(ground: str, note: str) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("siblings", ages=(56.0, 48.0))
        member = home.members[1]
        member.covered, member.ground = False, ground
        if "服刑" in ground:
            bench.world.add(
                "sentence",
                member.person,
                kind="服刑",
                start_on=home.approved - timedelta(days=300),
                end_on=date(2028, 1, 1),
                released_on=None,
                place="省第二监狱",
            )
        bench.say("R30", EXCEPTION, home, note=note)

    plant("R30", EXCEPTION)(make)


_not_covered("在监狱服刑", "服刑人员不计入")
_not_covered("宗教教职人员，脱离家庭三年以上", "宗教教职人员不计入")
_not_covered("现役义务兵", "现役义务兵不计入")


@plant("R30", EXCEPTION)
def graduate(bench: Bench) -> None:
    home = bench.recent("parent_child", ages=(52.0, 23.5))
    home.members[1].covered, home.members[1].ground = False, "大学毕业，已就业独立生活"
    bench.say("R30", EXCEPTION, home, note="毕业成年子女独立生活")


def _single(kind: str, grade: int):
    def make(bench: Bench) -> None:
        world = bench.world
        place = world.place()
        person = world.registry.person(bench.rng.uniform(30, 50), True, AS_OF)
        parents = [
            world.registry.person(66, True, AS_OF, surname_of(person.name)),
            world.registry.person(64, False, AS_OF),
        ]
        world.marry(parents[0], parents[1], date(1985, 3, 1))
        world.settle([parents[0], parents[1], person], *place, ["户主", "妻", "长子"])
        approved = world.quiet_approval(date(2021, 10, 1), date(2024, 6, 1))
        home = world.household(people=[(person, "户主")], settle=False, place=place, approved=approved)
        home.planted, home.form, home.review_class, home.head.labour = True, "单人户", "A", "无劳动能力"
        disabled(world, home.head, kind, grade, issued_on=date(2016, 4, 12), valid_to=date(2036, 4, 12))
        for member, relation in zip([*parents, person], ("户主", "配偶", "子女"), strict=True):
            world.add("marginal", member, relation=relation, start_on=date(2021, 6, 1), end_on=None, income=830)
        bench.say("R30", EXCEPTION, home, note=f"低保边缘家庭中的{kind}{grade}级残疾人单人户")
        bench.say("R29", EXCEPTION, home, note="单人户")
        bench.say("R74", EXCEPTION, home, note="单人户，父母不计入")

    plant("R30", EXCEPTION)(make)


_single("肢体", 1)
_single("智力", 3)


@plant("R30", NEAR_MISS)
def newborn_counted_at_once(bench: Bench) -> None:
    home = bench.recent("couple_child", ages=(38.0, 35.0, 7.0))
    world = bench.world
    child = world.registry.person(0.4, False, AS_OF, surname_of(home.head.person.name))
    world.settle([child], home.township, home.village, ["次女"], home.address)
    child.hukou_no = home.head.person.hukou_no
    world.add("birth", child, born_on=child.born, father=home.head.person, mother=home.members[1].person)
    joined = child.born.year * 12 + child.born.month  # the month after the birth
    home.members.append(Member(child, "子女", joined=joined))
    decided = child.born + timedelta(days=6)
    adjusted(world, home, "增员", "新生儿", child.born, decided, joined)
    bench.say("R30", NEAR_MISS, home, note="新生儿次月即计入")
    bench.say("R38", NEAR_MISS, home, note="核对时新生儿尚未出生")
