"""Score findings against planted truth: recall per rule, exceptions reported as findings, and what nobody planted."""

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow.parquet as pq

from dibao.engine.errors import UsageError
from dibao.engine.sheets.text import read_records

SUBJECT = ("household_no", "id_no", "area")
SHOWN = ("household_no", "id_no", "area", "name", "variant", "severity", "tier", "excused", "explanation")


@dataclass
class Score:
    """One rule: planted hits and how many were found; exceptions and near misses that were accused; the unplanned."""

    planted: int = 0
    found: int = 0
    harmless: int = 0
    accused: int = 0
    unplanned: int = 0
    missed: list[dict] = field(default_factory=list)
    wrong: list[dict] = field(default_factory=list)
    extra: list[dict] = field(default_factory=list)


def evaluate(findings: Path, truth: Path) -> dict[str, Score]:
    """Scores by rule code. A truth line names a household, a person or both, or in a column `area` a village or township;
    a finding fits when what both name agrees (ADR 8)."""
    lines, rows = read_rows(truth), read_rows(findings)
    _need(truth, lines, ("rule", "household_no", "id_no", "label"))
    _need(findings, rows, ("rule", "excused", *SHOWN))
    scores: dict[str, Score] = defaultdict(Score)
    by_rule: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        by_rule[row["rule"]].append(row)
    for code in sorted({line["rule"] for line in lines} | set(by_rule)):
        _score(scores[code], [line for line in lines if line["rule"] == code], by_rule[code])
    return dict(scores)


def read_rows(path: Path) -> list[dict]:
    """Rows of a CSV or Parquet file."""
    if path.suffix == ".parquet" and path.is_file():
        return pq.read_table(path).to_pylist()
    return read_records(path)


def _need(path: Path, rows: list[dict], columns: tuple[str, ...]) -> None:
    if rows and (missing := [c for c in dict.fromkeys(columns) if c not in rows[0]]):
        raise UsageError(path.name, f"缺少列 {'、'.join(missing)}", "请检查两个文件的先后：先结果，后真相")


def _score(score: Score, lines: list[dict], rows: list[dict]) -> None:
    accusing = [row for row in rows if not row["excused"]]
    by_subject = {key: _index([r for r in accusing if key != "area" or _is_area(r)], key) for key in SUBJECT}
    planned: set[int] = set()
    for line in lines:
        near = [row for key, index in by_subject.items() for row in index.get(line.get(key), [])]
        fitting = [row for row in near if fits(line, row)]
        planned |= {id(row) for row in fitting}
        if line["label"] == "hit":
            score.planted += 1
            score.found += bool(fitting)
            if not fitting:
                score.missed.append(line)
        else:
            score.harmless += 1
            score.accused += bool(fitting)
            if fitting:
                score.wrong.append(line | {"finding": {k: fitting[0][k] for k in SHOWN}})
    score.extra = [row for row in accusing if id(row) not in planned]
    score.unplanned = len(score.extra)


def _index(rows: list[dict], key: str) -> dict[str, list[dict]]:
    index: dict[str, list[dict]] = defaultdict(list)
    for row in rows:
        if row[key]:
            index[row[key]].append(row)
    return index


def _is_area(line: dict) -> bool:
    """About an area as a whole: neither a household nor a person is named."""
    return not line["household_no"] and not line["id_no"]


def fits(line: dict, row: dict) -> bool:
    """Whether a finding is about the household and person, or the area, that the truth names; blanks agree with anything."""
    if _is_area(line):
        return _is_area(row) and bool(row["area"]) and line.get("area") == row["area"]
    pairs = [(line[k], row[k]) for k in ("household_no", "id_no") if line[k] and row[k]]
    return bool(pairs) and all(a == b for a, b in pairs)
