"""The files in `data/`, read as rows; see `data/SOURCES.md` for where they come from and how far to trust them."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

DATA = Path(__file__).parent / "data"


def rows(name: str) -> list[dict[str, str]]:
    """Read one CSV file, plain or gzipped (by its ending), into a list of dicts."""
    path = DATA / name
    opened = gzip.open(path, "rt", encoding="utf-8") if name.endswith(".gz") else path.open(encoding="utf-8")
    with opened as file:
        return list(csv.DictReader(file))
