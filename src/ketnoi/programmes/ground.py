"""The ground a programme stands on: the province of its chair, its communes of today, and what may be filtered by."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.places.models import Kind, Place
from ketnoi.programmes.models import Programme


@dataclass(frozen=True)
class Ground:
    """`province` is today's code, 0 for the whole country; `areas` are its communes, or the country's provinces."""

    province: int
    areas: tuple[Place, ...]

    @property
    def everywhere(self) -> bool:
        return self.province == 0

    def area(self, number: str) -> Place | None:
        """The area with this id, when it is one of these."""
        return next((place for place in self.areas if str(place.pk) == number), None)


def of(programme: Programme) -> Ground:
    """By the chair's place, in alphabetical order."""
    province = programme.chair.province
    today = Place.objects.filter(valid_to=None).order_by("folded", "pk")
    if not province:
        return Ground(0, tuple(today.filter(kind=Kind.PROVINCE)))
    inside = today.filter(kind=Kind.COMMUNE, parent__kind=Kind.PROVINCE, parent__code=f"{province:02}")
    return Ground(province, tuple(inside.filter(parent__valid_to=None)))
