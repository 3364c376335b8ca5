"""R10 财政供养 · R12 社会养老金 · R13 工资社保公积金个税 · R17 按标施保."""

from datetime import date, timedelta

from dibao.county.clock import LAST_MONTH
from dibao.county.households import Payment
from dibao.county.means import counted, earned
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, earning_more, plant
from dibao.county.records import insured, job


def _employed(bench: Bench, **options):
    """A household with a grown member who could have a job."""
    home = bench.recent("siblings", ages=(bench.rng.uniform(52, 57), bench.rng.uniform(46, 51)), **options)
    return home, home.members[1]


def _payroll_hit(post: str) -> None:
    def make(bench: Bench) -> None:
        home, member = _employed(bench)
        job(bench.world, member.person, post, date(2012, 9, 1))
        bench.say("R10", HIT, home, member.person, "A/B", f"{post}在发放期内领工资")

    plant("R10", HIT)(make)


for _post in ("公务员", "事业编制", "退休人员"):
    _payroll_hit(_post)


def _payroll_lawful(post: str) -> None:
    def make(bench: Bench) -> None:
        home, member = _employed(bench)
        room = (bench.world.standards.at(home.urban, LAST_MONTH) - home.income) * len(home.members)
        most = min(room * 8 // 10, counted(home) // 12 * 7 // 10)
        pay = min(bench.rng.randrange(300, 1500, 50), most)  # counted, the family is still below the standard
        job(bench.world, member.person, post, date(2019, 3, 1), amount=pay)
        earned(bench.world, home, f"{post}报酬", "工资性收入", pay * 12, member.person)
        earned(bench.world, home, "种植玉米、水稻", "种植", counted(home) - pay * 12)
        bench.say("R10", EXCEPTION, home, member.person, note=f"{post}不是编制内人员")

    plant("R10", EXCEPTION)(make)


for _post in ("遗属补助", "村干部", "公益性岗位", "编外聘用", "三支一扶", "民办教师补助", "离任村干部补贴"):
    _payroll_lawful(_post)


@plant("R10", NEAR_MISS)
def left_the_payroll(bench: Bench) -> None:
    home, member = _employed(bench)
    job(
        bench.world,
        member.person,
        "事业编制",
        date(2008, 9, 1),
        end_on=home.approved - timedelta(days=200),
        status="离职",
    )
    bench.say("R10", NEAR_MISS, home, member.person, note="纳入前已离职")


@plant("R10", NEAR_MISS)
def payroll_namesake(bench: Bench) -> None:
    home, member = _employed(bench)
    job(bench.world, bench.namesake(member.person), "公务员", date(2012, 9, 1))
    bench.say("R10", NEAR_MISS, home, member.person, note="同名不同人")


def _pension(bench: Bench, person, kind: str, amount: int, start: date, **changes) -> None:
    row = {"kind": kind, "amount": amount, "start_on": start, "end_on": None, "status": "正常", "unit": "县供销社"}
    bench.world.add("pension", person, **{**row, **changes})


def _pension_hit(kind: str) -> None:
    def make(bench: Bench) -> None:
        home = bench.old("couple", ages=(66.0 + bench.rng.random() * 8, 64.0))
        _pension(bench, home.head.person, kind, bench.rng.randrange(2400, 4200), date(2021, 5, 1))
        bench.say("R12", HIT, home, home.head.person, "B", f"{kind}养老金，重算后人均超过标准")

    plant("R12", HIT)(make)


for _kind in ("职工", "机关事业"):
    _pension_hit(_kind)


def _pension_lawful(kind: str, amount: int, note: str) -> None:
    def make(bench: Bench) -> None:
        home = bench.old("couple", ages=(66.0, 64.0))
        _pension(bench, home.head.person, kind, amount, date(2021, 5, 1), unit="")
        bench.say("R12", EXCEPTION, home, home.head.person, note=note)

    plant("R12", EXCEPTION)(make)


_pension_lawful("城乡居民", 187, "城乡居民基础养老金不计入收入")
_pension_lawful("遗属抚恤", 160, "企业遗属抚恤")
_pension_lawful("职工", 90, "早退养老金很低，重算后仍低于标准")


@plant("R12", NEAR_MISS)
def pension_stopped_before(bench: Bench) -> None:
    home = bench.recent("couple", ages=(68.0, 66.0))
    end = home.approved - timedelta(days=150)
    _pension(bench, home.head.person, "职工", 2600, date(2016, 5, 1), end_on=end, status="停发")
    bench.say("R12", NEAR_MISS, home, home.head.person, note="纳入前已停发")


@plant("R12", NEAR_MISS)
def pensioner_namesake(bench: Bench) -> None:
    home = bench.old("single")
    _pension(bench, bench.namesake(home.head.person), "职工", 3100, date(2018, 5, 1))
    bench.say("R12", NEAR_MISS, home, home.head.person, note="同名不同人")


@plant("R13", HIT)
def employer_pays(bench: Bench) -> None:
    home, member = _employed(bench)
    insured(bench.world, member.person, "企业职工", date(2023, 11, 1))
    bench.say("R13", HIT, home, member.person, "B/C", "单位为其缴纳职工社保")


@plant("R13", HIT)
def housing_fund(bench: Bench) -> None:
    home, member = _employed(bench)
    bench.world.add(
        "housing_fund",
        member.person,
        employer="县自来水公司",
        base=5200,
        monthly=624,
        start_on=date(2022, 1, 1),
        end_on=date(2025, 6, 1),
        status="正常",
    )
    bench.say("R13", HIT, home, member.person, "B/C", "连续缴存公积金")


@plant("R13", HIT)
def wage_tax(bench: Bench) -> None:
    home, member = _employed(bench)
    for year, amount in ((2024, 58000), (2025, 29500)):
        bench.world.add(
            "tax",
            member.person,
            income_kind="工资薪金所得",
            employer="恒通物流有限公司",
            year=year,
            amount=amount,
            band="5万-8万",
        )
    bench.say("R13", HIT, home, member.person, "B/C", "申报工资薪金所得")


def _insured_lawful(kind: str) -> None:
    def make(bench: Bench) -> None:
        home, member = _employed(bench)
        insured(
            bench.world,
            member.person,
            kind,
            date(2023, 11, 1),
            employer="" if kind == "灵活就业" else "宏达建材有限公司",
        )
        bench.say("R13", EXCEPTION, home, member.person, note=f"{kind}，不是受雇工资")

    plant("R13", EXCEPTION)(make)


for _kind in ("灵活就业", "代缴挂靠", "补缴", "公益性岗位", "实习"):
    _insured_lawful(_kind)


@plant("R13", NEAR_MISS)
def insured_before(bench: Bench) -> None:
    home, member = _employed(bench)
    insured(bench.world, member.person, "企业职工", date(2014, 3, 1), end_on=date(2019, 2, 1), status="停保")
    bench.say("R13", NEAR_MISS, home, member.person, note="纳入前多年已停保")


@plant("R13", NEAR_MISS)
def insured_namesake(bench: Bench) -> None:
    home, member = _employed(bench)
    insured(bench.world, bench.namesake(member.person), "企业职工", date(2020, 3, 1))
    bench.say("R13", NEAR_MISS, home, member.person, note="同名不同人")


def _since_the_rise(bench: Bench, home, fen: int) -> None:
    """The same wrong amount on the roster and in the account."""
    home.roster_fen = fen
    for month in range(bench.world.standards.last_change, LAST_MONTH + 1):
        home.overrides[month] = fen


@plant("R17", HIT)
def too_much(bench: Bench) -> None:
    home = bench.old("couple")
    _since_the_rise(
        bench, home, home.due_fen(LAST_MONTH, bench.world.standards) + bench.rng.randrange(60, 140, 10) * 100
    )
    bench.say("R17", HIT, home, None, "B", "核定金额高于应发")


@plant("R17", HIT)
def too_little(bench: Bench) -> None:
    home = bench.old("couple")
    _since_the_rise(
        bench, home, home.due_fen(LAST_MONTH, bench.world.standards) - bench.rng.randrange(40, 90, 10) * 100
    )
    bench.say("R17", HIT, home, None, "B", "核定金额低于应发（少发）")
    bench.say("R72", HIT, home, None, "B", "核定金额低于应发，逐月少发")


@plant("R17", HIT)
def old_standard(bench: Bench) -> None:
    home = bench.old("couple")
    home.standard_month = bench.world.standards.last_change - 1
    bench.say("R17", HIT, home, None, "B", "调标后仍按旧标准发放")
    bench.say("R72", HIT, home, None, "B", "调标后仍按旧标准，逐月少发")


@plant("R17", HIT)
def income_left_empty(bench: Bench) -> None:
    home = bench.old("couple")
    fen = {month: home.due_fen(month, bench.world.standards) for month in range(home.start, LAST_MONTH + 1)}
    home.overrides, home.roster_fen, home.income = fen, fen[LAST_MONTH], -1
    bench.say("R17", HIT, home, None, "B", "收入栏全部为空")


@plant("R17", NEAR_MISS)
def rounded_up(bench: Bench) -> None:
    home = bench.old("couple")
    _since_the_rise(bench, home, home.due_fen(LAST_MONTH, bench.world.standards) + 80)
    bench.say("R17", NEAR_MISS, home, note="取整差额八角，在一元以内")


@plant("R17", EXCEPTION)
def judged_anew(bench: Bench) -> None:
    home = earning_more(bench)
    bench.say("R17", EXCEPTION, home, note="复核后收入变化，当月起调整")


@plant("R17", EXCEPTION)
def back_pay_after_the_rise(bench: Bench) -> None:
    home = bench.old("couple")
    standards, change = bench.world.standards, bench.world.standards.last_change
    old = home.due_fen(change - 1, standards)
    home.overrides[change] = old
    home.payments.append(Payment(change + 1, home.due_fen(change, standards) - old, "补发", months=1))
    for rule in ("R17", "R49", "R51", "R72"):
        bench.say(rule, EXCEPTION, home, note="调标当月按旧标准，次月补发差额")
