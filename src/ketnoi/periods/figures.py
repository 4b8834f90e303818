"""A unit's numbers in periods: its own work and that of all under it, each record once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Q

from ketnoi.figures import answers, catalogue, folds, scopes, several, together
from ketnoi.figures.catalogue import Counting
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
    """{indicator code: its number in each of these periods}; one question for all that adds up over days."""
    first, last = min(span.start for span in periods), max(span.end for span in periods)
    figure = Figure("", start=first, end=last, programme=regime.programme, unit=unit)
    with together.asked():
        daily = _by_day(figure, [one for one in known(regime) if not (one.accumulates or one.covers)])
        return {
            one.code: [_sum(daily[one.code], span) for span in periods]
            if one.code in daily
            else _in_periods(figure.but(indicator=one.code), periods)
            for one in known(regime)
        }


def _sum(daily: Mapping[dt.date, int], span: Span) -> int:
    return sum(number for day, number in daily.items() if span.start <= day <= span.end)


def _in_periods(figure: Figure, periods: Sequence[Span]) -> list[int]:
    """What is not the sum of its days (a stock, communes reached) is asked for each period."""
    return [answers.value(figure.but(start=span.start, end=span.end)) for span in periods]


def _by_day(figure: Figure, asked: Sequence[Counting]) -> dict[str, dict[dt.date, int]]:
    """{code: its number of each day}; a record that repeats counts once, as in `figures.answers`."""
    found: dict[str, dict[dt.date, int]] = {}
    for code, alike in _questions(asked):
        facts, repeats = scopes.facts(figure.but(indicator=code), stored=sorted({one.stored for one in alike}))
        rows: list[tuple[Any, ...]] = answers.rows(facts.order_by(), repeats, ["indicator", "cell", "day"])
        cells = {cell for _stored, cell, _day, _number in rows}
        kinds, audiences = folds.fold("kind", cells), folds.fold("audience", cells)
        for one in alike:
            own = {
                cell for cell in cells if _within(one.kinds, kinds[cell]) and _within(one.audiences, audiences[cell])
            }
            found[one.code] = _daily((day, n) for stored, cell, day, n in rows if stored == one.stored and cell in own)
    return found


def _daily(numbers: Iterable[tuple[dt.date, int]]) -> dict[dt.date, int]:
    found: dict[dt.date, int] = defaultdict(int)
    for day, number in numbers:
        found[day] += number
    return found


def _questions(asked: Sequence[Counting]) -> list[tuple[str, list[Counting]]]:
    """Indicators by the question that answers them, and its code: flows that are counted alike are asked at once."""
    flows = several.flows()
    alike = [one for one in asked if one.additive and not one.topics and one.stored in flows]
    alone = [(one.code, [one]) for one in asked if one not in alike]
    return [*alone, (flows[alike[0].stored], alike)] if alike else alone


def _within(wanted: Collection[int], there: Collection[int]) -> bool:
    return not wanted or not set(wanted).isdisjoint(there)


def counted(regime: Regime, span: Span) -> Q:
    """Condition on facts: what the form counts in the period, whoever did it."""
    found = Q(pk__in=())
    for one in known(regime):
        found |= scopes.sorted_by(Figure(one.code, programme=regime.programme, start=span.start, end=span.end))
    return found
