"""The places on which one province's agencies stand: today's and those that became part of it."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.orgs.areas import kept_provinces
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place


@dataclass(frozen=True)
class Ground:
    """`kept` are the old provinces whose agencies went on under the same name: they get no units of their own."""

    province: Place
    kept: set[int]
    everything: dict[int, Place]

    def of_kind(self, kind: Kind) -> list[Place]:
        """Return the places of a kind that get units, by code; today's before the old ones."""
        found = [item for item in self.everything.values() if item.kind == kind and item.pk not in self.kept]
        return sorted(found, key=lambda item: (item.valid_to is not None, item.code))


def of(province_code: int) -> Ground:
    """Return the ground of today's province. Raises Place.DoesNotExist when there is none of this code."""
    province = Place.objects.get(kind=Kind.PROVINCE, code=f"{province_code:02d}", valid_to=None)
    gathered = places.gathered(province)
    everything = Place.objects.filter(pk__in=gathered).exclude(kind=Kind.VILLAGE).select_related("parent")
    return Ground(province, set(kept_provinces([province])), {item.pk: item for item in everything})
