"""A limit that runs for something: from the event that starts it to what it is judged in the end.

A clock uses only a version of the limit in force on the day it started. What is in doubt is never called late.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from ketnoi.deadlines import counting, limits
from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.counting import End, Pause
from ketnoi.deadlines.enums import Kind, Measure, Verdict
from ketnoi.deadlines.limits import Limit
from ketnoi.ui.dates import ZONE

# Kinds whose last day, when it is off, moves on: the duration of a measure and a round of duties do not.
MOVING = frozenset({Kind.DEADLINE, Kind.LIMITATION})
ENDLESS = frozenset({Kind.IMMEDIATE, Kind.WINDOW, Kind.LIMIT, Kind.CONDITION})
Extension = tuple[int, Measure]


@dataclass(frozen=True)
class Clock:
    """`limit` None: none was in force. A limit that counts back does so from the day of `started`.

    `extensions` (amount, measure) begin on the day the term before them ended; `met` is when the work was done.
    """

    limit: Limit | None
    started: dt.datetime
    pauses: Sequence[Pause] = ()
    extensions: Sequence[Extension] = ()
    met: dt.datetime | None = None

    def end(self, calendar: Calendar) -> End | None:
        """When it ends; None where nothing is counted, or while it is paused."""
        one = self.limit
        if one is None or one.kind in ENDLESS or not one.amount:
            return None
        if one.kind == Kind.COUNT_BACK:
            return counting.before(counting.local(self.started), -one.amount, one.measure, calendar)
        moves = one.kind in MOVING
        found = counting.after(self.started, one.amount, one.measure, calendar, self.pauses, moves=moves)
        for amount, measure in self.extensions:
            if found is None:
                break
            start = _beginning(found, measure)
            found = counting.after(start, amount, measure, calendar, self.pauses, moves=moves)
        return found

    def verdict(self, now: dt.datetime, calendar: Calendar) -> Verdict:
        """What may be said of it at a moment."""
        if self.limit is None or not self.limit.is_clock:
            return Verdict.NOT_IN_FORCE
        if self.limit.kind == Kind.IMMEDIATE:
            return Verdict.AT_ONCE
        end = self.end(calendar)
        if end is None:
            return Verdict.PAUSED
        if (self.met or now) <= end.moment:
            return Verdict.IN_TIME if self.met else Verdict.RUNNING
        return Verdict.LATE if self.limit.verified else Verdict.CHECK


def begin(code: str, started: dt.datetime) -> Clock:
    """A clock of this limit by an event. Raises limits.UnknownLimit."""
    return Clock(limits.on(code, counting.local(started)), started)


def _beginning(end: End, measure: Measure) -> dt.datetime:
    """From when an extension counts: the moment in hours, else the last day."""
    return end.moment if measure == Measure.HOUR else dt.datetime.combine(end.day, dt.time(), ZONE)
