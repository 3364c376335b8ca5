"""The report of a screening: what was read, sheet by sheet, and what each rule could not check."""

from collections import Counter
from datetime import date

from dibao.engine.corrections import Corrections
from dibao.engine.findings import Finding
from dibao.engine.lake.reading import Reading
from dibao.engine.lake.store import Batch
from dibao.engine.unchecked import Unchecked
from dibao.engine.workbooks.words import SIDES, side_of

DOWN = ("village", "township")  # who may see a finding of the common list; all others belong to the county's own desk


def report_of(run_id: str, as_of: date, reading: Reading, unchecked: list[Unchecked], findings: list[Finding]) -> dict:
    """The report as plain values (contract: `--report`)."""
    return {
        "run": run_id,
        "as_of": as_of.isoformat(),
        "sheets": [sheet_entry(batch, reading.corrections) for batch in reading.batches],
        "unread": [{"file": u.file, "why": u.sentence} for u in reading.unread],
        "skipped": reading.skipped,
        "unchecked": [
            {
                "rule": u.rule,
                "reason": u.reason,
                "area": u.township,
                "households": u.households,
                "table": u.table,
                "column": u.column,
                "said": u.said,
            }
            for u in unchecked
        ],
        "summary": _summary(unchecked, findings) | _sent_back(reading.corrections),
        "findings": dict(sorted(Counter(f.rule.code for f in findings if not f.excused).items())),
        "excused": dict(sorted(Counter(f.rule.code for f in findings if f.excused).items())),
    }


def _summary(unchecked: list[Unchecked], findings: list[Finding]) -> dict:
    """The few numbers that the command line shows; both errors."""
    accusing = [f for f in findings if not f.excused]
    sides = Counter(side_of(f.rule.kind, f.amount_fen) for f in accusing)
    return {
        "findings": len(accusing),
        "listed": sum(f.audience in DOWN for f in accusing),
        "special": sum(f.audience not in DOWN for f in accusing),
        "households": len({f.household for f in accusing if f.household is not None}),
        "omissions": sum(f.rule.kind == "exclusion" for f in accusing),
        "sides": {name: sides[name] for name in SIDES},
        "excused": len(findings) - len(accusing),
        "severity": {level: sum(f.severity == level for f in accusing) for level in "ABCD"},
        "rules_unchecked": len({u.rule for u in unchecked}),
    }


def _sent_back(corrections: Corrections) -> dict:
    """Rows that wait for their sender, those of them that are used meanwhile, and rows that came back in order."""
    used = sum(entry["used"] for entries in corrections.waiting.values() for entry in entries)
    return {"returned": corrections.rows, "returned_used": used, "corrected": corrections.corrected}


def sheet_entry(batch: Batch, corrections: Corrections) -> dict:
    """One sheet: what it was taken for, the account of its rows, and how many of them wait for their sender."""
    head = {"file": batch.file, "sheet": batch.sheet, "content": batch.content, "table": batch.table, "why": batch.why}
    account = {k: v for k, v in batch.account.items() if k not in head}
    own = {
        name: getattr(batch, name)
        for name in ("confidence", "as_of", "data_day", "areas", "source", "not_visible", "visibility")
    }
    waiting = [] if batch.is_copy else corrections.waiting.get(batch.source_id, [])
    return head | account | own | {"returned": len(waiting)}
