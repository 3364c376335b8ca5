"""A recognised sheet becomes typed records."""

from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.intake.account import SheetAccount, open_account
from dibao.engine.intake.certificates import fill_from_certificate
from dibao.engine.intake.columns import (
    ARROW_TYPES,
    CleanColumn,
    bad_log,
    clean_column,
    clean_months,
    codes_of,
    repair_log,
)
from dibao.engine.intake.hashing import row_hashes
from dibao.engine.intake.months import say_months
from dibao.engine.intake.own import is_own, read_number, source_numbers
from dibao.engine.intake.required import Reasons, SetAside, has_value, missing_groups
from dibao.engine.intake.rowyears import give_years
from dibao.engine.intake.spans import span_ends
from dibao.engine.intake.turns import turn
from dibao.engine.sheets.households import fill_household
from dibao.engine.sheets.model import Recognition, SheetTable
from dibao.engine.sheets.ticks import answer_blanks
from dibao.engine.tables import Column, Table
from dibao.engine.values import cell_text

_REPAIRS = pa.schema([("row", pa.int32()), *((name, pa.string()) for name in ("column", "kind", "before", "after"))])
_BAD = pa.schema([("row", pa.int32()), *((name, pa.string()) for name in ("column", "before", "why"))])

FEW_UNREAD = 6  # cells that are told to show what was not understood


@dataclass
class Intake:
    """What a sheet brings: records for the lake, the account of its rows, rows for the sender, logs."""

    records: pa.Table
    account: SheetAccount
    present: set[str]  # table columns that the sheet, its title or its name fills
    set_aside: list[SetAside] = field(default_factory=list)
    doubts: list[SetAside] = field(default_factory=list)  # of used rows that go back too
    numbers: list[tuple[int, int, tuple[int, int] | None]] = field(default_factory=list)  # row, hash, what it replaces
    repairs: pa.Table = field(default_factory=lambda: _REPAIRS.empty_table())  # row, column, kind, before, after
    bad: pa.Table = field(default_factory=lambda: _BAD.empty_table())  # row, column, before, why; used rows only
    unread: dict[str, list] = field(
        default_factory=dict
    )  # table column → used rows whose cell was not understood, what they say


def take_in(sheet: SheetTable, recognition: Recognition, table: Table) -> Intake:
    """Clean every cell, decide which rows can be used, and make one record per row (per paid month if wide)."""
    account, numbers = open_account(sheet, recognition), np.asarray(sheet.rows, np.int32)
    hashes = _hash_rows(sheet, recognition)
    fill_household(sheet, recognition, table)
    answer_blanks(sheet, recognition, table)
    columns = _clean(sheet, recognition, table)
    wide = [clean_column(sheet.columns[i], i, table.columns["amount"], _unit(recognition, i)) for i in recognition.wide]
    values = _values(columns)
    extra_repairs = fill_from_certificate(table, columns, values, numbers)
    _fill_constants(values, recognition, table, len(numbers))
    there = has_value(table, values, len(numbers)) | (
        dict.fromkeys(("amount", "month"), np.ones(len(numbers), bool)) if wide else {}
    )
    missing = missing_groups(table, there, len(numbers))
    used = np.ones(len(numbers), bool)
    for _, places in missing:
        used[places] = False
    turn(table, values)
    present = {name for name in values if name in table.columns} | ({"amount", "month"} if wide else set())
    values |= _row_columns(sheet, numbers, hashes)
    records = _spread_months(values, wide, list(recognition.wide.values()), used) if wide else _choose(values, used)
    logs = _logs(sheet, [*columns, *wide], numbers, used)
    repairs = pa.concat_tables([logs[0], *extra_repairs])
    _close_account(account, numbers, used, repairs, logs[1], sheet.filled)
    reasons = Reasons(table, [*columns, *wide], numbers)
    set_aside, doubts = reasons.write(missing), reasons.doubts(values, used)
    marks = _marks(sheet, numbers, hashes, {reason.row for reason in (*set_aside, *doubts)})
    unread = _unread([*columns, *wide], used)
    return Intake(_arrange(records, table), account, present, set_aside, doubts, marks, repairs, logs[1], unread)


