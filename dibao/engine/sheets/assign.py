"""How well a table explains a sheet, and which physical column is then which of its columns."""

import math
from dataclasses import dataclass, field
from functools import lru_cache

from dibao.engine.sheets.match import Label, normal, roles
from dibao.engine.sheets.model import SheetTable
from dibao.engine.sheets.profile import Profile, code_share, fit, profile
from dibao.engine.tables import Column, Table

LEAST = 0.42  # a weaker match is no match
STRONG = {"valid_id": "id", "account": "account", "phone": "phone"}


@dataclass
class Evidence:
    """A physical column with data: its label and its profile."""

    place: int
    label: Label
    profile: Profile


@dataclass
class Reading:
    """A sheet read as a table: score, and the columns with how surely each is meant."""

    table: Table
    score: float = 0.0
    columns: dict[int, str] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)


def evidence(sheet: SheetTable, skip: set[int]) -> list[Evidence]:
    """Label and profile of every column that has data."""
    columns = enumerate(sheet.columns)
    return [
        Evidence(i, Label(c.header), profile(c))
        for i, c in columns
        if i not in skip and not (c.is_empty() and not c.header)
    ]


def column_score(seen: Evidence, column: Column, table: Table) -> float:
    """How surely a physical column is this table column: header times fit of the values, or the values alone."""
    names, column_roles = _names_of(column, table)
    by_header = seen.label.score(names, column_roles)
    goodness = fit(column.type, column.codes, seen.profile)
    score = by_header * (0.25 + 0.75 * goodness) if goodness < 0.9 else by_header * (0.96 + 0.04 * goodness)
    return max(score, _by_values(seen, column, column_roles))


@lru_cache(maxsize=20_000)
def _names_cached(code: str, column_name: str, names: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    cleaned = tuple(dict.fromkeys(normal(name) for name in names))
    said = [roles(name) for name in cleaned]
    every = {role for each in said for role in each}
    return cleaned, frozenset(role for role in every if sum(role in each for each in said) * 2 > len(said))


def _names_of(column: Column, table: Table) -> tuple[tuple[str, ...], frozenset[str]]:
    return _names_cached(table.code, column.name, column.names)


def _by_values(seen: Evidence, column: Column, column_roles: frozenset[str]) -> float:
    """Values alone: a column of valid citizen IDs is one whatever its header says."""
    found, label = seen.profile, seen.label
    if label.roles != column_roles or found.cells == 0:
        return 0.0
    if column.type == "id":
        return 0.62 if found["valid_id"] > 0.6 else 0.5 if found["id"] > 0.6 else 0.0
    if column.type == "account":
        return 0.55 if found["account"] > 0.8 else 0.0
    if column.type == "phone":
        return 0.55 if found["phone"] > 0.8 else 0.0
    if column.type == "name" and column.name == "name" and not label.leaf:
        return 0.5 if found["name"] > 0.7 else 0.0
    if column.type == "code" and found.distinct > 1 and _distinctive(column):
        return 0.5 * code_share(column.codes, found) if code_share(column.codes, found) > 0.85 else 0.0
    return 0.0


def _distinctive(column: Column) -> bool:
    """Codes whose words say what they are; 一级, 正常 and 其他 do not."""
    return column.name not in {"status", "kind", "form", "grade"}


def read_as(table: Table, seen: list[Evidence], exact: bool = False) -> Reading:
    """Give each physical column at most one table column and the other way round, best first."""
    scores = {(e.place, name): column_score(e, column, table) for e in seen for name, column in table.columns.items()}
    likely = {pair: score for pair, score in scores.items() if score >= LEAST}
    chosen = _best_pairs(likely) if exact else _greedy(likely)
    return Reading(table, 0.0, dict(chosen), {place: likely[place, name] for place, name in chosen})


def _greedy(likely: dict[tuple[int, str], float]) -> list[tuple[int, str]]:
    places: set[int] = set()
    names: set[str] = set()
    chosen = []
    for place, name in sorted(likely, key=lambda pair: (-likely[pair], pair)):
        if place not in places and name not in names:
            places.add(place)
            names.add(name)
            chosen.append((place, name))
    return chosen


def _best_pairs(likely: dict[tuple[int, str], float]) -> list[tuple[int, str]]:
    """The greedy choice, mended by every exchange of two columns that makes the whole better."""
    owner = {name: place for place, name in _greedy(likely)}
    names = sorted({name for _, name in likely})
    places = sorted({place for place, _ in likely})
    worth = lambda place, name: likely.get((place, name), 0.0)  # noqa: E731
    for _ in range(8):
        better = False
        held = {place: name for name, place in owner.items()}
        for place in places:
            now = held.get(place)
            for name in names:
                if worth(place, name) < LEAST or name == now:
                    continue
                other = owner.get(name)
                before = (worth(place, now) if now else 0.0) + (worth(other, name) if other is not None else 0.0)
                spare = _spare(other, now, name, owner, likely, names) if other is not None else None
                after = worth(place, name) + (worth(other, spare) if spare else 0.0)
                if after > before + 1e-9:
                    if now:
                        del owner[now]
                    owner[name] = place
                    if spare:
                        owner[spare] = other
                    better = True
                    break
            if better:
                break
        if not better:
            break
    return [(place, name) for name, place in sorted(owner.items(), key=lambda item: item[1])]


def _spare(place: int, freed: str | None, taken: str, owner: dict, likely: dict, names: list[str]) -> str | None:
    """The best column that is free for a place which loses its own."""
    free = [
        name for name in names if name != taken and (name not in owner or name == freed) and (place, name) in likely
    ]
    return max(free, key=lambda name: likely[place, name], default=None)


def weights(readings: list[Reading], seen: list[Evidence]) -> dict[int, float]:
    """What a physical column says about the table: nothing if every table has it, 1 if only one has."""
    result = {}
    for e in seen:
        sure = [reading.sure.get(e.place, 0.0) for reading in readings]
        best = max(sure, default=0.0)
        rivals = sum(score >= 0.8 * best for score in sure) if best else len(readings)
        result[e.place] = math.log(len(readings) / rivals) / math.log(len(readings)) if len(readings) > 1 else 1.0
    return result
