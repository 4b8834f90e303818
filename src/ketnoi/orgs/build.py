"""The whole tree of one province's agencies, from its places and `data/levels.csv`; in bulk, once or again."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from ketnoi.audit import journal
from ketnoi.orgs import ground, levels
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.orgs.site import Site, create
from ketnoi.places.models import Kind

LAYERS = ((Level.PROVINCE, Kind.PROVINCE), (Level.DISTRICT, Kind.DISTRICT), (Level.COMMUNE, Kind.COMMUNE))


@dataclass(frozen=True)
class Built:
    """How many rows a run added; all zero when everything was there."""

    units: int
    successions: int


@transaction.atomic
def agency_units(province_code: int, actor: int | None = None) -> Built:
    """Create what is missing of the agencies' units of today's province and of what became part of it.

    Raises Place.DoesNotExist when there is no such province on today's map.
    """
    added = centres()
    site = Site(ground.of(province_code), agencies())
    added += sum(site.add_layer(level, kind) for level, kind in LAYERS)
    added += site.add_regions(province_code)
    built = Built(units=added, successions=site.add_successions())
    if built.units or built.successions:
        counts = {"units": built.units, "successions": built.successions}
        journal.write("build", "orgs.province", province_code, actor=actor, **counts)
    return built


def agencies() -> dict[str, Agency]:
    """Bring the agencies of `data/agencies.csv` into the database; returns them by code."""
    columns = ["code", "name", "short", "css", "order"]
    Agency.objects.bulk_create(levels.agencies(), update_conflicts=True, unique_fields=["id"], update_fields=columns)
    return {item.code: item for item in Agency.objects.all()}


@transaction.atomic
def centres() -> int:
    """Create the national unit of each agency that has one and lacks it; returns how many were new."""
    known = agencies()
    there = set(Unit.objects.filter(level=Level.CENTRE).values_list("agency__code", flat=True))
    patterns = [item for item in levels.patterns(Level.CENTRE) if item.agency not in there]
    return create([item.unit(known[item.agency], None) for item in patterns])
