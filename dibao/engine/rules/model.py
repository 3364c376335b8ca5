"""What a rule file says, as frozen records."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

KINDS = ("inclusion", "exclusion", "amount", "procedure", "relation", "payment", "data", "area")
SEVERITIES = ("A", "B", "C", "D")
AUDIENCES = ("village", "township", "county", "discipline")
# What a sentence for a township may name: the household's own people and months, never what a department holds.
DOWN_FIELDS = ("name", "head_name", "months", "first_month", "last_month")
SUBJECTS = ("person", "household", "area")


@dataclass(frozen=True)
class Basis:
    """A document and article in law, in force from `since` until before `until`."""

    document: str
    article: str = ""
    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        name = self.document if "〔" in self.document else f"《{self.document}》"  # a number is no title
        return f"{name}{self.article}"


@dataclass(frozen=True)
class Parameter:
    """A number that a locality may set: its default, its meaning, from when the law has it."""

    name: str
    value: Any
    meaning: str
    since: date | None = None
    unconfirmed: bool = False


@dataclass(frozen=True)
class Source:
    """A table that a rule reads, and whether it can do without; `a|b` in `table` or `columns` is any of several."""

    table: str
    required: bool
    columns: tuple[str, ...] = ()

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of which any will do; mostly one."""
        return tuple(self.table.split("|"))


@dataclass(frozen=True)
class Drill:
    """Where the evidence lies: lake rows of `table` that agree with the finding in `on`, and satisfy `where`."""

    table: str
    on: tuple[str, ...]
    where: str = ""


@dataclass(frozen=True)
class Case:
    """A little world and what the query must find in it: table name → (columns, rows of cell texts).

    `through`: views that are built from the case's tables, in this order, before the query runs.
    """

    title: str
    tables: dict[str, tuple[list[str], list[list[str]]]]
    line: int
    through: tuple[str, ...] = ()

    @property
    def expected(self) -> tuple[list[str], list[list[str]]]:
        """What must come out: `findings` of a rule, `result` of a view."""
        return self.tables.get("findings") or self.tables.get("result") or ([], [])


@dataclass(frozen=True)
class Rule:
    """One rule file. `severity` is the ceiling; `audience` who may be sent its findings."""

    code: str
    title: str
    problem: str
    kind: str
    severity: str
    audience: str
    subject: str
    sources: tuple[Source, ...]
    parameters: dict[str, Parameter]
    basis: tuple[Basis, ...]
    identity: tuple[str, ...]
    keys: tuple[str, ...]
    evidence: dict[str, str]
    drill: tuple[Drill, ...]
    exceptions: dict[str, str]
    remarks: dict[str, str]
    variants: dict[str, str]
    explain: dict[str, str]
    door: str  # where forms differ, all of them
    prose: str
    sql: str
    cases: tuple[Case, ...]
    path: Path = field(repr=False)
    down: dict[str, str] = field(default_factory=dict)  # variant → what a township reads instead of `explain`
    doors: dict[str, str] = field(default_factory=dict)  # variant → what to check at the door, where forms differ
    is_own: bool = False  # a county's own rule: checked and run in the sandbox

    @property
    def goes_down(self) -> bool:
        """Whether townships may be sent its findings."""
        return self.audience in ("village", "township")

    @property
    def person_free(self) -> bool:
        """Whether findings name no person of their own (household and area findings)."""
        return self.subject != "person"

    @property
    def reads_findings(self) -> bool:
        """Whether the rule judges what other rules found: it runs after them."""
        return any(source.table == "finding" for source in self.sources)
