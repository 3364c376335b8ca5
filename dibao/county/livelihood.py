"""How ordinary poor families live: small savings, children with little of their own, an income worked out line by line."""

from datetime import date

from dibao.county.clock import AS_OF, LAST_MONTH
from dibao.county.households import Household
from dibao.county.means import asset, counted, earned, machine, obligor
from dibao.county.world import World


def livelihood(world: World, home: Household) -> None:
    """What the registers of means know about a family that keeps the law."""
    if home.ended or home.township == world.map.silent:
        return
    rng, head = world.rng, home.head.person
    if rng.random() < 0.15:
        asset(world, head, rng.randrange(200, 2600, 10))
    if not home.urban and rng.random() < 0.05:
        machine(world, head, "微耕机", 4.2, 2600, date(rng.randrange(2014, 2023), 4, 9), subsidy=600)
    if rng.random() < 0.1:
        worked_out(world, home)
    if len(home.members) == 1 and head.age(AS_OF) >= 60:
        grown_child(world, home)


def worked_out(world: World, home: Household) -> None:
    """Lines that add up to the registered income."""
    year = counted(home)
    farm = year * world.rng.randrange(40, 60) // 100
    earned(world, home, "种植玉米、水稻" if not home.urban else "零星务工", "种植" if not home.urban else "务工", farm)
    earned(world, home, "土地流转和集体分红" if not home.urban else "亲友接济", "财产性收入" if not home.urban else "转移性收入", year - farm)  # fmt: skip


def grown_child(world: World, home: Household) -> None:
    """A son or daughter elsewhere who has hardly more than the standard: the formula asks for nothing."""
    standard = world.standards.at(home.urban, LAST_MONTH)
    obligor(world, home, standard * world.rng.randrange(95, 125) // 100, 0, "公式")


def not_forsaken(world: World, home: Household) -> None:
    """An old person alone in a case about something else has a child somewhere too, unless the case says who provides."""
    head = home.head.person
    told = {row["household"] for row in world.rows.get("maintenance", ())}
    if (
        len(home.members) == 1
        and head.age(AS_OF) >= 60
        and home not in told
        and ("maintenance", head) not in world.spoken_for
    ):
        grown_child(world, home)
