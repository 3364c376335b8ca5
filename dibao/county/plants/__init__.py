"""Planted cases, lawful exceptions and near misses, each written from domain.md chapter 2."""

from importlib import import_module
from pkgutil import iter_modules

from dibao.county.plants.bench import HIT, PLANTS, Bench, Plant
from dibao.county.world import World

for _module in iter_modules(__path__):  # each registers its plants
    import_module(f"{__name__}.{_module.name}")
RULES = sorted({plant.rule for plant in PLANTS})


def hits_per_rule(households: int) -> int:
    """Four in 1,500 households, 0.3 % in a full county."""
    return max(1, min(4, households // 150), round(households * 0.003))


def lawful_per_rule(households: int) -> int:
    """Exceptions and near misses: three in 1,500 households."""
    return max(1, min(3, households // 300), round(households * 0.0025))


def sow(world: World) -> Bench:
    """Every rule in turn, its variants in rotation from a start that the seed decides."""
    bench = Bench(world)
    for rule in RULES:
        _rotate(bench, [p for p in PLANTS if p.rule == rule and p.label == HIT], hits_per_rule(world.size))
        _rotate(bench, [p for p in PLANTS if p.rule == rule and p.label != HIT], lawful_per_rule(world.size))
    return bench


def _rotate(bench: Bench, plants: list[Plant], count: int) -> None:
    start = bench.rng.randrange(len(plants)) if plants else 0
    for number in range(count if plants else 0):
        plants[(start + number) % len(plants)].make(bench)
