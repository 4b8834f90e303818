"""The records behind a figure: a list whose length, or whose sum, is the figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Max, Q, QuerySet, Sum

from ketnoi.figures import catalogue, formulas, scopes, sources, stocks
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer

Identity = tuple[int, int]
ORDER = ("day", "record_kind", "record")
CHUNK = 5_000  # ids in one statement
EARLY = 500  # records into the list that are cheaper to walk than to sort
FACTS = 3  # of a record behind one figure, as a rule: one for each audience


@dataclass(frozen=True)
class Behind:
    """One record and what it adds to the figure. `row` is None where the reader may not open it."""

    record_kind: int
    record: int
    value: int
    row: sources.Row | None


class Records(Sequence[Behind]):
    """All records behind a figure, read by slices (as a paginator does), oldest first."""

    def __init__(self, figure: Figure, officer: Officer | None) -> None:
        self.figure = figure
        self.officer = officer
        self._facts, self._repeats = scopes.facts(figure)
        # of a stock, what still stands: what came and went again is in its sum, but not behind it
        self._standing = stocks.by_record(self._facts, stocks.Stock(figure)) if stocks.accumulates(figure) else None

    def __len__(self) -> int:
        return self._identities().count() if self._standing is None else len(self._standing)

    def __getitem__(self, wanted: slice) -> list[Behind]:  # type: ignore[override]  # pages only
        return self._opened([(kind, record) for _, kind, record in self._page(wanted)])

    def _identities(self) -> QuerySet[Any, Any]:
        """Day, kind and number of each record; all its facts carry one day."""
        return self._facts.order_by(*ORDER).values_list(*ORDER).distinct()

    def _page(self, wanted: slice) -> Sequence[tuple[Any, ...]]:
        """The first pages are read off the index of days, fact by fact: asking for distinct ones sorts them all."""
        if self._standing is not None:
            return [(None, *identity) for identity in list(self._standing)[wanted]]
        if wanted.stop is not None and wanted.stop <= EARLY:
            most = (wanted.stop + 1) * FACTS
            facts = list(self._facts.order_by(*ORDER).values_list(*ORDER)[:most])
            found = list(dict.fromkeys(facts))
            if len(found) >= wanted.stop or len(facts) < most:
                return found[wanted]
        return list(self._identities()[wanted])

    def _opened(self, identities: list[Identity]) -> list[Behind]:
        values = self._values(identities)
        rows = opened(identities, self.officer, self.figure.as_of)
        return [Behind(*identity, values[identity], rows.get(identity)) for identity in identities]

    def _values(self, identities: list[Identity]) -> dict[Identity, int]:
        """What each record adds; one credited to several units counts once for each combination of categories."""
        if self._standing is not None:
            return {identity: self._standing[identity][1] for identity in identities}
        add = Max("value") if self._repeats else Sum("value")
        values: dict[Identity, int] = defaultdict(int)
        for kind, ids in _by_kind(identities).items():
            some = self._facts.filter(record_kind=kind, record__in=ids).order_by()
            for row in some.values("record_kind", "record", "cell").annotate(number=add):
                values[row["record_kind"], row["record"]] += row["number"]
        return values

    def hidden(self) -> int:
        """How many of them the reader may not open."""
        if self.officer is None:
            return 0
        if self._standing is not None:
            return len(self._standing) - len(readable(self._standing, self.officer))
        seen = Q()
        for source in sources.every():
            seen |= Q(record_kind=source.number, record__in=source.visible(self.officer))
        unseen = self._facts.exclude(seen).order_by()
        return unseen.values("record_kind", "record").distinct().count()


def opened(
    identities: Iterable[Identity], officer: Officer | None, as_of: int | None = None
) -> dict[Identity, sources.Row]:
    """Rows of those records that the officer may see (all of them for None: a report's own annex)."""
    rows: dict[Identity, sources.Row] = {}
    wanted = identities if officer is None else readable(identities, officer)
    for kind, ids in _by_kind(wanted).items():
        rows |= {(kind, row.record): row for row in sources.get(kind).rows(ids, as_of)}
    return rows


def readable(identities: Iterable[Identity], officer: Officer) -> list[Identity]:
    """Those of these records that the officer may open."""
    return [
        (kind, record)
        for kind, ids in _by_kind(identities).items()
        for start in range(0, len(ids), CHUNK)
        for record in sources.get(kind).visible(officer).filter(pk__in=ids[start : start + CHUNK])
    ]


def _by_kind(identities: Iterable[Identity]) -> dict[int, list[int]]:
    kinds: dict[int, list[int]] = defaultdict(list)
    for kind, record in identities:
        kinds[kind].append(record)
    return kinds


class Chained(Sequence[Behind]):
    """The records of a formula's terms, one term after the other; what is taken away counts negative.

    A record that counts for two terms stands in both. Of a ratio the sum says nothing: each term's own does.
    """

    def __init__(self, figure: Figure, officer: Officer | None) -> None:
        self._parts = [(sign, Records(one, officer)) for sign, one in formulas.simple(figure)]

    def __len__(self) -> int:
        return sum(len(part) for _sign, part in self._parts)

    def __getitem__(self, wanted: slice) -> list[Behind]:  # type: ignore[override]  # pages only
        first, last, _step = wanted.indices(len(self))
        found: list[Behind] = []
        for sign, part in self._parts:
            length = len(part)
            if first < length and last > 0:
                found += [replace(one, value=sign * one.value) for one in part[max(first, 0) : min(last, length)]]
            first, last = first - length, last - length
        return found

    def hidden(self) -> int:
        """How many of them the reader may not open."""
        return sum(part.hidden() for _sign, part in self._parts)


def behind(figure: Figure, officer: Officer | None) -> Records | Chained:
    """The records behind a figure, as far as this officer may open them; all of them for nobody (a report's annex)."""
    return Chained(figure, officer) if catalogue.of(figure).formula else Records(figure, officer)
