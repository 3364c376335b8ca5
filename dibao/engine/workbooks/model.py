"""What a screening found, as the workbooks need it: plain records, no database."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dibao.engine.tables import Table
from dibao.engine.triage import Triage


@dataclass(frozen=True)
class ShownFinding:
    """A finding as a reader sees it: texts, no rule to run, no person key.

    `engine.findings.ShownFinding` is what a run works on (the rule, its row, keys that never leave the lake); `present.py`
    writes it out once into this, and the workbooks see nothing else.
    """

    finding_id: str
    rule: str
    title: str
    kind: str
    severity: str
    audience: str
    explanation: str
    finding_group: str = ""
    variant: str = ""
    tier: str = ""
    household_no: str = ""
    id_no: str = ""
    name: str = ""
    area: str = ""
    area_code: str = ""
    township: str = ""
    village: str = ""
    first_month: str = ""
    last_month: str = ""
    months: int | None = None
    amount_fen: int | None = None
    excused: str = ""
    remarks: str = ""
    evidence: list[dict[str, Any]] = field(default_factory=list)
    # What a township sees instead of the id, which is a hash over a number and could be guessed back.
    reference: str = ""
    # What a township reads instead of the explanation; it holds no value from any department's table.
    explanation_down: str = ""
    # The household's own key in `ScreenResult.households`: townships, even villages, may each have a 003.
    home: str = ""

    @property
    def restricted(self) -> bool:
        """Concerns handlers or cadres, or would warn them: county's own desk only."""
        return self.audience not in ("village", "township")

    @property
    def is_area(self) -> bool:
        """About a village or township as a whole: for supervision, no door to knock at."""
        return not (self.household_no or self.id_no or self.name)


@dataclass(frozen=True)
class RuleInfo:
    """What people must know of a rule to read and verify its findings.

    `door` is what to check at the door. `sources` are the table codes it reads,
    `evidence` Chinese labels of its own columns.
    """

    code: str
    title: str
    kind: str
    severity: str
    audience: str
    basis: list[str] = field(default_factory=list)
    exceptions: dict[str, str] = field(default_factory=dict)
    remarks: dict[str, str] = field(default_factory=dict)
    door: str = ""
    problem: str = ""
    sources: tuple[str, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    doors: dict[str, str] = field(default_factory=dict)  # by variant, where forms of a rule are verified differently


@dataclass(frozen=True)
class HouseholdInfo:
    """A household as the roster has it."""

    head_name: str = ""
    head_id_no: str = ""
    township: str = ""
    village: str = ""
    address: str = ""
    phone: str = ""
    member_count: int | None = None
    covered_count: int | None = None
    amount_fen: int | None = None
    programme: str = ""


@dataclass(frozen=True)
class Unchecked:
    """What a rule could not check: `reason` is a code of `words.REASONS`, `table`/`column` what was missing, `said` what nobody understood."""

    rule: str
    reason: str
    township: str
    households: int
    table: str = ""
    column: str = ""
    said: str = ""


@dataclass(frozen=True)
class SheetReport:
    """The account of one sheet that was read."""

    file: str
    sheet: str = ""
    table: str | None = None
    table_title: str = ""
    why: str = ""
    confidence: float = 0.0
    content: str = ""
    period: str = ""
    as_of: str = ""
    areas: str = ""
    counts: dict[str, int] = field(
        default_factory=dict
    )  # rows by role and by fate, as `intake.account.COUNTS` names them
    repairs: dict[str, int] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()  # headers of columns with data that nothing uses
    returned: int = 0  # rows that wait for their sender, also those used meanwhile


@dataclass(frozen=True)
class ScreenResult:
    """A whole screening. `county` is the county's name, "" if unknown; `households` go by `ShownFinding.home`; `triage` orders the visits; `tables` spells evidence in Chinese; `repair_names` names kinds of repair that `words.REPAIRS` does not."""

    county: str
    as_of: date
    run_id: str
    findings: list[ShownFinding]
    rules: dict[str, RuleInfo]
    triage: Triage
    households: dict[str, HouseholdInfo] = field(default_factory=dict)
    unchecked: list[Unchecked] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    households_in_force: int = 0
    persons_in_force: int = 0
    tables: dict[str, Table] = field(default_factory=dict)
    repair_names: dict[str, str] = field(default_factory=dict)
    silent: dict[str, int] = field(default_factory=dict)  # townships without a roster → households that were paid

    def rule(self, code: str) -> RuleInfo:
        """The rule, or a bare one so that a finding of an unlisted rule is still shown."""
        return self.rules.get(code) or RuleInfo(code, code, "data", "C", "county")

    def door(self, finding: ShownFinding) -> str:
        """What to check at the door for this form of the suspicion."""
        rule = self.rule(finding.rule)
        return rule.doors.get(finding.variant, rule.door)

    def household(self, finding: ShownFinding) -> HouseholdInfo:
        """The household, or an empty one."""
        return self.households.get(finding.home) or HouseholdInfo()
