"""What other rooms ask about places; each answers for any number of ids in a few queries.

The maps are the two of `data/maps.csv` and any an administrator adds; "today" is the last one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Max

from ketnoi.places import successors
from ketnoi.places.models import Kind, Map, Place
from ketnoi.places.search import find

__all__ = [
    "ancestor",
    "converted",
    "find",
    "gathered",
    "labels",
    "last_district_day",
    "map_on",
    "name_path",
    "old_district",
    "today",
    "today_province",
    "within",
]


def map_on(day: date) -> Map:
    """Return the map shown for `day`: the last begun by then, else the first. Raises Map.DoesNotExist."""
    maps = list(Map.objects.all())
    begun = [item for item in maps if item.valid_from is None or item.valid_from <= day]
    if not maps:
        raise Map.DoesNotExist
    return begun[-1] if begun else maps[0]


def labels(ids: Iterable[int | None]) -> dict[int | None, str]:
    """{place id: "Bản Nà Hoa, xã Chiềng Mai, huyện Mai Sơn"} of those that are known, in one query."""
    return {place.pk: place.label for place in Place.objects.filter(pk__in={one for one in ids if one}).labelled()}


def within(place: Place) -> set[int]:
    """Return ids of the place and everything under it on its own map, villages too."""
    return successors.below({place.pk})


def gathered(place: Place) -> set[int]:
    """Return `within(place)` with all that became part of it, and what lies under that.

    A split unit belongs to its default successor, except those of its villages that name their own.
    The sets of today's communes are disjoint.
    """
    found = within(place)
    fresh = found
    while fresh:
        came = successors.predecessors(fresh) - found
        fresh = successors.below(came) - found if came else set()
        # a village that went its own way comes with what it became part of, not with its old commune
        ways = successors.own_way(fresh)
        fresh -= {village for village, into in ways.items() if into not in found and village not in came}
        found = found | fresh
    return found


def today(ids: Iterable[int]) -> dict[int, int]:
    """Return {id: today's commune id}; 0 for what is larger than a commune, or not known."""
    wanted = set(ids)
    end, _split = _at_last_commune(wanted)
    return {place: end.get(place, 0) for place in wanted}


def converted(ids: Iterable[int]) -> set[int]:
    """Return those whose commune of today is the default of a split: shown as "quy đổi"."""
    return _at_last_commune(set(ids))[1]


def today_province(ids: Iterable[int]) -> dict[int, int]:
    """Return {id: code of today's province as a small int}; 0 where the place is not known."""
    wanted = set(ids)
    known = successors.rows(wanted)
    root = {place: row.above[-1] if row.above else place for place, row in known.items()}
    end, _split = successors.last_steps(set(root.values()))
    arrived = successors.rows(end.values()).items()
    codes = {place: int(row.code) for place, row in arrived if row.current and row.code}
    return {place: codes.get(end[root[place]], 0) if place in root else 0 for place in wanted}


def old_district(ids: Iterable[int]) -> dict[int, int]:
    """Return {id: the district it lies in or is}; 0 on a map without districts."""
    return ancestor(ids, Kind.DISTRICT)


def ancestor(ids: Iterable[int], kind: Kind) -> dict[int, int]:
    """Return {id: the place of this kind that it lies in or is, on its own map}; 0 where there is none."""
    wanted = set(ids)
    known = successors.rows(wanted)
    above = successors.rows({item for row in known.values() for item in row.above})
    kinds = {place: row.kind for place, row in (above | known).items()}
    found = dict.fromkeys(wanted, 0)
    for place, row in known.items():
        found[place] = next((item for item in (place, *row.above) if kinds[item] == kind), 0)
    return found


def last_district_day() -> date | None:
    """Return the last day on which there were districts; None where no map has any."""
    last: date | None = Place.objects.filter(kind=Kind.DISTRICT).aggregate(last=Max("valid_to"))["last"]
    return last


def name_path(place: Place) -> str:
    """Return the name up to the province: "Xã Hoa Ban, huyện Hoa Mận, tỉnh Minh họa"."""
    names, above = [place.name], place.parent
    while above is not None:
        names.append(above.inner)
        above = above.parent
    return ", ".join(names)


def _at_last_commune(wanted: Collection[int]) -> tuple[dict[int, int], set[int]]:
    """Follow each place to a commune of today, a village by its own successor or else by its commune."""
    known = successors.rows(wanted)
    ways = successors.own_way(known)
    start = {
        place: place if row.kind != Kind.VILLAGE or place in ways else row.above[0] for place, row in known.items()
    }
    end, split = successors.last_steps(set(start.values()))
    arrived = successors.rows(end.values())
    found = {}
    for place, first in start.items():
        row = arrived[end[first]]
        if row.current and row.kind == Kind.COMMUNE:
            found[place] = end[first]
        elif row.current and row.kind == Kind.VILLAGE:
            found[place] = row.above[0]
    return found, {place for place in found if start[place] in split}
