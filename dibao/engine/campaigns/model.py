"""What a campaign's template says, as frozen records. A field with a default may be left out of the file.

`plan` in every part: the requirements of the five plans (S0-01 … S4-30) that it carries. `stated`: whether the plan itself names the
day; where it does not, the day is ours and the page says so.
"""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

LEVELS = {"county": "县（区）", "township": "乡镇（街道）"}
SCOPES = {"rural": "农村", "urban": "城市", "both": "城乡"}
POPULATIONS = {"in_force": "在保", "exited": "已退出", "refused": "申请未通过", "applicant": "新申请"}
TARGETS = {"self": "本级", "townships": "各乡镇", "villages": "各村（社区）"}
UNITS = {"percent": "%", "count": "个", "persons": "人", "months": "个月", "years": "年"}
GROUPS = {"leading": "领导小组", "office": "领导小组办公室", "supervision": "督导组", "partner": "配合部门"}


@dataclass(frozen=True)
class Part:
    """What every part has. `code` tells it from its neighbours of the same kind."""

    code: str
    title: str
    plan: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Population(Part):
    """Households that are looked through one by one; those that left or were refused within a window of days."""

    kind: str
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, kw_only=True)
class Window(Part):
    """How far back a ledger is looked through: payments, petitions, problems of before. `fixed`: the same in any year."""

    from_day: date
    to_day: date | None = None
    fixed: bool = False


@dataclass(frozen=True, kw_only=True)
class Phase(Part):
    """A stage. Stages may overlap, and begin before the notice was out."""

    starts_on: date
    ends_on: date
    stated: bool = True


@dataclass(frozen=True, kw_only=True)
class Task(Part):
    """Something to be done by a day. `to`: at the unit that runs the campaign, or at each one below it."""

    phase: str
    due: date
    deliverable: str
    to: str = "self"
    lead: str = ""  # the section or duty that sees to it
    starts_on: date | None = None
    stated: bool = True


@dataclass(frozen=True, kw_only=True)
class Form(Part):
    """A sheet or report and its days. `period_from`: since when its figures add up; `nil`: nothing to report is reported too."""

    to: str
    due: tuple[date, ...]
    period_from: date | None = None
    interim: bool = False
    nil: bool = False
    stated: bool = True


@dataclass(frozen=True, kw_only=True)
class Ratio(Part):
    """A share or number that the plan fixes. `least`: at least so much, and a share is rounded up; else exactly."""

    value: int
    unit: str
    least: bool = True


@dataclass(frozen=True, kw_only=True)
class Member(Part):
    """A seat in the leading group, its office or the supervision group, held by post and not by name. `title` is the post."""

    group: str
    duty: str


@dataclass(frozen=True, kw_only=True)
class Document(Part):
    """What the campaign is based on. `code` is its number (文号)."""

    issuer: str = ""
    issued_on: date | None = None


@dataclass(frozen=True)
class Clock:
    """When to remind. `before`: days before the due day; the others count working days after it."""

    before: tuple[int, ...] = (7, 3, 1)
    every: int = 2
    supervise_after: int = 5


@dataclass(frozen=True)
class RuleChoice:
    """Groups of rules, rules on top of them, rules left out."""

    groups: tuple[str, ...]
    focus: tuple[str, ...] = ()  # groups whose every hit needs a visit of its own
    extra: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


@dataclass(frozen=True)
class ParameterChoice:
    """A rule's parameter, as in policy.toml."""

    rule: str
    name: str
    value: Any
    since: date | None = None
    basis: str = ""


@dataclass(frozen=True)
class Template:
    """One kind of campaign. Days are those of the plan it was taken from; `days.moved` puts them elsewhere."""

    code: str
    title: str
    about: str
    level: str
    scope: str
    starts_on: date
    ends_on: date
    rules: RuleChoice
    plan: tuple[str, ...] = ()
    issued_on: date | None = None
    looks_back: str = ""
    tag: str = ""
    sections: tuple[str, ...] = ()  # what the plan of a lower unit must have
    clock: Clock = field(default_factory=Clock)
    population: tuple[Population, ...] = ()
    window: tuple[Window, ...] = ()
    phase: tuple[Phase, ...] = ()
    task: tuple[Task, ...] = ()
    form: tuple[Form, ...] = ()
    ratio: tuple[Ratio, ...] = ()
    member: tuple[Member, ...] = ()
    document: tuple[Document, ...] = ()
    parameter: tuple[ParameterChoice, ...] = ()

    @property
    def requirements(self) -> frozenset[str]:
        """Every requirement that the template or one of its parts carries."""
        lists = (getattr(self, f.name) for f in fields(self) if f.name in PARTS)
        return frozenset(self.plan).union(*(part.plan for parts in lists for part in parts))


PARTS: dict[str, type[Part]] = {
    "population": Population, "window": Window, "phase": Phase, "task": Task, "form": Form, "ratio": Ratio,
    "member": Member, "document": Document,
}  # fmt: skip
WORDS = {"level": LEVELS, "scope": SCOPES, "kind": POPULATIONS, "to": TARGETS, "unit": UNITS, "group": GROUPS}


@dataclass(frozen=True)
class RuleGroup:
    """Rules that belong together; `unconfirmed` where the locality decides what counts."""

    code: str
    title: str
    rules: tuple[str, ...]
    basis: str = ""
    unconfirmed: bool = False
