"""For which month a row of a payment sheet paid: its own cell, the name of its batch, the day it was paid, else the sheet's own period."""

import re
from collections.abc import Container

import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.values import cell_text

PAY_CYCLES = (1, 3, 6, 12)  # a sheet for a quarter, half a year or a year pays for all its months at once, at their end
# “2024年1月农村低保金”, “202401批”, “2024-01”; a number of another kind is no month.
_IN_BATCH = re.compile(
    r"(?<!\d)(20\d\d)(?:[年\-./](0?[1-9]|1[0-2])|(0[1-9]|1[0-2]))(?:月|[-./]?(?:0[1-9]|[12]\d|3[01])(?!\d)|(?!\d))"
)


def say_months(values: dict[str, pa.Array], columns: Container[str], period: tuple[int, int] | None, rows: int) -> None:
    """Fill `month` (and `months`, where a row pays for several) of every row that does not say it itself.

    A sheet that is named by one month is of that month. One named by a quarter or a year is a payment for all of it only where
    no batch names a month and its rows were not paid in different months: else it is a file of many payments.
    """
    length = period[1] - period[0] + 1 if period else 0
    named, day = _of_batches(values.get("batch"), rows), _of_days(values.get("pay_on"), rows)
    whole = _constant(period[1] if length in PAY_CYCLES else None, rows)
    if length != 1 and (named.null_count < rows or len(_kinds(day)) > 1 or length == 12 and day.null_count < rows):
        whole, own = _constant(None, rows), [named, day]
    else:
        own = [day]
    is_whole = whole.null_count < rows
    if (
        "months" in columns
        and length in PAY_CYCLES[1:]
        and is_whole
        and not {"month", "pay_on", "months"} & values.keys()
    ):
        values["months"] = pa.repeat(pa.scalar(length, pa.int32()), rows)
    known = [values["month"]] if "month" in values else []
    if known or is_whole or any(array.null_count < rows for array in own):
        values["month"] = pc.coalesce(*known, whole, *own)


def _constant(month: int | None, rows: int) -> pa.Array:
    return pa.repeat(pa.scalar(month, pa.int32()), rows)


def _kinds(months: pa.Array) -> list[int]:
    return [month for month in pc.unique(months).to_pylist() if month is not None]


def _of_days(paid: pa.Array | None, rows: int) -> pa.Array:
    if paid is None:
        return _constant(None, rows)
    return pc.add(pc.multiply(pc.year(paid), 12), pc.subtract(pc.month(paid), 1)).cast(pa.int32())


def _of_batches(batches: pa.Array | None, rows: int) -> pa.Array:
    if batches is None:
        return _constant(None, rows)
    month = {text: _in_batch(text) for text in pc.unique(batches).to_pylist()}
    return pa.array([month[text] for text in batches.to_pylist()], pa.int32())


def _in_batch(text: str | None) -> int | None:
    found = _IN_BATCH.search(cell_text(text))
    return int(found[1]) * 12 + int(found[2] or found[3]) - 1 if found else None
