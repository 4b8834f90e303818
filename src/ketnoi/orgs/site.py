"""A province under construction: which unit stands on which place, and the layers added to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from ketnoi.orgs import areas, levels
from ketnoi.orgs.ground import Ground
from ketnoi.orgs.models import Agency, Level, Succession, Unit
from ketnoi.places.models import Kind, Place
from ketnoi.places.models import Succession as PlaceSuccession

CHUNK = 1_000
ON_PLACES = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)


def create(units: list[Unit]) -> int:
    """Insert units and write their paths: one statement for roots, one for those with a parent."""
    Unit.objects.bulk_create(units, batch_size=CHUNK)
    own = Concat(Cast("pk", CharField()), Value("."), output_field=CharField())
    above = Subquery(Unit.objects.filter(pk=OuterRef("parent_id")).values("path")[:1])
    Unit.objects.filter(path="", parent=None).update(path=own)
    Unit.objects.filter(path="").update(path=Concat(above, own, output_field=CharField()))
    return len(units)


class Site:
    """`units` is {(agency id, place id): unit id}; an old province of a kept name shares today's unit."""

    def __init__(self, ground: Ground, agencies: dict[str, Agency]) -> None:
        self.ground = ground
        self.agencies = agencies
        self.areas = areas.of_many(ground.everything.values())
        self.centres = dict(Unit.objects.filter(level=Level.CENTRE).values_list("agency_id", "id"))
        self.units: dict[tuple[int, int], int] = {}
        there = Unit.objects.filter(level__in=ON_PLACES, place__in=list(ground.everything)).order_by("-id")
        for agency, place, unit in there.values_list("agency_id", "place_id", "id"):
            self._know(agency, place, unit)

    def add_layer(self, level: Level, kind: Kind) -> int:
        """Create the units of one level that are missing; the level above must be there. Returns how many."""
        new = [
            self._placed(pattern.unit(agency, place), self._parent(agency.pk, place))
            for pattern in levels.patterns(level)
            for agency in [self.agencies[pattern.agency]]
            for place in self.ground.of_kind(kind)
            if (agency.pk, place.pk) not in self.units
        ]
        create(new)
        for unit in new:
            self._know(unit.agency_id, unit.place_id or 0, unit.pk)
        return len(new)

    def add_regions(self, province_code: int) -> int:
        """Create the regional units that are known, with the communes they cover; returns how many."""
        known = levels.regions(province_code)
        communes = {item.code: item.pk for item in self.ground.of_kind(Kind.COMMUNE) if item.valid_to is None}
        added = 0
        for pattern in levels.patterns(Level.REGION):
            agency = self.agencies[pattern.agency]
            if known and not self._has_regions(agency):
                added += self._add_regions(pattern, agency, known, communes)
        return added

    def add_successions(self) -> int:
        """Let units become part of those on the places that theirs became part of; returns how many."""
        pairs = [*self._place_successions(), *self._region_successions()]
        there = set(
            Succession.objects.filter(old__province=int(self.ground.province.code)).values_list("old_id", "new_id")
        )
        settled = {old for old, _new in there}
        new = {
            (old, into): Succession(old_id=old, new_id=into, is_default=default)
            for old, into, default in pairs
            if old != into and (old, into) not in there and not (default and old in settled)
        }
        Succession.objects.bulk_create(new.values(), batch_size=CHUNK)
        return len(new)

    def _know(self, agency: int, place: int, unit: int) -> None:
        self.units[agency, place] = unit
        if place == self.ground.province.pk:
            self.units.update({(agency, old): unit for old in self.ground.kept})

    def _parent(self, agency: int, place: Place) -> int | None:
        """Find the agency's unit on the nearest place above, else its centre."""
        above = place.parent_id
        while above is not None:
            if (agency, above) in self.units:
                return self.units[agency, above]
            above = self.ground.everything[above].parent_id
        return self.centres.get(agency)

    def _placed(self, unit: Unit, parent: int | None) -> Unit:
        unit.parent_id = parent
        for column, value in self.areas[unit.place_id or 0].columns().items():
            setattr(unit, column, value)
        if unit.place_id == self.ground.province.pk:
            unit.valid_from = None  # it went on under the same name
        return unit

    def _has_regions(self, agency: Agency) -> bool:
        province = int(self.ground.province.code)
        return Unit.objects.filter(agency=agency, level=Level.REGION, province=province).exists()

    def _add_regions(
        self, pattern: levels.Pattern, agency: Agency, known: dict[int, set[str]], communes: dict[str, int]
    ) -> int:
        home = self.ground.province
        units = {number: pattern.unit(agency, home, number) for number in sorted(known)}
        for unit in units.values():
            self._placed(unit, self.units.get((agency.pk, home.pk)))
            unit.valid_from = pattern.valid_from
            unit.province_then = 0
        create(list(units.values()))
        links = [
            Unit.covers.through(unit_id=units[number].pk, place_id=communes[code])
            for number, codes in known.items()
            for code in sorted(codes)
        ]
        Unit.covers.through.objects.bulk_create(links, batch_size=CHUNK)
        return len(units)

    def _place_successions(self) -> Iterator[tuple[int, int, bool]]:
        found = PlaceSuccession.objects.filter(old__in=list(self.ground.everything))
        steps = list(found.values_list("old_id", "new_id", "is_default"))
        for agency in self.agencies.values():
            for old, new, default in steps:
                before, after = self.units.get((agency.pk, old)), self.units.get((agency.pk, new))
                if before and after:
                    yield before, after, default

    def _region_successions(self) -> Iterator[tuple[int, int, bool]]:
        """Let a district's court become part of the regional court that took most of its communes."""
        taken = Unit.covers.through.objects.filter(unit__province=int(self.ground.province.code))
        votes: dict[tuple[int, int], Counter[int]] = {}
        regions = list(taken.values_list("unit__agency_id", "unit_id", "place_id"))
        districts = self._districts_by_commune()
        for agency, region, commune in regions:
            for district in districts.get(commune, ()):
                if (agency, district) in self.units:
                    votes.setdefault((agency, district), Counter())[region] += 1
        for key, count in votes.items():
            ranked = [region for region, _votes in count.most_common()]
            yield from ((self.units[key], region, region == ranked[0]) for region in ranked)

    def _districts_by_commune(self) -> dict[int, list[int]]:
        """Return {today's commune: the district of each old commune that became part of it}."""
        found: dict[int, list[int]] = {}
        steps = PlaceSuccession.objects.filter(old__in=list(self.ground.everything), is_default=True)
        for new, district in steps.filter(old__kind=Kind.COMMUNE).values_list("new_id", "old__parent_id"):
            found.setdefault(new, []).append(district or 0)
        return found
