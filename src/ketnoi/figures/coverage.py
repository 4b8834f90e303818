"""How many communes there are in what a figure asks about: the "56" of "56/56 xã", on either map."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ketnoi.figures import maps
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.orgs.models import Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place


def communes(figure: Figure) -> int:
    """The communes of the area, on the old map where the figure names an area of it, else on today's."""
    found = _on_map(old=maps.asks_old(figure))
    if figure.place:
        found = found.filter(pk__in=places.within(Place.objects.get(pk=figure.place)))
    if figure.level != Level.NATION and figure.area != EVERY:
        found = found.filter(_in_area(figure.level, figure.area))
    return (found.filter(_of_unit(figure.unit)) if figure.unit else found).count()


def _on_map(*, old: bool) -> QuerySet[Place]:
    every = Place.objects.filter(kind=Kind.COMMUNE)
    then = maps.old_map() if old else None
    return every.on(then.day) if then else every.filter(valid_to=None)


def _in_area(level: int, area: int) -> Q:
    if level == Level.PROVINCE:
        return Q(parent__kind=Kind.PROVINCE, parent__code=f"{area:02d}", parent__valid_to=None)
    if level == Level.PROVINCE_THEN:
        return Q(parent__parent=area)
    return Q(parent=area) if level == Level.DISTRICT_THEN else Q(pk=area)


def _of_unit(asked: int) -> Q:
    """The communes a unit works in: all of them for the centre."""
    unit = Unit.objects.select_related("place").get(pk=asked)
    if unit.level == UnitLevel.PROVINCE:
        return _in_area(Level.PROVINCE, unit.province)
    if unit.commune_now:
        return Q(pk=unit.commune_now)
    return Q(pk__in=places.gathered(unit.place)) if unit.place else Q()
