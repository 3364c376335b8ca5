"""R22 存款证券保险 · R23 大型农机船舶工程机械."""

from datetime import date, timedelta

from dibao.county.means import asset, machine
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant

PLENTY = (90000, 260000)  # many years of the standard a head, whatever multiple the province takes


def _savings(note: str, kind: str) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        asset(bench.world, home.head.person, bench.rng.randrange(*PLENTY, 500), kind)
        bench.say("R22", HIT, home, None, "B/C", note)

    plant("R22", HIT)(make)


_savings("银行存款远超规定倍数", "银行存款")
_savings("股票和基金市值远超规定倍数", "证券")
_savings("储蓄性商业保险现金价值远超规定倍数", "商业保险")
_savings("互联网理财余额远超规定倍数", "互联网金融资产")


@plant("R22", HIT)
def savings_in_parts(bench: Bench) -> None:
    home = bench.recent("couple")
    for member, kind in zip(home.members, ("银行存款", "证券"), strict=True):
        asset(bench.world, member.person, bench.rng.randrange(48000, 70000, 500), kind)
    bench.say("R22", HIT, home, None, "B/C", "夫妻两人的存款和证券合计远超规定倍数")


def _earmarked(origin: str) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        asset(bench.world, home.head.person, bench.rng.randrange(*PLENTY, 500), origin=origin)
        bench.say("R22", EXCEPTION, home, note=f"存款是{origin}")

    plant("R22", EXCEPTION)(make)


for _origin in ("交通事故赔偿款", "工伤赔偿款", "拆迁补偿款，用于安置建房", "代他人存入", "水滴筹众筹治病款"):
    _earmarked(_origin)


@plant("R22", EXCEPTION)
def one_of_many_holders(bench: Bench) -> None:
    home = bench.recent("couple")
    asset(bench.world, home.head.person, 96000, joint="是", holders=12)
    bench.say("R22", EXCEPTION, home, note="十二人联名账户，本人份额很小")


@plant("R22", NEAR_MISS)
def small_savings(bench: Bench) -> None:
    home = bench.recent("couple")
    asset(bench.world, home.head.person, bench.rng.randrange(1500, 5000, 100))
    bench.say("R22", NEAR_MISS, home, note="存款只有几千元")


@plant("R22", NEAR_MISS)
def savings_of_a_namesake(bench: Bench) -> None:
    home = bench.recent("couple")
    asset(bench.world, bench.namesake(home.head.person), 180000)
    bench.say("R22", NEAR_MISS, home, note="同名不同人")


def _owns(note: str, *what, label: str = HIT, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple", ages=(60.0, 58.0))
        row = machine(bench.world, home.head.person, *what, home.approved - timedelta(days=400))
        row.update({key: value(home) if callable(value) else value for key, value in changes.items()})
        bench.say("R23", label, home, home.head.person, "C", note)

    plant("R23", label)(make)


_owns("名下有挖掘机", "履带式液压挖掘机", 110, 420000)
_owns("名下有机动渔船", "机动渔船（渔运船）", 220, 260000)
_owns("名下有大马力拖拉机", "轮式拖拉机", 132, 186000)
_owns("合作社以其名义申请补贴", "轮式谷物联合收割机", 118, 168000, label=EXCEPTION, remark="丰源种植专业合作社以其名义申请补贴，机具归合作社")  # fmt: skip
_owns("纳入前已转让", "履带式液压挖掘机", 110, 420000, label=NEAR_MISS, status="转让", ended_on=lambda home: home.approved - timedelta(days=90))  # fmt: skip
_owns("自用微耕机", "微耕机", 4.2, 2600, label=NEAR_MISS, subsidy=600)
_owns("自用小型手扶拖拉机", "手扶拖拉机", 8.8, 6800, label=NEAR_MISS, subsidy=1200)


@plant("R23", NEAR_MISS)
def machine_of_a_namesake(bench: Bench) -> None:
    home = bench.recent("couple", ages=(60.0, 58.0))
    machine(bench.world, bench.namesake(home.head.person), "履带式液压挖掘机", 110, 420000, date(2021, 3, 9))
    bench.say("R23", NEAR_MISS, home, home.head.person, note="同名不同人")
