"""Findings as the contract has them: identity, severity after the tier's cap, one sentence each."""

import hashlib
import json
import re
import string
from codecs import BOM_UTF8
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow.csv import WriteOptions, write_csv

from dibao.engine.rules.model import AUDIENCES, Rule
from dibao.engine.rules.trial import CAPS

COLUMNS = (
    "finding_id", "finding_group", "rule", "variant", "title", "kind", "severity", "tier", "audience", "household_no", "id_no",
    "name", "area", "area_code", "first_month", "last_month", "amount_yuan", "excused", "remarks", "explanation", "evidence",
)  # fmt: skip
EARLIEST = 1900 * 12  # no month of a person's life lies before; 0 stands for “no start known”


@dataclass
class Finding:
    """One bad row of a rule with all that it needs to be understood. Money in fen, months as integers."""

    rule: Rule
    row: dict[str, Any]
    variant: str = ""
    severity: str = "D"
    tier: int = 0
    audience: str = "township"
    household: int | None = None
    household_no: str = ""
    head_name: str = ""
    person: int | None = None
    id_no: str = ""
    name: str = ""
    township: str = ""
    village: str = ""
    area_code: str = ""
    first_month: int | None = None
    last_month: int | None = None
    amount_fen: int | None = None
    excused: str = ""
    remarks: str = ""
    explanation: str = ""
    evidence: list[dict] = field(default_factory=list)
    finding_id: str = ""  # 20 hex digits over rule, variant and subject keys
    finding_group: str = ""  # the same for all households that one finding touches

    @property
    def state_hash(self) -> str:
        """Over the identity columns only: a cleared finding returns when this changes."""
        return _digest(self.finding_id, *(self.row.get(k) for k in self.rule.identity))[:20]

    @property
    def is_area(self) -> bool:
        """About a village or township as a whole, whatever else its rule is about."""
        return self.household is None and self.person is None

    @property
    def area(self) -> str:
        """Village, or township, as the source has it."""
        return f"{self.township}{self.village}" if self.village else self.township


def _digest(*words: Any) -> str:
    return hashlib.sha256("|".join("" if w is None else str(w) for w in words).encode()).hexdigest()


def make_finding(rule: Rule, row: dict[str, Any]) -> Finding:
    """A finding from a row of the rule's query; names, tier and evidence come later."""
    return Finding(
        rule, row, variant=row.get("variant") or "", household=row.get("household"), person=row.get("person"),
        township=row.get("township") or "", village=row.get("village") or "", first_month=row.get("first_month"),
        last_month=row.get("last_month"), amount_fen=None if row.get("amount_fen") is None else int(row["amount_fen"]),
        excused=row.get("excused") or "", remarks=row.get("remarks") or "", name=row.get("name") or "",
        audience=max(rule.audience, row.get("audience") or "village", key=AUDIENCES.index),
    )  # fmt: skip


def settle(finding: Finding, as_of: date) -> None:
    """Identity, severity under the ceiling and the tier's cap, and the explanation; once tier and names are known."""
    rule = finding.rule
    finding.finding_id, finding.finding_group = _identity(finding)
    finding.severity = max(rule.severity, finding.row.get("severity") or rule.severity, CAPS.get(finding.tier, "A"))
    if finding.tier == 2:
        finding.remarks = ",".join(filter(None, [finding.remarks, "NAME_DIFFERS"]))
    finding.explanation = explain(finding, as_of)


def _identity(f: Finding) -> tuple[str, str]:
    keys = [f.row.get(k) for k in f.rule.keys]
    own = _digest(f.rule.code, f.variant, f.household, f.person, f.township, f.village, *keys)[:20]
    group = f.row.get("group_key")
    return own, own if group in (None, "") else _digest(f.rule.code, f.variant, group)[:20]


def explain(finding: Finding, as_of: date) -> str:
    """The rule's sentence for those who may read everything."""
    texts = finding.rule.explain
    return _fill(finding, texts.get(finding.variant) or texts.get("") or next(iter(texts.values())), as_of)


def explain_down(finding: Finding, as_of: date) -> str:
    """The rule's sentence for a township, empty where it has none; its fields were checked when it was loaded."""
    texts = finding.rule.down
    return _fill(finding, texts.get(finding.variant) or texts.get("") or "", as_of)


def _fill(finding: Finding, template: str, as_of: date) -> str:
    """A sentence with the finding's values; only plain names, no attribute access."""
    derived = {
        "name": finding.name or "该对象", "household_no": finding.household_no, "head_name": finding.head_name or "该户",
        "township": finding.township, "village": finding.village, "as_of": as_of,
        "first_month": finding.first_month, "last_month": finding.last_month,
        "amount_yuan": money_text(finding.amount_fen),
        "amount_abs_yuan": money_text(None if finding.amount_fen is None else abs(finding.amount_fen)),
    }  # fmt: skip
    if finding.row.get("months") is None and finding.first_month is not None and finding.last_month is not None:
        derived["months"] = finding.last_month - finding.first_month + 1
    values = {**finding.row, **derived}
    parts = []
    for literal, name, _, _ in string.Formatter().parse(template):
        parts.append(literal)
        if name is not None:
            if not re.fullmatch(r"\w+", name):
                raise ValueError(f"{finding.rule.path.name}: {name}")
            parts.append(_word(name, values.get(name)))
    return "".join(parts)


def _word(name: str, value: Any) -> str:
    if value is None or value == "":
        return "不详"
    if name.endswith("month") and isinstance(value, int):
        return f"{value // 12}年{value % 12 + 1}月" if value >= EARLIEST else "不详"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if name.endswith("_fen"):
        return money_text(int(value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def money_text(fen: int | None) -> str:
    """Yuan with thousands and two decimals."""
    return "" if fen is None else f"{fen / 100:,.2f}"


def month_text(month: int | None) -> str:
    """`YYYY-MM`; empty for none, for “no start known” and for “no end known”."""
    return "" if month is None or not EARLIEST <= month < 119000 else f"{month // 12:04d}-{month % 12 + 1:02d}"


def record(finding: Finding) -> dict[str, str]:
    """The row of the contract."""
    rule = finding.rule
    amount = "" if finding.amount_fen is None else f"{finding.amount_fen / 100:.2f}"
    values = (
        finding.finding_id, finding.finding_group, rule.code, finding.variant, rule.title, rule.kind, finding.severity,
        f"T{finding.tier}" if finding.tier else "", finding.audience, finding.household_no,
        "" if rule.person_free else finding.id_no, finding.name or finding.head_name, finding.area, finding.area_code,
        month_text(finding.first_month), month_text(finding.last_month), amount, finding.excused, finding.remarks,
        finding.explanation, json.dumps(finding.evidence, ensure_ascii=False, separators=(",", ":")),
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def records(findings: Iterable[Finding]) -> pa.Table:
    """The rows of the contract as a table, all of it text."""
    rows = [tuple(record(finding).values()) for finding in findings]
    columns = list(zip(*rows, strict=True)) or [()] * len(COLUMNS)
    return pa.table([pa.array(cells, pa.string()) for cells in columns], list(COLUMNS))


def write_rows(path: Path, rows: pa.Table) -> None:
    """CSV (UTF-8 with BOM, the values in quotes) or Parquet, by the ending."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        pq.write_table(rows, path, compression="zstd")
        return
    with path.open("wb") as stream:
        stream.write(BOM_UTF8 + ",".join(COLUMNS).encode() + b"\n")
        write_csv(rows, stream, WriteOptions(include_header=False))
