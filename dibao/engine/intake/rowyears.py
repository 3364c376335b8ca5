"""A day without a year, `5月30日至6月6日`, in a row that has other days: the year that brings it nearest to those."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.intake.columns import CleanColumn, cleaner, collect
from dibao.engine.values import FOREVER, Cleaned

_NOT_OF_THE_CASE = {"born_on", "as_of"}
_EPOCH, _NO_DAY = date(1970, 1, 1), -(10**6)


def give_years(columns: list[CleanColumn]) -> list[CleanColumn]:
    """Date columns whose unreadable cells only lack a year are read again with the year of their row."""
    days = [c for c in columns if c.column.type == "date" and c.column.name not in _NOT_OF_THE_CASE]
    return [_read_again(c, days) if c.bad and c in days else c for c in columns]


def _read_again(cleaned: CleanColumn, days: list[CleanColumn]) -> CleanColumn:
    """Each pair of an unreadable cell and the first other day of its row is cleaned once."""
    others = [_days_of(c) for c in days if c is not cleaned]
    if not others:
        return cleaned
    own = np.asarray(pc.fill_null(pc.coalesce(*others), _NO_DAY))
    own = np.where(np.isin(cleaned.codes, list(cleaned.bad)), own, _NO_DAY)
    pairs, inverse = np.unique(np.stack([cleaned.codes, own], axis=1), axis=0, return_inverse=True)
    told = [_nearest(cleaned, int(code), int(day)) for code, day in pairs]
    raw = [cleaned.raw[code] if code >= 0 else None for code, _ in pairs]
    codes = np.where(cleaned.codes < 0, -1, inverse.reshape(-1)).astype(np.int32)
    result = collect(cleaned.column, cleaned.index, codes, raw, [cell for cell, _ in told])
    return replace(result, years=[year for _, year in told])


def _days_of(cleaned: CleanColumn) -> pa.Array:
    """Days since 1970 of each row; “no end” is no day to measure by."""
    days = cleaned.values()
    return pc.if_else(pc.equal(days, pa.scalar(FOREVER)), None, days).cast(pa.int32())


def _nearest(cleaned: CleanColumn, code: int, day: int) -> tuple[Cleaned, int | None]:
    """The cell as it was read, or with the year that brings it nearest to the row's day."""
    if code < 0 or code not in cleaned.bad:
        known = cleaned.years[code] if cleaned.years and code >= 0 else None
        value = cleaned.distinct[code].as_py() if code >= 0 else None
        return Cleaned(value, cleaned.repairs.get(code)), known
    kept = Cleaned(bad=cleaned.bad[code]), None
    if day == _NO_DAY:
        return kept
    near = _EPOCH + timedelta(day)
    years = range(near.year - 1, near.year + 2)
    tried = [(cleaner(cleaned.column, "", year)(cleaned.raw[code]), year) for year in years]
    read = [(cell, year) for cell, year in tried if cell.value]
    return min(read, key=lambda found: abs(found[0].value - near), default=kept)
