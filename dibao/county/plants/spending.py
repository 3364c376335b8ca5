"""R24 高消费辅助: a sign supports another lead and is never one by itself."""

from collections.abc import Callable
from datetime import date, timedelta

from dibao.county.aid import journey, pupil
from dibao.county.households import Household
from dibao.county.means import asset
from dibao.county.plants.bench import EXCEPTION, HIT, NEAR_MISS, Bench, plant
from dibao.county.records import car, electricity

PLACES = ("泰国", "日本", "马来西亚", "韩国")


def _with_car(bench: Bench, home: Household) -> None:
    """The lead that a sign may support."""
    person = home.head.person
    car(bench.world, person, home.approved + timedelta(days=bench.rng.randrange(90, 300)))
    bench.say("R20", HIT, home, person, "B", "享受期间购车")


def _with_savings(bench: Bench, home: Household) -> None:
    asset(bench.world, home.head.person, bench.rng.randrange(120000, 260000, 500))
    bench.say("R22", HIT, home, None, "B/C", "银行存款远超规定倍数")


def _trip(bench: Bench, home: Household, purpose: str = "旅游", year: int = 2024) -> None:
    left = date(year, bench.rng.randrange(7, 12), bench.rng.randrange(1, 18))
    journey(bench.world, home.head.person, left, left + timedelta(days=8), bench.rng.choice(PLACES), purpose)


def _power(bench: Bench, home: Household) -> None:
    electricity(bench.world, home, [bench.rng.randrange(720, 1100) for _ in range(12)])


def _school(bench: Bench, home: Household, nature: str = "民办", tuition: int = 28600, **changes) -> None:
    name = f"{bench.world.map.name}{'博雅外国语学校' if nature == '民办' else '第一小学'}"
    fees = {"tuition": tuition, "boarding": 4800 if tuition else None, "nature": nature, "aid": ""}
    pupil(bench.world, home.members[2].person, name, "小学", **{**fees, **changes})


def _signs(label: str, note: str, lead: Callable | None, *signs: Callable) -> None:
    """Parents and a child at primary school, with these signs and this other lead."""

    def make(bench: Bench) -> None:
        home = bench.recent("couple_child", ages=(42.0, 39.0, bench.rng.uniform(8, 9)))
        if lead:
            lead(bench, home)
        for sign in signs:
            sign(bench, home)
        bench.say("R24", label, home, None, "C", note)

    plant("R24", label)(make)


_signs(HIT, "享受期间购车，又出境旅游", _with_car, _trip, lambda bench, home: _trip(bench, home, year=2023))
_signs(HIT, "有大额存款，孩子读高收费民办学校，用电远高于平均", _with_savings, _school, _power)
_signs(HIT, "享受期间购车，用电远高于平均，又出境旅游", _with_car, _power, _trip)
_signs(HIT, "享受期间购车，孩子读高收费民办学校", _with_car, _school, _trip)
_signs(NEAR_MISS, "只有一次出境，没有别的线索", None, _trip)
_signs(NEAR_MISS, "只有用电偏高，没有别的线索", None, _power)
_signs(NEAR_MISS, "享受期间购车，出境是外派务工", _with_car, lambda bench, home: _trip(bench, home, "劳务"))
_signs(
    NEAR_MISS, "有大额存款，孩子读公办学校不收学费", _with_savings, lambda bench, home: _school(bench, home, "公办", 0)
)
_signs(NEAR_MISS, "享受期间购车，出境是纳入低保之前多年", _with_car, lambda bench, home: _trip(bench, home, year=2017))
_signs(EXCEPTION, "孩子读民办学校，学费全免", _with_car,
       lambda bench, home: _school(bench, home, aid="学费全免（家庭经济困难学生资助）"))  # fmt: skip
