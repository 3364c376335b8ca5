"""R46 变更处理滞后 · R75 一刀切拒退 · R76 停保无依据或未告知."""

from datetime import date, timedelta

from dibao.county.clock import AS_OF, LAST_MONTH, first_day, month_of
from dibao.county.decisions import adjusted
from dibao.county.households import Member, Payment
from dibao.county.people import surname_of
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import death, refused


def _last(bench: Bench, table: str) -> dict:
    return bench.world.rows[table][-1]


def _born(bench: Bench, delay: int):
    """A child born two or three years ago, counted from the month after the decision."""
    world, home = bench.world, bench.old("couple_child", ages=(38.0, 35.0, 11.0))
    child = world.registry.person(bench.rng.uniform(1.6, 2.6), False, AS_OF, surname_of(home.head.person.name))
    world.settle([child], home.township, home.village, ["次女"], home.address)
    child.hukou_no = home.head.person.hukou_no
    world.add("birth", child, born_on=child.born, father=home.head.person, mother=home.members[1].person)
    decided = child.born + timedelta(days=delay)
    home.members.append(Member(child, "子女", joined=month_of(decided) + 1))
    adjusted(world, home, "增员", "新生儿", child.born, decided, month_of(decided) + 1)
    return home


def _earns_more(bench: Bench, delay: int):
    """Somebody found work, and the amount was lowered so many days later."""
    home = bench.old("couple", ages=(52.0, 50.0))
    happened = bench.day(date(2022, 3, 1), date(2023, 6, 1))
    decided = happened + timedelta(days=delay)
    home.incomes[month_of(decided) + 1] = max(10, home.income - 60)
    adjusted(bench.world, home, "减发", "成员就业", happened, decided, month_of(decided) + 1)
    return home


@plant("R46", HIT)
def child_counted_months_later(bench: Bench) -> None:
    home = _born(bench, bench.rng.randrange(200, 300))
    bench.say("R46", HIT, home, None, "C", "新生儿出生半年多后才增员")


@plant("R46", HIT)
def job_answered_months_later(bench: Bench) -> None:
    home = _earns_more(bench, bench.rng.randrange(200, 320))
    bench.say("R46", HIT, home, None, "C", "成员就业半年多后才减发")


@plant("R46", HIT)
def reported_and_never_decided(bench: Bench) -> None:
    home = bench.old("couple")
    happened = AS_OF - timedelta(days=bench.rng.randrange(220, 300))
    row = adjusted(bench.world, home, "减发", "残疾证到期", happened, happened + timedelta(days=9), LAST_MONTH)
    undecided = ("decided_on", "effective_from", "decision_no", "notified", "notified_on", "amount_after", "visited_on")
    row.update(dict.fromkeys(undecided))
    bench.say("R46", HIT, home, None, "C", "报告七个多月仍没有决定")


@plant("R46", NEAR_MISS)
def child_counted_at_once(bench: Bench) -> None:
    bench.say("R46", NEAR_MISS, _born(bench, bench.rng.randrange(4, 12)), note="新生儿当月即增员")


@plant("R46", NEAR_MISS)
def job_answered_at_once(bench: Bench) -> None:
    bench.say("R46", NEAR_MISS, _earns_more(bench, bench.rng.randrange(5, 14)), note="就业两周内减发")


# since 2022-10-20 nobody may be refused or removed for what they own or are, without inquiry (民发〔2022〕83号 一（一）)
ASSETS = ("名下有小型汽车", "名下有商品房", "名下有个体工商户登记")
STANDING = ("子女是财政供养人员", "是离任村干部", "有成年子女")
NOT_LOOKED_INTO = {"income": None, "visited_on": None}


@plant("R75", HIT)
def refused_for_one_fact(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(35, 60))
    reason = bench.rng.choice(ASSETS)
    refused(bench.world, person, bench.day(date(2022, 11, 1), date(2024, 6, 1)), reason, **NOT_LOOKED_INTO)
    bench.say("R75", HIT, None, person, "C", f"只因{reason}被拒，只有信息核对，没有核算收入，没有入户")


@plant("R75", HIT)
def refused_for_who_they_are(bench: Bench) -> None:
    person, reason = bench.world.outsider(bench.rng.uniform(35, 60)), bench.rng.choice(STANDING)
    day = bench.day(date(2022, 11, 1), date(2024, 6, 1))
    refused(bench.world, person, day, reason, **NOT_LOOKED_INTO, checked_on=None, stage="受理")
    bench.say("R75", HIT, None, person, "B", f"只因{reason}被拒，没有任何调查")


@plant("R75", HIT)
def removed_for_one_fact(bench: Bench) -> None:
    home = bench.old("couple", ages=(55.0, 53.0))
    month, reason = 2022 * 12 + bench.rng.randrange(10, 26), bench.rng.choice(ASSETS)
    bench.world.close(home, month, reason, bench.in_month(month))
    _last(bench, "exit").update(NOT_LOOKED_INTO)
    _last(bench, "adjustment")["visited_on"] = None
    bench.say("R75", HIT, home, None, "B", f"只因{reason}被清退，没有核算收入，没有入户")


