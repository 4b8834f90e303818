"""What became of places, and what they came from: the steps between maps, in few queries."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db.models import Q

from ketnoi.places.models import Kind, Place, Succession

CHUNK = 5_000  # ids in one statement: far below what either engine takes


@dataclass(frozen=True)
class Row:
    """A place as the walk needs it; `above` are the ids of its parent, the parent's parent and so on."""

    kind: str
    code: str
    current: bool
    above: tuple[int, ...]


def chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Cut ids, each once, into lists short enough for one statement."""
    left = iter(set(ids))
    while part := list(islice(left, CHUNK)):
        yield part


def rows(ids: Iterable[int]) -> dict[int, Row]:
    """Read places with the ids above them; unknown ids are left out."""
    columns = (
        "id",
        "kind",
        "code",
        "valid_to",
        "parent_id",
        "parent__parent_id",
        "parent__parent__parent_id",
    )
    found: dict[int, Row] = {}
    for part in chunks(ids):
        for place, kind, code, ended, *above in Place.objects.filter(pk__in=part).values_list(*columns):
            found[place] = Row(kind, code, ended is None, tuple(item for item in above if item is not None))
    return found


def last_steps(ids: Iterable[int]) -> tuple[dict[int, int], set[int]]:
    """Follow default successors to the last map: {id: where it ends}, and the ids that a split took there."""
    end = {place: place for place in ids}
    split: set[int] = set()
    moving = set(end)
    while moving:
        step = {
            old: (new, divided)
            for part in chunks(end[place] for place in moving)
            for old, new, divided in Succession.objects.filter(old__in=part, is_default=True).values_list(
                "old_id", "new_id", "split"
            )
        }
        moving = {place for place in moving if end[place] in step}
        for place in moving:
            end[place], divided = step[end[place]]
            if divided:
                split.add(place)
    return end, split


def below(ids: Collection[int]) -> set[int]:
    """Return the ids that are places, and everything under them on their own maps.

    One step a query: joins of the table with itself go astray on PostgreSQL before it has statistics.
    """
    found: set[int] = set()
    fresh = _ids("pk__in", ids)
    while fresh:
        found |= fresh
        fresh = _ids("parent__in", fresh) - found
    return found


def _ids(condition: str, ids: Collection[int]) -> set[int]:
    parts = chunks(ids)
    return {place for part in parts for place in Place.objects.filter(**{condition: part}).values_list("id", flat=True)}


def predecessors(ids: Collection[int]) -> set[int]:
    """Return the places whose default successor is one of these; one step back."""
    return {
        old
        for part in chunks(ids)
        for old in Succession.objects.filter(new__in=part, is_default=True).values_list("old_id", flat=True)
    }


def own_way(ids: Collection[int]) -> dict[int, int]:
    """Return {village: its own default successor} for the villages among these that name one."""
    named = Q(old__kind=Kind.VILLAGE, is_default=True)
    return {
        old: new
        for part in chunks(ids)
        for old, new in Succession.objects.filter(named, old__in=part).values_list("old_id", "new_id")
    }
