"""Which confirmed periods a day lies in: a change of such a day needs a reason and shows as made after closing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from ketnoi.orgs.models import Unit
from ketnoi.periods import queries, spans
from ketnoi.periods.models import Confirmation
from ketnoi.ui import dates


@dataclass(frozen=True)
class Closed:
    """A period that a unit, or one above it, has confirmed. `at` is the moment of its last word."""

    unit: str
    regime: str
    period: str
    at: int

    def __str__(self) -> str:
        return _("%(unit)s đã xác nhận số liệu %(period)s lúc %(at)s") % {
            "unit": self.unit,
            "period": self.period,
            "at": dates.moment(self.at),
        }


def closed_for(units: Iterable[int], days: Iterable[dt.date], programmes: Collection[int] = ()) -> list[Closed]:
    """Confirmed periods in which one of these days lies, of these units and of those above them, the oldest first.

    `programmes` are those the record counts for (closed upward or not): a regime about another programme does not
    look at it. Three queries at most, one where nothing is confirmed.
    """
    lies = Q()
    for day in set(days):
        lies |= Q(start__lte=day, end__gte=day)
    if not lies:
        return []
    paths = Unit.objects.filter(pk__in=set(units)).values_list("path", flat=True)
    above = {step for path in paths for step in queries.ancestors(path)}
    about = Q(regime__programme__in={0, *programmes})
    rows = Confirmation.objects.filter(lies & about, unit__in=above).select_related("regime", "unit")
    return [_closed(row) for row in rows.order_by("start", "unit")]


def _closed(row: Confirmation) -> Closed:
    span = spans.starting(row.regime, row.start)
    period = span.title if span else f"{dates.day(row.start)} – {dates.day(row.end)}"
    return Closed(row.unit.label, row.regime.name, period, row.at)
