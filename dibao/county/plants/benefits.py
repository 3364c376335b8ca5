"""R07 低保与孤儿等互斥待遇 · R08 跨项目冒领."""

from datetime import date, timedelta

from dibao.county.aid import CHILDREN, allowance, orphan
from dibao.county.clock import LAST_MONTH, first_day
from dibao.county.households import Household, Member
from dibao.county.means import benefit, counted, earned
from dibao.county.people import Person
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import disabled, job


def _with_grandchild(bench: Bench) -> tuple[Household, Person]:
    """An old person on dibao who brings up a grandchild."""
    home = bench.recent("grand")
    return home, home.members[1].person


def _since(home: Household) -> date:
    """Well after the household came in."""
    return (home.approved + timedelta(days=200)).replace(day=1)


def _twice(kind: str, note: str) -> None:
    def make(bench: Bench) -> None:
        home, child = _with_grandchild(bench)
        orphan(bench.world, child, kind, _since(home), home.head.person)
        bench.say("R07", HIT, home, child, "B", note)

    plant("R07", HIT)(make)


_twice("孤儿", "领取孤儿基本生活费，同时按低保成员保障")
_twice("事实无人抚养儿童", "事实无人抚养儿童按全额发放，没有减去低保金")


def _living_beside(bench: Bench, label: str, kind: str, note: str, beside) -> None:
    home = bench.recent("single", ages=(bench.rng.uniform(44, 57),))
    member = home.head
    disabled(bench.world, member, "肢体", 2, issued_on=date(2017, 4, 12), valid_to=date(2037, 4, 12))
    bench.world.spoken_for.add(("disability_allowance", member.person))
    for each in ("困难残疾人生活补贴", "重度残疾人护理补贴") if kind == "both" else (kind,):
        allowance(bench.world, member.person, each, home.approved + timedelta(days=40))
    beside(home, member)
    bench.say("R07", label, home, member.person, "B", note)


@plant("R07", HIT)
def living_allowance_beside_injury_care(bench: Bench) -> None:
    """Care paid by injury insurance and the allowance for living exclude each other; the pay of 300 yuan a month is in the registered income."""

    def care(home: Household, member: Member) -> None:
        monthly = counted(home) // 12 * 6 // 10
        benefit(bench.world, member.person, "工伤护理费", monthly, date(2021, 5, 1))
        earned(bench.world, home, "工伤护理费", "转移性收入", monthly * 12)
        earned(bench.world, home, "种植玉米、水稻", "种植", counted(home) - monthly * 12)

    _living_beside(bench, HIT, "困难残疾人生活补贴", "领取工伤护理费，又领困难残疾人生活补贴", care)


@plant("R07", HIT)
def living_allowance_beside_orphan(bench: Bench) -> None:
    home, child = _with_grandchild(bench)
    member = home.members[1]
    member.covered, member.ground = False, "享受孤儿基本生活费"
    disabled(bench.world, member, "听力", 2, issued_on=date(2021, 4, 12), valid_to=date(2041, 4, 12))
    bench.world.spoken_for.add(("disability_allowance", child))
    for kind in ("困难残疾人生活补贴", "重度残疾人护理补贴"):
        allowance(bench.world, child, kind, _since(home))
    orphan(bench.world, child, "孤儿", _since(home), home.head.person)
    bench.say("R07", HIT, home, child, "B", "孤儿不享受困难残疾人生活补贴，只可领护理补贴")


@plant("R07", EXCEPTION)
def topped_up_only(bench: Bench) -> None:
    """Nobody-in-fact-brings-up children on dibao get what dibao leaves open."""
    home, child = _with_grandchild(bench)
    share = home.due_fen(LAST_MONTH, bench.world.standards) // 100 // home.covered(LAST_MONTH)
    full = CHILDREN["事实无人抚养儿童"]
    orphan(bench.world, child, "事实无人抚养儿童", _since(home), home.head.person, amount=full - share)
    bench.say("R07", EXCEPTION, home, child, note="事实无人抚养儿童，按差额补足")


@plant("R07", NEAR_MISS)
def orphan_not_counted(bench: Bench) -> None:
    home, child = _with_grandchild(bench)
    home.members[1].covered, home.members[1].ground = False, "享受孤儿基本生活费"
    orphan(bench.world, child, "孤儿", _since(home), home.head.person)
    bench.say("R07", NEAR_MISS, home, child, note="孩子享受孤儿待遇，不计入低保保障人口")


@plant("R07", NEAR_MISS)
def orphan_before(bench: Bench) -> None:
    home, child = _with_grandchild(bench)
    end = (home.approved - timedelta(days=40)).replace(day=28)
    orphan(bench.world, child, "孤儿", date(2018, 5, 1), home.head.person, end_on=end, status="停发")
    bench.say("R07", NEAR_MISS, home, child, note="纳入低保前已停发孤儿基本生活费")


@plant("R07", NEAR_MISS)
def month_of_the_change(bench: Bench) -> None:
    """The child leaves dibao from the month after the allowance began."""
    home, child = _with_grandchild(bench)
    month = home.start + bench.rng.randrange(8, 12)
    day = bench.in_month(month)
    orphan(bench.world, child, "孤儿", day, home.head.person)
    bench.world.leave(home, home.members[1], month, "转为孤儿保障", day + timedelta(days=2))
    bench.say("R07", NEAR_MISS, home, child, note="孤儿待遇当月开始，低保次月减员")


