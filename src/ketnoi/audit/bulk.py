"""Very many rows put into a table at once: prepared for the engine column by column, without a model for each row.

A model instance and its statement's text take ten times as long as the row; a workbook of a hundred thousand lines
makes two million of them. Both engines say the same afterwards.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Field, Model

FEW: Final = 50  # rows below which PostgreSQL is quicker with statements than with a stream
# How SQLite keeps what it has no type for, as Django's own fields write it.
_AS_TEXT: Final[dict[str, Callable[[Any], Any]]] = {
    "DateField": str,
    "TimeField": str,
    "UUIDField": lambda value: value.hex,
}


def insert(model: type[Model], columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Put `rows` into the model's table, in their order; all or none, in the caller's transaction.

    `columns` are names as attributes have them ("unit_id"). A column left out is NULL: defaults of the model are not
    looked at. JSON is given as text. Raises IntegrityError as a model's own `save` does.
    """
    if not rows:
        return
    about = model._meta  # noqa: SLF001 - Django's own, documented
    known = {field.attname: field for field in about.concrete_fields}
    fields = [known[name] for name in columns]
    table = connection.ops.quote_name(about.db_table)
    names = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    if connection.vendor == "postgresql" and len(rows) >= FEW:
        _stream(f"COPY {table} ({names}) FROM STDIN", rows)
        return
    told = _plain(fields, rows) if connection.vendor == "sqlite" else rows
    marks = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", told)  # noqa: S608 - own names only


def _plain(fields: Sequence[Field[Any, Any]], rows: Sequence[Sequence[Any]]) -> Sequence[Sequence[Any]]:
    """The same rows with days, times and uuids as SQLite keeps them."""
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
