"""The ground a province's world stands on: its units and places as they were, on the map with districts."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from random import Random

from ketnoi.orgs.models import Level, Unit
from ketnoi.places import actions as places
from ketnoi.places import queries
from ketnoi.places.models import Kind, Place

AGENCIES = ("hoi", "ca", "vks", "ta", "pbgdpl", "ubnd", "pnca", "gd")
INSIDE = (Level.SECTION, Level.BRANCH, Level.TEAM)  # they stand where their unit does
URBAN = ("phường", "thị trấn")


@dataclass(frozen=True)
class Ground:
    """`units` is {(agency code, place id): unit id}; `communes` {today's commune id: old communes that became it}."""

    province: Place
    districts: dict[int, Place]
    communes: dict[int, list[Place]]
    units: dict[tuple[str, int], int]

    def unit(self, agency: str, place: Place | None = None) -> int:
        """An agency's unit on a place, else of the province. Raises KeyError when it has none there either."""
        found = self.units.get((agency, place.pk)) if place else None
        return found if found is not None else self.units[agency, self.province.pk]

    def has(self, agency: str, place: Place) -> bool:
        return (agency, place.pk) in self.units


def survey(code: int, day: dt.date) -> Ground:
    """The ground of the old province that bears the name of today's with this code, as it was on `day`.

    Raises Place.DoesNotExist when there is no such province today.
    """
    today = Place.objects.get(kind=Kind.PROVINCE, code=f"{code:02d}", valid_to=None)
    old = Place.objects.get(kind=Kind.PROVINCE, name=today.name, valid_to__isnull=False)
    districts = {place.pk: place for place in Place.objects.filter(parent=old, kind=Kind.DISTRICT).order_by("code")}
    communes = list(Place.objects.filter(parent__in=districts, kind=Kind.COMMUNE).order_by("code"))
    became = queries.today(place.pk for place in communes)
    merged: dict[int, list[Place]] = defaultdict(list)
    for place in communes:
        merged[became[place.pk]].append(place)
    here = [today.pk, old.pk, *districts, *(place.pk for place in communes)]
    units = (
        Unit.objects.on(day).filter(province=code, agency__code__in=AGENCIES, place__in=here).exclude(level__in=INSIDE)
    )
    known = {(agency, place): unit for agency, place, unit in units.values_list("agency__code", "place_id", "id")}
    known |= {(agency, old.pk): unit for (agency, place), unit in known.items() if place == today.pk}
    return Ground(old, districts, dict(merged), known)


class Villages:
    """Invented villages of real communes, made when somebody first meets there."""

    MOST = 3  # in one commune

    def __init__(self, division: str, random: Random) -> None:
        self.division = division
        self.random = random
        self.made: dict[tuple[int, int], Place] = {}

    def one_of(self, commune: Place, actor: int) -> Place:
        number = self.random.randint(1, self.MOST)
        if (commune.pk, number) not in self.made:
            division = "tổ dân phố" if commune.division in URBAN else self.division
            village = places.add_village(commune, f"Mẫu {number}", division, actor)
            self.made[commune.pk, number] = village
        return self.made[commune.pk, number]
