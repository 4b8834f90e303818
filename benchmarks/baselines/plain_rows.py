"""The floor of a publishing: the very rows it wrote put into new tables with the same indexes, and nothing else."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

SETTINGS = ("journal_mode=WAL", "synchronous=FULL", "cache_size=-64000", "temp_store=MEMORY", "secure_delete=ON")


def write_again(database: Path, path: Path, tables: Sequence[str], parts: int) -> float:
    """Seconds to write all rows of these tables of `database` into a new file at `path`, in `parts` transactions.

    They come in the order in which they were written; reading them is not counted.
    """
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(database)) as old, closing(sqlite3.connect(path, isolation_level=None)) as new:
        for setting in SETTINGS:
            new.execute(f"PRAGMA {setting}")
        for (statement,) in old.execute(
            f"SELECT sql FROM sqlite_master WHERE tbl_name IN ({_marks(tables)}) AND sql IS NOT NULL ORDER BY rowid",
            tables,
        ).fetchall():
            new.execute(statement)
        rows = {table: old.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in tables}
        start = time.perf_counter()
        for part in range(parts):
            _write(new, rows, part, parts)
        return time.perf_counter() - start


def _write(new: sqlite3.Connection, rows: dict[str, list[Sequence[Any]]], part: int, parts: int) -> None:
    new.execute("BEGIN IMMEDIATE")
    for table, all_rows in rows.items():
        some = all_rows[len(all_rows) * part // parts : len(all_rows) * (part + 1) // parts]
        new.executemany(f"INSERT INTO {table} VALUES ({_marks(all_rows[0])})", some)
    new.execute("COMMIT")


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _value in values)
