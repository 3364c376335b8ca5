"""R56 重残漏保 · R57 重病漏保 · R59 监测对象漏保 · R61 退出和被拒后的脱保."""

from datetime import date, timedelta

from dibao.county.households import Household
from dibao.county.people import Person
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, death, disabled, job, refused


def _alone(bench: Bench, low: int = 30, high: int = 58) -> Person:
    return bench.world.outsider(bench.rng.uniform(low, high))


def _card(bench: Bench, person: Person, kind: str, grade: int, **changes) -> None:
    issued = changes.pop("issued_on", date(bench.rng.randrange(2016, 2022), 4, 12))
    disabled(
        bench.world,
        None,
        kind,
        grade,
        person,
        **{"issued_on": issued, "valid_to": date(issued.year + 20, 4, 12), **changes},
    )


def _severe(kind: str, grade: int) -> None:
    def make(bench: Bench) -> None:
        person = _alone(bench)
        _card(bench, person, kind, grade)
        bench.say("R56", HIT, None, person, "B", f"{kind}{grade}级，未在低保、特困")

    plant("R56", HIT)(make)


for _kind, _grade in (("肢体", 1), ("视力", 2), ("智力", 3), ("精神", 3), ("多重", 2), ("精神", 2)):
    _severe(_kind, _grade)


@plant("R56", EXCEPTION)
def wealthy(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, "肢体", 2)
    job(bench.world, person, "事业编制", date(2010, 9, 1))
    car(bench.world, person, date(2021, 5, 7))
    bench.say("R56", EXCEPTION, None, person, note="有编制工资和轿车")


@plant("R56", EXCEPTION)
def moved_away(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, "视力", 1)
    bench.world.add(
        "hukou_change", person, kind="迁往省外", changed_on=date(2023, 4, 6), destination="某省某市", returned_on=None
    )
    bench.say("R56", EXCEPTION, None, person, note="已迁往省外")


@plant("R56", EXCEPTION)
def dead_disabled(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, "肢体", 1)
    death(bench.world, person, bench.day(date(2022, 1, 1), date(2025, 1, 1)), ("公安", "殡葬"))
    bench.say("R56", EXCEPTION, None, person, note="已死亡")


@plant("R56", EXCEPTION)
def refused_disabled(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, "肢体", 2, issued_on=date(2018, 4, 12))
    refused(bench.world, person, bench.day(date(2024, 9, 1), date(2025, 2, 1)), "本人自愿放弃申请")
    bench.say("R56", EXCEPTION, None, person, note="本人放弃申请，有登记")


@plant("R56", EXCEPTION)
def cancelled_certificate(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, "肢体", 2, status="注销")
    bench.say("R56", EXCEPTION, None, person, note="残疾人证已注销")


@plant("R56", NEAR_MISS)
def physical_three(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, bench.rng.choice(("肢体", "视力", "听力")), 3)
    bench.say("R56", NEAR_MISS, None, person, note="三级但不是智力、精神残疾")


@plant("R56", NEAR_MISS)
def mental_four(bench: Bench) -> None:
    person = _alone(bench)
    _card(bench, person, bench.rng.choice(("精神", "智力")), 4)
    bench.say("R56", NEAR_MISS, None, person, note="智力、精神四级")


@plant("R56", NEAR_MISS)
def disabled_on_tekun(bench: Bench) -> None:
    person = _alone(bench, 61, 80)
    _card(bench, person, "肢体", 1)
    bench.world.add(
        "tekun",
        person,
        form="分散供养",
        start_on=date(2019, 3, 1),
        end_on=None,
        status="在保",
        amount=980,
        institution="",
        care_level="全失能",
    )
    bench.say("R56", NEAR_MISS, None, person, note="已享受特困供养")


@plant("R56", NEAR_MISS)
def disabled_member(bench: Bench) -> None:
    home = bench.old("couple")
    disabled(bench.world, home.members[1], "肢体", 2, issued_on=date(2016, 4, 12), valid_to=date(2036, 4, 12))
    bench.say("R56", NEAR_MISS, home, home.members[1].person, note="已在低保家庭中")


