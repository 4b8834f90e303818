"""How many units have confirmed the periods that a figure covers: "8/12 đơn vị đã xác nhận"."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice, takewhile

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.periods import queries, spans
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span
from ketnoi.ui.numbers import grouped

MOST = 24  # periods that are looked at; a figure over more is a matter of history


@dataclass(frozen=True)
class Covered:
    """Of one regime's periods inside a figure: how many confirmations were asked for, and how many there are."""

    regime: Regime
    periods: list[Span]
    asked: int
    confirmed: int

    def __str__(self) -> str:
        shown = {
            "confirmed": grouped(self.confirmed),
            "asked": grouped(self.asked),
            "name": self.regime.name,
            "periods": len(self.periods),
            "period": self.periods[0].title,
        }
        if len(self.periods) == 1:
            return _("%(confirmed)s/%(asked)s đơn vị đã xác nhận %(period)s (%(name)s)") % shown
        return _("%(confirmed)s/%(asked)s lần xác nhận trong %(periods)s kỳ (%(name)s)") % shown


def said(figure: Figure, officer: Officer) -> list[str]:
    """What stands beside a figure; nothing where no regime that the officer sees asks for its indicator."""
    key = ("confirmed", figure, policy.reader(officer))
    return kept.once(key, lambda: [str(one) for one in covering(figure, officer)])


def covering(figure: Figure, officer: Officer) -> list[Covered]:
    """Regimes that ask for the figure's indicator, with periods wholly inside its days; two queries for each."""
    if figure.start is None or figure.end is None:
        return []
    found = [_covered(figure, regime, officer) for regime in queries.seen_by(officer) if _asks(regime, figure)]
    return [one for one in found if one and one.asked]


def _asks(regime: Regime, figure: Figure) -> bool:
    own = not figure.agency or figure.agency == regime.under.agency_id
    return own and figure.indicator in regime.indicators and regime.programme in {0, figure.programme}


def _covered(figure: Figure, regime: Regime, officer: Officer) -> Covered | None:
    start, end = figure.start, figure.end
    if start is None or end is None:
        return None
    back = takewhile(lambda span: span.start >= start, spans.back(regime, end))
    inside = [span for span in islice(back, MOST) if span.end <= end]
    if not inside:
        return None
    units = _units(figure, regime).filter(queries.within(officer))
    existed = {f"in_{number}": Count("pk", filter=_on(span)) for number, span in enumerate(inside)}
    confirmed = Confirmation.objects.filter(regime=regime, start__in=[span.start for span in inside], unit__in=units)
    return Covered(regime, inside, sum(units.aggregate(**existed).values()), confirmed.count())


def _on(span: Span) -> Q:
    begun = Q(valid_from=None) | Q(valid_from__lte=span.end)
    return begun & (Q(valid_to=None) | Q(valid_to__gte=span.end))


def _units(figure: Figure, regime: Regime) -> QuerySet[Unit]:
    """Units the regime asks at any time, as far as the figure is about them."""
    units = Unit.objects.under([regime.under.path]).filter(level=regime.level)
    if figure.unit:
        path = Unit.objects.filter(pk=figure.unit).values_list("path", flat=True).first() or ""
        units = units.under([path]) if figure.below else units.filter(pk=figure.unit)
    if figure.level == Level.PROVINCE and figure.area != EVERY:
        units = units.filter(province=figure.area)
    return units
