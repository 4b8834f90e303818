"""The newest period of each regime for those who watch over the units it asks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.periods import completeness, queries, spans
from ketnoi.periods.completeness import Counts
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span


@dataclass(frozen=True)
class Overview:
    """The newest ended period of a regime, and how many of the units under mine have confirmed it."""

    regime: Regime
    span: Span
    counts: Counts


def newest(officer: Officer, home: Unit, day: dt.date) -> list[Overview]:
    """One question for each regime that asks units under mine, however many units there are."""
    found: dict[str, tuple[Regime, Span]] = {}
    for regime in queries.seen_by(officer):
        for span in spans.closed(regime, day, 1):
            found.setdefault(regime.code, (regime, span))
    overviews = [
        Overview(regime, span, completeness.counts(completeness.units(regime, span, officer)))
        for regime, span in found.values()
        if regime.level != home.level
    ]
    return [one for one in overviews if one.counts.asked]


def overdue(officer: Officer, home: Unit, day: dt.date) -> list[Overview]:
    """Those whose due day has passed while somebody is missing."""
    return [one for one in newest(officer, home, day) if one.span.due < day and one.counts.missing]
