"""How complete a period is: who was asked, who confirmed, on time or late. Set-based, whatever the number of units.

Units are those that existed on the period's last day, in administrative order, and only those an officer may see.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count, FilteredRelation, Q, QuerySet

from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.periods import changed, queries
from ketnoi.periods.enums import Answer, State
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span

Asked = QuerySet[Any, Any]  # units, each with what it said
ORDER = ("province", "place__code", "pk")
STATES = {
    State.WAITING: Q(said__isnull=True),
    State.MISSING: Q(said__isnull=True),
    State.ON_TIME: Q(said__late=False),
    State.LATE: Q(said__late=True),
}


@dataclass(frozen=True)
class Counts:
    """How many units were asked, confirmed, were late, and said that nothing took place."""

    asked: int = 0
    confirmed: int = 0
    late: int = 0
    none: int = 0

    @property
    def missing(self) -> int:
        return self.asked - self.confirmed

    @property
    def on_time(self) -> int:
        return self.confirmed - self.late


@dataclass(frozen=True)
class Standing:
    """One unit's line. `changed` is how many records came or changed after it had confirmed."""

    unit: int
    name: str
    state: State
    answer: str
    at: int | None
    changed: int = 0


def units(regime: Regime, span: Span, officer: Officer) -> Asked:
    """The units asked that the officer may see, each with what it `said`."""
    said = FilteredRelation("confirmations", condition=Q(confirmations__regime=regime, confirmations__start=span.start))
    return cast(Asked, queries.asked(regime, span.end).filter(queries.within(officer)).annotate(said=said))


def counts(found: Asked) -> Counts:
    return Counts(**found.aggregate(**_COUNTED))


def by_province(found: Asked) -> dict[int, Counts]:
    """{today's province code: counts}, in the order of codes."""
    rows = found.order_by("province").values("province").annotate(**_COUNTED)
    return {row.pop("province"): Counts(**row) for row in rows}


_COUNTED = {
    "asked": Count("pk"),
    "confirmed": Count("said"),
    "late": Count("said", filter=Q(said__late=True)),
    "none": Count("said", filter=Q(said__answer=Answer.NONE)),
}


def ordered(found: Asked) -> Asked:
    """In administrative order, never by size or by lateness."""
    return found.order_by(*ORDER)


def changed_units(regime: Regime, span: Span, found: Asked) -> dict[int, int]:
    """{unit: records} of all these units whose numbers changed after they had confirmed."""
    confirmed = dict(found.filter(said__isnull=False).order_by().values_list("pk", "said__at"))
    return changed.since(regime, span, confirmed)


def changed_by_province(regime: Regime, span: Span, found: Asked) -> dict[int, int]:
    """{today's province code: how many of these units changed after they had confirmed}; provinces of none left out."""
    changed = changed_units(regime, span, found)
    return dict(Counter(found.filter(pk__in=changed).values_list("province", flat=True)) if changed else {})


def standings(regime: Regime, span: Span, page: Asked, day: dt.date) -> list[Standing]:
    """Lines of one page of units, named as they were called then."""
    rows = list(page.values_list("pk", "short_name", "name", "said__pk", "said__answer", "said__late", "said__at"))
    moved = changed.since(regime, span, {row[0]: row[6] for row in rows if row[3]})
    names = orgs.names((row[0] for row in rows), span.end)
    return [
        Standing(pk, names.get(pk, short or name), _state(span, said, late, day), answer or "", at, moved.get(pk, 0))
        for pk, short, name, said, answer, late, at in rows
    ]


def _state(span: Span, said: int | None, late: bool | None, day: dt.date) -> State:
    if said:
        return State.LATE if late else State.ON_TIME
    return State.MISSING if day > span.due else State.WAITING
