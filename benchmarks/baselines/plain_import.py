"""The floor of an import: read the sheet, put its cells into one table without keys, checks or indexes."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

from python_calamine import CalamineWorkbook


def read_and_insert(content: bytes, path: Path) -> int:
    """Rows written to a new SQLite file at `path`."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()[1:]
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as connection:
        connection.execute(f"CREATE TABLE cells ({', '.join(f'c{n}' for n in range(len(rows[0])))})")
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO cells VALUES ({marks})", ([str(cell) for cell in row] for row in rows))
    return len(rows)
