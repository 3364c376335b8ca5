"""Runs on disk: what a screening gave stays in its folder, and the same question is not worked out twice."""

import json
import os
import shutil
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dibao.engine import leads, manifest
from dibao.engine.findings import Finding, records, write_rows
from dibao.engine.unchecked import Unchecked

OUTPUT = ("下发", "退回")


@dataclass
class Outcome:
    """What a screening gave; `exit_status` as in the contract. A run that was there already has no `findings` in memory."""

    run_id: str
    report: dict
    findings: list[Finding] = field(default_factory=list)
    unchecked: list[Unchecked] = field(default_factory=list)
    leads: pa.Table | None = None
    workbooks: list[Path] = field(default_factory=list)
    returned: list[Path] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    work: Path | None = None  # where the output is, if not in the result folder
    exit_status: int = 0

    @property
    def as_of(self) -> date:
        """The day that was judged."""
        return date.fromisoformat(self.report["as_of"])


def _free(path: Path) -> Path:
    """The path, or the first with a number behind it that is not taken: filled-in sheets are never written over."""
    return next(p for n in count(1) if not (p := path if n == 1 else path.with_name(f"{path.name}-{n}")).exists())


class Run:
    """One run's folder `runs/<id>`: manifest.json, findings.parquet, leads.parquet, report.json, and outcome.json once everything is written."""

    def __init__(self, work: Path, run_id: str):
        self.work, self.run_id, self.folder = work, run_id, work / "runs" / run_id
        self._latest = work / "lake" / "latest-run"

    def recall(self) -> Outcome | None:
        """The outcome, if this run is the last one and all its workbooks still lie where it put them."""
        mark = self.folder / "outcome.json"
        if not mark.exists() or not self._latest.exists() or self._latest.read_text("utf-8") != self.run_id:
            return None
        told = json.loads(mark.read_text("utf-8"))
        workbooks, returned = ([self.work / name for name in told[key]] for key in ("workbooks", "returned"))
        if not all(path.exists() for path in (*workbooks, *returned)):
            return None
        report = json.loads((self.folder / "report.json").read_text("utf-8"))
        return Outcome(self.run_id, report, workbooks=workbooks, returned=returned)

    def before(self) -> list[dict]:
        """What the run before this one had read, as its manifest tells; nothing if there was none."""
        last = self._latest.read_text("utf-8") if self._latest.exists() else ""
        told = self.work / "runs" / last / manifest.NAME
        return json.loads(told.read_text("utf-8"))["batches"] if last and told.exists() else []

    def make_room(self) -> None:
        """Put the last run's sheets for others into its own folder: somebody may have filled them in."""
        before = self._latest.read_text("utf-8") if self._latest.exists() else "earlier"
        for name in OUTPUT:
            if (self.work / name).exists():
                old = _free(self.work / "runs" / before / name)
                old.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(self.work / name, old)

    def compared_with(self, home: Path) -> list[str]:
        """Whether this run came out as the one that is kept in `home`, in a sentence."""
        pairs = [(home / name, self.folder / name) for name in ("findings.parquet", "report.json")]
        if not all(one.exists() for one, _ in pairs):
            return ["原批次的结果已不在，无法对照"]
        same = all(one.read_bytes() == two.read_bytes() for one, two in pairs)
        return [
            "重做的结果与原批次逐字节一致"
            if same
            else f"重做的结果与原批次不同，可用 dibao diff {home} {self.folder} 查看"
        ]

    def keep(self, outcome: Outcome, kept: dict, county: Path) -> None:
        """Write findings, report and manifest; the outcome last, as the mark that the run is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        self._latest.parent.mkdir(parents=True, exist_ok=True)
        manifest.keep(self.folder, kept, county)
        write_rows(self.folder / "findings.parquet", records(outcome.findings))
        pq.write_table(outcome.leads, self.folder / leads.NAME)
        (self.folder / "report.json").write_text(json.dumps(outcome.report, ensure_ascii=False), "utf-8")
        lists = {
            key: [p.relative_to(self.work).as_posix() for p in getattr(outcome, key)]
            for key in ("workbooks", "returned")
        }
        part = self.folder / "outcome.part"
        part.write_text(json.dumps(lists, ensure_ascii=False), "utf-8")
        os.replace(part, self.folder / "outcome.json")
        self._latest.write_text(self.run_id, "utf-8")

    def hand_out(self, findings: Path | None, report: Path | None) -> None:
        """The findings and the report where the command line wants them."""
        if findings:
            write_rows(findings, pq.ParquetFile(self.folder / "findings.parquet").read())
        if report:
            report.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self.folder / "report.json", report)
