"""At which moments a clock wants somebody's eye: some time before it ends, and when it has ended."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.enums import Kind

HOUR = dt.timedelta(hours=1)


class Stage(StrEnum):
    """`ASK`: what must be done at once, and has no end in law, is asked about again."""

    SOON = "soon"
    OVER = "over"
    ASK = "ask"


@dataclass(frozen=True)
class _Rule:
    """For terms of up to so many hours (None: any): the share and the hours left at which to warn."""

    up_to: float | None
    shares: tuple[float, ...]
    left: tuple[float, ...]
    after: tuple[float, ...]


def moments(clock: Clock, calendar: Calendar) -> list[tuple[dt.datetime, Stage]]:
    """When to look at a clock that runs, in order; none where nothing ends or while it stands still."""
    if clock.limit is None:
        return []
    if clock.limit.kind == Kind.IMMEDIATE:
        return [(clock.started + hours * HOUR, Stage.ASK) for hours in _rule(0).after]
    end = clock.end(calendar)
    if end is None:
        return []
    back = clock.limit.kind == Kind.COUNT_BACK  # it ends before what it is counted from
    before = sorted({moment for moment in _before(clock.started, end.moment) if back or moment > clock.started})
    return [*((moment, Stage.SOON) for moment in before), (end.moment, Stage.OVER)]


def _before(started: dt.datetime, end: dt.datetime) -> Iterator[dt.datetime]:
    """A share of a term counted back means nothing: the hours left warn of it."""
    term = abs(end - started)
    rule = _rule(term / HOUR)
    yield from (end - share * term for share in rule.shares if end > started)
    yield from (end - hours * HOUR for hours in rule.left)


def _rule(hours: float) -> _Rule:
    return next(rule for rule in _rules() if rule.up_to is None or hours <= rule.up_to)


@cache
def _rules() -> list[_Rule]:
    """As the data has them: the shortest terms first."""
    with (resources.files("ketnoi.deadlines") / "data" / "warnings.csv").open(encoding="utf-8") as lines:
        return [
            _Rule(
                float(row["up_to_hours"]) if row["up_to_hours"] else None,
                *(
                    tuple(float(one) for one in row[name].split())
                    for name in ("share_left", "hours_left", "hours_after")
                ),
            )
            for row in csv.DictReader(lines)
        ]