def _bill(bench: Bench, person: Person, self_paid: int, settled: date, **changes) -> None:
    row = {
        "year": settled.year,
        "settled_on": settled,
        "total": int(self_paid * 1.8),
        "self_paid": self_paid,
        "commercial": 0,
        "disease": bench.rng.choice(("恶性肿瘤", "慢性肾功能衰竭", "再生障碍性贫血", "急性心肌梗塞")),
        "serious": "是",
    }
    bench.world.add("medical", person, **{**row, **changes})


def _lately(bench: Bench) -> date:
    return bench.day(date(2024, 9, 1), date(2025, 5, 20))


@plant("R57", HIT)
def large_bill(bench: Bench) -> None:
    person = _alone(bench)
    _bill(bench, person, bench.rng.randrange(80000, 220000, 1000), _lately(bench))
    bench.say("R57", HIT, None, person, "B", "大病自付八万元以上，未救助")


@plant("R57", HIT)
def two_bills(bench: Bench) -> None:
    person = _alone(bench)
    for day in (date(2024, 10, 9), date(2025, 3, 11)):
        _bill(bench, person, 52000, day, disease="恶性肿瘤")
    bench.say("R57", HIT, None, person, "B", "十二个月内两笔合计十万元以上")


@plant("R57", EXCEPTION)
def insurance_paid(bench: Bench) -> None:
    person = _alone(bench)
    _bill(bench, person, 120000, _lately(bench), commercial=115000)
    bench.say("R57", EXCEPTION, None, person, note="商业保险赔付了绝大部分")


@plant("R57", NEAR_MISS)
def small_bill(bench: Bench) -> None:
    person = _alone(bench)
    _bill(bench, person, bench.rng.randrange(800, 3000), _lately(bench), disease="高血压", serious="否")
    bench.say("R57", NEAR_MISS, None, person, note="自付较少，不是大病")


@plant("R57", NEAR_MISS)
def old_bill(bench: Bench) -> None:
    person = _alone(bench)
    _bill(bench, person, 90000, date(2021, 5, 6))
    bench.say("R57", NEAR_MISS, None, person, note="四年前的支出")


@plant("R57", NEAR_MISS)
def ill_member(bench: Bench) -> None:
    home = bench.old("single")
    _bill(bench, home.head.person, 95000, _lately(bench))
    bench.say("R57", NEAR_MISS, home, home.head.person, note="已在低保家庭中")
    _not_watched(bench, home)


def _not_watched(bench: Bench, home: Household) -> None:
    """Great expenses of a rural family on dibao are to be told to those who watch (2022-83 三（三）)."""
    if not home.urban:
        bench.say("R64", HIT, home, home.head.person, "C", "农村低保户自付医疗费很高，不在监测户台账中")


def _watched(bench: Bench, person: Person, kind: str, **changes) -> None:
    row = {
        "kind": kind,
        "risk": bench.rng.choice(("因病", "因残", "因意外事故")),
        "identified_on": bench.day(date(2022, 1, 1), date(2024, 6, 1)),
        "removed": "否",
        "removed_on": None,
        "labour": bench.rng.choice(("弱劳动力", "无劳动力")),
        "income": bench.rng.randrange(4200, 6500, 100),
    }
    bench.world.add("monitored", person, **{**row, **changes})


def _watched_hit(kind: str) -> None:
    def make(bench: Bench) -> None:
        person = _alone(bench)
        _watched(bench, person, kind)
        bench.say("R59", HIT, None, person, "B/C", f"{kind}，弱劳动力，未纳入低保、边缘、特困")

    plant("R59", HIT)(make)


for _kind in ("脱贫不稳定户", "边缘易致贫户", "突发严重困难户"):
    _watched_hit(_kind)


@plant("R59", EXCEPTION)
def risk_removed(bench: Bench) -> None:
    person = _alone(bench)
    _watched(bench, person, "边缘易致贫户", removed="是", removed_on=date(2024, 11, 5))
    bench.say("R59", EXCEPTION, None, person, note="风险已消除")