def _hash_rows(sheet: SheetTable, recognition: Recognition) -> np.ndarray:
    """Every cell counts, but for the running number and what we wrote into the sheet ourselves."""
    named = ((recognition.columns.get(i) or coded.header, coded) for i, coded in enumerate(sheet.columns))
    counted = ((name, coded) for name, coded in named if name != "serial" and not is_own(coded))
    columns = ((name, codes_of(coded), [cell_text(raw) for raw in coded.values]) for name, coded in counted)
    return row_hashes(len(sheet.rows), columns)


def _clean(sheet: SheetTable, recognition: Recognition, table: Table) -> list[CleanColumn]:
    year = _only_year(recognition)
    named = {i: name for i, name in recognition.columns.items() if not is_own(sheet.columns[i])}
    mapped = [(i, table.columns[name]) for i, name in named.items()]
    years = next((clean_column(sheet.columns[i], i, column) for i, column in mapped if column.name == "year"), None)
    result = []
    for i, column in mapped:
        if column.type == "month" and years is not None:
            result.append(clean_months(sheet.columns[i], i, column, years))
        else:
            known = (
                year if column.type == "month" or table.time == "ledger" else None
            )  # who was born 5月6日 was not this year
            result.append(clean_column(sheet.columns[i], i, column, _unit(recognition, i), known))
    if table.time != "ledger":
        return result + span_ends(sheet, result, table, None)
    result = give_years(result)
    return result + span_ends(sheet, result, table, year)


def _only_year(recognition: Recognition) -> int | None:
    """The year that title, sheet, file or folder name, where they name one only."""
    period = recognition.period
    return period[0] // 12 if period and period[0] // 12 == period[1] // 12 else None


def _unit(recognition: Recognition, index: int) -> str:
    return recognition.units.get(index, "元")


def _values(columns: list[CleanColumn]) -> dict[str, pa.Array]:
    """Table column → values; where two physical columns stand for one, the first with a value counts."""
    values: dict[str, pa.Array] = {}
    for cleaned in columns:
        name, new = cleaned.column.name, cleaned.values()
        if cleaned.column.type == "id":
            tiers = cleaned.row_tiers()
            if name in values:
                tiers = pc.if_else(values[name].is_valid(), values[f"{name}_tier"], tiers)
            values[f"{name}_tier"] = tiers
        values[name] = pc.coalesce(values[name], new) if name in values else new
    return values


def _fill_constants(values: dict[str, pa.Array], recognition: Recognition, table: Table, rows: int) -> None:
    """What title, sheet, file or folder say for every row, where no column says it."""
    said = {
        "programme": recognition.programme, "kind": recognition.kind, "source": recognition.source, "as_of": recognition.as_of,
        "township": recognition.township, "village": recognition.village, **recognition.said,
        "year": _only_year(recognition) if table.event == "year" else None,
        "months": recognition.wide_months if recognition.wide and recognition.wide_months > 1 else None,
    }  # fmt: skip
    for name, value in said.items():
        if name in table.columns and name not in values and value not in ("", None):
            values[name] = pa.repeat(pa.scalar(value, _arrow(table.columns[name])), rows)
    if "month" in table.columns and not recognition.wide:
        say_months(values, table.columns, recognition.period, rows)


def _arrow(column: Column) -> pa.DataType:
    return ARROW_TYPES[column.type]


def _row_columns(sheet: SheetTable, numbers: np.ndarray, hashes: np.ndarray) -> dict[str, pa.Array]:
    """Where each row stood, its hash, the block above it, and the row that it replaces."""
    return {
        "row": pa.array(numbers, pa.int32()),
        "row_hash": pa.array(hashes, pa.uint64()),
        "block": _coded(sheet.blocks, len(numbers), cell_text, pa.string()),
        "supersedes": _coded(source_numbers(sheet.columns), len(numbers), _replaced, pa.int64()),
    }


