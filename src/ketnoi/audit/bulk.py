"""Very many rows put into a table at once: prepared for the engine column by column, without a model for each row.

A model instance and its statement's text take ten times as long as the row; a workbook of a hundred thousand lines
makes two million of them. Both engines say the same afterwards.
"""

from __future__ import annotations

import gc
import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any, Final

import orjson
from django.db import OperationalError, connection
from django.db.models import Field, Model

FEW: Final = 50  # rows below which PostgreSQL is quicker with statements than with a stream
SETTLING: Final = 500  # milliseconds for which others may wait for it
# How SQLite keeps what neither it nor Django's adapters (which know days) have a type for, as Django's fields write it.
_AS_TEXT: Final[dict[str, Callable[[Any], Any]]] = {
    "TimeField": str,
    "UUIDField": lambda value: value.hex,
}
from_json: Final = orjson.loads
"""What `json_text` wrote, or the database: six times as fast as Python's own."""
_large: Final = json.JSONEncoder(ensure_ascii=False).encode


def json_text(value: Any) -> str:
    """JSON as `insert` takes it."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:  # a number beyond 64 bits, as a cell of a workbook may hold one
        return _large(value)


@contextmanager
def without_collector() -> Iterator[None]:
    """Work that makes very many objects and hardly a circle of them: looking for circles again and again is in vain."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def ids(model: type[Model], count: int) -> Sequence[int]:
    """Fresh ids for so many rows, ascending, for the transaction that inserts them."""
    if not connection.in_atomic_block:
        raise RuntimeError("Ids are for rows of the same transaction.")
    table = model._meta.db_table  # noqa: SLF001 - Django's own, documented
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(sequence, [table, count])
            return [number for (number,) in cursor.fetchall()]
        # A transaction on SQLite holds the whole file, and numbers of a table are never given twice.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        (last,) = cursor.fetchone() or (0,)
        return range(last + 1, last + count + 1)


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Put `rows` into the model's table, in their order; all or none, in the caller's transaction.

    `columns` are names as attributes have them ("unit_id"). A column left out is NULL: defaults of the model are not
    looked at. JSON is given as text. Raises IntegrityError as a model's own `save` does,
    and TypeError for a column that only its own row can seal.
    """
    if not rows:
        return
    about = model._meta  # noqa: SLF001 - Django's own, documented
    known = {field.attname: field for field in about.concrete_fields}
    fields = [known[name] for name in columns]
    if any(getattr(field, "is_sealed", False) for field in fields):
        raise TypeError("A sealed column is written by its own row only.")
    table = connection.ops.quote_name(about.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    if connection.vendor == "postgresql" and len(rows) >= FEW:
        _stream(f"COPY {table} ({names}) FROM STDIN", rows)
        return
    told = _plain(fields, rows) if connection.vendor == "sqlite" else rows
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)  # noqa: S608 - own names only


def settle() -> None:
    """Between two parts of long work: let SQLite put its log into the file and begin it anew.

    While others write in between it finds no moment for that by itself: the log grows, and whoever reads searches all
    of it. Nothing inside a transaction, nor on PostgreSQL; put off where somebody reads for longer than SETTLING.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return
    with connection.cursor() as cursor, suppress(OperationalError):
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={SETTLING}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={patience}")


def _plain(fields: Sequence[Field[Any, Any]], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The same rows with times and uuids as SQLite keeps them."""
    ways = [_AS_TEXT.get(field.get_internal_type()) for field in fields]
    if not any(ways):
        return rows
    columns = zip(*rows, strict=True)
    told = [_told(way, column) if way else column for way, column in zip(ways, columns, strict=True)]
    return list(zip(*told, strict=True))


def _told(way: Callable[[Any], Any], column: Sequence[Any]) -> list[Any]:
    return [None if value is None else way(value) for value in column]


def _stream(statement: str, rows: Sequence[Sequence[Any]]) -> None:
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as stream:
        for row in rows:
            stream.write_row(row)
