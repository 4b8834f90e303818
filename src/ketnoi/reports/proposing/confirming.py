"""How far the units under a report's unit have confirmed its period: counts, whatever the number of units."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ketnoi.figures import together
from ketnoi.orgs.models import Unit
from ketnoi.periods import queries, spans
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span
from ketnoi.programmes import queries as programmes
from ketnoi.reports.models import Report
from ketnoi.reports.proposing.lagging import Sent
from ketnoi.reports.proposing.numbers import Number

Days = tuple[dt.date, dt.date]  # the first and the last
Existed = tuple[dt.date | None, dt.date | None]
Units = dict[int, Existed]


@dataclass(frozen=True)
class Counts:
    """How many confirmations were due, came late, and are missing."""

    due: int = 0
    late: int = 0
    missing: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(self.due + other.due, self.late + other.late, self.missing + other.missing)


def counts(report: Report, today: dt.date) -> Counts:
    """Of all regimes: the periods that lie within the report's and were due before today."""
    days = (report.starts_on, report.ends_on)
    due = ((regime, [span for span in _spans(regime, days) if span.due < today]) for regime in regimes(report))
    return sum((_of(regime, report, asked) for regime, asked in due if asked), Counts())


def sent(report: Report, today: dt.date) -> Sent:
    """The same as something to be said."""
    found = counts(report, today)
    return Sent(Number(found.due), Number(found.late), Number(found.missing))


def is_complete(report: Report, code: str, days: Days) -> bool:
    """Was this indicator asked for on all of these days, and has every unit asked confirmed all of them?"""
    asking = (regime for regime in regimes(report) if code in regime.indicators)
    return any(_is_complete(regime, report, days) for regime in asking)


def regimes(report: Report) -> list[Regime]:
    """Those that ask units under the report's unit for what the report is about, in all their versions."""
    return together.once(("regimes", report.pk), lambda: _regimes(report))


def _regimes(report: Report) -> list[Regime]:
    about = {0, *(programmes.closed_upward([report.programme_id]) if report.programme_id else ())}
    path = report.unit.path
    found = queries.in_force().filter(programme__in=about)
    return [one for one in found if one.under.path.startswith(path) or path.startswith(one.under.path)]


def _is_complete(regime: Regime, report: Report, days: Days) -> bool:
    asked = list(_spans(regime, days))
    if not asked or (asked[-1].start, asked[0].end) != days:
        return False
    found = _of(regime, report, asked)
    return found.due > 0 and not found.missing


def _of(regime: Regime, report: Report, asked: Sequence[Span]) -> Counts:
    """How these periods of a regime were confirmed, the newest first. Two questions."""
    units = _units(regime, report)
    said = _said(regime, report, units, asked)
    due = sum(_existed(of, span.end) for span in asked for of in units.values())
    late = sum(number for (_start, came_late), number in said.items() if came_late)
    return Counts(due, late, due - said.total())


def _spans(regime: Regime, days: Days) -> Iterator[Span]:
    """The regime's periods within these days, the newest first."""
    for span in spans.back(regime, days[1]):
        if span.start < days[0]:
            return
        if span.end <= days[1]:
            yield span


def _units(regime: Regime, report: Report) -> Units:
    """{unit asked: from when to when it existed}, of those under the report's unit."""
    rows = Unit.objects.under([regime.under.path]).filter(level=regime.level, path__below=report.unit.path)
    return {pk: (first, last) for pk, first, last in rows.values_list("pk", "valid_from", "valid_to")}


def _said(regime: Regime, report: Report, units: Units, asked: Sequence[Span]) -> Counter[tuple[dt.date, bool]]:
    """{(first day, late): how many of these units confirmed}, as known at the report's moment."""
    rows = Confirmation.objects.filter(regime=regime, start__gte=asked[-1].start, start__lte=asked[0].start)
    if report.frozen_at:
        rows = rows.filter(first_at__lte=report.frozen_at)
    said = rows.values_list("unit", "start", "end", "late")
    return Counter((start, late) for unit, start, end, late in said if unit in units and _existed(units[unit], end))


def _existed(of: Existed, day: dt.date) -> bool:
    first, last = of
    return (first is None or first <= day) and (last is None or last >= day)
