"""What a database leaves behind, as bytes: SQLite's files lie in the data folder, PostgreSQL is asked for its own."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import DatabaseError, connection, transaction


def of_server() -> Iterator[tuple[str, bytes]]:
    """(name, content) of PostgreSQL's tables as dumped, and, where the role may read them, of its files and its log."""
    if connection.vendor != "postgresql":
        return
    yield from _dumped()
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
    yield from _read("SELECT 'pg_wal/' || name FROM pg_ls_waldir() ORDER BY modification DESC LIMIT 4")
    yield from _read("SELECT pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND relpages > 0")


def _dumped() -> Iterator[tuple[str, bytes]]:
    for table in connection.introspection.table_names():
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" TO STDOUT (FORMAT binary)') as stream:
            yield table, b"".join(bytes(part) for part in stream)


def _read(names: str) -> Iterator[tuple[str, bytes]]:
    """Files of the server, which only a superuser may read; another role has its dump."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(names)
            for (name,) in cursor.fetchall():
                cursor.execute("SELECT pg_read_binary_file(%s, true)", [name])
                (content,) = cursor.fetchone()
                yield name, bytes(content or b"")
    except DatabaseError:
        return
