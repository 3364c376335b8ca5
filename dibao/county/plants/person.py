"""R01 死亡保 · R02 服刑/强戒/失踪 · R03 户籍迁出 · R04 身份证异常."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, first_day
from dibao.county.people import check_character, to_fifteen
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import death

TWO = (("公安", "殡葬"), ("公安", "卫健"), ("卫健", "殡葬"))


@plant("R01", HIT)
def dead_member_counted(bench: Bench) -> None:
    home = bench.old("couple")
    member = home.members[1]
    death(bench.world, member.person, bench.day(date(2022, 11, 1), date(2024, 12, 1)), bench.rng.choice(TWO))
    bench.say("R01", HIT, home, member.person, "A", "成员死亡后仍按原人数发放，两个来源")


@plant("R01", HIT)
def dead_member_one_source(bench: Bench) -> None:
    home = bench.old("couple")
    member = home.members[1]
    death(
        bench.world,
        member.person,
        bench.day(date(2020, 2, 1), date(2024, 12, 1)),
        (bench.rng.choice(("公安", "卫健", "殡葬")),),
    )
    bench.say("R01", HIT, home, member.person, "B", "成员死亡后仍发放，单一来源")


@plant("R01", HIT)
def only_member_dead(bench: Bench) -> None:
    home = bench.old("single")
    death(bench.world, home.head.person, bench.day(date(2025, 3, 25), date(2025, 4, 28)), bench.rng.choice(TWO))
    bench.say("R01", HIT, home, home.head.person, "A", "唯一保障对象死亡，三个月内也不应再发")


@plant("R01", HIT)
def removed_too_late(bench: Bench) -> None:
    home = bench.old("couple")
    member, month = home.members[1], 2023 * 12 + bench.rng.randrange(10)
    death(bench.world, member.person, bench.in_month(month), bench.rng.choice(TWO))
    last = month + bench.rng.randrange(6, 10)
    bench.world.leave(home, member, last, "死亡", bench.in_month(last))
    bench.say("R01", HIT, home, member.person, "A", "死亡六个月以上才减员")
    bench.say("R46", HIT, home, None, "C", "死亡六个月以上才减员")


@plant("R01", HIT)
def stopped_too_late(bench: Bench) -> None:
    home = bench.old("single")
    month = 2021 * 12 + bench.rng.randrange(24)
    death(bench.world, home.head.person, bench.in_month(month), bench.rng.choice(TWO))
    last = month + bench.rng.randrange(4, 12)
    bench.world.close(home, last, "死亡", bench.in_month(last))
    bench.say("R01", HIT, home, home.head.person, "A", "单人户死亡后数月才停发，已退出")
    bench.say("R46", HIT, home, None, "C", "死亡后四个月以上才停发")


@plant("R01", HIT)
def late_before_the_review_window(bench: Bench) -> None:
    home = bench.old("couple")
    member, month = home.members[1], 2020 * 12 + bench.rng.randrange(18)
    death(bench.world, member.person, bench.in_month(month), bench.rng.choice(TWO))
    bench.world.leave(home, member, month + 2, "死亡", bench.in_month(month + 2))
    bench.say("R01", HIT, home, member.person, "A", "2022-10-20之前没有三个月核查期")


@plant("R01", EXCEPTION)
def inside_the_review_window(bench: Bench) -> None:
    home = bench.old("couple")
    member, month = home.members[1], 2023 * 12 + bench.rng.randrange(20)
    death(
        bench.world, member.person, first_day(month) + timedelta(days=bench.rng.randrange(8, 24)), bench.rng.choice(TWO)
    )
    bench.world.leave(home, member, month + 2, "死亡", bench.in_month(month + 2))
    bench.say("R01", EXCEPTION, home, member.person, note="三个月核查期内调整")
    bench.say("R46", EXCEPTION, home, note="死亡后三个月内办理减员")


@plant("R01", NEAR_MISS)
def paid_in_the_month_of_death(bench: Bench) -> None:
    home = bench.old("couple")
    member, month = home.members[1], 2019 * 12 + bench.rng.randrange(60)
    day = bench.in_month(month)
    death(bench.world, member.person, day, bench.rng.choice(TWO))
    bench.world.leave(home, member, month, "死亡", day + timedelta(days=2))
    bench.say("R01", NEAR_MISS, home, member.person, note="死亡当月发放，次月减员")


@plant("R01", NEAR_MISS)
def dead_namesake(bench: Bench) -> None:
    home = bench.old("single")
    death(
        bench.world,
        bench.namesake(home.head.person),
        bench.day(date(2021, 1, 1), date(2024, 1, 1)),
        bench.rng.choice(TWO),
    )
    bench.say("R01", NEAR_MISS, home, home.head.person, note="死者同名不同人")


@plant("R01", NEAR_MISS)
def died_after_leaving(bench: Bench) -> None:
    home = bench.old("single")
    bench.world.close(home, 2022 * 12 + 4, "家庭收入超过低保标准", date(2022, 5, 20))
    death(bench.world, home.head.person, date(2023, 3, 9), bench.rng.choice(TWO))
    bench.say("R01", NEAR_MISS, home, home.head.person, note="退保之后死亡")


def _jail(bench: Bench, person, kind: str, start: date, end: date | None, **more) -> None:
    place = {"服刑": "省第二监狱", "强制隔离戒毒": "强制隔离戒毒所"}.get(kind, "")
    bench.world.add(
        "sentence", person, kind=kind, start_on=start, end_on=end, released_on=more.get("released_on"), place=place
    )


def _custody_hit(bench: Bench, kind: str, start: date, end: date | None, note: str) -> None:
    home = bench.old("siblings")
    member = home.members[1]
    _jail(bench, member.person, kind, start, end)
    bench.say("R02", HIT, home, member.person, "B", note)


@plant("R02", HIT)
def in_prison(bench: Bench) -> None:
    _custody_hit(bench, "服刑", bench.day(date(2022, 2, 1), date(2024, 9, 1)), date(2027, 8, 1), "服刑期间仍计入")


@plant("R02", HIT)
def in_detox(bench: Bench) -> None:
    start = bench.day(date(2023, 1, 1), date(2024, 6, 1))
    _custody_hit(bench, "强制隔离戒毒", start, start + timedelta(days=700), "强制隔离戒毒期间仍计入")


@plant("R02", HIT)
def declared_missing(bench: Bench) -> None:
    _custody_hit(bench, "宣告失踪", bench.day(date(2020, 1, 1), date(2024, 3, 1)), None, "宣告失踪仍计入")


@plant("R02", HIT)
def was_in_prison(bench: Bench) -> None:
    start = bench.day(date(2019, 1, 1), date(2020, 6, 1))
    _custody_hit(bench, "服刑", start, start + timedelta(days=500), "过去服刑期间仍计入，现已释放")


def _not_excluded(kind: str, days: int):
    def make(bench: Bench) -> None:
        home = bench.old("siblings")
        start = bench.day(date(2022, 2, 1), date(2024, 6, 1))
        _jail(bench, home.members[1].person, kind, start, start + timedelta(days=days))
        bench.say("R02", EXCEPTION, home, home.members[1].person, note=f"{kind}不排除")

    plant("R02", EXCEPTION)(make)


for _kind, _days in (("社区矫正", 700), ("缓刑", 900), ("监外执行", 800), ("取保候审", 300), ("行政拘留", 10)):
    _not_excluded(_kind, _days)


@plant("R02", EXCEPTION)
def released_earlier(bench: Bench) -> None:
    home = bench.recent("siblings")
    start = home.approved - timedelta(days=1500)
    _jail(
        bench,
        home.members[1].person,
        "服刑",
        start,
        home.approved + timedelta(days=400),
        released_on=home.approved - timedelta(days=90),
    )
    bench.say("R02", EXCEPTION, home, home.members[1].person, note="纳入前已减刑释放，登记的刑期止日更晚")


@plant("R02", NEAR_MISS)
def released_before_joining(bench: Bench) -> None:
    home = bench.recent("siblings")
    _jail(
        bench, home.members[1].person, "服刑", home.approved - timedelta(days=1500), home.approved - timedelta(days=60)
    )
    bench.say("R02", NEAR_MISS, home, home.members[1].person, note="纳入前刑满释放")


@plant("R02", NEAR_MISS)
def prisoner_not_covered(bench: Bench) -> None:
    home = bench.recent("siblings")
    member = home.members[1]
    member.covered, member.ground = False, "在监狱服刑"
    _jail(bench, member.person, "服刑", home.approved - timedelta(days=200), date(2027, 3, 1))
    bench.say("R02", NEAR_MISS, home, member.person, note="服刑人员未计入保障人口")


def _moved(bench: Bench, person, kind: str, day: date, place: str, back: date | None = None) -> None:
    bench.world.add("hukou_change", person, kind=kind, changed_on=day, destination=place, returned_on=back)


def _move_hit(bench: Bench, kind: str, place: str) -> None:
    ages = (45, 20) if kind == "入伍" else ()
    home = bench.old("parent_child", ages=(48, 20)) if ages else bench.old("siblings")
    member = home.members[1]
    _moved(bench, member.person, kind, bench.day(date(2022, 1, 1), date(2024, 10, 1)), place)
    bench.say("R03", HIT, home, member.person, "B/C", f"{kind}后仍发放")


@plant("R03", HIT)
def moved_to_another_province(bench: Bench) -> None:
    _move_hit(bench, "迁往省外", "某省某市")


@plant("R03", HIT)
def settled_abroad(bench: Bench) -> None:
    _move_hit(bench, "出国定居", "国外")


@plant("R03", HIT)
def conscript(bench: Bench) -> None:
    _move_hit(bench, "入伍", "部队")


@plant("R03", EXCEPTION)
def moved_within_the_province(bench: Bench) -> None:
    home = bench.old("siblings")
    _moved(bench, home.members[1].person, "省内迁移", bench.day(date(2022, 1, 1), date(2024, 10, 1)), "省内其他县")
    bench.say("R03", EXCEPTION, home, home.members[1].person, note="省内迁移")


@plant("R03", EXCEPTION)
def moved_back(bench: Bench) -> None:
    home = bench.recent("siblings")
    _moved(
        bench,
        home.members[1].person,
        "迁往省外",
        home.approved - timedelta(days=900),
        "某省某市",
        home.approved - timedelta(days=100),
    )
    bench.say("R03", EXCEPTION, home, home.members[1].person, note="纳入前已迁回")


@plant("R03", NEAR_MISS)
def moved_this_month(bench: Bench) -> None:
    home = bench.old("siblings")
    _moved(bench, home.members[1].person, "迁往省外", AS_OF - timedelta(days=bench.rng.randrange(4, 24)), "某省某市")
    bench.say("R03", NEAR_MISS, home, home.members[1].person, note="当月迁出，尚无次月发放")


@plant("R03", NEAR_MISS)
def moved_and_removed(bench: Bench) -> None:
    home = bench.old("siblings")
    month = 2022 * 12 + bench.rng.randrange(30)
    day = bench.in_month(month)
    _moved(bench, home.members[1].person, "迁往省外", day, "某省某市")
    bench.world.leave(home, home.members[1], month, "户口迁出", day + timedelta(days=2))
    bench.say("R03", NEAR_MISS, home, home.members[1].person, note="迁出当月减员")


@plant("R04", HIT)
def wrong_check_character(bench: Bench) -> None:
    home = bench.old("couple")
    member = home.members[1]
    right = member.person.id_no
    member.id_field = right[:17] + bench.rng.choice([c for c in "0123456789" if c != right[17]])
    bench.say("R04", HIT, home, None, "C", "校验码不对", [member.person])


@plant("R04", HIT)
def sex_against_id(bench: Bench) -> None:
    home = bench.old("single")
    home.head.sex_field = "女" if home.head.person.male else "男"
    bench.say("R04", HIT, home, home.head.person, "C", "性别与证号不符")


@plant("R04", HIT)
def older_than_110(bench: Bench) -> None:
    home = bench.old("single", ages=(112.5 + bench.rng.random() * 5,))
    bench.say("R04", HIT, home, home.head.person, "C", "年龄超过110岁")


@plant("R04", HIT)
def impossible_birthday(bench: Bench) -> None:
    home = bench.old("couple")
    member = home.members[1]
    first17 = member.person.id_no[:10] + "13" + member.person.id_no[12:17]
    member.id_field = first17 + check_character(first17)
    bench.say("R04", HIT, home, None, "C", "出生月份为13", [member.person])


@plant("R04", HIT)
def two_members_one_number(bench: Bench) -> None:
    home = bench.old("siblings")
    home.members[1].id_field = home.head.person.id_no
    bench.say("R04", HIT, home, None, "C", "两人同一证号", [home.head.person])


@plant("R04", EXCEPTION)
def residence_permit(bench: Bench) -> None:
    home = bench.old("siblings")
    person = home.members[1].person
    person.id_no = bench.world.registry.id_for(
        person.born, person.male, bench.rng.choice(("810000", "820000", "830000"))
    )
    bench.say("R04", EXCEPTION, home, person, note="港澳台居民居住证")


@plant("R04", EXCEPTION)
def never_upgraded(bench: Bench) -> None:
    home = bench.old("single")
    home.head.id_field = to_fifteen(home.head.person.id_no)
    bench.say("R04", EXCEPTION, home, home.head.person, note="15位旧证号未升位")


@plant("R04", NEAR_MISS)
def very_old(bench: Bench) -> None:
    home = bench.old("single", ages=(104.0,))
    bench.say("R04", NEAR_MISS, home, home.head.person, note="104至105岁，未超110岁")


@plant("R04", NEAR_MISS)
def small_x(bench: Bench) -> None:
    home = bench.old("single")
    person = home.head.person
    while not person.id_no.endswith("X"):
        person.id_no = bench.world.registry.id_for(person.born, person.male)
    home.head.id_field = person.id_no.lower()
    bench.say("R04", NEAR_MISS, home, person, note="末位小写x")