def _marks(sheet: SheetTable, numbers: np.ndarray, hashes: np.ndarray, back: set[int]) -> list[tuple]:
    """What is known again of each row that goes back, and of each that replaces one: row, hash, what it replaces."""
    origins = source_numbers(sheet.columns)
    result = []
    for place, row in enumerate(numbers.tolist()):
        replaces = read_number(origins.cell(place)) if origins else None
        if replaces or row in back:
            result.append((row, int(hashes[place]), replaces))
    return result


def _coded(coded, rows: int, read, kind: pa.DataType) -> pa.Array:
    if coded is None:
        return pa.nulls(rows, kind)
    codes = codes_of(coded)
    return pc.take(pa.array([read(raw) for raw in coded.values], kind), pa.array(codes, mask=codes < 0))


def _replaced(raw: object) -> int | None:
    number = read_number(raw)
    return number[0] if number else None


def _choose(values: dict[str, pa.Array], used: np.ndarray) -> dict[str, pa.Array]:
    if used.all():
        return values
    mask = pa.array(used)
    return {name: array.filter(mask) for name, array in values.items()}


def _spread_months(
    values: dict[str, pa.Array], wide: list[CleanColumn], months: list[int], used: np.ndarray
) -> dict[str, pa.Array]:
    """One record per month that was paid, row by row; a row with no month paid makes none."""
    amounts = np.stack([np.asarray(pc.fill_null(cleaned.values(), 0)) for cleaned in wide], axis=1)
    place, which = np.nonzero((amounts != 0) & used[:, None])
    at = pa.array(place)
    result = {name: pc.take(array, at) for name, array in values.items()}
    result["amount"] = pa.array(amounts[place, which], pa.int64())
    result["month"] = pa.array(np.asarray(months, np.int32)[which])
    return result


def _logs(
    sheet: SheetTable, columns: list[CleanColumn], numbers: np.ndarray, used: np.ndarray
) -> tuple[pa.Table, pa.Table]:
    headers = [sheet.columns[cleaned.index].header for cleaned in columns]
    repairs = [repair_log(cleaned, numbers, header) for cleaned, header in zip(columns, headers, strict=True)]
    bad = [bad_log(cleaned, numbers, used, header) for cleaned, header in zip(columns, headers, strict=True)]
    return pa.concat_tables([_REPAIRS.empty_table(), *repairs]), pa.concat_tables([_BAD.empty_table(), *bad])


def _unread(columns: list[CleanColumn], used: np.ndarray) -> dict[str, list]:
    """By table column: in how many used rows the cell was not understood, and the first few things that stand there."""
    result: dict[str, list] = {}
    for cleaned in columns:
        places, which, _ = cleaned.marked(cleaned.bad)
        if rows := int(used[places].sum()):
            known = result.setdefault(cleaned.column.name, [0, []])
            known[0] += rows
            known[1] = list(dict.fromkeys([*known[1], *(cell_text(cleaned.raw[code]) for code in which)]))[:FEW_UNREAD]
    return result


def _close_account(
    account: SheetAccount, numbers: np.ndarray, used: np.ndarray, repairs: pa.Table, bad: pa.Table, filled: int
) -> None:
    """A row that speaks of several persons is used when one of them is."""
    account.used = len(np.unique(numbers[used]))
    account.set_aside = len(np.unique(numbers)) - account.used
    account.bad_cells = bad.num_rows
    kinds = repairs["kind"].value_counts().to_pylist()
    account.repairs = {entry["values"]: entry["counts"] for entry in kinds}
    if filled:
        account.repairs["MERGED"] = account.repairs.get("MERGED", 0) + filled


def _arrange(values: dict[str, pa.Array], table: Table) -> pa.Table:
    """The columns in the order of the table file, null where the sheet has none."""
    rows = len(values["row"])
    arrays: dict[str, pa.Array] = {}
    for column in table.columns.values():
        kind = ARROW_TYPES[column.type]
        arrays[column.lake_name] = values[column.name] if column.name in values else pa.nulls(rows, kind)
        if column.type == "id":
            tiers = values.get(f"{column.name}_tier")
            arrays[f"{column.name}_tier"] = pa.repeat(pa.scalar(0, pa.int8()), rows) if tiers is None else tiers
    arrays |= {name: values[name] for name in ("row", "row_hash", "block", "supersedes")}
    return pa.table(arrays)
