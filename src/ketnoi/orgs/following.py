"""Units follow the map: where communes are merged or split, so are the agencies' units in them; no journal here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date, timedelta

from django.db.models import Q

from ketnoi.orgs import areas, levels
from ketnoi.orgs.models import FormerParent, Level, Succession, Unit, searchable
from ketnoi.orgs.reorganising import put_under
from ketnoi.orgs.site import create
from ketnoi.places.models import Place


def of_communes(communes: Collection[Place]) -> list[Unit]:
    """Units of commune level that stand on these communes today."""
    found = Unit.objects.filter(place__in=communes, level=Level.COMMUNE, valid_to=None)
    return list(found.select_related("agency", "parent", "place").order_by("agency", "pk"))


def follow(olds: Sequence[Place], news: Sequence[Place], day: date) -> list[int]:
    """Make each agency's units of the old communes part of new ones on the new, the first of which is the default.

    What stands under an old unit goes under the default one. Answers ids of all units whose areas moved.
    """
    units_there = Unit.objects.select_for_update().filter(pk__in=[unit.pk for unit in of_communes(olds)])
    list(units_there.order_by("pk"))  # held: nobody else moves or closes them meanwhile
    by_agency: dict[int, list[Unit]] = defaultdict(list)
    for unit in of_communes(olds):
        by_agency[unit.agency_id].append(unit)
    for units in by_agency.values():
        _succeed(units, news, day)
    _cover(olds, news)
    return _move_areas(olds)


def _succeed(units: Sequence[Unit], news: Sequence[Place], day: date) -> None:
    made = [_on(place, units[0], day) for place in news]
    create(made)
    for unit in units:
        for child in Unit.objects.select_for_update().filter(parent=unit, valid_to=None).order_by("pk"):
            FormerParent.objects.create(unit=child, parent=unit, valid_to=day - timedelta(days=1))
            put_under(child, Unit.objects.get(pk=made[0].pk))
        unit.valid_to, unit.version = day - timedelta(days=1), unit.version + 1
        unit.save(update_fields=["valid_to", "version"])
        for position, new in enumerate(made):
            Succession.objects.create(old=unit, new=new, is_default=position == 0)


def _on(place: Place, like: Unit, day: date) -> Unit:
    """An unsaved unit of the same agency on a new commune, called as the agency calls its units of communes."""
    pattern = next((one for one in levels.patterns(Level.COMMUNE) if one.agency == like.agency.code), None)
    if pattern is not None:
        unit = pattern.unit(like.agency, place)
    else:
        name = f"{like.agency.short} {place.inner}"
        unit = Unit(agency=like.agency, level=Level.COMMUNE, name=name, folded=searchable(name, ""), place=place)
    unit.valid_from, unit.parent = day, like.parent
    for column, value in areas.of(place).columns().items():
        setattr(unit, column, value)
    return unit


def _cover(olds: Sequence[Place], news: Sequence[Place]) -> None:
    """Regional units that covered the old communes cover the new ones."""
    for unit in Unit.objects.filter(covers__in=olds, valid_to=None).distinct():
        unit.covers.add(*news)


def _move_areas(olds: Sequence[Place]) -> list[int]:
    """Work out anew where units stand whose commune of today these were: those of earlier maps too."""
    inside = Place.objects.filter(parent__in=olds)
    here = Q(place__in=olds) | Q(place__in=inside) | Q(commune_now__in=[place.pk for place in olds])
    units = list(Unit.objects.filter(here).select_related("place"))
    known = areas.of_many([unit.place for unit in units if unit.place])
    for unit in units:
        for column, value in known[unit.place_id or 0].columns().items():
            setattr(unit, column, value)
    Unit.objects.bulk_update(units, list(areas.NATION.columns()), batch_size=500)
    return [unit.pk for unit in units]
