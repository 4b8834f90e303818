"""Stocks: what stands at a date is all that came and went up to it, and numbers entered where no register is kept.

A number entered for a unit says how many it and all under it had on that day; the unit's newest one holds. What stands
in registers by that day, and what was entered for units under it, is part of it: only the rest is added. What came and
went later is added to it. So the sum over units is right whether all keep registers, none does, or some.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet, Sum

from ketnoi.figures import catalogue, scopes
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact
from ketnoi.orgs.models import Succession, Unit

ENTERED = 2  # the number of entered values among the kinds of records
Above = dict[int, frozenset[int]]


@dataclass(frozen=True)
class Level:
    """A number entered for a unit and all under it, as it stands in the ledger."""

    record: int
    unit: int
    cell: int
    day: dt.date
    value: int


Change = tuple[int, int, dt.date, int]  # unit, cell, day, how many came less how many went


def accumulates(figure: Figure) -> bool:
    """Is the figure asked for a date, not for a period?"""
    return catalogue.of(figure).accumulates


class Stock:
    """The entered numbers that a figure of a stock may need, read once; asked for any day up to the figure's end."""

    def __init__(self, figure: Figure) -> None:
        inside, _repeats = scopes.facts(figure)
        self.facts = list(inside.filter(record_kind=ENTERED)) if accumulates(figure) else []
        self._levels: list[Level] = []
        self._changes: list[Change] = []
        self._above: Above = {}
        if self.facts:
            self._read(figure)

    def _read(self, figure: Figure) -> None:
        facts = _known(figure, {fact.province for fact in self.facts})
        entered = facts.filter(record_kind=ENTERED)
        self._levels = [Level(*row) for row in entered.values_list("record", "unit", "cell", "day", "value")]
        cells = {one.cell for one in self._levels}
        last = max(one.day for one in self._levels)
        kept = facts.exclude(record_kind=ENTERED).filter(cell__in=cells, day__lte=last).order_by()
        self._changes = list(kept.values_list("unit", "cell", "day").annotate(number=Sum("value")))
        self._above = above({one.unit for one in self._levels} | {change[0] for change in self._changes})

    def left(self, day: dt.date | None = None) -> dict[int, int]:
        """{record: what each entered number of the figure's scope adds on that day}; 0 where it holds no longer."""
        levels = [one for one in self._levels if day is None or one.day <= day]
        holding = remainders(levels, self._changes, self._above)
        wanted = (fact for fact in self.facts if day is None or fact.day <= day)
        return {fact.record: holding.get(fact.record, 0) for fact in wanted}

    def corrections(self, day: dt.date | None = None) -> list[tuple[Fact, int]]:
        """What is to be added to each entered number as it stands in the ledger."""
        left = self.left(day)
        return [(fact, left[fact.record] - fact.value) for fact in self.facts if fact.record in left]

    def correction(self) -> int:
        """What is to be added to the sum of the ledger's facts."""
        return sum(number for _fact, number in self.corrections())


def _known(figure: Figure, provinces: Collection[int]) -> QuerySet[Fact]:
    """All facts of the stock in these provinces; in all of them where something was entered for the centre."""
    indicator = catalogue.of(figure)
    facts = Fact.objects.filter(scopes.known_at(figure.as_of), indicator=indicator.stored)
    facts = facts.filter(day__lte=figure.end) if figure.end else facts
    return facts if 0 in provinces else facts.filter(province__in=provinces)


def remainders(levels: Iterable[Level], changes: Sequence[Change], above: Above) -> dict[int, int]:
    """{record: what it adds beside registers and beside what was entered for units under it}; newest of a unit only.

    Days go forward, and on one day narrow before wide. A later number of a narrower unit is taken out of the wider
    one it lies in: it says where some of that stood, not that there is more.
    """
    newest: dict[tuple[int, int], Level] = {}
    for one in sorted(levels, key=lambda one: (one.day, one.record)):
        newest[one.unit, one.cell] = one
    registered = _by_cover(changes, newest.keys(), above)
    left: dict[int, int] = {}
    under: dict[tuple[int, int], list[Level]] = defaultdict(list)
    done: dict[tuple[int, int], Level] = {}
    for one in sorted(newest.values(), key=lambda one: (one.day, -len(above[one.unit]), one.record)):
        inside = sum(number for day, number in registered[one.unit, one.cell] if day <= one.day)
        inside += sum(left[other.record] for other in under[one.unit, one.cell])
        left[one.record] = one.value - inside
        _take_out_of_wider(one, left, done, above)
        done[one.unit, one.cell] = one
        for cover in above[one.unit]:
            under[cover, one.cell].append(one)
    return left


def _by_cover(
    changes: Iterable[Change], entered: Collection[tuple[int, int]], above: Above
) -> dict[tuple[int, int], list[tuple[dt.date, int]]]:
    """What came and went, by each unit with an entered number that it lies under."""
    found: dict[tuple[int, int], list[tuple[dt.date, int]]] = defaultdict(list)
    for unit, cell, day, number in changes:
        for cover in above[unit]:
            if (cover, cell) in entered:
                found[cover, cell].append((day, number))
    return found


def _take_out_of_wider(one: Level, left: dict[int, int], done: dict[tuple[int, int], Level], above: Above) -> None:
    wider = [done[unit, one.cell] for unit in above[one.unit] - {one.unit} if (unit, one.cell) in done]
    if wider:
        nearest = max(wider, key=lambda other: (len(above[other.unit]), other.record))
        left[nearest.record] -= left[one.record]


def above(units: Collection[int]) -> Above:
    """{unit: itself, the units over it, and what any of these became part of}: all whose numbers take it in."""
    paths: dict[int, set[int]] = {}
    heirs: dict[int, int] = {}
    fresh = set(units)
    while fresh:
        rows = Unit.objects.filter(pk__in=fresh).values_list("pk", "path")
        paths |= {unit: {int(step) for step in path.split(".") if step} | {unit} for unit, path in rows}
        over = {step for unit in fresh for step in paths.get(unit, {unit})}
        heirs |= dict(Succession.objects.filter(old__in=over, is_default=True).values_list("old_id", "new_id"))
        fresh = (over | set(heirs.values())) - paths.keys()
    return {unit: frozenset(_chain(unit, paths, heirs)) for unit in units}


def _chain(unit: int, paths: dict[int, set[int]], heirs: dict[int, int]) -> set[int]:
    found: set[int] = set()
    fresh = {unit}
    while fresh:
        found |= fresh
        steps = {step for one in fresh for step in paths.get(one, ())}
        fresh = (steps | {heirs[one] for one in found | steps if one in heirs}) - found
    return found


def by_record(facts: QuerySet[Fact], stock: Stock) -> dict[tuple[int, int], tuple[Any, int]]:
    """{(kind, record): (its first day, what it adds)}, oldest first; what came and went again is left out."""
    numbers: dict[tuple[int, int], tuple[Any, int]] = {}
    left = stock.left()
    for kind, record, day, number in facts.order_by().values_list("record_kind", "record", "day", "value"):
        first, sum_ = numbers.get((kind, record), (day, 0))
        numbers[kind, record] = (min(first, day), sum_ + number)
    numbers |= {(ENTERED, fact.record): (fact.day, left[fact.record]) for fact in stock.facts}
    standing = {key: told for key, told in numbers.items() if told[1]}
    return dict(sorted(standing.items(), key=lambda item: (item[1][0], item[0])))
