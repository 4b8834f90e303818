"""Changes of the map with all that hangs on them: places, the units on them, and who was first where in joint work.

Totals stay: what an old commune counted is counted by what it became. Only joint work can count otherwise in the new
commune (two of its units were two communes' before), so only facts of joint work are looked at and written anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from django.db import transaction
from django.db.models import Count, QuerySet

from ketnoi.audit import journal
from ketnoi.figures import clocks, ledger, sources
from ketnoi.figures.models import Fact
from ketnoi.orgs import following
from ketnoi.places import redrawing
from ketnoi.places.models import Place
from ketnoi.places.redrawing import Named, Paper

CHUNK = 500


@transaction.atomic
def merge_communes(olds: Collection[Place], named: Named, paper: Paper, actor: int | None = None) -> Place:
    """Merge communes, and the agencies' units in them. Raises ValidationError by field."""
    new = redrawing.merge(olds, named, paper, actor)
    repost(following.follow(list(olds), [new], paper.day))
    ids = sorted(place.pk for place in olds)
    journal.write("merge", "places.place", new.pk, actor=actor, places=ids, day=paper.day.isoformat())
    return new


@transaction.atomic
def split_commune(
    old: Place, parts: Sequence[Named], lying: Mapping[int, int], paper: Paper, actor: int | None = None
) -> list[Place]:
    """Split a commune, and the agencies' units in it. Raises ValidationError by field."""
    made = redrawing.split(old, parts, lying, paper, actor)
    repost(following.follow([old], made, paper.day))
    ids = [place.pk for place in made]
    journal.write("split", "places.place", old.pk, actor=actor, places=ids, day=paper.day.isoformat())
    return made


@transaction.atomic
def rename(place: Place, named: Named, paper: Paper, actor: int | None = None) -> Place:
    """Rename a commune or a village; units keep their names until they are renamed. Raises ValidationError by field."""
    renamed = redrawing.rename(place, named, paper, actor)
    journal.write("rename", "places.place", place.pk, actor=actor, day=paper.day.isoformat())
    return renamed


def repost(units: Collection[int]) -> None:
    """Let the ledger say anew who is first where, for joint work of units that stand elsewhere now.

    All clocks are held before the records are read: nobody writes one of them between its reading and its posting.
    """
    clocks.lock()
    for kind, records in _joint(units).items():
        source = sources.get(kind)
        ledger.post(source, [one for some in _chunks(sorted(records)) for one in source.count(some)])


def _joint(units: Collection[int]) -> dict[int, set[int]]:
    """Records that one of these units and another unit have current facts of, by kind."""
    found: dict[int, set[int]] = defaultdict(set)
    for some in _chunks(list(units)):
        for kind, record in _current().filter(unit__in=some).values_list("record_kind", "record").distinct():
            found[kind].add(record)
    return {
        kind: {record for part in _chunks(sorted(ids)) for record in _of_several(kind, part)}
        for kind, ids in found.items()
    }


def _of_several(kind: int, records: list[int]) -> Iterator[int]:
    rows = (
        _current()
        .filter(record_kind=kind, record__in=records)
        .values("record")
        .annotate(n=Count("unit", distinct=True))
    )
    yield from rows.filter(n__gt=1).values_list("record", flat=True)


def _current() -> QuerySet[Fact]:
    return Fact.objects.filter(superseded_at__isnull=True).order_by()


def _chunks(ids: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield list(ids[start : start + CHUNK])
