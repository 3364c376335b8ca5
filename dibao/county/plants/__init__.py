"""Planted cases, lawful exceptions and near misses, each written from domain.md chapter 2."""

from importlib import import_module
from pkgutil import iter_modules

from dibao.county.plants.bench import HIT, PLANTS, Bench, Plant
from dibao.county.world import World

for _module in iter_modules(__path__):  # each registers its plants
    import_module(f"{__name__}.{_module.name}")
RULES = sorted({plant.rule for plant in PLANTS})
# Sown after all others, so that a seed keeps the households that the earlier plants made of it.
LATER = ("R07", "R08", "R24", "R34", "R58", "R60", "R62", "R63", "R64", "R65", "R66", "R67", "R68", "R69", "R70")


def hits_per_rule(households: int) -> int:
    """Four in 1,500 households, 0.3 % in a full county."""
    return max(1, min(4, households // 150), round(households * 0.003))


def lawful_per_rule(households: int) -> int:
    """Exceptions and near misses: three in 1,500 households."""
    return max(1, min(3, households // 300), round(households * 0.0025))


def areas_per_rule(households: int) -> int:
    """Villages of their own: one in 1,500 households, four in a full county."""
    return 1 if households < 6000 else 4


def sow(world: World) -> Bench:
    """Every rule in turn, its variants in rotation from a start that the seed decides."""
    bench = Bench(world)
    for rule in RULES:  # while the villages are empty
        for hit in (True, False):
            _rotate(bench, _of(rule, hit, True), areas_per_rule(world.size))
    for rule in sorted(RULES, key=lambda rule: (rule in LATER, rule)):
        _rotate(bench, _of(rule, True), hits_per_rule(world.size))
        _rotate(bench, _of(rule, False), lawful_per_rule(world.size))
    return bench


def _of(rule: str, hit: bool, area: bool = False) -> list[Plant]:
    return [p for p in PLANTS if p.rule == rule and (p.label == HIT) == hit and p.area == area]


def _rotate(bench: Bench, plants: list[Plant], count: int) -> None:
    start = bench.rng.randrange(len(plants)) if plants else 0
    for number in range(count if plants else 0):
        plants[(start + number) % len(plants)].make(bench)
