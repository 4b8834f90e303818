"""Loading the maps of `data/`: in bulk, and as often as one likes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

from django.db import connection, transaction

from ketnoi.audit import bulk, journal
from ketnoi.places.models import Kind, Map, Place, Succession, searchable
from ketnoi.places.sources import rows

COLUMNS = (
    "code", "kind", "division", "name", "folded", "folded_name", "parent_id", "valid_from", "valid_to",
    "lat", "lon", "area_km2",
)  # fmt: skip
OLD, TODAY = "địa giới 30/6/2025", "địa giới từ 01/7/2025"
# Files in the order of their parents: kind, file, the kind above, the map.
LAYERS = [
    (Kind.PROVINCE, "old_provinces.csv", None, OLD),
    (Kind.DISTRICT, "old_districts.csv", Kind.PROVINCE, OLD),
    (Kind.COMMUNE, "old_communes.csv.gz", Kind.DISTRICT, OLD),
    (Kind.PROVINCE, "provinces.csv", None, TODAY),
    (Kind.COMMUNE, "communes.csv.gz", Kind.PROVINCE, TODAY),
]
Known: TypeAlias = dict[tuple[str, str, date | None], int]


@dataclass(frozen=True)
class Loaded:
    """How many rows a run of the loader added; all zero when everything was there."""

    places: int
    successions: int


@transaction.atomic
def load_maps(actor: int | None = None) -> Loaded:
    """Bring both maps and the successions between them into the database; returns what was new."""
    maps = _maps()
    divisions = sorted((row["division"] for row in rows("divisions.csv")), key=len, reverse=True)
    known = _known()
    added = sum(_load_layer(layer, maps, divisions, known) for layer in LAYERS)
    loaded = Loaded(places=added, successions=_load_successions(maps, known))
    if loaded.places or loaded.successions:
        _refresh_statistics()
        journal.write("load", "places.map", 0, actor=actor, places=loaded.places, successions=loaded.successions)
    return loaded


def _refresh_statistics() -> None:
    """Tell the planner how much there is now: until it knows, PostgreSQL joins the places by nested loops."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE places_place")
        cursor.execute("ANALYZE places_succession")


def _maps() -> dict[str, Map]:
    for row in rows("maps.csv"):
        days = {key: date.fromisoformat(row[key]) if row[key] else None for key in ("valid_from", "valid_to")}
        Map.objects.get_or_create(name=row["name"], defaults={"day": date.fromisoformat(row["day"]), **days})
    return {item.name: item for item in Map.objects.all()}


def _known(**layer: Any) -> Known:
    """{(kind, code, valid from): id} of the places that carry a code; of one layer, where its columns are given."""
    found = Place.objects.filter(**layer).exclude(code="").values_list("kind", "code", "valid_from", "id")
    return {(kind, code, start): place for kind, code, start, place in found}


def _load_layer(
    layer: tuple[Kind, str, Kind | None, str], maps: dict[str, Map], divisions: list[str], known: Known
) -> int:
    kind, file, above, name = layer
    shown = maps[name]
    new = [
        _columns(row, kind, shown, divisions, known[above, row["parent"], shown.valid_from] if above else None)
        for row in rows(file)
        if (kind, row["code"], shown.valid_from) not in known
    ]
    if new:
        bulk.insert(Place, COLUMNS, new)
        known.update(_known(kind=kind, valid_from=shown.valid_from))
    return len(new)


def _columns(row: dict[str, str], kind: Kind, shown: Map, divisions: list[str], parent: int | None) -> tuple[Any, ...]:
    """A place as COLUMNS has it."""
    name = row["name"]
    division = next(item for item in divisions if name.lower().startswith(f"{item} "))
    keys = searchable(name, division)
    measured = (float(row[key]) if row.get(key) else None for key in ("lat", "lon", "area_km2"))
    folded = (keys["folded"], keys["folded_name"])
    return (row["code"], kind.value, division, name, *folded, parent, shown.valid_from, shown.valid_to, *measured)


def _load_successions(maps: dict[str, Map], known: Known) -> int:
    old_from, new_from = maps[OLD].valid_from, maps[TODAY].valid_from
    there = set(Succession.objects.values_list("old_id", "new_id"))
    new = []
    for row in rows("successions.csv.gz"):
        old = known[row["old_kind"], row["old_code"], old_from]
        into = known[row["new_kind"], row["new_code"], new_from]
        if (old, into) not in there:
            new.append((old, into, row["is_default"] == "1", row["split"] == "1"))
    bulk.insert(Succession, ("old_id", "new_id", "is_default", "split"), new)
    return len(new)
