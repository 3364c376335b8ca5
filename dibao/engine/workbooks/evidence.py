"""Evidence rows spelled in Chinese: fields, values, and where they stand."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from typing import Any

from dibao.engine.tables import Column, Table
from dibao.engine.workbooks.model import ScreenResult, ShownFinding

# Registers of handlers and cadres, and leads from discipline bodies and petitioners: the county's own desk only.
CLOSED_TABLES = {"cadre", "external_lead", "petition"}
KEYS = {"row", "src", "person", "household", "row_hash", "block", "supersedes", "tier", "area_code"}
# Of the columns that many tables share only these say something that a finding does not say itself.
TELLING_SHARED = {"id_no", "name", "household_no", "remark", "source"}
MOST_FIELDS = 10
LABELS = {
    "month": "月份",
    "amount": "金额",
    "township": "乡镇",
    "village": "村",
    "as_of": "数据日期",
    "source": "来源部门",
}
SHOWN_ROWS = 3


def fields_of(result: ScreenResult, findings: Iterable[ShownFinding]) -> dict[str, list[str]]:
    """Table → the fields that its evidence rows fill, in the order they come, at most `MOST_FIELDS`."""
    counts: dict[str, Counter] = {}
    for finding in findings:
        for row in open_rows(finding):
            table = row.get("table", "")
            known = counts.setdefault(table, Counter())
            known.update(k for k, v in fields(row).items() if _tells(result.tables.get(table), finding, k, v))
    return {table: _fullest(known) for table, known in counts.items()}


def _fullest(counts: Counter) -> list[str]:
    kept = {name for name, _ in counts.most_common(MOST_FIELDS)}
    return [name for name in counts if name in kept]


def open_rows(finding: ShownFinding) -> list[dict]:
    """Evidence rows that the county's common workbook may show."""
    return [row for row in finding.evidence if finding.restricted or row.get("table") not in CLOSED_TABLES]


def fields(row: dict) -> dict[str, Any]:
    """The fields of an evidence row without technical keys."""
    return {k: v for k, v in (row.get("fields") or {}).items() if not _technical(k)}


def label(result: ScreenResult, finding_rule: str, table: str, name: str) -> str:
    """A field's Chinese name: the table's own word for it, the rule's, or the general one."""
    column = column_of(result.tables.get(table), name)
    if column:
        return column.names[0] + ("（元）" if column.type == "money" else "")
    plain = name.removesuffix("_fen")
    return result.rule(finding_rule).evidence.get(name) or LABELS.get(plain, plain)


def column_of(table: Table | None, name: str) -> Column | None:
    """The column behind a field, whether it goes by its own name, its name in the lake or its Chinese header."""
    return table.by_word.get(name) if table else None


def spell(result: ScreenResult, table: str, name: str, value: Any) -> str:
    """A field's value as people write it."""
    column = column_of(result.tables.get(table), name)
    kind = column.type if column else "month" if name.endswith("month") else ""
    if value is None or value == "":
        return ""
    if kind == "money" or name.endswith("_fen"):
        fen = to_fen(value)
        return str(value) if fen is None else f"{fen / 100:,.2f}"
    if kind == "code":
        return column.codes.get(str(value), (str(value),))[0]
    if isinstance(value, bool):
        return "是" if value else "否"
    if kind == "month" and isinstance(value, int):
        return f"{value // 12}-{value % 12 + 1:02d}"
    return "长期" if str(value)[:10] == "9999-12-31" else _plain(value)


def to_fen(value: Any) -> float | None:
    """Money of a field in fen: a number already is, text is yuan as a sheet shows it; nothing if it is no number."""
    if isinstance(value, int | float):
        return value
    try:
        return float(str(value).replace(",", "")) * 100
    except ValueError:
        return None


def place(row: dict) -> str:
    """File, sheet and row of an evidence row."""
    parts = [row.get("file") or "", row.get("sheet") or "", f"第{row['row']}行" if row.get("row") else ""]
    return " / ".join(str(p) for p in parts if p)


def table_title(result: ScreenResult, table: str) -> str:
    """The Chinese title of a table."""
    known = result.tables.get(table)
    return known.title if known else table or "其他"


def cells(result: ScreenResult, finding: ShownFinding, table: str, names: list[str]) -> list[str]:
    """One finding's cells for one table: its first rows below each other, line by line, then where they stand."""
    rows = [row for row in open_rows(finding) if row.get("table", "") == table]
    shown = rows[:SHOWN_ROWS]
    known = [row.get("fields") or {} for row in shown]
    spelled = ([spell(result, table, n, told.get(n)) or "－" for told in known] for n in names)
    return [*map(_stacked, spelled), "\n".join([*_places(shown), *_rest(rows)])]


def _stacked(values: list[str]) -> str:
    """Values line by line, one line where all rows say the same."""
    text = values[0] if len(set(values)) == 1 else "\n".join(values)
    return text if text.strip("－\n") else ""


def _places(rows: list[dict]) -> list[str]:
    """Where the rows stand, rows of one sheet on one line."""
    sheets: dict[tuple, list[str]] = {}
    for row in rows:
        sheets.setdefault((row.get("file") or "", row.get("sheet") or ""), []).append(str(row.get("row") or "－"))
    return [" / ".join(part for part in (*key, f"第{'、'.join(numbers)}行") if part) for key, numbers in sheets.items()]


def _rest(rows: list[dict]) -> list[str]:
    """What stands behind the rows shown: how many there are in all, and their sum."""
    total = max((int(r.get("rows_total") or 0) for r in rows), default=0) or len(rows)
    money = next((float(r["amount_total"]) for r in rows if r.get("amount_total")), None)
    if total <= SHOWN_ROWS:
        return []
    return [f"共 {total} 行" + (f"，合计 {money:,.2f} 元" if money else "")]


@cache
def _technical(name: str) -> bool:
    return name in KEYS or name.endswith(("_tier", "_person", "_text"))


def _tells(table: Table | None, finding: ShownFinding, name: str, value: Any) -> bool:
    """Whether a value says more than the finding's own columns do."""
    if value in (None, "", finding.id_no, finding.name, finding.household_no):
        return False
    column = column_of(table, name)
    return column is None or not column.shared or column.name in TELLING_SHARED


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return f"{value:g}" if isinstance(value, float) else str(value)
