"""Findings as an office takes them: one row each, small, with the keys by which a household is known again."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dibao.engine.findings import Finding
from dibao.engine.triage import Triage
from dibao.engine.workbooks import masking
from dibao.engine.workbooks.model import ScreenResult, ShownFinding

NAME = "leads.parquet"
TEXTS = (
    "finding_id", "finding_group", "state_hash", "rule", "variant", "title", "kind", "severity", "tier", "audience",
    "household_no", "id_no", "name", "township", "village", "area_code", "excused", "remarks", "explanation", "explanation_down", "money_down",
)  # fmt: skip
SCHEMA = pa.schema(
    [(name, pa.string()) for name in TEXTS]
    + [("household", pa.int64()), ("amount_fen", pa.int64()), ("worth", pa.float64())]
    + [("first_month", pa.int32()), ("last_month", pa.int32())]
)


def leads_of(findings: list[Finding], result: ScreenResult, triage: Triage) -> pa.Table:
    """One row per finding, in the same order. `household` is the lake's key, `worth` what a visit for it is likely to be worth.

    `explanation_down` and `money_down` are all that a township reads of it: the words of its workbook.
    """
    pairs = zip(findings, result.findings, strict=True)
    rows = [_row(finding, paper, triage) | _down(result, paper) for finding, paper in pairs]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def _row(finding: Finding, paper: ShownFinding, triage: Triage) -> dict:
    texts = {name: getattr(paper, name, "") or "" for name in TEXTS}
    own = {"state_hash": finding.state_hash, "tier": paper.tier}
    numbers = {name: getattr(finding, name) for name in ("household", "amount_fen", "first_month", "last_month")}
    return texts | own | numbers | {"worth": triage.worth(paper)}


def _down(result: ScreenResult, paper: ShownFinding) -> dict:
    told = (masking.explain_down(paper), masking.hints(result, paper))
    return {"explanation_down": "\n".join(filter(None, told)), "money_down": masking.money_down(paper)}


def read_leads(run: Path) -> pa.Table:
    """The leads of a run out of its folder."""
    return pq.ParquetFile(run / NAME).read()


def evidence_of(run: Path, finding_id: str) -> str:
    """The evidence of one finding as the contract has it (JSON), out of the run's folder; "[]" if it is not there."""
    found = pq.read_table(run / "findings.parquet", columns=["evidence"], filters=[("finding_id", "=", finding_id)])
    return found["evidence"][0].as_py() if found.num_rows else "[]"
