"""What happened when: everything a demo world writes, in the order in which it became known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from ketnoi.audit import moments
from ketnoi.ui import dates

Act = Callable[[], object]


@dataclass(frozen=True)
class Event:
    """Something written at a moment (microseconds since 1970)."""

    moment: int
    act: Act


def at(day: dt.date, random: Random) -> int:
    """A moment in office hours of that day."""
    time = dt.time(random.choice((8, 9, 10, 14, 15, 16)), random.randrange(60), random.randrange(60))
    return dates.to_us(dt.datetime.combine(day, time, tzinfo=dates.ZONE)) + random.randrange(1_000_000)


def run(events: list[Event], progress: Callable[[int], object]) -> None:
    """Do everything in its order, each under its own moment."""
    last = 0
    for event in sorted(events, key=lambda one: one.moment):
        last = max(event.moment, last + 1)
        with moments.stamped(last):
            event.act()
        progress(1)
