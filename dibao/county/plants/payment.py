"""R48 账户姓名 · R49 同一账户 · R50 大额 · R51 名册与发放 · R53 卡折代管."""

from datetime import date, timedelta

from dibao.county.clock import LAST_MONTH
from dibao.county.households import Household, Member, Payment
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import custody, death, disabled, official


@plant("R48", HIT)
def unknown_holder(bench: Bench) -> None:
    home = bench.old("couple")
    home.holder = bench.world.registry.name(True)
    bench.say("R48", HIT, home, None, "B", "开户人与家庭成员无关")


@plant("R48", HIT)
def cadre_holder(bench: Bench) -> None:
    home = bench.old("single")
    cadre = official(bench.world, home.township, "村干部", home.village)
    home.holder = cadre.name
    bench.say("R48", HIT, home, None, "A", "开户人是本村干部")


@plant("R48", HIT)
def handler_holder(bench: Bench) -> None:
    home = bench.old("single")
    handler = official(bench.world, home.township, "低保经办人员")
    home.holder = handler.name
    bench.say("R48", HIT, home, None, "A", "开户人是低保经办人员")


@plant("R48", HIT)
def relative_holder(bench: Bench) -> None:
    home = bench.old("single")
    home.holder = bench.world.registry.name(True, home.head.person.name[0])
    bench.say("R48", HIT, home, None, "B", "开户人是非成员亲属，未备案代管")


@plant("R48", EXCEPTION)
def filed_custodian(bench: Bench) -> None:
    home = bench.old("single")
    keeper = bench.world.outsider(45, True, (home.township, home.village))
    custody(bench.world, home, keeper, date(2017, 11, 6))
    home.holder = keeper.name
    bench.say("R48", EXCEPTION, home, note="开户人是已备案的代管人")


@plant("R48", EXCEPTION)
def former_member(bench: Bench) -> None:
    home = bench.old("couple")
    month = 2021 * 12 + bench.rng.randrange(36)
    day = bench.in_month(month)
    death(bench.world, home.members[1].person, day, ("公安", "殡葬"))
    bench.world.leave(home, home.members[1], month, "死亡", day + timedelta(days=2))
    home.holder = home.members[1].person.name
    bench.say("R48", EXCEPTION, home, note="开户人是已故并已减员的成员")


@plant("R48", EXCEPTION)
def guardian(bench: Bench) -> None:
    home = bench.old("single", ages=(38.0,))
    keeper = bench.world.outsider(66, None, (home.township, home.village))
    disabled(
        bench.world, home.head, "精神", 2, guardian=keeper.name, issued_on=date(2015, 4, 12), valid_to=date(2035, 4, 12)
    )
    home.holder = keeper.name
    bench.say("R48", EXCEPTION, home, note="开户人是精神残疾人的监护人")


@plant("R48", EXCEPTION)
def bank_cut_the_name(bench: Bench) -> None:
    home = bench.old("single")
    home.head.person.name = "阿不都热依木·买买提艾力江"
    home.holder = home.head.person.name[:8]
    bench.say("R48", EXCEPTION, home, note="银行截断了过长的少数民族姓名")


@plant("R48", NEAR_MISS)
def other_dot(bench: Bench) -> None:
    home = bench.old("single")
    home.head.person.name = "古丽娜尔·艾合买提"
    home.holder = home.head.person.name.replace("·", bench.rng.choice("•．"))
    bench.say("R48", NEAR_MISS, home, note="间隔号写法不同")


@plant("R48", NEAR_MISS)
def spouse_holds(bench: Bench) -> None:
    home = bench.old("couple")
    home.holder = home.members[1].person.name
    bench.say("R48", NEAR_MISS, home, note="开户人是配偶")


@plant("R48", NEAR_MISS)
def spaces_in_the_name(bench: Bench) -> None:
    home = bench.old("single")
    name = home.head.person.name
    home.holder = f"{name[0]} {name[1:]} "
    bench.say("R48", NEAR_MISS, home, note="户名中有空格")


