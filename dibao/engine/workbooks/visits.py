"""Findings gathered by household, since a household is visited once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from dibao.engine.workbooks.model import HouseholdInfo, ScreenResult, ShownFinding
from dibao.engine.workbooks.words import TIERS, cut, share_words, side

UNPLACED = "未落到乡镇"


@dataclass
class Visit:
    """One door: a household, or a person outside the roster, with all that is suspected there."""

    key: str
    household_no: str
    head: str
    id_no: str
    township: str
    village: str
    household: HouseholdInfo
    open: list[ShownFinding] = field(default_factory=list)
    excused: list[ShownFinding] = field(default_factory=list)
    number: int = 0  # place in the suggested order, from 1; 0 for what is not visited

    @property
    def severity(self) -> str:
        """The strongest severity that is still open."""
        return self.open[0].severity

    def at_stake(self, negative: bool) -> int:
        """Largest single sum on that side: suspicions overlap in months, so their sum would count money twice."""
        sums = [f.amount_fen for f in self.open if f.amount_fen and (f.amount_fen < 0) == negative]
        return max((abs(s) for s in sums), default=0)

    def sides(self) -> list[str]:
        """The kinds of error suspected, strongest first."""
        return list(dict.fromkeys(side(f) for f in self.open))


def strength(finding: ShownFinding) -> tuple:
    """Sorts the strongest first: severity, match tier, money, then what keeps the order fixed."""
    return (
        finding.severity or "D",
        finding.tier or "T0",
        -abs(finding.amount_fen or 0),
        finding.rule,
        finding.finding_id,
    )


def visits(result: ScreenResult, findings: Iterable[ShownFinding]) -> list[Visit]:
    """Doors to knock at, in the suggested order; a door with only excused findings is none."""
    doors: dict[str, Visit] = {}
    for finding in sorted(findings, key=strength):
        key = door(finding)
        if key:
            visit = doors.setdefault(key, _visit(result, key, finding))
            (visit.excused if finding.excused else visit.open).append(finding)
    ordered = sorted((v for v in doors.values() if v.open), key=lambda visit: _order(result, visit))
    for number, visit in enumerate(ordered, 1):
        visit.number = number
    return ordered


def reason(result: ScreenResult, visit: Visit) -> str:
    """Why a household has its place, in one sentence: the suspicion that weighs most, how far to trust it, its money."""
    triage, rest = result.triage, len(visit.open) - 1
    lead = triage.lead(visit.open)
    chance = triage.precision(lead)
    trust = f"同类{'估计' if chance.unconfirmed else ''}{share_words(chance.share)}属实"
    tier = TIERS[lead.tier] if triage.tiers.get(lead.tier, 1) < 1 else ""
    parts = [f"{lead.severity} 级：{lead.title}（{trust}）", tier, _money(result, lead)]
    return (
        "，".join(filter(None, parts)) + (f"；另有{rest}条" if rest else "") + f"。计 {triage.value(visit.open):.1f} 分"
    )


def _money(result: ScreenResult, finding: ShownFinding) -> str:
    stake = result.triage.stake(finding)
    if finding.amount_fen is None:
        return f"金额未定（按{cut(stake)}估）" if stake else ""
    return f"{'少发' if finding.amount_fen < 0 else '涉及'}{cut(stake)}" if stake else ""


def door(finding: ShownFinding) -> str:
    """Where a finding is visited: the household, else the person; nothing for an area."""
    if finding.household_no or finding.kind == "area":
        return finding.household_no and f"户{finding.township}{finding.household_no}|{finding.home}"
    return f"人{finding.township}{finding.id_no or finding.name}" if finding.id_no or finding.name else ""


def by_township(findings: Iterable[ShownFinding]) -> dict[str, list[ShownFinding]]:
    """Placed findings, by township."""
    result: dict[str, list[ShownFinding]] = defaultdict(list)
    for finding in findings:
        if finding.township:
            result[finding.township].append(finding)
    return dict(sorted(result.items()))


def _visit(result: ScreenResult, key: str, finding: ShownFinding) -> Visit:
    household = result.household(finding)
    # A finding placed in another township than the roster's household must not carry that household's data there.
    if household.township not in ("", finding.township):
        household = HouseholdInfo()
    head = household.head_name or finding.name
    id_no = household.head_id_no or ("" if household.head_name else finding.id_no)
    village = finding.village or household.village
    return Visit(key, finding.household_no, head, id_no, finding.township, village, household)


def _order(result: ScreenResult, visit: Visit) -> tuple:
    """What a visit is likely to be worth; place and number only keep the order fixed."""
    return (*result.triage.rank(visit.open), visit.township, visit.village, visit.household_no, visit.key)
