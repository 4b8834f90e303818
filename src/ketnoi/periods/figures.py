"""A unit's numbers in periods: its own work and that of all under it, each record once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Max, Q, Sum

from ketnoi.figures import answers, catalogue, scopes, together
from ketnoi.figures.figure import Figure
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span


def asked(regime: Regime, unit: int, code: str, span: Span) -> Figure:
    """The question that a line of the form answers."""
    return Figure(code, start=span.start, end=span.end, programme=regime.programme, unit=unit)


def known(regime: Regime) -> list[catalogue.Counting]:
    """The form's indicators; a code that is no longer declared, or became a formula, is left out."""
    every = {one.code: one for one in catalogue.indicators() if one.formula is None}
    return [every[code] for code in regime.indicators if code in every]


def numbers(regime: Regime, unit: int, periods: Sequence[Span]) -> dict[str, list[int]]:
    """{indicator code: its number in each of these periods}; one question for what adds up over days."""
    first, last = min(span.start for span in periods), max(span.end for span in periods)
    with together.asked():
        return {
            one.code: _in_periods(
                Figure(one.code, start=first, end=last, programme=regime.programme, unit=unit), periods
            )
            for one in known(regime)
        }


def _in_periods(figure: Figure, periods: Sequence[Span]) -> list[int]:
    """What is not the sum of its days (a stock, communes reached) is asked for each period."""
    indicator = catalogue.indicator(figure.indicator)
    if indicator.accumulates or indicator.covers:
        return [answers.value(figure.but(start=span.start, end=span.end)) for span in periods]
    by_day = _by_day(figure)
    return [sum(number for day, number in by_day.items() if span.start <= day <= span.end) for span in periods]


def _by_day(figure: Figure) -> dict[dt.date, int]:
    """The figure's number of each day; a record that repeats counts once, as in `figures.answers`."""
    facts, repeats = scopes.facts(figure)
    if not repeats:
        return dict(facts.order_by().values_list("day").annotate(number=Sum("value")))
    found: dict[dt.date, int] = defaultdict(int)
    rows = facts.order_by().values_list("record_kind", "record", "cell", "day").annotate(number=Max("value"))
    for *_record, day, number in rows:
        found[day] += number
    return dict(found)


def counted(regime: Regime, span: Span) -> Q:
    """Condition on facts: what the form counts in the period, whoever did it."""
    found = Q(pk__in=())
    for one in known(regime):
        found |= scopes.sorted_by(Figure(one.code, programme=regime.programme, start=span.start, end=span.end))
    return found
