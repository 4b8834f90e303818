"""What kind of place a unit stands in, as far as it is known: what it said, else what its commune is called."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ketnoi.orgs.models import Unit
from ketnoi.practices.models import Profile

URBAN: Final = "DO_THI"
# A ward (phường) or township (thị trấn) is urban by law; a rural commune may lie anywhere.
WARDS: Final = frozenset({"phường", "thị trấn"})


def of(units: Iterable[Unit]) -> dict[int, str]:
    """{unit: code of its kind of place} of those that are known; one question. Units come with their places."""
    every = list(units)
    said = dict(
        Profile.objects.filter(unit__in=[one.pk for one in every]).exclude(terrain="").values_list("unit", "terrain")
    )
    wards = {one.pk: URBAN for one in every if one.place is not None and one.place.division in WARDS}
    return wards | said
