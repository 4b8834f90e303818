"""The area columns of a unit, computed from its place; nowhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass

from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place, Succession


@dataclass(frozen=True)
class Areas:
    """Today's province code, then place ids; 0 where there is none."""

    province: int = 0
    province_then: int = 0
    district_then: int = 0
    commune_then: int = 0
    commune_now: int = 0

    def columns(self) -> dict[str, int]:
        """Return the values by the names of the unit's columns."""
        return asdict(self)


NATION = Areas()


def of(place: Place | None) -> Areas:
    """Return the areas of one place; no place is the centre."""
    return of_many([place])[place.pk] if place is not None else NATION


def of_many(found: Collection[Place]) -> dict[int, Areas]:
    """Return {place id: its areas}.

    The `…_then` areas are those of the last map with districts. A province of today that kept the name of an
    old one stands there for it, since its agencies went on; a commune of today stands nowhere on the old map,
    since its agencies are new.
    """
    ids = {place.pk for place in found}
    province, now = places.today_province(ids), places.today(ids)
    then = _on_the_old_map(found)
    kept = {new.pk: old for old, new in kept_provinces(found).items()}
    old = {kind: places.ancestor(then, kind) for kind in (Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE)}
    return {
        item: Areas(
            province=province[item],
            province_then=old[Kind.PROVINCE].get(item, kept.get(item, 0)),
            district_then=old[Kind.DISTRICT].get(item, 0),
            commune_then=old[Kind.COMMUNE].get(item, 0),
            commune_now=now[item],
        )
        for item in ids
    }


def kept_provinces(found: Iterable[Place]) -> dict[int, Place]:
    """Return {old province id: the province of today among `found` that kept its name}."""
    new = {place.pk: place for place in found if place.kind == Kind.PROVINCE}
    pairs = Succession.objects.filter(new__in=new, old__kind=Kind.PROVINCE).select_related("old")
    return {pair.old_id: new[pair.new_id] for pair in pairs if pair.old.folded == new[pair.new_id].folded}


def _on_the_old_map(found: Iterable[Place]) -> set[int]:
    last = places.last_district_day()
    return {place.pk for place in found if last and (place.valid_from is None or place.valid_from <= last)}
