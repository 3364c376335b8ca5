"""Evidence rows spelled in Chinese: fields, values, and where they stand."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from dibao.engine.tables import Column, Table
from dibao.engine.workbooks.model import Finding, ScreenResult
from dibao.engine.workbooks.words import yuan_text

# Registers of handlers and cadres, and leads from discipline bodies and petitioners: the county's own desk only.
CLOSED_TABLES = {"cadre", "external_lead", "petition"}
KEYS = {"row", "src", "person", "household", "row_hash", "block", "supersedes", "tier", "area_code"}
LABELS = {
    "month": "月份",
    "amount": "金额",
    "township": "乡镇",
    "village": "村",
    "as_of": "数据日期",
    "source": "来源部门",
}
SHOWN_ROWS = 3


def fields_of(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Table → the fields that any of its evidence rows fills, in the order they come."""
    result: dict[str, dict[str, None]] = {}
    for finding in findings:
        for row in open_rows(finding):
            known = result.setdefault(row.get("table", ""), {})
            known.update(dict.fromkeys(k for k, v in fields(row).items() if _tells(finding, k, v)))
    return {table: list(names) for table, names in result.items()}


def open_rows(finding: Finding) -> list[dict]:
    """Evidence rows that the county's common workbook may show."""
    return [row for row in finding.evidence if finding.restricted or row.get("table") not in CLOSED_TABLES]


def fields(row: dict) -> dict[str, Any]:
    """The fields of an evidence row without technical keys."""
    return {k: v for k, v in (row.get("fields") or {}).items() if not _technical(k)}


def label(result: ScreenResult, finding_rule: str, table: str, name: str) -> str:
    """A field's Chinese name: the table's own word for it, the rule's, or the general one."""
    column = _column(result.tables.get(table), name)
    if column:
        return column.names[0] + ("（元）" if column.type == "money" else "")
    plain = name.removesuffix("_fen")
    return result.rule(finding_rule).evidence.get(name) or LABELS.get(plain, plain)


def spell(result: ScreenResult, table: str, name: str, value: Any) -> str:
    """A field's value as people write it."""
    if value is None or value == "":
        return ""
    column = _column(result.tables.get(table), name)
    if column and column.type == "code":
        return column.codes.get(str(value), (str(value),))[0]
    if isinstance(value, bool):
        return "是" if value else "否"
    if name.endswith("_fen") and isinstance(value, int | float):
        return f"{value / 100:,.2f}"
    if isinstance(value, int) and ((column and column.type == "month") or name.endswith("month")) and value > 9999:
        return f"{value // 12}-{value % 12 + 1:02d}"
    return "长期" if str(value)[:10] == "9999-12-31" else _plain(value)


def place(row: dict) -> str:
    """File, sheet and row of an evidence row."""
    parts = [row.get("file") or "", row.get("sheet") or "", f"第{row['row']}行" if row.get("row") else ""]
    return " / ".join(str(p) for p in parts if p)


def table_title(result: ScreenResult, table: str) -> str:
    """The Chinese title of a table."""
    known = result.tables.get(table)
    return known.title if known else table or "其他"


def cells(result: ScreenResult, finding: Finding, table: str, names: list[str]) -> list[str]:
    """One finding's cells for one table: its first rows below each other, line by line, then where they stand."""
    rows = [row for row in open_rows(finding) if row.get("table", "") == table]
    shown = rows[:SHOWN_ROWS]
    spelled = ([spell(result, table, n, fields(r).get(n)) or "－" for r in shown] for n in names)
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
    money = next((r["amount_total"] for r in rows if r.get("amount_total")), None)
    if total <= SHOWN_ROWS:
        return []
    return [f"共 {total} 行" + (f"，合计 {money:,.2f} 元" if isinstance(money, int | float) else "")]


def _column(table: Table | None, name: str) -> Column | None:
    return (table.columns.get(name) or table.columns.get(name.removesuffix("_fen"))) if table else None


def _technical(name: str) -> bool:
    return name in KEYS or name.endswith(("_tier", "_person", "_text"))


def _tells(finding: Finding, name: str, value: Any) -> bool:
    """Whether a value says more than the finding's own columns do."""
    if value is None or value == "":
        return False
    return not (
        name in ("id_no", "name", "household_no") and value in (finding.id_no, finding.name, finding.household_no)
    )


def _plain(value: Any) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    return f"{value:g}" if isinstance(value, float) else str(value)


def stake(finding: Finding) -> str:
    """Money of a finding in words, with its side."""
    if not finding.amount_fen:
        return ""
    return ("少发 " if finding.amount_fen < 0 else "") + yuan_text(abs(finding.amount_fen))
