"""Lists of this room that are data: fields of work, kinds of place, means, levels of evidence."""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources
from typing import Final

LISTS: Final = ("fields", "terrains", "means", "evidence")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Rows of one of LISTS, in their order."""
    file = resources.files("ketnoi.practices") / "data" / f"{name}.csv"
    with file.open(encoding="utf-8") as lines:
        return tuple(csv.DictReader(lines))


@cache
def names(name: str) -> dict[str, str]:
    """{code: name} of one of LISTS."""
    return {row["code"]: row["name"] for row in rows(name)}


def choices(name: str) -> list[tuple[str, str]]:
    """[(code, name)] for a form."""
    return list(names(name).items())


@cache
def levels() -> dict[str, int]:
    """{code of evidence: 1 to 3}."""
    return {row["code"]: int(row["level"]) for row in rows("evidence")}


@cache
def definition(evidence: str) -> str:
    """What a level of evidence means."""
    return next(row["definition"] for row in rows("evidence") if row["code"] == evidence)
