"""R14 失业工伤待遇 · R15 规模种养和大额补贴 · R16 收入超标重算 · R18 赡养费未计算."""

from datetime import date, timedelta

from dibao.county.background import income_judged_anew
from dibao.county.clock import LAST_MONTH
from dibao.county.means import benefit, counted, earned, machine, obligor, subsidy
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import disabled, job


def _standard(bench: Bench, home) -> int:
    return bench.world.standards.at(home.urban, LAST_MONTH)


def _workers(bench: Bench):
    """Four people, two of them of working age; decided some years ago."""
    return bench.recent("couple_two", ages=(47.0, 45.0, 12.0, 6.0))


def _draws(bench: Bench, home, person, kind: str, monthly: int, start: date, end: date | None, note: str) -> None:
    """Paid month by month and in no working of the income; with what is registered the family may be above the standard."""
    benefit(bench.world, person, kind, monthly, start, end)
    bench.say("R14", HIT, home, person, "C", note)
    if (counted(home) // 12 + monthly) > _standard(bench, home) * len(home.members):
        bench.say("R16", HIT, home, None, "B/C", f"登记的收入加上{kind}，人均超过标准")


def _more_than_registered(home) -> int:
    """A sum that the registered income cannot hold."""
    return counted(home) // 12 * 115 // 100


@plant("R14", HIT)
def lost_the_job(bench: Bench) -> None:
    home = _workers(bench)
    monthly, ends = _more_than_registered(home), date(2026, 3, 1)
    note = "失业保险金比登记的全部收入还多"
    _draws(bench, home, home.head.person, "失业保险金", monthly, date(2025, 1, 1), ends, note)


@plant("R14", HIT)
def hurt_at_work(bench: Bench) -> None:
    home = _workers(bench)
    note = "伤残津贴比登记的全部收入还多"
    _draws(bench, home, home.members[1].person, "伤残津贴", _more_than_registered(home), date(2022, 5, 1), None, note)


@plant("R14", HIT)
def provider_died_at_work(bench: Bench) -> None:
    home = bench.old("parent_child", ages=(44.0, 12.0))
    note = "按月领取工亡供养亲属抚恤金，没有计入收入"
    _draws(bench, home, home.head.person, "供养亲属抚恤金", 1180, date(2023, 9, 1), None, note)


@plant("R14", HIT)
def left_out_of_the_working(bench: Bench) -> None:
    home = _workers(bench)
    earned(bench.world, home, "种植玉米、水稻", "种植", counted(home))
    monthly = bench.rng.randrange(420, 560, 10)
    note = "核算明细里没有这项伤残津贴"
    _draws(bench, home, home.head.person, "伤残津贴", monthly, date(2022, 5, 1), None, note)


@plant("R14", EXCEPTION)
def benefit_counted(bench: Bench) -> None:
    home = _workers(bench)
    monthly = counted(home) // 12 * 7 // 10
    benefit(bench.world, home.head.person, "失业保险金", monthly, date(2024, 7, 1), date(2026, 3, 1))
    earned(bench.world, home, "失业保险金", "失业保险金", monthly * 12)
    earned(bench.world, home, "种植玉米、水稻", "种植", counted(home) - monthly * 12)
    bench.say("R14", EXCEPTION, home, home.head.person, note="失业保险金已计入家庭收入")


@plant("R14", NEAR_MISS)
def benefit_ended_before(bench: Bench) -> None:
    home = _workers(bench)
    end = (home.approved - timedelta(days=150)).replace(day=1)
    benefit(bench.world, home.head.person, "失业保险金", 1260, (end - timedelta(days=300)).replace(day=1), end)
    bench.say("R14", NEAR_MISS, home, home.head.person, note="纳入前已停领")


@plant("R14", NEAR_MISS)
def benefit_of_a_namesake(bench: Bench) -> None:
    home = _workers(bench)
    benefit(bench.world, bench.namesake(home.head.person), "失业保险金", 1260, date(2025, 1, 1), date(2026, 3, 1))
    bench.say("R14", NEAR_MISS, home, home.head.person, note="同名不同人")


def _field(bench: Bench):
    return bench.old("couple", ages=(66.0, 64.0), urban=False, place=bench.rural())


@plant("R15", HIT)
def large_fields(bench: Bench) -> None:
    home = _field(bench)
    area = bench.rng.randrange(110, 240)
    subsidy(bench.world, home.head.person, area, area * 105, "耕地地力保护补贴")
    bench.say("R15", HIT, home, home.head.person, "C", "补贴面积一百多亩，是同村平均数的几十倍")


@plant("R15", HIT)
def large_herd(bench: Bench) -> None:
    home = _field(bench)
    subsidy(bench.world, home.head.person, None, bench.rng.randrange(32000, 60000, 500), "生猪规模养殖补贴")
    bench.say("R15", HIT, home, home.head.person, "C", "领取规模养殖补贴三万元以上")


@plant("R15", HIT)
def large_machine_subsidy(bench: Bench) -> None:
    home = _field(bench)
    machine(bench.world, home.head.person, "轮式谷物联合收割机", 118, 168000, date(2024, 4, 18), subsidy=43800)
    for rule, note in (("R15", "购买大型收割机，领取补贴四万余元"), ("R23", "名下有大型联合收割机")):
        bench.say(rule, HIT, home, home.head.person, "C", note)


def _not_theirs(remark: str, note: str) -> None:
    def make(bench: Bench) -> None:
        home = _field(bench)
        subsidy(bench.world, home.head.person, 130, 13650, "耕地地力保护补贴", remark)
        bench.say("R15", EXCEPTION, home, home.head.person, note=note)

    plant("R15", EXCEPTION)(make)


_not_theirs("土地已流转给他人耕种，补贴仍发承包户", "补贴发给承包户，土地已流转")
_not_theirs("村集体机动地，登记在其名下", "集体土地登记在一人名下")


@plant("R15", NEAR_MISS)
def fields_of_a_family(bench: Bench) -> None:
    home = _field(bench)
    subsidy(bench.world, home.head.person, 6.8, 714, "耕地地力保护补贴")
    bench.say("R15", NEAR_MISS, home, home.head.person, note="面积与同村相当")


@plant("R15", NEAR_MISS)
def fields_of_a_namesake(bench: Bench) -> None:
    home = _field(bench)
    subsidy(bench.world, bench.namesake(home.head.person), 180, 18900, "耕地地力保护补贴")
    bench.say("R15", NEAR_MISS, home, home.head.person, note="种粮大户同名不同人")


@plant("R16", HIT)
def worked_out_above(bench: Bench) -> None:
    home = _workers(bench)
    year = _standard(bench, home) * len(home.members) * 12 * bench.rng.randrange(118, 150) // 100
    earned(bench.world, home, "县内务工工资", "工资性收入", year * 6 // 10)
    earned(bench.world, home, "零工", "务工", year * 3 // 10, home.members[1].person)
    earned(bench.world, home, "种植玉米", "种植", year - year * 6 // 10 - year * 3 // 10)
    for rule in ("R16", "R17"):
        bench.say(rule, HIT, home, None, "B", "核算明细合计后人均超过标准，名册仍填原收入，照旧发放")


TWO = (("失业保险金", date(2025, 1, 1)), ("伤残津贴", date(2022, 5, 1)))


@plant("R16", HIT)
def two_benefits(bench: Bench) -> None:
    home = _workers(bench)
    most = _standard(bench, home) * len(home.members) * 92 // 100
    for member, (kind, start) in zip(home.members, TWO, strict=False):
        benefit(bench.world, member.person, kind, most, start, date(2026, 6, 1) if kind == "失业保险金" else None)
        bench.say("R14", HIT, home, member.person, "C", f"{kind}没有计入收入")
    bench.say("R16", HIT, home, None, "B", "两项待遇单独都不超标，合计后人均超过标准")


@plant("R16", HIT)
def two_posts(bench: Bench) -> None:
    home = _workers(bench)
    half = _standard(bench, home) * len(home.members) * 62 // 100
    for member, post in zip(home.members, ("村干部", "编外聘用"), strict=False):
        job(bench.world, member.person, post, date(2021, 3, 1), amount=half)
        bench.say("R10", EXCEPTION, home, member.person, note=f"{post}不是编制内人员")
    bench.say("R16", HIT, home, None, "B", "两份报酬单独都不超标，合计后人均超过标准")


def _deducted(item: str, kind: str, note: str) -> None:
    def make(bench: Bench) -> None:
        home = _workers(bench)
        less = _standard(bench, home) * len(home.members) * 12 - counted(home) + 6000
        earned(bench.world, home, "县内务工工资", "工资性收入", counted(home) + less)
        earned(bench.world, home, item, kind, less)
        bench.say("R16", EXCEPTION, home, note=note)

    plant("R16", EXCEPTION)(make)


_deducted("重病自付医疗费用扣减", "刚性支出扣减", "扣减重病刚性支出后低于标准")
_deducted("外出务工必要的交通和住宿", "就业成本扣减", "扣减必要就业成本后低于标准")


def _not_counted(item: str, kind: str, note: str) -> None:
    def make(bench: Bench) -> None:
        home = _workers(bench)
        earned(bench.world, home, "种植玉米、水稻", "种植", counted(home))
        earned(bench.world, home, item, kind, _standard(bench, home) * len(home.members) * 12)
        bench.say("R16", NEAR_MISS, home, note=note)

    plant("R16", NEAR_MISS)(make)


_not_counted("伤残军人抚恤金", "优抚金", "优待抚恤金不计入收入")
_not_counted("国家奖学金和助学金", "奖学金", "奖学金不计入收入")


@plant("R16", NEAR_MISS)
def just_below(bench: Bench) -> None:
    home, month = bench.old("couple"), bench.world.standards.last_change
    home.incomes[month] = home.income
    home.income = _standard(bench, home) - bench.rng.randrange(25, 40)
    income_judged_anew(bench.world, home, month)
    earned(bench.world, home, "零工", "务工", counted(home))
    bench.say("R16", NEAR_MISS, home, note="人均收入略低于标准")


def _parents(bench: Bench):
    return bench.recent("couple", ages=(bench.rng.uniform(68, 78), 67.0))


def _obliged(note: str, ground: str, monthly: int | None) -> None:
    def make(bench: Bench) -> None:
        home = _parents(bench)
        obligor(bench.world, home, _standard(bench, home) * bench.rng.randrange(50, 80) // 10, monthly, ground)
        bench.say("R18", HIT, home, None, "C", note)

    plant("R18", HIT)(make)


_obliged("儿女家庭人均收入是标准的五倍以上，赡养费为零", "", 0)
_obliged("儿女家庭人均收入是标准的五倍以上，没有核定赡养费", "", None)
_obliged("写明无赡养能力，家庭人均收入却是标准的五倍以上", "无赡养能力", 0)


@plant("R18", HIT)
def child_on_the_payroll(bench: Bench) -> None:
    home = _parents(bench)
    row = obligor(bench.world, home, _standard(bench, home) * 6, 0, "")
    job(bench.world, row["obligor"], "事业编制", date(2008, 9, 1), amount=_standard(bench, home) * 9)
    bench.say("R18", HIT, home, None, "C", "儿女在编，赡养费为零")
    bench.say("R11", HIT, home, None, "B", "儿女在编，赡养费为零")


def _unable(note: str, income: float, monthly: float, ground: str, label: str = EXCEPTION, make_unable=None, **changes) -> None:  # fmt: skip
    """`income` and `monthly` in standards; `make_unable` bends the life of the child."""

    def make(bench: Bench) -> None:
        home = _parents(bench)
        standard = _standard(bench, home)
        row = obligor(bench.world, home, int(standard * income), int(standard * monthly), ground, **changes)
        if row["monthly"]:  # and the working shows that it was counted
            earned(bench.world, home, "儿女赡养费", "赡养费", row["monthly"] * 12)
            earned(bench.world, home, "种植玉米、水稻", "种植", max(0, counted(home) - row["monthly"] * 12))
        bench.say("R18", label, home, note=note)
        if make_unable:
            make_unable(bench, row["obligor"])
            for member in home.members:  # old, poor, and nobody left who can provide: 民发〔2021〕43号 arts. 4 and 8
                bench.say("R62", HIT, home, member.person, "C", note)

    plant("R18", label)(make)


def _in_prison(bench: Bench, person) -> None:
    bench.world.add("sentence", person, kind="服刑", start_on=date(2022, 5, 1), end_on=date(2028, 5, 1), released_on=None, place="第三监狱")  # fmt: skip


def _severely_disabled(bench: Bench, person) -> None:
    disabled(bench.world, None, "肢体", 1, person, issued_on=date(2018, 4, 12), valid_to=date(2038, 4, 12))
    bench.world.add("tekun", person, form="分散供养", start_on=date(2019, 3, 1), end_on=None, status="在保", amount=980, institution="", care_level="全失能")  # fmt: skip


_unable("义务人在监狱服刑", 5, 0, "无赡养能力", make_unable=_in_prison)
_unable("义务人是重度残疾的特困人员", 0.5, 0, "无赡养能力", make_unable=_severely_disabled)
_unable("义务人失联，断绝往来", 5, 0, "失联")
_unable("义务人没有授权核对，数据不能作依据", 5, 0, "", authorised="否")
_unable("义务人家庭收入在扣除基数以下，按公式为零", 1.2, 0, "公式", NEAR_MISS)
_unable("赡养协议的金额不低于公式", 1.8, 0.5, "赡养协议", NEAR_MISS)
