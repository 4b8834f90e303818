"""Answer a figure: its number, or its numbers by something; fresh at commit, from roll-ups or from the ledger."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from django.db.models import Max, QuerySet, Sum

from ketnoi.figures import entered, folds, maps, rollups, scopes
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.figures.models import EnteredValue, Fact
from ketnoi.places import queries as places

Key = tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """A figure's number. `entered` names the sources of the part that has no records behind it."""

    value: int
    qualifier: str = ""
    entered: tuple[str, ...] = ()


def answer(figure: Figure) -> Answer:
    """The number, and what must be said beside it."""
    return Answer(value(figure), *_said_beside(figure))


def value(figure: Figure) -> int:
    """The number alone; raises `maps.LaterThanMap` for a question by old units about days when they were no more."""
    maps.check(figure)
    covered = rollups.value(figure)
    return from_ledger(figure) if covered is None else covered


def from_ledger(figure: Figure) -> int:
    """The number, asked from the facts themselves."""
    return sum(number for *_, number in _rows(*scopes.facts(figure), []))


def breakdown(figure: Figure, *by: str) -> dict[Key, int]:
    """Numbers by one or several of the names in `folds.COLUMNS`.

    Keys are tuples of ids (categories, programmes, units, agencies, today's province codes, places), of months
    (year * 12 + month - 1) or of years; 0 is "chưa xác định". "commune" is today's, "district" the old map's, which
    a later period is refused for (`maps.LaterThanMap`). By unit and by agency each gets its own count, so that joint
    work stands in several; programmes and topics overlap too. Everything else sums to the figure's value.
    """
    maps.check(figure, by)
    asked = _credit(figure, by)
    covered = rollups.breakdown(asked, by)
    return grouped(asked, by) if covered is None else covered


def _credit(figure: Figure, by: Iterable[str]) -> Figure:
    """By province a record is credited to its lead, so that provinces sum to the nation; an agency's own need not."""
    if "province" not in by or figure.level != Level.NATION:
        return figure
    each_for_itself = figure.agency or "agency" in by
    return figure.but(level=Level.PROVINCE, area=EVERY) if each_for_itself else figure.but(lead=True)


def grouped(figure: Figure, by: tuple[str, ...]) -> dict[Key, int]:
    """The breakdown, asked from the facts themselves."""
    each = next((name for name in ("unit", "agency") if name in by), "")
    columns = sorted({folds.COLUMNS[name] for name in by})
    rows = _rows(*scopes.facts(figure, each), columns)
    parts = []
    for name in by:
        position = columns.index(folds.COLUMNS[name])
        parts.append((position, folds.fold(name, {row[position] for row in rows})))
    numbers: dict[Key, int] = defaultdict(int)
    for row in rows:
        for key in product(*(fold[row[position]] for position, fold in parts)):
            numbers[key] += row[-1]
    return dict(numbers)


def _rows(facts: QuerySet[Fact], repeats: bool, columns: list[str]) -> list[tuple[int, ...]]:
    """Sums by columns, the sum last; a record that repeats counts once for each combination of its categories."""
    if repeats:
        once = facts.values("record_kind", "record", "cell", *columns).annotate(once=Max("value"))
        counted: dict[tuple[int, ...], int] = defaultdict(int)
        for row in once:
            counted[tuple(row[name] for name in columns)] += row["once"]
        return [(*key, number) for key, number in counted.items()]
    if not columns:
        return [(facts.aggregate(all=Sum("value"))["all"] or 0,)]
    return list(facts.order_by().values_list(*columns).annotate(all=Sum("value")))


def combinations(figure: Figure) -> dict[frozenset[int], int]:
    """Numbers by the set of agencies that took part together; each record is in one, so they sum to the value."""
    speaking, _repeats = scopes.facts(figure)
    records = speaking.values("record_kind", "record").annotate(number=Sum("value"))
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    taking_part = Fact.objects.filter(scopes.sorted_by(figure) & scopes.known_at(figure.as_of))
    for kind, record, agency in taking_part.order_by().values_list("record_kind", "record", "agency").distinct():
        together[kind, record].add(agency)
    numbers: dict[frozenset[int], int] = defaultdict(int)
    for row in records.order_by():
        numbers[frozenset(together[row["record_kind"], row["record"]])] += row["number"]
    return dict(numbers)


def converted(figure: Figure) -> set[int]:
    """Today's communes that records of a split commune were brought to by its default only: "quy đổi"."""
    facts, _repeats = scopes.facts(figure)
    located = facts.order_by().values_list("place", flat=True).distinct()
    return set(places.today(places.converted(located)).values())


def _said_beside(figure: Figure) -> tuple[str, tuple[str, ...]]:
    """Qualifier and sources of entered numbers inside this figure."""
    facts, _repeats = scopes.facts(figure)
    ids = facts.filter(record_kind=entered.NUMBER).order_by().values_list("record", flat=True).distinct()
    rows = list(EnteredValue.objects.filter(pk__in=list(ids[:50])))
    said = {str(row.get_qualifier_display()) for row in rows if row.qualifier}
    return (said.pop() if len(said) == 1 else "", tuple(entered.source_text(row) for row in rows))
