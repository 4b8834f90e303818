"""Which confirmed periods a day lies in: a change of such a day needs a reason and shows as made after closing."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.periods import figures, queries, spans
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.ui import dates

CHUNK = 5_000  # ids in one statement


@dataclass(frozen=True)
class Counting:
    """When and for whom a record counts; `programmes` are those it counts for, closed upward or not.

    `last` is its last day where it lasts: an indicator may count on that one.
    `room` is whose record it is, `indicator` what a number is of: a period in which nothing of that room, or not that
    indicator, was asked is none of its business.
    """

    units: tuple[int, ...]
    day: dt.date
    programmes: Collection[int] = ()
    room: str = ""
    indicator: str = ""
    last: dt.date | None = None


@dataclass(frozen=True)
class Closed:
    """A period that a unit, or one above it, has confirmed. `at` is the moment of its last word."""

    unit: str
    regime: str
    period: str
    at: int

    def __str__(self) -> str:
        return _("%(unit)s đã xác nhận số liệu “%(regime)s”, kỳ %(period)s, lúc %(at)s") % {
            "unit": self.unit,
            "regime": self.regime,
            "period": self.period,
            "at": dates.moment(self.at),
        }


def demand(found: Sequence[Closed], reason: str) -> None:
    """Raise ValidationError of "reason" where something is written after these confirmations and no reason is given."""
    if found and not reason:
        told = _("%(closed)s. Ghi lý do ghi sau khi xác nhận.")
        raise ValidationError({"reason": [told % {"closed": one} for one in found]})


def closed_for(units: Iterable[int], day: dt.date, programmes: Collection[int] = (), room: str = "") -> list[Closed]:
    """Confirmed periods that the day lies in, of these units and of those above them, the oldest first.

    A regime about a programme looks only at what counts for it. Two queries, one where nothing is confirmed.
    """
    return closed(Counting(tuple(units), day, programmes, room))


def closed(one: Counting) -> list[Closed]:
    """The same of whatever counts in some way."""
    return [told(row) for row in confirmed([one])[0]]


def confirmed(asked: Sequence[Counting]) -> list[list[Confirmation]]:
    """For each of these the confirmations it comes after; the number of queries does not grow with them."""
    if not asked or not Confirmation.objects.exists():
        return [[] for _one in asked]
    above = _above({unit for one in asked for unit in one.units})
    said = _said(
        {step for steps in above.values() for step in steps},
        [one.last or one.day for one in asked] + [one.day for one in asked],
    )
    regimes = {row.regime_id: row.regime for rows in said.values() for row in rows}
    stored = {pk: _stored(regime) for pk, regime in regimes.items()}
    return [
        [
            row
            for unit in sorted({step for unit in one.units for step in above[unit]})
            for row in said[unit]
            if row.regime.programme in {0, *one.programmes} and _falls(row, stored[row.regime_id], one)
        ]
        for one in asked
    ]


def _falls(row: Confirmation, stored: Collection[catalogue.Counting], one: Counting) -> bool:
    """Does something that the form is counted from fall into that period?"""
    late = {base.code for base in stored if base.on_last_day and one.last}
    days = {one.day: {base.code for base in stored} - late}
    if one.last and late:
        days[one.last] = days.get(one.last, set()) | late
    return any(row.start <= day <= row.end and _concerns(codes, one) for day, codes in days.items())


def _concerns(stored: Collection[str], one: Counting) -> bool:
    if one.indicator:
        base = catalogue.stored_ids().get(catalogue.indicator(one.indicator).stored)
        return base is not None and base.code in stored
    return not one.room or not catalogue.declared(one.room).isdisjoint(stored)


def _stored(regime: Regime) -> list[catalogue.Counting]:
    """The base indicators that a regime's form is counted from."""
    bases = catalogue.stored_ids()
    return [bases[number] for number in {one.stored for one in figures.known(regime)}]


def _above(units: Collection[int]) -> dict[int, list[int]]:
    """{unit: itself and those above it}."""
    found: dict[int, list[int]] = defaultdict(list)
    for part in _parts(units):
        rows = Unit.objects.filter(pk__in=part).values_list("pk", "path")
        found |= {pk: queries.ancestors(path) for pk, path in rows}
    return found


def _said(units: Collection[int], days: Sequence[dt.date]) -> dict[int, list[Confirmation]]:
    """What these units confirmed of periods that touch the days, by unit, the oldest first."""
    found: dict[int, list[Confirmation]] = defaultdict(list)
    touching = Confirmation.objects.filter(version__gt=0, start__lte=max(days), end__gte=min(days))
    for part in _parts(units):
        for row in touching.filter(unit__in=part).select_related("regime", "unit").order_by("start", "pk"):
            found[row.unit_id].append(row)
    return found


def _parts(ids: Collection[int]) -> Iterable[list[int]]:
    listed = sorted(ids)
    return (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))


def told(row: Confirmation) -> Closed:
    """A confirmation in words."""
    span = spans.starting(row.regime, row.start)
    period = span.title if span else f"{dates.day(row.start)} – {dates.day(row.end)}"
    return Closed(row.unit.label, row.regime.name, period, row.at)