@plant("R49", HIT)
def two_households_one_account(bench: Bench) -> None:
    first = bench.old("couple")
    second = bench.old("single", place=(first.township, first.village))
    second.members[0].person.name = second.holder = first.members[1].person.name  # so that the name alone says nothing
    second.account, first.holder = first.account, first.members[1].person.name
    for home in (first, second):
        bench.say("R49", HIT, home, None, "A/B", "两户同一账户")


@plant("R49", HIT)
def paid_twice_in_a_month(bench: Bench) -> None:
    home = bench.old("single")
    month = 2022 * 12 + bench.rng.randrange(36)
    home.payments.append(Payment(month, home.due_fen(month, bench.world.standards)))
    bench.say("R49", HIT, home, None, "A/B", "同一账户同月同一项目发放两次")
    bench.say("R51", HIT, home, None, "B", "同月发放两次")


@plant("R49", EXCEPTION)
def home_for_the_aged(bench: Bench) -> None:
    first = bench.old("single")
    keeper = bench.world.registry.person(50, True, date(2025, 6, 30))  # its legal representative's number
    keeper.name = f"{bench.world.map.townships[first.township].name}敬老院"
    second = bench.old("single", place=(first.township, first.village))
    second.account = first.account
    for home in (first, second):
        home.holder = keeper.name
        bench.world.add(
            "card_custody",
            home.head.person,
            household=home,
            keeper=keeper,
            relation="供养机构",
            agreement_on=date(2017, 12, 1),
            filed_on=date(2017, 12, 8),
            ended_on=None,
            self_care="不能自理",
            reason="机构代养",
        )
        bench.say("R49", EXCEPTION, home, note="敬老院集中账户，有登记")
        bench.say("R48", EXCEPTION, home, note="敬老院集中账户，有登记")
        bench.say("R53", EXCEPTION, home, note="敬老院集中账户，有登记")


@plant("R49", EXCEPTION)
def price_subsidy_beside(bench: Bench) -> None:
    home = bench.old("couple")
    month = 2023 * 12 + bench.rng.randrange(12)
    home.payments.append(Payment(month, 60 * home.covered(month) * 100, "物价补贴", programme="物价补贴"))
    for rule in ("R49", "R51", "R17"):
        bench.say(rule, EXCEPTION, home, note="物价补贴另列一行")


@plant("R49", NEAR_MISS)
def account_handed_on(bench: Bench) -> None:
    first = bench.old("couple")
    month = 2022 * 12 + bench.rng.randrange(12)
    bench.world.close(first, month, "户主变更，重新立户", bench.in_month(month))
    second = bench.world.household(
        people=[(first.members[1].person, "户主"), (first.members[0].person, "配偶")],
        settle=False,
        approved=bench.in_month(month + 1),
        place=(first.township, first.village),
    )
    second.planted, second.account, second.holder = True, first.account, first.holder
    for home in (first, second):
        bench.say("R49", NEAR_MISS, home, note="原户退出后新户沿用账户，没有同时使用")


@plant("R49", NEAR_MISS)
def same_last_four(bench: Bench) -> None:
    first, second = bench.old("single"), bench.old("single")
    second.account = second.account[:-4] + first.account[-4:]
    for home in (first, second):
        bench.say("R49", NEAR_MISS, home, note="账号仅后四位相同")


@plant("R49", NEAR_MISS)
def returned_and_resent(bench: Bench) -> None:
    home = bench.old("single")
    month = 2022 * 12 + bench.rng.randrange(36)
    home.overrides[month] = 0
    fen = home.due_fen(month, bench.world.standards)
    home.payments += [
        Payment(month, fen, status="失败", return_reason="账户状态异常"),
        Payment(month, fen, status="重发成功"),
    ]
    for rule in ("R49", "R51", "R05"):
        bench.say(
            rule,
            NEAR_MISS if rule != "R51" else EXCEPTION,
            home,
            home.head.person if rule == "R05" else None,
            note="退票后重发",
        )


@plant("R50", HIT)
def one_huge_payment(bench: Bench) -> None:
    home = bench.old("single")
    month = bench.rng.randrange(bench.world.standards.last_change, LAST_MONTH + 1)  # what was approved then is known
    home.overrides[month] = bench.world.standards.at(home.urban, month) * bench.rng.randrange(9, 15) * 100
    bench.say("R50", HIT, home, None, "B/C", "单笔发放为标准的数倍")
    bench.say("R51", HIT, home, None, "B", "发放金额与核定金额不符")
    bench.say("R17", HIT, home, None, "B", "发放金额与应发金额不符")


