"""The periods of a regime: they follow each other without a gap or an overlap from its first day to its last.

A period ends on the closing day of its last month: "tháng 6" that closes on the 14th is 15/5 – 14/6, "6 tháng đầu
năm" then 15/12 – 14/6. Where a version begins or ends inside a period, the period is cut there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Protocol

from django.utils.translation import gettext as _

from ketnoi.figures import months
from ketnoi.periods.enums import MONTHS, Kind
from ketnoi.ui import dates

ONE = dt.timedelta(days=1)
YEAR = 12


class Rhythm(Protocol):
    """What of a regime, or of a statistical form, decides its periods."""

    @property
    def kind(self) -> str: ...
    @property
    def closes_on(self) -> int: ...
    @property
    def due_days(self) -> int: ...
    @property
    def valid_from(self) -> dt.date: ...
    @property
    def valid_to(self) -> dt.date | None: ...


@dataclass(frozen=True)
class Span:
    """One period. `month` is the last month it is named after, as in `figures.months`; both ends count."""

    kind: str
    month: int
    start: dt.date
    end: dt.date
    due: dt.date

    @property
    def title(self) -> str:
        """What it is called: "Tháng 6/2025", "Quý II/2025", "6 tháng đầu năm 2025", "Năm 2025", or its days."""
        number, year = self.month % YEAR + 1, self.month // YEAR
        if self.kind == Kind.MONTH:
            return _("Tháng %(month)s/%(year)s") % {"month": number, "year": year}
        if self.kind == Kind.QUARTER:
            return _("Quý %(quarter)s/%(year)s") % {"quarter": dates.quarter(number), "year": year}
        if self.kind == Kind.HALF:
            return (_("6 tháng đầu năm %s") if number <= YEAR // 2 else _("6 tháng cuối năm %s")) % year
        return _("Năm %s") % year if self.kind == Kind.YEAR else self.days

    @property
    def days(self) -> str:
        """From when to when: "15/05/2025 – 14/06/2025"."""
        return f"{dates.day(self.start)} – {dates.day(self.end)}"


def containing(rhythm: Rhythm, day: dt.date) -> Span | None:
    """The period that `day` lies in; None where the regime is not in force on that day."""
    if day < rhythm.valid_from or (rhythm.valid_to and day > rhythm.valid_to):
        return None
    if rhythm.kind == Kind.SPAN:
        return _cut(rhythm, months.of(rhythm.valid_to or day), rhythm.valid_from, rhythm.valid_to or day)
    month = months.of(day) + (day > _closing(rhythm, months.of(day)))
    return _named(rhythm, _last_month(rhythm.kind, month))


def starting(rhythm: Rhythm, day: dt.date) -> Span | None:
    """The period whose first day this is; None where there is none."""
    found = containing(rhythm, day)
    return found if found and found.start == day else None


def back(rhythm: Rhythm, day: dt.date) -> Iterator[Span]:
    """The period of `day`, or the regime's last before it, then those before, the newest first."""
    found = containing(rhythm, min(day, rhythm.valid_to or day))
    while found:
        yield found
        found = containing(rhythm, found.start - ONE)


def usual(rhythm: Rhythm, span: Span, count: int) -> list[Span]:
    """Whole periods of the same kind before this one, the newest first, whether the regime was in force or not."""
    if span.kind == Kind.SPAN:
        return []
    step = MONTHS[Kind(span.kind)]
    return [_whole(rhythm, span.month - step * back) for back in range(1, count + 1)]


def closed(rhythm: Rhythm, day: dt.date, count: int) -> list[Span]:
    """The newest `count` periods that have come to their last day, the newest first."""
    ended = (span for span in back(rhythm, day) if span.end <= day)
    return list(islice(ended, count))


def _last_month(kind: str, month: int) -> int:
    """The month that the period is named after which contains this one."""
    length = MONTHS[Kind(kind)]
    return month - month % YEAR % length + length - 1


def _closing(rhythm: Rhythm, month: int) -> dt.date:
    last = months.last_day(month)
    return last.replace(day=rhythm.closes_on) if rhythm.closes_on else last


def _whole(rhythm: Rhythm, month: int) -> Span:
    end = _closing(rhythm, month)
    start = _closing(rhythm, month - MONTHS[Kind(rhythm.kind)]) + ONE
    return Span(rhythm.kind, month, start, end, end + dt.timedelta(days=rhythm.due_days))


def _named(rhythm: Rhythm, month: int) -> Span:
    whole = _whole(rhythm, month)
    end = min(whole.end, rhythm.valid_to or whole.end)
    return _cut(rhythm, month, max(whole.start, rhythm.valid_from), end)


def _cut(rhythm: Rhythm, month: int, start: dt.date, end: dt.date) -> Span:
    return Span(rhythm.kind, month, start, end, end + dt.timedelta(days=rhythm.due_days))
