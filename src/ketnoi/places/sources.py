"""The files in `data/`, read as rows; `data/SOURCES.md` says where they come from and how far to trust them."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read one CSV file, plain or gzipped (by its ending), into a list of dicts."""
    path = DATA / name
    stored = path.read_bytes()
    text = (gzip.decompress(stored) if name.endswith(".gz") else stored).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))