@plant("R07", NEAR_MISS)
def both_allowances(bench: Bench) -> None:
    _living_beside(bench, NEAR_MISS, "both", "低保与残疾人两项补贴可以同时享受", lambda home, member: None)


@plant("R07", NEAR_MISS)
def helped_once(bench: Bench) -> None:
    home = bench.recent("single")
    day = bench.day(date(2024, 9, 1), date(2025, 5, 1))
    bench.world.add("temporary_aid", home.head.person, aided_on=day, amount=2000, reason="突发疾病")
    bench.say("R07", NEAR_MISS, home, home.head.person, note="低保与临时救助可以同时享受")


def _worker(bench: Bench) -> tuple[Household, Person]:
    """One of two is of working age."""
    home = bench.recent("siblings", ages=(bench.rng.uniform(52, 57), bench.rng.uniform(46, 51)))
    return home, home.members[1].person


def _standard(bench: Bench, home: Household) -> int:
    return bench.world.standards.at(home.urban, LAST_MONTH)


def _post(bench: Bench, home: Household, person: Person, pay: int, start: date, **changes) -> None:
    """A post that the township pays; pay that lifts the family above the standard is the subject of R16."""
    row = {"unit": f"{bench.world.map.townships[home.township].name}人民政府", "post": "保洁员", "amount": pay}
    job(bench.world, person, "公益性岗位", start, **{**row, **changes})


def _poor(bench: Bench, home: Household) -> None:
    """Not half of the standard a head, and the papers of the decision say so."""
    home.income = _standard(bench, home) * 45 // 100
    year = counted(home)
    bench.world.procedure(home, **dict.fromkeys(("declared_income", "visited_income", "checked_income"), year))


def _uncounted(post: str, worked_out: bool) -> None:
    def make(bench: Bench) -> None:
        """Paid more than the standard of one, and with it the four stay below the standard: only the working is wrong."""
        home = bench.recent("couple_two", ages=(47.0, 45.0, 12.0, 7.0))
        _poor(bench, home)
        person, low, high = home.members[1].person, *((115, 170) if worked_out else (188, 205))
        if worked_out:
            earned(bench.world, home, "种植玉米、水稻", "种植", counted(home))
        _post(
            bench, home, person, _standard(bench, home) * bench.rng.randrange(low, high) // 100, _since(home), post=post
        )
        where = "核算明细里没有" if worked_out else "比登记的全部收入还多"
        bench.say("R08", HIT, home, person, "C", f"公益性岗位（{post}）工资高于标准，{where}")
        bench.say("R10", EXCEPTION, home, person, note="公益性岗位不是编制内人员")

    plant("R08", HIT)(make)


_uncounted("保洁员", False)
_uncounted("护林员", True)
_uncounted("护路员", False)


@plant("R08", HIT)
def child_of_others_paid_here(bench: Bench) -> None:
    """The allowance of an orphan of another family goes to the account of this household."""
    world, home = bench.world, bench.recent("single", ages=(bench.rng.uniform(40, 58),))
    guardian = world.outsider(60, None, world.place())
    child = world.outsider(10, None, (guardian.township, guardian.village))
    orphan(world, child, "孤儿", _since(home), guardian, account=home.account)
    bench.say("R08", HIT, home, None, "C", "别家孤儿的基本生活费发到这一户的账户")


@plant("R08", EXCEPTION)
def post_counted(bench: Bench) -> None:
    home, person = _worker(bench)
    pay = counted(home) // 12 * 7 // 10
    _post(bench, home, person, pay, date(2024, 7, 1))
    earned(bench.world, home, "公益性岗位工资", "工资性收入", pay * 12, person)
    earned(bench.world, home, "种植玉米、水稻", "种植", counted(home) - pay * 12)
    bench.say("R08", EXCEPTION, home, person, note="公益性岗位工资已计入家庭收入")


@plant("R08", NEAR_MISS)
def post_ended_before(bench: Bench) -> None:
    home, person = _worker(bench)
    end = first_day(home.start - 4)
    _post(bench, home, person, _standard(bench, home) * 2, date(2018, 3, 1), end_on=end, status="离职")
    bench.say("R08", NEAR_MISS, home, person, note="纳入前已离岗")


@plant("R08", NEAR_MISS)
def post_of_a_namesake(bench: Bench) -> None:
    home, person = _worker(bench)
    _post(bench, home, bench.namesake(person), _standard(bench, home) * 2, _since(home))
    bench.say("R08", NEAR_MISS, home, person, note="在岗的是同名不同人")


@plant("R08", NEAR_MISS)
def guardian_is_the_head(bench: Bench) -> None:
    """A grandparent on dibao draws the child's allowance as guardian; the child itself is not counted."""
    home, child = _with_grandchild(bench)
    home.members[1].covered, home.members[1].ground = False, "享受孤儿基本生活费"
    orphan(bench.world, child, "孤儿", _since(home), home.head.person, account=home.account)
    bench.say("R08", NEAR_MISS, home, note="监护人代孤儿领取，孩子不计入低保")
