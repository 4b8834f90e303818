"""Which requests there are, by which limit each is answered, how far that was verified: `data/request_kinds.csv`."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ketnoi.deadlines.enums import Status


@dataclass(frozen=True)
class RequestKind:
    """`limit` is a code of room deadlines, "" where none was found."""

    code: str
    name: str
    limit: str
    status: Status


@cache
def every() -> dict[str, RequestKind]:
    """By code, in the order of the data."""
    with (resources.files("ketnoi.privacy") / "data" / "request_kinds.csv").open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    return {row["code"]: RequestKind(row["code"], row["name"], row["limit"], Status(row["status"])) for row in rows}


def name(code: str) -> str:
    found = every().get(code)
    return found.name if found else code
