"""How well a table explains a sheet, and which physical column is then which of its columns."""

import math
import re
from dataclasses import dataclass, field

from dibao.engine.sheets.match import Label, NameIndex, canon, normal, roles
from dibao.engine.sheets.model import SheetTable
from dibao.engine.sheets.profile import Profile, code_share, fit, profile
from dibao.engine.tables import Column, Table

LEAST = 0.42  # a weaker match is no match
GENERIC = frozenset(
    [
        "正常",
        "其他",
        "是",
        "否",
        "有",
        "无",
        "注销",
        "终止",
        "类型",
        "一级",
        "二级",
        "三级",
        "四级",
        "男",
        "女",
        "1",
        "2",
        "3",
        "4",
        "A",
        "B",
        "C",
        "失败",
        "成功",
        "退出",
        "停发",
    ]
)


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
    seen = [
        Evidence(i, Label(c.header), profile(c))
        for i, c in columns
        if i not in skip and not (c.is_empty() and not c.header)
    ]
    _say_whose(seen)
    return seen


def _say_whose(seen: list[Evidence]) -> None:
    """Of several columns of IDs one that is headed 身份证号 only belongs to the name before it: 近亲属姓名 | 身份证号."""
    if sum(e.profile["id"] > 0.5 for e in seen) < 2:
        return
    owner = ""
    for e in seen:
        if e.profile["name"] > 0.5 and e.label.leaf:
            owner = re.sub("(?:姓名|名字)$", "", e.label.leaf)
        elif e.profile["id"] > 0.5:
            if owner and not e.label.group and canon(e.label.leaf) in ("身份证号", "证件号"):
                e.label = Label(owner + e.label.leaf)
            owner = ""


class _Known:
    """A table's column names as headers are normalised, whose column each is, and the headers met so far."""

    def __init__(self, table: Table):
        self.table = table
        self.columns = {name: _column_names(column) for name, column in table.columns.items()}
        self.index = NameIndex({name: names for name, (names, _) in self.columns.items()})
        self.met: dict[str, dict[str, tuple[float, bool]]] = {}

    def like(self, label: Label) -> dict[str, tuple[float, bool]]:
        """For each column: how well the header names it, and whether both are about the same person."""
        if label.text not in self.met:
            by_header = label.likeness(self.index)
            self.met[label.text] = {name: self._like(label, name, by_header.get(name, 0.0)) for name in self.columns}
        return self.met[label.text]

    def _like(self, label: Label, name: str, by_header: float) -> tuple[float, bool]:
        akin = self._akin(label, name)
        if akin or by_header > 0.955 or label.is_called(self.columns[name][0]):
            return by_header * (1.0 if akin else 0.98), akin
        return by_header * 0.35, akin

    def _akin(self, label: Label, name: str) -> bool:
        """The head's phone is the row's phone, unless the table keeps another one for the head;
        a contact's name is never the name of the person the row is about."""
        own, kind = self.columns[name][1], self.table.columns[name].type
        if label.roles == own:
            return True
        if own or (kind in ("id", "name") and label.roles != {"head"}):
            return False
        alike = (self.columns[other][1] for other, column in self.table.columns.items() if column.type == kind)
        return not any(label.roles & whose for whose in alike)


_KNOWN: dict[str, _Known] = {}


def _known(table: Table) -> _Known:
    if table.code not in _KNOWN or _KNOWN[table.code].table is not table:
        _KNOWN[table.code] = _Known(table)
    return _KNOWN[table.code]


def column_score(seen: Evidence, column: Column, by_header: float, akin: bool) -> float:
    """How surely a physical column is this table column: header times fit of the values, or the values alone."""
    by_values = _by_values(seen, column) if akin and seen.profile.cells and not seen.label.is_former else 0.0
    if by_header < LEAST:
        return by_values
    if column.name == "serial" and seen.profile["number"] < 0.8:
        by_header *= 0.5
    if seen.profile.cells == 0:
        return by_header if by_header > 0.9 else 0.0
    goodness = fit(column.type, column.codes, seen.profile)
    score = by_header * (0.25 + 0.75 * goodness) if goodness < 0.9 else by_header * (0.96 + 0.04 * goodness)
    return max(score, by_values)


def _column_names(column: Column) -> tuple[tuple[str, ...], frozenset[str]]:
    cleaned = tuple(dict.fromkeys(normal(name) for name in column.names))
    said = [roles(name) for name in cleaned]
    every = {role for each in said for role in each}
    return cleaned, frozenset(role for role in every if sum(role in each for each in said) * 2 > len(said))


def _by_values(seen: Evidence, column: Column) -> float:
    """Values alone: a column of valid citizen IDs is one whatever its header says."""
    found, leaf = seen.profile, seen.label.leaf
    if column.type == "id":
        return 0.62 if found["valid_id"] > 0.6 else 0.5 if found["id"] > 0.6 else 0.0
    if column.type in ("account", "phone"):
        return 0.55 if found[column.type] > 0.8 else 0.0
    if column.name == "name":
        return 0.55 if found["name"] > 0.7 and (not leaf or leaf[-1] in "人者名员户象") else 0.0
    if column.name in ("township", "village"):
        return 0.5 if found[column.name] > 0.8 else 0.0
    if column.type == "month":
        return 0.5 if found["month"] > 0.8 and leaf.endswith(("月", "月份", "月度", "期")) else 0.0
    if column.type == "code" and found.distinct > 1 and not found.words <= GENERIC:
        return 0.5 if code_share(column.codes, found) > 0.85 else 0.0
    return 0.0


def read_as(table: Table, seen: list[Evidence], exact: bool = False) -> Reading:
    """Give each physical column at most one table column and the other way round, best first."""
    known, likely = _known(table), {}
    for e in seen:
        for name, (by_header, akin) in known.like(e.label).items():
            score = column_score(e, table.columns[name], by_header, akin)
            if score >= LEAST:
                likely[e.place, name] = score
    _drop_lone(table, likely)
    chosen = _best_pairs(likely) if exact else _greedy(likely)
    reading = Reading(table, 0.0, dict(chosen), {place: likely[place, name] for place, name in chosen})
    _heads_only(reading)
    return reading


def _drop_lone(table: Table, likely: dict[tuple[int, str], float]) -> None:
    """The day of a step (`step_on`, under 时间) says nothing in a sheet without a column for the step."""
    lone = tuple(f"{by}_" for by in table.turns if all(name != by for _, name in likely))
    for pair in [pair for pair in likely if pair[1].startswith(lone)] if lone else ():
        del likely[pair]


def _heads_only(reading: Reading) -> None:
    """A village's list of heads has a row for each head: where a table must have a person, that is the head."""
    have = set(reading.columns.values())
    person = any({"name", "id_no"} & set(group) and not have & set(group) for group in reading.table.required)
    if person and "head_id_no" in have:
        reading.columns = {place: "id_no" if name == "head_id_no" else name for place, name in reading.columns.items()}


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
    # Squares: one sure column is worth more than two doubtful ones.
    worth = lambda place, name: likely.get((place, name), 0.0) ** 2  # noqa: E731
    for _ in range(8):
        better = False
        held = {place: name for name, place in owner.items()}
        for place in places:
            now = held.get(place)
            for name in names:
                if (place, name) not in likely or name == now:
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
