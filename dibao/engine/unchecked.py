"""What could not be checked, and why: per rule, reason and township, the number of households.

A rule whose required table or column never came is not run at all: looking for
something missing in a table that is missing would accuse everybody. Cells of a
column that the rule names, but that nobody understood, are told with what they say:
a rule that saw nothing in them has not found anything clear.
"""

import re
from dataclasses import dataclass
from functools import cache

from dibao.engine.lake.steps import Step
from dibao.engine.lake.world import World
from dibao.engine.rules.model import Rule

NO_TABLE, NO_COLUMN, NOT_COVERED = "NO_TABLE", "NO_COLUMN", "NOT_COVERED"
ID_UNUSABLE, NO_STANDARD = "ID_UNUSABLE", "NO_STANDARD"
NEED_STANDARD = {"household_standard", "standard"}  # what stands on policy.toml's [[standard]]
RULE_STOPPED, VALUE_UNREAD = "RULE_STOPPED", "VALUE_UNREAD"


@dataclass(frozen=True)
class Unchecked:
    """`table` and `column` are what was missing, `a|b` where either would do; `households` how many in force it concerns.

    For `VALUE_UNREAD` these are rows of the table, and `said` is what some of them say.
    """

    rule: str
    reason: str
    township: str
    households: int
    table: str = ""
    column: str = ""
    said: str = ""


def base_tables(view: str, texts: dict[str, str]) -> list[str]:
    """The lake tables a view stands on, of all steps' SQL by name; the first is what it is about."""
    found: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        seen.add(name)
        for word in re.findall(r"\b(?:from|join)\s+([a-z_]+(?:\.[a-z_]+)?)", texts.get(f"main.{name}", "")):
            if word.startswith("lake."):
                if word[5:] not in found:
                    found.append(word[5:])
            elif f"main.{word}" in texts and word not in seen:
                visit(word)

    visit(view)
    return found


# In force by the roster; where no roster came, those that were paid at the end, so that a silent township is not forgotten.
_HOUSEHOLDS = """
with listed as (
    select coalesce(township, '') as township, count(*) as households from household
    where is_listed and to_month = 119999 group by 1
),
paid_only as (
    select township, count(distinct household) as households from lake.payment
    where month = (select quantile_disc(month, 0.99) from lake.payment) group by township
)
select township, coalesce(l.households, p.households, 0) from (select township from step.township union select township from listed)
left join listed l using (township) left join paid_only p using (township) order by township
"""


_WITHOUT = """
select coalesce(township, ''), count(*) from household
where is_listed and to_month = 119999 and household not in (select household from {}) group by 1 order by 1
"""


def _unread(world: World) -> dict[tuple[str, str, str], tuple[int, list[str]]]:
    """By table, column and township (empty: the whole county): rows with a cell not understood, and some of these cells."""
    found: dict[tuple[str, str, str], tuple[int, list[str]]] = {}
    for batch in world.batches.values():
        place = batch.township or (batch.areas[0] if len(batch.areas) == 1 else "")
        for column, (rows, said) in batch.unread.items():
            before = found.get((batch.table, column, place), (0, []))
            found[batch.table, column, place] = before[0] + rows, list(dict.fromkeys([*before[1], *said]))[:6]
    return dict(sorted(found.items()))


class Coverage:
    """Which tables and columns came, for which townships; counted against the households in force."""

    def __init__(self, world: World, steps: list[Step]):
        con = world.con
        texts = {step.name: step.sql for step in steps}
        self.base = cache(lambda view: next(iter(base_tables(view, texts)), None))
        self.unread = _unread(world)
        self.came = {b.table for b in world.batches.values() if b.records}
        rows = con.execute("select distinct dataset, column_name, township from coverage").fetchall()
        self.where: dict[tuple[str, str], set[str]] = {}
        for dataset, column, township in rows:
            self.where.setdefault((dataset, column), set()).add(township)
        self.households = dict(con.execute(_HOUSEHOLDS).fetchall())
        self.without_id = dict(con.execute(_WITHOUT.format("lake.roster where tier > 0")).fetchall())
        self.without_standard = dict(con.execute(_WITHOUT.format("household_standard")).fetchall())

    def missing(self, rule: Rule) -> list[tuple[str, str, str]]:
        """`(reason, table, column)` for required things that never came at all: the rule cannot run."""
        gaps = []
        for tables, columns in self._needs(rule).items():
            if self.came.isdisjoint(tables):
                gaps.append((NO_TABLE, "|".join(tables), ""))
            else:
                gaps += [(NO_COLUMN, "|".join(tables), c) for c in columns if not self._where(tables, c)]
        return gaps

    def unchecked(self, rule: Rule) -> list[Unchecked]:
        """Everything of this rule that could not be checked."""
        gaps = self.missing(rule)
        if gaps:
            return [
                Unchecked(rule.code, r, t, n, table, col) for r, table, col in gaps for t, n in self.households.items()
            ]
        result = []
        for tables, columns in self._needs(rule).items():
            result += self._uncovered(rule, tables, "")
            result += [gap for column in columns for gap in self._uncovered(rule, tables, column)]
        for tables, columns in self._needs(rule, required=False).items():
            result += [gap for column in columns for gap in self._uncovered(rule, tables, column)]
        result += self._not_understood(rule)
        if rule.subject == "person":
            result += [Unchecked(rule.code, ID_UNUSABLE, t, n, "roster", "id_no") for t, n in self.without_id.items()]
        if any(NEED_STANDARD & set(source.tables) for source in rule.sources):
            result += [Unchecked(rule.code, NO_STANDARD, t, n) for t, n in self.without_standard.items()]
        return result

    def stopped(self, rule: Rule, why: str) -> list[Unchecked]:
        """A county's own rule that reached a limit: nobody was checked by it."""
        return [Unchecked(rule.code, RULE_STOPPED, t, n, column=why) for t, n in self.households.items()]

    def _uncovered(self, rule: Rule, tables: tuple[str, ...], column: str) -> list[Unchecked]:
        """Townships without the tables; with `column`, those that have a table without it."""
        here, there = self._where(tables, column), self._where(tables, "")
        return [
            Unchecked(rule.code, NO_COLUMN if column else NOT_COVERED, t, n, "|".join(tables), column)
            for t, n in self.households.items()
            if t not in here and (not column or t in there)
        ]

    def _not_understood(self, rule: Rule) -> list[Unchecked]:
        """Rows of the columns that the rule names whose cells could not be read."""
        needs = [*self._needs(rule).items(), *self._needs(rule, required=False).items()]
        asked = {(t, c) for tables, columns in needs for t in tables for each in columns for c in each.split("|")}
        return [
            Unchecked(rule.code, VALUE_UNREAD, township, rows, table, column, "、".join(said))
            for (table, column, township), (rows, said) in self.unread.items()
            if (table, column) in asked
        ]

    def _where(self, tables: tuple[str, ...], column: str) -> set[str]:
        """Townships for which any of the tables came, with any of the columns (`a|b`)."""
        return set().union(*(self.where.get((table, c), set()) for table in tables for c in column.split("|")))

    def _needs(self, rule: Rule, required: bool = True) -> dict[tuple[str, ...], tuple[str, ...]]:
        """Lake tables of which one must have come, and the columns it must have, or should have if not `required`."""
        needs: dict[tuple[str, ...], tuple[str, ...]] = {}
        for source in rule.sources:
            tables = tuple(base for table in source.tables if (base := self.base(table)))
            if source.required == required and tables:
                needs[tables] = tuple(dict.fromkeys(needs.get(tables, ()) + source.columns))
        return needs
