"""One physical column is cleaned: each distinct cell once, then taken by code."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.tables import Column
from dibao.engine.values import (
    Cleaned,
    CodeWords,
    cell_text,
    clean_account,
    clean_date,
    clean_flag,
    clean_household_no,
    clean_id,
    clean_int,
    clean_moment,
    clean_money,
    clean_month,
    clean_name,
    clean_number,
    clean_phone,
    clean_text,
)

ARROW_TYPES = {
    "id": pa.string(), "name": pa.string(), "text": pa.string(), "phone": pa.string(), "account": pa.string(),
    "household_no": pa.string(), "code": pa.string(), "date": pa.date32(), "month": pa.int32(), "money": pa.int64(),
    "int": pa.int32(), "number": pa.float64(), "flag": pa.bool_(), "moment": pa.string(),
}  # fmt: skip

_CLEANERS = {
    "id": clean_id, "name": clean_name, "text": clean_text, "phone": clean_phone, "account": clean_account,
    "household_no": clean_household_no, "int": clean_int, "number": clean_number, "flag": clean_flag,
    "moment": clean_moment,
}  # fmt: skip

_ENDS = ("end_on", "ended_on", "end_month", "_to")  # of a range these columns want the end


@dataclass
class CleanColumn:
    """The cleaned cells of one physical column, still dictionary-coded; notes only on cells that need one."""

    column: Column
    index: int  # physical column
    codes: np.ndarray  # per data row, -1 = empty
    raw: list  # distinct raw cells
    distinct: pa.Array  # the lake value of each
    tiers: pa.Array | None = None  # of ID numbers
    repairs: dict[int, str] = field(default_factory=dict)  # distinct cell → kind of repair
    bad: dict[int, str] = field(default_factory=dict)  # distinct cell → sentence
    years: list[int | None] | None = None  # the year that the row lent to each distinct cell

    def values(self) -> pa.Array:
        """The lake values, one per data row."""
        return self.spread(self.distinct)

    def row_tiers(self) -> pa.Array:
        """The tier of each row's number, 0 where there is none."""
        return pc.fill_null(self.spread(self.tiers), pa.scalar(0, pa.int8()))

    def spread(self, distinct: pa.Array) -> pa.Array:
        """One value per distinct cell → one per data row."""
        return pc.take(distinct, pa.array(self.codes, mask=self.codes < 0))

    def marked(self, notes: dict[int, str]) -> tuple[np.ndarray, list[int], np.ndarray]:
        """Places of the data rows with a noted cell, the noted cells, and which of these each row holds."""
        which = list(notes)
        order = np.full(len(self.raw) + 1, -1, np.int32)  # one more at the end: code -1
        order[which] = np.arange(len(which))
        per_row = order[self.codes]
        places = np.flatnonzero(per_row >= 0)
        return places, which, per_row[places]


def codes_of(coded) -> np.ndarray:
    """Codes of a column as numpy, without a copy."""
    return np.frombuffer(coded.codes, np.int32) if len(coded.codes) else np.empty(0, np.int32)


def clean_column(coded, index: int, column: Column, unit: str = "元", year: int | None = None) -> CleanColumn:
    """Clean each distinct cell of a physical column for the table column it stands for."""
    return collect(column, index, codes_of(coded), coded.values, map(cleaner(column, unit, year), coded.values))


def clean_months(coded, index: int, column: Column, years: CleanColumn) -> CleanColumn:
    """A column of bare months beside a column of years: each distinct pair is cleaned once."""
    codes, known = codes_of(coded), [*years.distinct.to_pylist(), None]
    pairs, inverse = np.unique(codes.astype(np.int64) * len(known) + years.codes + 1, return_inverse=True)
    both = [(int(pair) // len(known), int(pair) % len(known) - 1) for pair in pairs]
    raw = [coded.values[month] if month >= 0 else None for month, _ in both]
    cells = (clean_month(value, known[year]) for value, (_, year) in zip(raw, both, strict=True))
    return collect(column, index, np.where(codes < 0, -1, inverse).astype(np.int32), raw, cells)


def collect(column: Column, index: int, codes: np.ndarray, raw: list, cells: Iterable[Cleaned]) -> CleanColumn:
    """Distinct cells, cleaned, as the column that they make."""
    values, tiers, repairs, bad = [], [], {}, {}
    for code, cell in enumerate(cells):
        values.append(cell[0])
        if cell[1] is not None:
            repairs[code] = cell[1]
        if cell[2] is not None:
            bad[code] = cell[2]
        if len(cell) == 4:
            tiers.append(cell[3])
    known = pa.array(tiers, pa.int8()) if column.type == "id" else None
    return CleanColumn(column, index, codes, raw, pa.array(values, ARROW_TYPES[column.type]), known, repairs, bad)


def cleaner(column: Column, unit: str, year: int | None) -> Callable[[object], Cleaned]:
    """The function that cleans a cell of this column."""
    if column.type == "code":
        return CodeWords(column.codes).match
    if column.type == "money":
        return partial(clean_money, unit=unit)
    if column.type == "month":
        return partial(clean_month, year=year, end=column.name.endswith(_ENDS))
    if column.type == "date":
        return partial(clean_date, year=year, end=column.name.endswith(_ENDS))
    return _CLEANERS[column.type]


def repair_log(cleaned: CleanColumn, rows: np.ndarray, name: str) -> pa.Table:
    """One line per repaired cell: row, column, kind, before, after."""
    places, which, codes = cleaned.marked(cleaned.repairs)
    after = [
        after_text(cleaned.column.type, value)
        for value in cleaned.distinct.take(pa.array(which, pa.int32())).to_pylist()
    ]
    kinds, before = list(cleaned.repairs.values()), [shown(cleaned.raw[code]) for code in which]
    return _log(rows[places], name, pa.array(codes), kind=kinds, before=before, after=after)


def bad_log(cleaned: CleanColumn, rows: np.ndarray, used: np.ndarray, name: str) -> pa.Table:
    """One line per bad cell in a used row: row, column, before, why."""
    places, which, codes = cleaned.marked(cleaned.bad)
    chosen = used[places]
    before, why = [shown(cleaned.raw[code]) for code in which], list(cleaned.bad.values())
    return _log(rows[places[chosen]], name, pa.array(codes[chosen]), before=before, why=why)


def _log(rows: np.ndarray, name: str, codes: pa.Array, **parts: list) -> pa.Table:
    column = pa.array([name] * len(rows), pa.string())
    texts = {key: pc.take(pa.array(values, pa.string()), codes) for key, values in parts.items()}
    return pa.table({"row": pa.array(rows, pa.int32()), "column": column, **texts})


def shown(raw: object) -> str:
    """A raw cell as the log shows it: as it was."""
    return raw if isinstance(raw, str) else cell_text(raw)


def after_text(kind: str, value: object) -> str | None:
    """A cleaned value as the log shows it: money in yuan, months as YYYY-MM."""
    if value is None:
        return None
    if kind == "money":
        return f"{value / 100:.2f}"
    return f"{value // 12:04d}-{value % 12 + 1:02d}" if kind == "month" else cell_text(value)
