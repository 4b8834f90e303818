"""Records entered elsewhere that show how a work goes: offered, linked by their source's number, shown to who may read.

Nothing of such a record is kept here: what is corrected or withdrawn there shows so here.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from ketnoi.figures import sources
from ketnoi.figures.models import CURRENT, Fact
from ketnoi.figures.records import Identity
from ketnoi.figures.sources import Row
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.ui import dates
from ketnoi.ui.text import fold
from ketnoi.works import facts
from ketnoi.works.models import Work

NAMES: Final = frozenset({"activity", "standing", "standing_month", "product", "broadcast"})
OFFERED: Final = 20
LOOKED_AT: Final = 400  # the newest records of the units; older ones are linked from an earlier year's work


@dataclass(frozen=True)
class Seen:
    """What a reader sees of some evidence: the records he may open, and how many he may not."""

    rows: list[Row]
    hidden: int


def offered(
    officer: Officer, work: Work, text: str = "", ticked: Collection[Identity] = ()
) -> list[tuple[Identity, Row]]:
    """The newest records of the units that take part which this officer may read: those that were ticked, then those
    whose title, place or day has these words, typed with or without marks.
    """
    words = fold(text).split()
    found = sorted(_opened(officer, _newest(work)), key=lambda one: (one[1].day, one[0]), reverse=True)
    chosen = [one for one in found if one[0] in ticked]
    others = [one for one in found if one[0] not in ticked and _has(one[1], words)]
    return [*chosen, *others[:OFFERED]]


def _has(row: Row, words: list[str]) -> bool:
    said = fold(f"{row.title} {row.where} {dates.day(row.day)}")
    return all(word in said for word in words)


def readable(officer: Officer, identities: Iterable[Identity]) -> set[Identity]:
    """Those of these that he may read and that may stand as evidence."""
    return {identity for identity, _row in _opened(officer, identities)}


def seen(officer: Officer, notes: dict[int, Collection[Identity]]) -> dict[int, Seen]:
    """{note: what he sees of its evidence}, in as many questions as there are kinds of records."""
    rows = dict(_opened(officer, {identity for some in notes.values() for identity in some}))
    return {
        note: Seen([rows[one] for one in sorted(some) if one in rows], sum(one not in rows for one in some))
        for note, some in notes.items()
    }


def _newest(work: Work) -> list[Identity]:
    units = facts.units(work)
    days = {"day__gte": dt.date(work.year - 1, 1, 1), "day__lte": dt.date(work.year, 12, 31)}
    kinds = [source.number for source in _sources()]
    of_units = Fact.objects.filter(CURRENT, province__in=orgs.provinces(units), unit__in=units, record_kind__in=kinds)
    rows = of_units.filter(**days).order_by("-day", "-record").values_list("day", "record_kind", "record").distinct()
    return [(kind, record) for _day, kind, record in rows[:LOOKED_AT]]


def _sources() -> list[sources.Source]:
    return [source for source in sources.every() if source.name in NAMES]


def _opened(officer: Officer, identities: Iterable[Identity]) -> list[tuple[Identity, Row]]:
    by_kind: dict[int, list[int]] = defaultdict(list)
    for kind, record in identities:
        by_kind[kind].append(record)
    found: list[tuple[Identity, Row]] = []
    for source in _sources():
        asked = by_kind.get(source.number)
        if asked:
            ids = list(source.visible(officer).filter(pk__in=asked))
            found += [((source.number, row.record), row) for row in source.rows(ids, None)]
    return found
