"""In which order to visit: what a visit to a household is likely to be worth.

The weights are `rulebook/parameters/triage.toml`, which also has the formula in words.
"""

import math
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dibao.engine.errors import RulebookError
from dibao.engine.rules.model import KINDS, SEVERITIES

if TYPE_CHECKING:
    from dibao.engine.workbooks.model import ShownFinding

TIERS = ("T1", "T2", "T3", "T4", "T5")
VISITED = tuple(kind for kind in KINDS if kind != "area")
DIGITS = 9  # a worth is rounded here, so that sums in another order are the same number


@dataclass(frozen=True)
class Precision:
    """Suspicions of these rules, else of these kinds of rule: `share` (0 … 1) of them prove true."""

    title: str
    share: float
    basis: str
    rules: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    unconfirmed: bool = False


@dataclass(frozen=True)
class Triage:
    """The weights; sums in fen."""

    severities: dict[str, float]
    tiers: dict[str, float]
    further: float
    double_fen: int
    most_fen: int
    unknown_fen: int
    unknown_kinds: tuple[str, ...]
    precisions: tuple[Precision, ...]

    def precision(self, finding: "ShownFinding") -> Precision:
        """How many of its kind prove true: by rule, else by kind."""
        by_kind = (p for p in self.precisions if finding.kind in p.kinds)
        return next((p for p in self.precisions if finding.rule in p.rules), None) or next(by_kind)

    def stake(self, finding: "ShownFinding") -> int:
        """Fen at stake, whichever side they are on; an estimate where the sum is unknown."""
        if finding.amount_fen is None:
            return self.unknown_fen if finding.kind in self.unknown_kinds else 0
        return abs(finding.amount_fen)

    def worth(self, finding: "ShownFinding") -> float:
        """What it is likely to be worth to look into one suspicion; 0 for what is excused or about an area."""
        if finding.excused or finding.kind == "area":
            return 0.0
        money = 1 + min(self.stake(finding), self.most_fen) / self.double_fen
        weight = self.severities[finding.severity or "D"] * self.tiers.get(finding.tier, 1.0)
        return self.precision(finding).share * weight * money

    def value(self, findings: Iterable["ShownFinding"]) -> float:
        """What one visit for all of these is likely to be worth: each further suspicion counts less."""
        worths = sorted((self.worth(f) for f in findings), reverse=True)
        return round(math.fsum(worth * self.further**place for place, worth in enumerate(worths)), DIGITS)

    def rank(self, findings: Iterable["ShownFinding"]) -> tuple[bool, float]:
        """Sorts first what is visited first: severity A before all else, then the value."""
        counted = [f for f in findings if self.worth(f)]
        return not any(f.severity == "A" for f in counted), -self.value(counted)

    def lead(self, findings: Iterable["ShownFinding"]) -> "ShownFinding":
        """The suspicion that gives a household its place."""
        return min(findings, key=lambda f: (*self.rank([f]), f.rule, f.finding_id))


def load_triage(path: Path) -> Triage:
    """The weights from their file; `RulebookError` says what is missing or doubled in it."""
    data = tomllib.loads(path.read_text("utf-8"))
    try:
        triage = _triage(data)
    except (KeyError, TypeError) as error:
        raise RulebookError(path.name, f"写得不对：{error}", "照原来的样子补上") from error
    _check(path.name, triage)
    return triage


def _triage(data: dict[str, Any]) -> Triage:
    money = data["money"]
    return Triage(
        severities={level: data["severity"][level] for level in SEVERITIES},
        tiers={tier: data["tier"][tier] for tier in TIERS},
        further=data["further"],
        double_fen=money["double_yuan"] * 100,
        most_fen=money["most_yuan"] * 100,
        unknown_fen=money["unknown_yuan"] * 100,
        unknown_kinds=tuple(money["unknown_kinds"]),
        precisions=tuple(Precision(**_tuples(entry)) for entry in data["precision"]),
    )


def _tuples(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {key: tuple(entry[key]) for key in ("rules", "kinds") if key in entry}


def _check(file: str, triage: Triage) -> None:
    """Each kind that is visited has one share, no rule has two, and no weight turns the order round."""
    kinds = [kind for p in triage.precisions for kind in p.kinds]
    rules = [rule for p in triage.precisions for rule in p.rules]
    if sorted(kinds) != sorted(VISITED) or len(rules) != len(set(rules)):
        raise RulebookError(file, "每类规则要有一个属实比例，一条规则不能有两个", f"类别：{'、'.join(VISITED)}")
    weights = [*triage.severities.values(), *triage.tiers.values(), triage.double_fen]
    shares = [triage.further, *triage.tiers.values(), *(p.share for p in triage.precisions)]
    if min(weights) <= 0 or min(shares) <= 0 or max(shares) > 1 or min(triage.most_fen, triage.unknown_fen) < 0:
        raise RulebookError(file, "权重和金额要大于零，比例要大于零、不大于一", "改正后再运行")
