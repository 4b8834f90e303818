"""How much was done in time: told of verified limits alone. What is in doubt is counted apart, and late nowhere."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from ketnoi.deadlines import calendar
from ketnoi.deadlines.enums import Kind, Verdict
from ketnoi.deadlines.running import Running

JUDGED = frozenset({Kind.DEADLINE, Kind.COUNT_BACK})


@dataclass(frozen=True)
class Timeliness:
    """Of verified limits: done or to be done in time, and late. `left_out` are those that nothing is said of."""

    in_time: int
    late: int
    running: int
    left_out: int

    @property
    def judged(self) -> int:
        """The base of a share: what was done, or is late already."""
        return self.in_time + self.late


def of(clocks: Iterable[Running], now: dt.datetime) -> Timeliness:
    """Limits that are not verified, that no clock measures, and work that fell away are left out."""
    known = calendar.current()
    said = Counter(_said(one, now, known) for one in clocks)
    running = said[Verdict.RUNNING] + said[Verdict.PAUSED]
    return Timeliness(said[Verdict.IN_TIME], said[Verdict.LATE], running, said[None])


def _said(one: Running, now: dt.datetime, known: calendar.Calendar) -> Verdict | None:
    limit = one.clock.limit
    if limit is None or not limit.verified or limit.kind not in JUDGED or one.row.dropped_at is not None:
        return None
    return one.verdict(now, known)