@plant("R50", EXCEPTION)
def long_back_pay(bench: Bench) -> None:
    home = bench.old("single")
    month = 2023 * 12 + bench.rng.randrange(8, 18)
    months = range(month - 8, month)
    home.skipped |= set(months)
    home.payments.append(Payment(month, sum(home.due_fen(m, bench.world.standards) for m in months), "补发", months=8))
    for rule in ("R50", "R49", "R51", "R17"):
        bench.say(rule, EXCEPTION, home, note="一次补发八个月")


@plant("R50", EXCEPTION)
def one_off_subsidy(bench: Bench) -> None:
    home = bench.old("single")
    month = 2022 * 12 + bench.rng.randrange(36)
    home.payments.append(Payment(month, 500000, "一次性增发"))
    for rule in ("R50", "R49", "R51", "R17"):
        bench.say(rule, EXCEPTION, home, note="一次性增发")


@plant("R50", NEAR_MISS)
def full_standard(bench: Bench) -> None:
    home = bench.old("couple")
    home.income = 20
    bench.say("R50", NEAR_MISS, home, note="几乎没有收入，接近标准全额发放")


@plant("R51", HIT)
def paid_after_leaving(bench: Bench) -> None:
    home = bench.old("couple")
    month = LAST_MONTH - bench.rng.randrange(18, 32)
    bench.world.close(home, month, "家庭收入超过低保标准", bench.in_month(month))
    home.paid_until = month + bench.rng.randrange(5, 11)
    bench.say("R51", HIT, home, None, "A", "停保后仍发放数月")


@plant("R51", HIT)
def invented_household(bench: Bench) -> None:
    world = bench.world
    place = world.place()
    person = world.registry.person(bench.rng.uniform(50, 80), True, date(2025, 6, 30))
    person.township, person.village, person.address = *place, world.map.townships[place[0]].name
    home = Household(world.household_no(place[0]), *place, 1, person.address, False, bench.day(date(2021, 12, 1), date(2024, 1, 1)), 120,
                     _sole_member(person), world.account(), person.name, person.phone, planted=True, on_roster=False)  # fmt: skip
    world.households.append(home)
    bench.say("R51", HIT, home, person, "A", "名册和退出名单中都没有的户在领钱")


def _sole_member(person):
    return [Member(person, "户主")]


@plant("R73", HIT)
def months_not_paid(bench: Bench) -> None:
    home = bench.old("single")
    first = LAST_MONTH - bench.rng.randrange(8, 16)
    home.skipped |= set(range(first, first + 4))
    bench.say("R73", HIT, home, None, "B", "在册未发四个月，没有补发")


@plant("R51", HIT)
def amount_not_as_approved(bench: Bench) -> None:
    home = bench.old("single")
    for month in range(bench.world.standards.last_change, LAST_MONTH + 1):
        home.overrides[month] = home.due_fen(month, bench.world.standards) - 9000
    bench.say("R51", HIT, home, None, "B", "实发比名册核定少90元")
    bench.say("R72", HIT, home, None, "B", "名册核定没有错，实发比应发少90元")


@plant("R51", NEAR_MISS)
def paid_to_the_month_of_the_decision(bench: Bench) -> None:
    home = bench.old("couple")
    month = LAST_MONTH - bench.rng.randrange(18, 40)
    bench.world.close(home, month, "主动申请退出", bench.in_month(month))
    bench.say("R51", NEAR_MISS, home, note="发到决定当月，次月停发")


@plant("R51", NEAR_MISS)
def starts_next_month(bench: Bench) -> None:
    home = bench.recent("couple", approved=bench.world.quiet_approval(date(2024, 7, 1), date(2024, 12, 1)))
    bench.say("R51", NEAR_MISS, home, note="批准次月起发放，批准当月没有发放")


