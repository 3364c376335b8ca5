"""Named sets of relations: who counts as a near relative, by which document, from when."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from dibao.engine.errors import RulebookError


@dataclass(frozen=True)
class KinSet:
    """`relations` are what the recipient is to the cadre; they count from `since`."""

    title: str
    document: str
    article: str
    since: date
    relations: tuple[str, ...]
    unconfirmed: bool = False


NO_SETS: Mapping[str, KinSet] = MappingProxyType({})


def load_kin_sets(path: Path) -> dict[str, KinSet]:
    """The sets by name; none where the rulebook has no such file. `RulebookError` names the entry that is wrong."""
    if not path.exists():
        return {}
    sets = {}
    for name, entry in tomllib.loads(path.read_text("utf-8")).items():
        try:
            sets[name] = KinSet(**entry | {"relations": tuple(entry["relations"])})
        except (KeyError, TypeError) as error:
            raise RulebookError(path.name, f"{name} 写得不对：{error}", "照相邻的一段补上") from error
    return sets
