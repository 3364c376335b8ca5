"""Many rows at once: one statement with many values, never one record object each (it is twenty times as fast)."""

from collections.abc import Iterable, Sequence
from itertools import islice

from django.db import connection, models

BATCH = 2000  # rows sent at a time


def insert_rows(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence]) -> int:
    """Insert rows of plain values for these fields, in the present transaction; returns how many.

    Sealed fields take a text; their keyed index and last four characters are worked out. Fields not named take their
    default.
    """
    fields = [model._meta.get_field(name) for name in columns]
    rest = [f for f in model._meta.concrete_fields if f not in fields and not f.primary_key]
    derived = [f for f in rest if hasattr(f, "source")]
    plain = [f for f in rest if f not in derived]
    defaults = [f.get_db_prep_save(f.get_default(), connection) for f in plain]
    names = ", ".join(connection.ops.quote_name(f.column) for f in (*fields, *derived, *plain))
    marks = ", ".join(["%s"] * (len(fields) + len(rest)))
    statement = f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({names}) VALUES ({marks})"
    prepared = (_values(model, fields, derived, row) + defaults for row in rows)
    return sum(_send(statement, batch) for batch in _batches(prepared))


def _values(model, fields: list, derived: list, row: Sequence) -> list:
    by_name = {f.name: value for f, value in zip(fields, row, strict=True)}
    own = [f.get_db_prep_save(value, connection) for f, value in zip(fields, row, strict=True)]
    return own + [f.value_for(model, by_name.get(f.source)) for f in derived]


def _batches(rows: Iterable) -> Iterable[list]:
    stream = iter(rows)
    while batch := list(islice(stream, BATCH)):
        yield batch


def _send(statement: str, batch: list) -> int:
    with connection.cursor() as cursor:
        cursor.executemany(statement, batch)
    return len(batch)