@plant("R75", NEAR_MISS)
def refused_after_inquiry(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(35, 60))
    refused(bench.world, person, bench.day(date(2022, 3, 1), date(2024, 6, 1)), bench.rng.choice(ASSETS))
    bench.say("R75", NEAR_MISS, None, person, note="有财产事实，已入户并核算收入")


@plant("R75", NEAR_MISS)
def removed_after_inquiry(bench: Bench) -> None:
    home = bench.old("couple", ages=(55.0, 53.0))
    month = 2022 * 12 + bench.rng.randrange(20)
    bench.world.close(home, month, "名下有商品房，收入超过低保标准", bench.in_month(month))
    bench.say("R75", NEAR_MISS, home, note="有财产事实，已入户并核算收入超过标准")


@plant("R75", NEAR_MISS)
def did_not_cooperate(bench: Bench) -> None:
    person = bench.world.outsider(bench.rng.uniform(35, 60))
    day = bench.day(date(2022, 3, 1), date(2024, 6, 1))
    refused(bench.world, person, day, "无正当理由拒不配合家庭经济状况调查，终止审核确认", **NOT_LOOKED_INTO)
    bench.say("R75", NEAR_MISS, None, person, note="拒不配合调查，依第二十九条终止")


def _stopped(bench: Bench, reason: str, **changes):
    """Left the list some years ago; `changes` take papers away from both ledgers."""
    home = bench.old("couple", ages=(57.0, 55.0))
    month = 2022 * 12 + bench.rng.randrange(22)
    bench.world.close(home, month, reason, bench.in_month(month))
    for table in ("exit", "adjustment"):
        _last(bench, table).update(changes)
    return home


@plant("R76", HIT)
def nobody_told_them(bench: Bench) -> None:
    home = _stopped(bench, "家庭收入超过低保标准", notified="否", notified_on=None)
    bench.say("R76", HIT, home, None, "B", "停保没有告知家庭")


@plant("R76", HIT)
def nobody_decided(bench: Bench) -> None:
    home = _stopped(bench, "", decided_on=None, decision_no="", basis="", notified="否", notified_on=None)
    bench.say("R76", HIT, home, None, "B", "停保没有决定、没有事由、没有告知")


@plant("R76", HIT)
def no_ground_in_law(bench: Bench) -> None:
    home = _stopped(bench, "村里另有更困难的家庭", basis="")
    bench.say("R76", HIT, home, None, "B", "停保理由是把保障让给别户，不是法定事由")


@plant("R76", HIT)
def stopped_in_silence(bench: Bench) -> None:
    home = bench.old("couple")
    home.skipped |= set(range(LAST_MONTH - bench.rng.randrange(8, 14), LAST_MONTH + 1))
    bench.say("R76", HIT, home, None, "B", "名册仍在保，停发至今，没有任何决定")
    bench.say("R73", HIT, home, None, "B", "在册而停发至今")


@plant("R76", NEAR_MISS)
def stopped_by_the_book(bench: Bench) -> None:
    bench.say("R76", NEAR_MISS, _stopped(bench, "子女就业，收入增加"), note="有决定、有事由、已告知")


@plant("R76", EXCEPTION)
def nobody_left_to_tell(bench: Bench) -> None:
    home = bench.old("single")
    month = 2022 * 12 + bench.rng.randrange(22)
    day = bench.in_month(month)
    death(bench.world, home.head.person, day, ("公安", "殡葬"))
    bench.world.close(home, month, "死亡", day + timedelta(days=3))
    bench.say("R76", EXCEPTION, home, note="唯一成员死亡，无人可告知")


@plant("R76", NEAR_MISS)
def suspended_by_decision(bench: Bench) -> None:
    """Two months on hold while the township looked again, then paid with what was owed."""
    world, home = bench.world, bench.old("couple")
    month = 2024 * 12 + bench.rng.randrange(8)
    home.skipped |= {month, month + 1}
    fen = sum(home.due_fen(m, world.standards) for m in (month, month + 1))
    home.payments.append(Payment(month + 2, fen, "补发", months=2))
    day = first_day(month - 1) + timedelta(days=17)
    halt = adjusted(world, home, "暂停发放", "家庭情况待核查", day - timedelta(days=8), day, month)
    halt.update(amount_after=0, notified="是", notified_on=day + timedelta(days=1))
    again = adjusted(
        world, home, "恢复发放", "核查符合条件", day + timedelta(days=50), day + timedelta(days=56), month + 2
    )
    again.update(amount_before=0)
    for rule in ("R76", "R73"):
        bench.say(rule, NEAR_MISS, home, note="依决定暂停两个月，已告知，恢复后补发")


@plant("R76", NEAR_MISS)
def the_bank_sent_it_back(bench: Bench) -> None:
    home = bench.old("single")
    month = 2024 * 12 + bench.rng.randrange(8)
    for late in (month, month + 1):
        fen = home.due_fen(late, bench.world.standards)
        home.overrides[late] = 0
        home.payments += [
            Payment(late, fen, status="失败", return_reason="账户已销户"),
            Payment(late, fen, status="重发成功", paid_on=first_day(month + 2) + timedelta(days=4)),
        ]
    bench.say("R76", NEAR_MISS, home, note="银行退回，换卡后重发，没有停保")
