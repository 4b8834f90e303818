"""Clocks kept beside records, read: what each says now. What has been missed is a reading, never a state."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from functools import cache

from ketnoi.deadlines import alarms, allowances, limits, owners
from ketnoi.deadlines.allowances import Act
from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import Pause, local
from ketnoi.deadlines.enums import Kind, Measure, Verdict
from ketnoi.deadlines.limits import Limit
from ketnoi.deadlines.models import KeptClock
from ketnoi.officers.models import Officer
from ketnoi.ui.dates import from_us


@dataclass(frozen=True)
class Running:
    """A kept clock with its value; the row carries `uuid`, `version` and whose it is."""

    row: KeptClock
    clock: Clock

    @property
    def is_open(self) -> bool:
        return self.row.met_at is None and self.row.dropped_at is None

    def verdict(self, now: dt.datetime, calendar: Calendar) -> Verdict:
        """What may be said of it; what is done at once is in time, for the law names no hours to hold it against."""
        said = self.clock.verdict(now, calendar)
        return Verdict.IN_TIME if said is Verdict.AT_ONCE and self.clock.met else said

    def alarms(self, calendar: Calendar) -> list[tuple[dt.datetime, alarms.Stage]]:
        """When somebody is told of it; nothing once it is closed."""
        return alarms.moments(self.clock, calendar) if self.is_open else []


def of(owner_kind: str, owner_ids: Collection[int]) -> dict[int, list[Running]]:
    """{record: its clocks, the earliest first}; three queries, however many records."""
    rows = KeptClock.objects.filter(owner_kind=owner_kind, owner_id__in=owner_ids)
    found: dict[int, list[Running]] = {}
    for one in read(rows.prefetch_related("pauses", "extensions")):
        found.setdefault(one.row.owner_id, []).append(one)
    return found


def for_reader(officer: Officer, owner_kind: str, owner_id: int) -> list[Running]:
    """The clocks of a record, where its room lets this officer read them; else none."""
    owner = owners.find(owner_kind)
    if owner is None or owner_id not in owner.may_read(officer, [owner_id]):
        return []
    return of(owner_kind, [owner_id]).get(owner_id, [])


def read(rows: Iterable[KeptClock]) -> list[Running]:
    """The values of rows; give them with `pauses` and `extensions` prefetched where they are many."""
    asked = cache(limit)  # many rows have few limits
    return [one(row, asked) for row in rows]


def one(row: KeptClock, limit_on: Callable[[str, str, dt.date], Limit | None]) -> Running:
    """The value of one row; `limit_on` is `limit`, or it remembered."""
    return Running(row, _clock(row, limit_on))


def _clock(row: KeptClock, limit_on: Callable[[str, str, dt.date], Limit | None]) -> Clock:
    started = from_us(row.started_at)
    return Clock(
        limit_on(row.limit, row.variant, local(started)),
        started,
        pauses=[Pause(from_us(one.since), from_us(one.until) if one.until else None) for one in row.pauses.all()],
        extensions=[(one.amount, Measure(one.measure)) for one in row.extensions.all()],
        met=from_us(row.met_at) if row.met_at else None,
    )


def limit(code: str, variant: str, day: dt.date) -> Limit | None:
    """The version in force on the day it started, in the case that was named; None where there is none.

    What is counted back is counted from a day to come, and follows the law of that day. Raises limits.UnknownLimit.
    """
    found = limits.on(code, day)
    case = allowances.of(code, Act.VARIANT).get(variant)
    if found is None or case is None:
        return found
    sign = -1 if found.kind == Kind.COUNT_BACK else 1
    return replace(found, amount=sign * case.steps[0], measure=case.measure)
