"""Ledgers with a row for each notice or step: what a row says goes to the columns of its step."""

import pyarrow as pa
import pyarrow.compute as pc

from dibao.engine.tables import Table


def turn(table: Table, values: dict[str, pa.Array]) -> None:
    """Move the values of `values` in place; a column from which everything moved away is there no longer."""
    for by, moves in table.turns.items():
        if by in values:
            for code, pairs in moves.items():
                _move(values, pc.fill_null(pc.equal(values[by], code), False), pairs)


def _move(values: dict[str, pa.Array], here: pa.Array, pairs: dict[str, str]) -> None:
    for source, target in pairs.items():
        if source not in values or not pc.any(here).as_py():
            continue
        nothing = pa.scalar(None, values[source].type)
        moved, left = pc.if_else(here, values[source], nothing), pc.if_else(here, nothing, values[source])
        values[source] = left
        if left.null_count == len(left):
            del values[source]
        if target:
            values[target] = pc.coalesce(values[target], moved) if target in values else moved
