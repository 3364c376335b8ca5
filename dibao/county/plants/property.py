"""R19 多房 · R20 有车 · R21 市场主体."""

from datetime import date, timedelta

from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, firm, house

LONG_AGO = date(2011, 5, 12)


@plant("R19", HIT)
def two_flats(bench: Bench) -> None:
    home = bench.recent("couple")
    house(bench.world, home.head.person, "住宅", "商品房", LONG_AGO)
    house(bench.world, home.members[1].person, "住宅", "商品房", date(2016, 8, 1))
    bench.say("R19", HIT, home, None, "B/C", "夫妻名下两套住宅")


@plant("R19", HIT)
def flat_and_shop(bench: Bench) -> None:
    home = bench.recent("couple")
    house(bench.world, home.head.person, "住宅", "商品房", LONG_AGO)
    house(bench.world, home.head.person, "商铺", "商品房", date(2017, 8, 1))
    bench.say("R19", HIT, home, None, "B/C", "住宅加商铺")


@plant("R19", HIT)
def bought_while_on_dibao(bench: Bench) -> None:
    home = bench.recent("couple")
    house(
        bench.world, home.head.person, "住宅", "商品房", home.approved + timedelta(days=bench.rng.randrange(120, 500))
    )
    bench.say("R19", HIT, home, None, "B/C", "享受期间购买商品房")


def _second_house(note: str, use: str, nature: str, label: str = EXCEPTION, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        house(bench.world, home.head.person, "农村住房", "自建房", LONG_AGO)
        house(bench.world, home.head.person, use, nature, date(2018, 3, 6), **changes)
        bench.say("R19", label, home, note=note)

    plant("R19", label)(make)


_second_house("易地搬迁安置房，旧房未注销", "住宅", "安置房")
_second_house("继承的小份额", "住宅", "继承", share="1/8")
_second_house("公租房不归其所有", "住宅", "公租房")
_second_house("预售合同已撤销", "住宅", "预售商品房", status="注销", cancelled_on=date(2019, 1, 8))
_second_house("车位单独登记", "车位", "商品房", area=12.5)
_second_house("另一套已转移登记", "住宅", "商品房", NEAR_MISS, status="历史", cancelled_on=date(2020, 3, 9))


@plant("R19", NEAR_MISS)
def one_house_of_both(bench: Bench) -> None:
    home = bench.recent("couple")
    first = house(bench.world, home.head.person, "住宅", "自建房", LONG_AGO, share="1/2")
    house(
        bench.world,
        home.members[1].person,
        "住宅",
        "自建房",
        LONG_AGO,
        share="1/2",
        unit_no=first["unit_no"],
        area=first["area"],
        location=first["location"],
    )
    bench.say("R19", NEAR_MISS, home, note="夫妻共有同一单元，登记两行")


def _car_hit(note: str, during: bool, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        person = bench.rng.choice(home.members).person
        day = (
            home.approved + timedelta(days=bench.rng.randrange(90, 400))
            if during
            else home.approved - timedelta(days=bench.rng.randrange(100, 500))
        )
        car(bench.world, person, day, **changes)
        bench.say("R20", HIT, home, person, "B", note)

    plant("R20", HIT)(make)


_car_hit("纳入前已有轿车", False)
_car_hit("享受期间购车", True)
_car_hit("名下有货车", False, vehicle_type="轻型普通货车", brand="福田牌BJ1046", value=88000, use="货运")
_car_hit("越野车", True, vehicle_type="小型越野客车", brand="哈弗牌CC6460", value=132000)


def _car_lawful(note: str, label: str = EXCEPTION, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        person = home.head.person
        car(bench.world, person, home.approved - timedelta(days=700), **changes)
        bench.say("R20", label, home, person, note=note)

    plant("R20", label)(make)


_car_lawful("残疾人专用代步车", use="残疾人专用", vehicle_type="残疾人专用汽车", value=42000)
_car_lawful("二轮摩托车", vehicle_type="普通二轮摩托车", plate_class="普通摩托车", value=3600, brand="豪江HJ125")
_car_lawful("三轮摩托车", vehicle_type="正三轮载货摩托车", plate_class="普通摩托车", value=8600, brand="宗申ZS200")
_car_lawful("电动三轮车", vehicle_type="电动三轮车", value=4200, brand="金彭JP")
_car_lawful("自用拖拉机", vehicle_type="轮式拖拉机", plate_class="拖拉机", value=26000, brand="东方红")
_car_lawful("已报废", status="报废")
_car_lawful("被盗抢", status="盗抢")


@plant("R20", NEAR_MISS)
def sold_before(bench: Bench) -> None:
    home = bench.recent("couple")
    person = home.head.person
    car(
        bench.world,
        person,
        home.approved - timedelta(days=1500),
        status="转移登记",
        transferred_on=home.approved - timedelta(days=60),
    )
    bench.say("R20", NEAR_MISS, home, person, note="纳入前已过户")


@plant("R20", NEAR_MISS)
def car_of_a_namesake(bench: Bench) -> None:
    home = bench.recent("couple")
    car(bench.world, bench.namesake(home.head.person), date(2021, 3, 9))
    bench.say("R20", NEAR_MISS, home, home.head.person, note="车主同名不同人")


def _firm_hit(note: str, severity: str, role: str, **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        firm(bench.world, home.head.person, role, **changes)
        bench.say("R21", HIT, home, home.head.person, severity, note)

    plant("R21", HIT)(make)


_firm_hit("股东，认缴80万元", "B", "股东", capital=800000, turnover=450000)
_firm_hit("法定代表人，有销售额", "B", "法定代表人", capital=1000000, turnover=620000)
_firm_hit(
    "个体工商户，有营业额",
    "B",
    "经营者",
    entity_kind="个体工商户",
    entity_name="宏远副食批发部",
    share=None,
    capital=50000,
    turnover=180000,
)
_firm_hit("高管，没有出资", "C", "监事", share=None, capital=None)


def _firm_lawful(note: str, label: str = EXCEPTION, role: str = "法定代表人", **changes) -> None:
    def make(bench: Bench) -> None:
        home = bench.recent("couple")
        firm(bench.world, home.head.person, role, **changes)
        bench.say("R21", label, home, home.head.person, note=note)

    plant("R21", label)(make)


_firm_lawful(
    "合作社普通成员，没有出资",
    role="合作社成员",
    entity_kind="农民专业合作社",
    entity_name="丰源种植专业合作社",
    share=None,
    capital=None,
)
_firm_lawful("冒名登记，已认定", disputed="是")
_firm_lawful("吊销未注销", status="吊销", cancelled_on=date(2018, 7, 2), founded_on=date(2014, 4, 1))
_firm_lawful("纳入前已注销", NEAR_MISS, status="注销", cancelled_on=date(2019, 7, 2), founded_on=date(2014, 4, 1))


@plant("R21", NEAR_MISS)
def firm_of_a_namesake(bench: Bench) -> None:
    home = bench.recent("couple")
    firm(bench.world, bench.namesake(home.head.person), "法定代表人", turnover=300000)
    bench.say("R21", NEAR_MISS, home, home.head.person, note="同名不同人")
