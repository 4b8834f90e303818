"""From the columns of a fact to what a breakdown shows: cells to kinds, sets to members, places to communes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection

from ketnoi.figures import together
from ketnoi.figures.models import CategorySet, Cell, SetMember
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place

COLUMNS = {
    "month": "month",
    "year": "month",
    "kind": "cell",
    "audience": "cell",
    "counting": "cell",
    "programme": "programmes",
    "topic": "tags",
    "unit": "unit",
    "agency": "agency",
    "province": "province",
    "commune": "place",
    "commune_then": "place",
    "district": "place",
    "place": "place",
}
UNKNOWN = (0,)


def fold(name: str, found: Collection[int]) -> dict[int, tuple[int, ...]]:
    """What each value of the column is shown as: several for programmes and topics, (0,) where nothing is known."""
    if name == "year":
        return {month: (month // 12,) for month in found}
    if name in {"kind", "audience", "counting"}:
        cells = Cell.objects.filter(pk__in=found).values_list("pk", name)
        return {pk: (category,) for pk, category in cells}
    if name in {"programme", "topic"}:
        return _members(name, found)
    if name in _areas:
        return {place: (area,) for place, area in together.each(name, found, _areas[name]).items()}
    return {value: (value,) for value in found}


def _own_commune(found: set[int]) -> dict[int, int]:
    """The commune each place is or lies in on its own map; 0 for one of today's map."""
    old = set(Place.objects.filter(pk__in=found, valid_to__isnull=False).values_list("pk", flat=True))
    return dict.fromkeys(found, 0) | places.ancestor(old, Kind.COMMUNE)


_areas: dict[str, Callable[[set[int]], dict[int, int]]] = {
    "commune": places.today,
    "commune_then": _own_commune,
    "district": places.old_district,
}


def _members(name: str, found: Collection[int]) -> dict[int, tuple[int, ...]]:
    family = CategorySet.Family.PROGRAMME if name == "programme" else CategorySet.Family.TOPIC
    members: dict[int, tuple[int, ...]] = defaultdict(tuple)
    for number, member in SetMember.objects.filter(family=family, set__in=found).values_list("set", "member"):
        members[number] += (member,)
    return {number: members.get(number, UNKNOWN) for number in found}
