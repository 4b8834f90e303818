"""Units as a workbook names them: the agency's word said ten ways, and the place it works in."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final

from ketnoi.activities import choosing, sheet
from ketnoi.activities.named import LONGEST, Named, became, ended_maps, meant, refused
from ketnoi.activities.place_names import ancestors, names_of
from ketnoi.activities.spelling import spelled, whole
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Kind, Place
from ketnoi.ui.text import fold

_LEVELS: Final = {
    "xa": Kind.COMMUNE, "phuong": Kind.COMMUNE, "thi tran": Kind.COMMUNE, "huyen": Kind.DISTRICT,
    "quan": Kind.DISTRICT, "thi xa": Kind.DISTRICT, "tinh": Kind.PROVINCE, "thanh pho": Kind.PROVINCE,
}  # fmt: skip
Units = Mapping[str, list[Unit]]
Of = Callable[[str, dt.date], Units]


def find(
    text: str,
    day: dt.date,
    province: int,
    beside: int | None,
    of: Of,
) -> Named:
    if len(text) > LONGEST:
        raise refused(f"{text[:50]}…", [])
    said = whole(text)
    found = choosing.units_called(said, day, province)
    exact = [one for one in found if fold(said) in {fold(one.label), fold(one.name)}]
    if len(exact) == 1:
        return Named(exact[0].pk)
    named = _of_agency(text, day, beside, of)
    if len(named) == 1:
        return Named(named[0].pk)
    if len(found) == 1 and not named:
        return Named(found[0].pk, meant(text, found[0]))
    if not found and not named:
        merged = _merged(text, day, of)
        if merged is not None:
            return merged
    raise refused(text, named or found)


def _of_agency(text: str, day: dt.date, beside: int | None, of: Of) -> list[Unit]:
    """Units by the agency their name begins with and the place it goes on with."""
    for agency, rest in _parted(whole(text)):
        units = of(agency, day)
        found = units.get(rest, [])
        if not found and rest in _LEVELS and beside is not None:
            found = _beside(beside, _LEVELS[rest], units)
        if not found and "," in rest:
            found = _inside(rest, units)
        if found:
            return list({one.pk: one for one in found}.values())
    return []


def _parted(said: str) -> Iterator[tuple[str, str]]:
    """Every way to part a name into an agency's word and a rest, the longest word first."""
    words = fold(said).split(" ")
    known = _agency_words()
    for length in range(min(len(words) - 1, 6), 0, -1):
        agency = known.get(" ".join(words[:length]))
        if agency is not None:
            yield agency, spelled(" ".join(words[length:]))


@cache
def _agency_words() -> dict[str, str]:
    return {fold(row["words"]): row["agency"] for row in sheet.rows_of("unit_words.csv")}


def begins_a_unit(text: str) -> bool:
    """Does it begin as names of units do, so that it may be the next one of several?"""
    words = fold(text).split(" ")
    known = _agency_words()
    return any(" ".join(words[:length]) in known for length in range(1, 7))


def by_place(agency: str, day: dt.date, province: int) -> dict[str, list[Unit]]:
    units = Unit.objects.on(day).filter(agency__code=agency, province=province, place__isnull=False)
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in units.select_related("place__parent").order_by("pk"):
        for name in names_of(unit.place) if unit.place else ():
            found[name].append(unit)
    return dict(found)


def _inside(rest: str, units: Units) -> list[Unit]:
    own, *above = (part.strip() for part in rest.split(","))
    found = units.get(fold(own), [])
    return [one for one in found if one.place and all(_lies_in(one.place, part) for part in above)]


def _lies_in(place: Place, name: str) -> bool:
    return any(fold(name) in names_of(one) for one in ancestors(place))


def _beside(lead: int, kind: Kind, units: Units) -> list[Unit]:
    """For "Công an xã": the unit of that agency at the lead's place, or at a larger one that lies around it."""
    place = _place_of(lead)
    ways = [place, *ancestors(place)] if place else []
    wanted = {one.pk for one in ways if one.kind == kind}
    every = (one for some in units.values() for one in some)
    if kind == Kind.PROVINCE:
        return [one for one in every if one.level == Level.PROVINCE]
    return [one for one in every if one.place_id in wanted]


def _place_of(unit: int) -> Place | None:
    found = Unit.objects.select_related("place__parent__parent__parent").get(pk=unit)
    return found.place


def _merged(text: str, day: dt.date, of: Of) -> Named | None:
    """A unit that became part of another before that day: the other one, if somebody agrees."""
    for ended in ended_maps(day):
        old = _of_agency(text, ended, None, of)
        steps = list(old[0].became.filter(is_default=True).select_related("new")) if len(old) == 1 else []
        if len(steps) == 1 and Unit.objects.on(day).filter(pk=steps[0].new_id).exists():
            return Named(steps[0].new_id, became(old[0].label, steps[0].new.label))
    return None
