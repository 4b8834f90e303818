"""What a limit allows of itself: extensions, other terms in certain cases, grounds on which it stands still."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from ketnoi.deadlines.enums import Measure


class Act(StrEnum):
    """`VARIANT`: in this case another term, counted from the same event, stands in the place of the limit's own."""

    EXTEND = "extend"
    VARIANT = "variant"
    PAUSE = "pause"


@dataclass(frozen=True)
class Allowance:
    """`steps`: at most how much each extension in turn may give; the one term of a variant; empty for a pause."""

    limit: str
    act: Act
    ground: str
    words: str
    steps: tuple[int, ...]
    measure: Measure


def of(limit: str, act: Act) -> dict[str, Allowance]:
    """{ground: allowance} of a limit; empty where it allows none."""
    return {one.ground: one for one in every() if one.limit == limit and one.act is act}


@cache
def every() -> list[Allowance]:
    """All that came with the product, in the order of the data."""
    with (resources.files("ketnoi.deadlines") / "data" / "allowances.csv").open(encoding="utf-8") as lines:
        return [_allowance(row) for row in csv.DictReader(lines)]


def _allowance(row: dict[str, str]) -> Allowance:
    return Allowance(
        limit=row["limit"],
        act=Act(row["act"]),
        ground=row["ground"],
        words=row["words"],
        steps=tuple(int(step) for step in row["steps"].split()),
        measure=Measure(row["measure"] or Measure.DAY),
    )
