"""Post what protected records count for, and read a world of counts as it was known at a moment.

The ledger is append-only as the open one is: a fact's only update is `superseded_at`, once. Who reads it here counts
by month, province and category; nothing leads from a fact back to its record but the key of `vault.keyed`.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Q, Sum

from ketnoi.figures import clocks, months
from ketnoi.figures.models import ProtectedFact
from ketnoi.figures.released.boxes import World
from ketnoi.figures.released.sources import Counted, ProtectedSource
from ketnoi.vault import keyed

PURPOSE = "released figures"
CHUNK = 500
APART = "|"


class Key(NamedTuple):
    """All of a fact but its identity and its moments."""

    handle: str
    agency: int
    province: int
    month: int
    categories: str
    value: int


def handle(source: ProtectedSource, record: int) -> str:
    """What stands in a fact for its record."""
    return keyed.digest(PURPOSE, f"{source.number}:{record}")


def post(source: ProtectedSource, counted: Sequence[Counted], removed: Sequence[int] = ()) -> int:
    """Make the ledger say what these records count for now, and nothing any more for the removed ones.

    Answers the moment under which everything changed. Must run inside the caller's transaction, after its other
    writes and before its journal line. Raises ValueError for a category that the source does not declare.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Facts are posted inside the transaction that changes their record.")
    new = Counter(key_of(source, one) for one in counted)
    old = current(source, {*(handle(source, record) for record in removed), *(key.handle for key in new)})
    gone: list[ProtectedFact] = []
    for key, facts in old.items():
        kept = min(len(facts), new[key])
        new[key] -= kept
        gone += facts[kept:]
    moment = clocks.stamp({one.province for one in counted} | {fact.province for fact in gone})
    ProtectedFact.objects.filter(pk__in=[fact.pk for fact in gone]).update(superseded_at=moment)
    rows = [ProtectedFact(source=source.number, recorded_at=moment, **key._asdict()) for key in new.elements()]
    ProtectedFact.objects.bulk_create(rows, batch_size=CHUNK)
    return moment


def key_of(source: ProtectedSource, one: Counted) -> Key:
    """What the ledger says of a record. Raises ValueError for a category that the source does not declare."""
    known = [dict(dimension.categories) for dimension in source.dimensions]
    if len(known) != len(one.categories) or any(
        code not in codes for code, codes in zip(one.categories, known, strict=True)
    ):
        raise ValueError(f"{source.code} declares no categories {one.categories}")
    where = handle(source, one.record), one.agency, one.province, months.of(one.day)
    return Key(*where, APART.join(one.categories), one.value)


def current(source: ProtectedSource, handles: Collection[str]) -> dict[Key, list[ProtectedFact]]:
    """Facts that stand now under these handles."""
    found: dict[Key, list[ProtectedFact]] = defaultdict(list)
    wanted = sorted(handles)
    for start in range(0, len(wanted), CHUNK):
        some = wanted[start : start + CHUNK]
        for fact in ProtectedFact.objects.filter(source=source.number, handle__in=some, superseded_at=None):
            found[Key(*(getattr(fact, name) for name in Key._fields))].append(fact)
    return found


def standing(source: ProtectedSource, upto: int) -> Iterator[tuple[int, str]]:
    """Every fact that stands now and stood at this moment: its number and its handle."""
    facts = ProtectedFact.objects.filter(source=source.number, superseded_at=None, recorded_at__lte=upto)
    yield from facts.order_by("pk").values_list("pk", "handle").iterator()


def world(source: ProtectedSource, agency: int, of: Iterable[int], as_of: int) -> World:
    """Counts by month, today's province and the codes of each dimension, as known at that moment."""
    known = Q(recorded_at__lte=as_of) & (Q(superseded_at=None) | Q(superseded_at__gt=as_of))
    facts = ProtectedFact.objects.filter(known, source=source.number, agency=agency, month__in=sorted(of))
    cells = ("month", "province", "categories")
    rows = facts.order_by(*cells).values_list(*cells).annotate(number=Sum("value"))
    counted: World = Counter()
    for month, province, categories, number in rows:
        counted[month, province, *categories.split(APART)] = number
    return counted
