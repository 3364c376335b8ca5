"""The account of one sheet: what became of each of its rows. It must always balance (`tests/engine/intake/balance.py`)."""

from dataclasses import asdict, dataclass, field
from datetime import date

ROLES = ("title", "header", "total", "note", "blocks", "data")
COUNTS = ("nonempty", *ROLES, "used", "set_aside", "repeats", "bad_cells")


@dataclass
class SheetAccount:
    """Rows by role, data rows by fate, cells by repair; with what the sheet was taken for."""

    file: str
    sheet: str
    content: str
    table: str | None
    why: str
    confidence: float
    columns: dict[str, str]  # header → table column
    unmapped: list[str]
    period: tuple[int, int] | None
    as_of: date | None
    nonempty: int = 0
    title: int = 0
    header: int = 0
    total: int = 0
    note: int = 0
    blocks: int = 0
    data: int = 0
    used: int = 0
    set_aside: int = 0
    repeats: int = 0
    bad_cells: int = 0
    repairs: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict:
        """The account as plain values for the report; months as YYYY-MM."""
        plain = asdict(self)
        plain["as_of"] = self.as_of.isoformat() if self.as_of else None
        plain["period"] = [f"{month // 12:04d}-{month % 12 + 1:02d}" for month in self.period] if self.period else None
        plain["repairs"] = dict(sorted(self.repairs.items()))
        return plain


def open_account(sheet, recognition) -> SheetAccount:
    """An account with the rows of a sheet by role; the fate of its data rows is still open."""
    headers = {sheet.columns[i].header or f"第{i + 1}列": name for i, name in recognition.columns.items()}
    if recognition.table:
        headers |= {sheet.columns[i].header or f"第{i + 1}列": "amount" for i in recognition.wide}
    return SheetAccount(
        sheet.file, sheet.sheet, sheet.content, recognition.table, recognition.why, recognition.confidence, headers,
        [sheet.columns[i].header or f"第{i + 1}列" for i in recognition.unmapped], recognition.period, recognition.as_of,
        sheet.counts.nonempty, *(getattr(sheet.counts, role) for role in ROLES),
    )  # fmt: skip
