"""One small county per level of mess, made once for all tests."""

import pytest

from dibao.county import write_county
from dibao.county.background import fill
from dibao.county.plants import sow
from dibao.county.world import World


@pytest.fixture(scope="session")
def counties(tmp_path_factory):
    """Level of mess → folder of a county of 300 households."""
    root = tmp_path_factory.mktemp("counties")
    for mess in range(4):
        write_county(root / f"m{mess}", 300, 11, mess)
    return {mess: root / f"m{mess}" for mess in range(4)}


@pytest.fixture(scope="session")
def planted():
    """A county of 1,500 households in memory, with its bench."""
    world = World(1500, 5)
    bench = sow(world)
    fill(world, 1500 - sum(home.on_roster for home in world.households))
    return world, bench
