"""The arithmetic of time limits: when a term ends, and which days it leaves out.

Bộ luật Dân sự 2015, Điều 147 and 148 (article numbers not verified): the day after the event is the first; a term in
days ends at 24:00 of its last; a last day that is off moves to the next working day. Ours, proposed: hours run through
nights and days off; a month ends on the same date, or the month's last; a term counted back ends on a working day
before; days after a pause began up to the one it ended on are left out; the duration of a measure moves nowhere.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.enums import Measure
from ketnoi.ui.dates import ZONE

ONE = dt.timedelta(days=1)
MIDNIGHT = dt.time()
MONTHS = 12


@dataclass(frozen=True)
class Pause:
    """From when to when a term did not run; `until` None: it still stands still."""

    since: dt.datetime
    until: dt.datetime | None = None

    def leaves_out(self, day: dt.date) -> bool:
        """Whether a day does not count: those after it began, up to the one it ended on."""
        return local(self.since) < day and (self.until is None or day <= local(self.until))


@dataclass(frozen=True)
class LeftOut:
    """A day that was not counted, and why."""

    day: dt.date
    why: str


@dataclass(frozen=True)
class End:
    """When a term, or its last extension, ends: `exact` at a `moment` of `day` (in hours), else at 24:00 of `day`.

    `left_out` are the days that did not count; `moved_from` the last day as counted, where it was off.
    """

    moment: dt.datetime
    day: dt.date
    left_out: Sequence[LeftOut] = ()
    moved_from: dt.date | None = None
    exact: bool = False


def local(moment: dt.datetime) -> dt.date:
    """The day of a moment in Viet Nam."""
    return moment.astimezone(ZONE).date()


def after(
    start: dt.datetime,
    amount: int,
    measure: str,
    calendar: Calendar,
    pauses: Sequence[Pause] = (),
    *,
    moves: bool = True,
) -> End | None:
    """The end of a term that began at `start`; None while a pause has no end yet.

    `moves`: a last day that is off moves to the next working day.
    """
    if any(one.until is None for one in pauses):
        return None
    if measure == Measure.HOUR:
        return _in_hours(start, amount, pauses)
    first = local(start)
    wanted = amount if measure != Measure.MONTH else (_months_on(first, amount) - first).days
    skips_off = measure == Measure.WORKING_DAY
    day, left_out = first, []
    while wanted:
        day += ONE
        why = _why_not(day, calendar, pauses, skips_off=skips_off)
        if why:
            left_out.append(LeftOut(day, why))
        else:
            wanted -= 1
    return _ending(day, left_out, calendar, moves=moves)


def before(day: dt.date, amount: int, measure: str, calendar: Calendar) -> End:
    """The last day on which something may be done that must be done `amount` before `day`; it is a working day."""
    if measure == Measure.HOUR:
        moment = dt.datetime.combine(day, MIDNIGHT, ZONE) - dt.timedelta(hours=amount)
        return End(moment, local(moment), exact=True)
    found = day
    left_out: list[LeftOut] = []
    if measure == Measure.WORKING_DAY:
        for earlier in _worked_before(day, amount, calendar, left_out):
            found = earlier
    else:
        found = day - ONE * amount if measure == Measure.DAY else _months_on(day, -amount)
    counted = found
    while why := calendar.off(found):
        left_out.append(LeftOut(found, why))
        found -= ONE
    return End(_midnight_of(found), found, left_out, counted if counted != found else None)


def window(day: dt.date, amount: int, measure: str) -> tuple[dt.date, dt.date]:
    """The first and last day of the window that ends on `day`: 12 months to 10/5/2024 begin on 11/5/2023."""
    back = _months_on(day, -amount) if measure == Measure.MONTH else day - ONE * amount
    return back + ONE, day


def _why_not(day: dt.date, calendar: Calendar, pauses: Iterable[Pause], *, skips_off: bool) -> str:
    if any(one.leaves_out(day) for one in pauses):
        return _("tạm dừng tính thời hạn")
    return calendar.off(day) if skips_off else ""


def _ending(day: dt.date, left_out: list[LeftOut], calendar: Calendar, *, moves: bool) -> End:
    counted = day
    while moves and (why := calendar.off(day)):
        left_out.append(LeftOut(day, why))
        day += ONE
    return End(_midnight_of(day), day, left_out, counted if counted != day else None)


def _in_hours(start: dt.datetime, amount: int, pauses: Sequence[Pause]) -> End:
    end = start + dt.timedelta(hours=amount)
    for one in sorted(pauses, key=lambda pause: pause.since):
        if one.since < end:
            end += max((one.until or start) - max(one.since, start), dt.timedelta())
    return End(end, local(end), exact=True)


def _worked_before(day: dt.date, amount: int, calendar: Calendar, left_out: list[LeftOut]) -> Iterator[dt.date]:
    while amount:
        day -= ONE
        why = calendar.off(day)
        if why:
            left_out.append(LeftOut(day, why))
            continue
        amount -= 1
        yield day


def _months_on(day: dt.date, months: int) -> dt.date:
    """The same date so many months on, or the last of a shorter month."""
    year, month = divmod(day.year * MONTHS + day.month - 1 + months, MONTHS)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _midnight_of(day: dt.date) -> dt.datetime:
    """24:00 of a day."""
    return dt.datetime.combine(day + ONE, MIDNIGHT, ZONE)
