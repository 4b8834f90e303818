"""The database as a file of one moment, taken while others write, and back again.

What differs by engine stands here.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast
from urllib.parse import unquote, urlsplit

import psycopg
from django.apps import apps
from django.db import connection, transaction

from ketnoi.main.progress import told

# What is folded into one digest of all figures: facts that count by indicator, roll-ups by province.
FIGURES = (
    "SELECT indicator, COUNT(*), SUM(value) FROM figures_fact WHERE superseded_at IS NULL GROUP BY 1 ORDER BY 1",
    "SELECT province, COUNT(*), SUM(value), SUM(n) FROM figures_rollup GROUP BY 1 ORDER BY 1",
    "SELECT indicator_id, COUNT(*), SUM(value) FROM figures_enteredvalue GROUP BY 1 ORDER BY 1",
)
SCRATCH = ".sao-luu-"
HEADS = "SELECT chain, seq, hash FROM audit_head ORDER BY chain"


class NoDump(Exception):
    """The database could not be taken or put back; the message says why."""


class Cursor(Protocol):
    """What both engines' cursors can."""

    def execute(self, statement: str) -> Any: ...

    def fetchall(self) -> list[Any]: ...


State = dict[str, Any]


def state(cursor: Cursor, tables: Iterable[str] = ()) -> State:
    """What a restored copy must have again: rows of every table (of the product, or of these names), a digest of all
    figures, heads of the journal.
    """
    names = set(tables) or {model._meta.db_table for model in apps.get_models(include_auto_created=True)}  # noqa: SLF001
    there = names & set(connection.introspection.table_names())
    counts = {name: int(_rows(cursor, f'SELECT COUNT(*) FROM "{name}"')[0][0]) for name in sorted(there)}  # noqa: S608
    figures = json.dumps([[list(map(int, row)) for row in _rows(cursor, one)] for one in FIGURES])
    heads = [[int(chain), int(seq), str(hash_)] for chain, seq, hash_ in _rows(cursor, HEADS)]
    return {"tables": counts, "figures": hashlib.sha256(figures.encode()).hexdigest(), "heads": heads}


def _rows(cursor: Cursor, statement: str) -> list[Any]:
    cursor.execute(statement)
    return list(cursor.fetchall())


@contextmanager
def snapshot(folder: Path) -> Iterator[tuple[BinaryIO, State]]:
    """The database at one moment: its content to be read, and its state. Raises NoDump.

    Not for inside a transaction, whose own writes are nobody else's yet.
    """
    if connection.in_atomic_block:
        raise RuntimeError("A copy is taken of what was committed.")
    with _of_postgres() if connection.vendor == "postgresql" else _of_sqlite(folder) as taken:
        yield taken


@contextmanager
def _of_sqlite(folder: Path) -> Iterator[tuple[BinaryIO, State]]:
    """By SQLite's own backup, in one step: writers go on in the log meanwhile."""
    connection.ensure_connection()
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder) as name:
        copy = Path(name) / "copy"
        with closing(sqlite3.connect(copy)) as made:
            connection.connection.backup(made)
            made.execute("PRAGMA journal_mode=DELETE")
            found = state(made.cursor())
        with copy.open("rb") as file:
            yield file, found


@contextmanager
def _of_postgres() -> Iterator[tuple[BinaryIO, State]]:
    """By pg_dump, in the snapshot in which the state was asked."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        (shared,) = cursor.fetchone()
        found = state(cursor)
        about = connection.settings_dict
        asked = ["--format=custom", "--no-owner", "--no-privileges", f"--snapshot={shared}"]
        where = [f"--host={about['HOST']}", f"--port={about['PORT'] or 5432}", f"--username={about['USER']}"]
        secret = os.environ | {"PGPASSWORD": about["PASSWORD"]}
        command = [_program("pg_dump"), *asked, *where, f"--dbname={about['NAME']}"]
        with subprocess.Popen(command, env=secret, stdout=subprocess.PIPE) as dump:  # noqa: S603 - found above
            assert dump.stdout is not None
            yield cast(BinaryIO, dump.stdout), found
        if dump.returncode:
            raise NoDump(f"pg_dump dừng với mã {dump.returncode}.")


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise NoDump(f"Chưa có {name}: hãy cài gói postgresql-client cùng phiên bản với máy chủ.")
    return path


def tables(address: str) -> int:
    """How many tables the PostgreSQL database of this address has, the engine's own left out. Raises NoDump."""
    asked = "SELECT COUNT(*) FROM pg_catalog.pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    try:
        with psycopg.connect(address) as connected:
            (found,) = connected.execute(asked).fetchone() or (0,)
    except psycopg.Error as error:
        raise NoDump(str(error).strip()) from error
    return int(found)


def put_back(dump: Path, address: str) -> None:
    """Restore a dump of PostgreSQL into the empty database of this address, all of it or nothing. Raises NoDump."""
    parts = urlsplit(address)
    secret = os.environ | {"PGPASSWORD": unquote(parts.password or "")}
    where = [
        f"--host={parts.hostname or ''}",
        f"--port={parts.port or 5432}",
        f"--username={unquote(parts.username or '')}",
    ]
    asked = ["--no-owner", "--no-privileges", "--single-transaction", f"--dbname={parts.path.lstrip('/')}"]
    command = [_program("pg_restore"), *asked, *where, str(dump)]
    with told("Nạp lại cơ sở dữ liệu"):
        done = subprocess.run(command, env=secret, check=False, capture_output=True, text=True)  # noqa: S603 - found above
    if done.returncode:
        raise NoDump(f"pg_restore: {done.stderr.strip()[-500:]}")