@plant("R73", NEAR_MISS)
def first_paid_in_the_month_after(bench: Bench) -> None:
    home = bench.recent("couple", approved=bench.world.quiet_approval(date(2024, 7, 1), date(2024, 12, 1)))
    bench.say("R73", NEAR_MISS, home, note="批准次月起发放，批准当月没有发放")


@plant("R73", NEAR_MISS)
def not_paid_after_leaving(bench: Bench) -> None:
    home = bench.old("couple")
    month = LAST_MONTH - bench.rng.randrange(18, 40)
    bench.world.close(home, month, "家庭收入超过低保标准", bench.in_month(month))
    bench.say("R73", NEAR_MISS, home, note="已退出，此后不发是对的")


@plant("R53", HIT)
def custody_without_agreement(bench: Bench) -> None:
    home = bench.old("single")
    keeper = bench.world.outsider(48, True, (home.township, home.village))
    custody(bench.world, home, keeper, date(2021, 5, 6), agreement_on=None, filed_on=None)
    bench.say("R53", HIT, home, None, "B", "代管卡折，没有协议和备案")


@plant("R53", HIT)
def custody_not_filed(bench: Bench) -> None:
    home = bench.old("single")
    keeper = bench.world.outsider(48, True, (home.township, home.village))
    custody(bench.world, home, keeper, date(2021, 5, 6), filed_on=None)
    bench.say("R53", HIT, home, None, "B", "有协议，未报县级备案")


@plant("R53", HIT)
def cadre_keeps_unfiled(bench: Bench) -> None:
    home = bench.old("single")
    cadre = official(bench.world, home.township, "村干部", home.village)
    custody(bench.world, home, cadre, date(2021, 5, 6), filed_on=None, relation="村干部")
    bench.say("R53", HIT, home, None, "B", "村干部代管，未备案")


@plant("R53", HIT)
def ward_can_care_for_themselves(bench: Bench) -> None:
    home = bench.old("single")
    keeper = bench.world.outsider(48, True, (home.township, home.village))
    custody(bench.world, home, keeper, date(2021, 5, 6), self_care="能自理", reason="方便办事")
    bench.say("R53", HIT, home, None, "B", "被代管人能自理")


@plant("R53", HIT)
def one_keeper_many_wards(bench: Bench) -> None:
    place = bench.world.place()
    keeper = bench.world.outsider(48, True, place)
    for number in range(7):
        home = bench.old("single", place=place)
        custody(bench.world, home, keeper, date(2021, 5, 6) + timedelta(days=number * 20))
        bench.say("R53", HIT, home, None, "B", "一人代管七户")


@plant("R53", HIT)
def dead_ward(bench: Bench) -> None:
    home = bench.old("couple")
    ward = home.members[1]
    month = 2023 * 12 + bench.rng.randrange(18)
    day = bench.in_month(month)
    row = custody(bench.world, home, bench.world.outsider(48, True, (home.township, home.village)), date(2020, 5, 6))
    row["person"] = ward.person
    death(bench.world, ward.person, day, ("公安", "殡葬"))
    bench.world.leave(home, ward, month, "死亡", day + timedelta(days=2))
    bench.say("R53", HIT, home, None, "B", "被代管人已死亡，代管仍在")


@plant("R53", EXCEPTION)
def lawful_custody(bench: Bench) -> None:
    home = bench.old("single")
    custody(bench.world, home, bench.world.outsider(44, True, (home.township, home.village)), date(2021, 5, 6))
    bench.say("R53", EXCEPTION, home, note="不能自理，有协议有备案")


@plant("R53", NEAR_MISS)
def custody_ended(bench: Bench) -> None:
    home = bench.old("couple")
    custody(
        bench.world,
        home,
        bench.world.outsider(44, True, (home.township, home.village)),
        date(2019, 5, 6),
        ended_on=date(2022, 8, 1),
    )
    bench.say("R53", NEAR_MISS, home, note="代管已终止")


@plant("R53", NEAR_MISS)
def two_wards(bench: Bench) -> None:
    place = bench.world.place()
    keeper = bench.world.outsider(44, True, place)
    for _ in range(2):
        home = bench.old("single", place=place)
        custody(bench.world, home, keeper, date(2021, 5, 6))
        bench.say("R53", NEAR_MISS, home, note="一人代管两户，手续齐全")