@plant("R59", NEAR_MISS)
def watched_and_marginal(bench: Bench) -> None:
    person = _alone(bench)
    _watched(bench, person, "突发严重困难户")
    bench.world.add("marginal", person, relation="户主", start_on=date(2023, 9, 1), end_on=None, income=830)
    bench.say("R59", NEAR_MISS, None, person, note="已认定低保边缘家庭")


@plant("R59", NEAR_MISS)
def watched_able(bench: Bench) -> None:
    person = _alone(bench, 25, 45)
    _watched(bench, person, "边缘易致贫户", labour="普通劳动力")
    bench.say("R59", NEAR_MISS, None, person, note="有劳动能力")


@plant("R59", NEAR_MISS)
def watched_member(bench: Bench) -> None:
    home = bench.old("single")
    _watched(bench, home.head.person, "脱贫不稳定户")
    bench.say("R59", NEAR_MISS, home, home.head.person, note="已在低保家庭中")


def _left(bench: Bench):
    """Left within the last year because the income rose."""
    home = bench.old("single", ages=(bench.rng.uniform(40, 57),))
    month = 2024 * 12 + bench.rng.randrange(7, 11)
    bench.world.close(home, month, "家庭收入超过低保标准", bench.in_month(month))
    return home


@plant("R61", HIT)
def ill_after_leaving(bench: Bench) -> None:
    home = _left(bench)
    _bill(bench, home.head.person, 98000, bench.day(date(2025, 1, 15), date(2025, 5, 20)))
    bench.say("R61", HIT, home, home.head.person, "C", "退出后患大病")
    bench.say("R57", HIT, None, home.head.person, "B", "退出后患大病，未救助")


@plant("R61", HIT)
def disabled_after_leaving(bench: Bench) -> None:
    home = _left(bench)
    _card(bench, home.head.person, "肢体", 1, issued_on=date(2025, 4, 12))
    bench.say("R61", HIT, home, home.head.person, "C", "退出后致残")
    bench.say("R56", HIT, None, home.head.person, "B", "退出后重度残疾，未在低保、特困")


@plant("R61", HIT)
def watched_after_refusal(bench: Bench) -> None:
    person = _alone(bench)
    refused(bench.world, person, bench.day(date(2024, 8, 1), date(2024, 12, 1)))
    _watched(bench, person, "突发严重困难户", identified_on=date(2025, 3, 6))
    bench.say("R61", HIT, None, person, "C", "被拒后列为突发严重困难户")
    bench.say("R59", HIT, None, person, "B/C", "被拒后列为突发严重困难户")


@plant("R61", EXCEPTION)
def ill_but_back(bench: Bench) -> None:
    home = _left(bench)
    person = home.head.person
    again = bench.world.household(
        people=[(person, "户主")], settle=False, approved=date(2025, 4, 17), place=(person.township, person.village)
    )
    again.planted = True
    _bill(bench, person, 98000, date(2025, 3, 3))
    bench.say("R61", EXCEPTION, home, person, note="退出后患病，已重新纳入")
    _not_watched(bench, again)


@plant("R61", NEAR_MISS)
def ill_before_leaving(bench: Bench) -> None:
    home = _left(bench)
    _bill(bench, home.head.person, 96000, date(2022, 3, 8))
    bench.say("R61", NEAR_MISS, home, home.head.person, note="困难事件早于退出")


@plant("R61", NEAR_MISS)
def left_by_death(bench: Bench) -> None:
    home = bench.old("single")
    month = 2024 * 12 + bench.rng.randrange(7, 11)
    day = bench.in_month(month)
    death(bench.world, home.head.person, day, ("公安", "殡葬"))
    bench.world.close(home, month, "死亡", day + timedelta(days=3))
    _bill(bench, home.head.person, 88000, day + timedelta(days=1))
    bench.say("R61", NEAR_MISS, home, home.head.person, note="因死亡退出，死后才结算医疗费")


@plant("R61", NEAR_MISS)
def refused_no_event(bench: Bench) -> None:
    person = _alone(bench)
    refused(bench.world, person, bench.day(date(2024, 8, 1), date(2025, 2, 1)))
    bench.say("R61", NEAR_MISS, None, person, note="被拒后没有新的困难")
