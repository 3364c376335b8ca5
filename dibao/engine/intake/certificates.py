"""Disability certificates: the number carries ID, kind and grade, and one cell often says kind and grade at once."""

import re

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.intake.columns import ARROW_TYPES, CleanColumn
from dibao.engine.tables import Table
from dibao.engine.values import CodeWords, cell_text, from_certificate
from dibao.engine.values.identity import VALID

_SAYS_BOTH = re.compile(r"级.*[残视听言肢智精多]|[残视听言肢智精多].*级")


def fill_from_certificate(
    table: Table, columns: list[CleanColumn], values: dict[str, pa.Array], rows: np.ndarray
) -> list[pa.Table]:
    """Fill kind, grade and ID where they are missing; returns repair logs (kind FROM_CERTIFICATE)."""
    if not {"certificate_no", "kind", "grade", "id_no"} <= table.columns.keys():
        return []
    words = {name: CodeWords(table.columns[name].codes).match for name in ("kind", "grade")}
    logs = []
    for column in columns:
        if column.column.name in words:
            other = "grade" if column.column.name == "kind" else "kind"
            found = [words[other](raw).value if _SAYS_BOTH.search(cell_text(raw)) else None for raw in column.raw]
            logs.append(_fill(values, column, other, found, rows))
    for column in columns:
        if column.column.name == "certificate_no":
            parts = [from_certificate(raw) or (None, None, None) for raw in column.raw]
            logs.append(_fill(values, column, "kind", [words["kind"](kind).value for _, kind, _ in parts], rows))
            logs.append(_fill(values, column, "grade", [words["grade"](grade).value for _, _, grade in parts], rows))
            logs.append(_fill_id(values, column, [id18 for id18, _, _ in parts], rows))
    return [log for log in logs if log is not None]


def _fill(
    values: dict[str, pa.Array], column: CleanColumn, name: str, found: list[str | None], rows: np.ndarray
) -> pa.Table | None:
    """Put what was found into the empty cells of another column, and log it."""
    if not any(found):
        return None
    new = column.spread(pa.array(found, ARROW_TYPES["code"]))
    old = values.get(name)
    at = np.flatnonzero(np.asarray(new.is_valid() if old is None else pc.and_(old.is_null(), new.is_valid())))
    values[name] = new if old is None else pc.coalesce(old, new)
    codes = pa.array(column.codes[at])
    before = pc.take(pa.array([cell_text(raw) for raw in column.raw], pa.string()), codes)
    after = pc.take(pa.array(found, pa.string()), codes)
    label = pa.array([column.column.names[0]] * len(at), pa.string())
    kind = pa.array(["FROM_CERTIFICATE"] * len(at), pa.string())
    return pa.table(
        {"row": pa.array(rows[at], pa.int32()), "column": label, "kind": kind, "before": before, "after": after}
    )


def _fill_id(
    values: dict[str, pa.Array], column: CleanColumn, found: list[str | None], rows: np.ndarray
) -> pa.Table | None:
    old = values.get("id_no")
    log = _fill(values, column, "id_no", found, rows)
    if log is None:
        return None
    tiers = values.get("id_no_tier", pa.repeat(pa.scalar(0, pa.int8()), len(rows)))
    given = values["id_no"].is_valid() if old is None else pc.and_(old.is_null(), values["id_no"].is_valid())
    values["id_no_tier"] = pc.if_else(given, pa.scalar(VALID, pa.int8()), tiers)
    return log
