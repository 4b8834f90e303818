"""What other rooms ask about units; each answers in a few queries, however many ids go in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import IntEnum
from itertools import islice

from django.db.models import Q

from ketnoi.audit import kept
from ketnoi.orgs.models import FormerName, Succession, Unit
from ketnoi.orgs.search import find

__all__ = ["Area", "came_into", "find", "heir", "in_area", "names", "provinces", "scope", "scope_paths", "standing_on"]

CHUNK = 5_000  # ids in one statement
BRANCHES = 200  # alternatives in one condition


class Area(IntEnum):
    """The areas a unit lies in; 1-4 are the levels of the ledger's flags."""

    NATION = 0
    PROVINCE = 1
    PROVINCE_THEN = 2
    DISTRICT_THEN = 3
    COMMUNE_THEN = 4
    COMMUNE_NOW = 5


_COLUMNS = {area: area.name.lower() for area in Area if area is not Area.NATION}


def scope(unit_ids: Iterable[int]) -> frozenset[int]:
    """Return these units, those under them, and all that became part of any of them, with those under them.

    A unit that was split counts with its default successor only.
    """
    asked = frozenset(unit_ids)
    return kept.once(("scope", asked), lambda: _scope(asked))


def _scope(unit_ids: frozenset[int]) -> frozenset[int]:
    found: dict[int, str] = {}
    fresh: Collection[int] = unit_ids
    while fresh:
        tops = _tops(path for path in _paths(fresh).values() if path)
        below = {unit: path for unit, path in _under(tops).items() if unit not in found}
        found |= below
        fresh = _predecessors(below) - found.keys()
    return frozenset(found)


def scope_paths(unit_ids: Iterable[int]) -> list[str]:
    """Paths whose units, with those under them, are `scope` of these: a few texts, however many units."""
    asked = frozenset(unit_ids)
    return kept.once(("scope paths", asked), lambda: _scope_paths(asked))


def _scope_paths(unit_ids: frozenset[int]) -> list[str]:
    tops: list[str] = []
    fresh = [path for path in _paths(unit_ids).values() if path]
    while fresh:
        tops = _tops([*tops, *fresh])
        under = Unit.objects.under(tops)
        came = Succession.objects.filter(is_default=True, new__in=under.values("pk"))
        fresh = list(came.exclude(old__in=under.values("pk")).values_list("old__path", flat=True))
    return tops


def heir(unit: int) -> int:
    """The unit that this one is part of by now: itself, while nothing took its place."""
    before: set[int] = set()
    now: int | None = unit
    while now is not None and now not in before:
        before.add(unit := now)
        now = Succession.objects.filter(is_default=True, old=unit).values_list("new", flat=True).first()
    return unit


def came_into(unit_ids: Iterable[int]) -> dict[int, list[int]]:
    """{unit: the units that became part of it, and what had become part of those}."""
    asked = frozenset(unit_ids)
    return kept.once(("came into", asked), lambda: _came_into(asked))


def _came_into(units: frozenset[int]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    roots = {unit: unit for unit in units}  # {unit of this round: the asked unit it ended in}
    while roots:
        came = Succession.objects.filter(is_default=True, new__in=roots).values_list("old_id", "new_id")
        roots = {old: roots[new] for old, new in came}
        for old, root in roots.items():
            found.setdefault(root, []).append(old)
    return found


def in_area(level: int, area_id: int, agency: str | None = None) -> list[int]:
    """Return ids, ascending, of the units in an area; `level` as in `Area`, `agency` a code.

    `area_id` is today's province code at level 1 and a place id at the others; level 0 asks for all.
    Raises ValueError for a level that is none.
    """
    area = Area(level)
    units = Unit.objects.order_by("id")
    if area is not Area.NATION:
        units = units.filter(**{_COLUMNS[area]: area_id})
    if agency is not None:
        units = units.filter(agency__code=agency)
    return list(units.values_list("id", flat=True))


def standing_on(place_ids: Iterable[int]) -> list[int]:
    """Return ids, ascending, of the units that stand, or stood, on these very places."""
    parts = (Unit.objects.filter(place__in=part).values_list("pk", flat=True) for part in _chunks(place_ids))
    return sorted(unit for part in parts for unit in part)


def provinces(ids: Iterable[int]) -> list[int]:
    """Return today's province codes, ascending, in which these units stand; 0 is where the centres do."""
    asked = frozenset(ids)
    return kept.once(("provinces", asked), lambda: sorted(_provinces(asked)))


def _provinces(ids: frozenset[int]) -> set[int]:
    parts = (Unit.objects.filter(pk__in=part).values_list("province", flat=True) for part in _chunks(ids))
    return {province for part in parts for province in part.distinct()}


def names(ids: Iterable[int], day: date | None = None) -> dict[int, str]:
    """Return {id: label} for the units that are known: as they are called, or as they were on `day`."""
    wanted = set(ids)
    found = {
        unit: short or name
        for part in _chunks(wanted)
        for unit, short, name in Unit.objects.filter(pk__in=part).values_list("id", "short_name", "name")
    }
    return found if day is None else found | _former_names(wanted, day)


def _former_names(ids: Collection[int], day: date) -> dict[int, str]:
    former = (
        item
        for part in _chunks(ids)
        for item in FormerName.objects.filter(unit__in=part, valid_to__gte=day).order_by("-valid_to")
    )
    # the earliest that ends on or after the day comes last and stays
    return {item.unit_id: item.label for item in former}


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(set(ids))
    while part := list(islice(left, CHUNK)):
        yield part


def _paths(ids: Iterable[int]) -> dict[int, str]:
    parts = _chunks(ids)
    return {unit: path for part in parts for unit, path in Unit.objects.filter(pk__in=part).values_list("id", "path")}


def _tops(paths: Iterable[str]) -> list[str]:
    """Leave out the paths under another one of them; the dot at the end keeps 1.1. and 1.11. apart."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return tops


def _under(tops: list[str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for start in range(0, len(tops), BRANCHES):
        found |= dict(Unit.objects.under(tops[start : start + BRANCHES]).values_list("id", "path"))
    return found


def _predecessors(ids: Collection[int]) -> set[int]:
    return {
        old
        for part in _chunks(ids)
        for old in Succession.objects.filter(Q(is_default=True), new__in=part).values_list("old_id", flat=True)
    }
