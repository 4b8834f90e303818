"""Who takes part in synthetic records: crews of units with their flags, on the old map's units and on today's."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from random import Random

from django.db.models import Q

from ketnoi.figures import flags
from ketnoi.figures.ledger import standings
from ketnoi.orgs.models import Unit

SIZES = (0.45, 0.30, 0.15, 0.10)  # one to four units, 1.9 on average
LEADS, PARTNERS = ("hoi",), ("ca", "vks", "ta", "hoi")
POOL = 30_000


@dataclass(frozen=True)
class Crew:
    """`credited`: province, unit, agency and the four flags as columns of COPY; lead first."""

    province: int
    place: int
    credited: tuple[tuple[int, int, int, str], ...]
    units: tuple[int, ...]


def crews(chance: Random) -> tuple[list[Crew], list[Crew]]:
    """Crews of the units before the new map, and of today's."""
    return _pool(Q(valid_from=None), chance), _pool(Q(valid_to=None), chance)


def _pool(when: Q, chance: Random) -> list[Crew]:
    rows = Unit.objects.filter(when, agency__code__in=PARTNERS).values_list("pk", "agency__code")
    codes = dict(rows)
    known = standings(codes)
    near: dict[tuple[int, int], list[int]] = defaultdict(list)
    for pk, one in known.items():
        near[one.province, one.commune_now or one.commune_then].append(pk)
    leads = sorted(pk for pk, code in codes.items() if code in LEADS)
    return [_crew(chance.choice(leads), known, near, chance) for _ in range(POOL)]


def _crew(lead: int, known: dict[int, flags.Standing], near: dict[tuple[int, int], list[int]], chance: Random) -> Crew:
    home = known[lead]
    commune = home.commune_now or home.commune_then
    others: set[int] = set()
    for _ in range(chance.choices(range(4), SIZES)[0]):
        province = home.province if chance.random() < 0.99 else chance.choice(sorted(near))[0]
        beside = near.get((province, commune)) if chance.random() < 0.6 else near.get((province, 0))
        others.add(chance.choice(beside or [lead]))
    ordered = [home, *(known[pk] for pk in sorted(others - {lead}))]
    credited = tuple(
        (
            one.province,
            one.unit,
            one.agency,
            f"{f.first_any}\t{f.first_agency}\t{f.first_any_now}\t{f.first_agency_now}",
        )
        for one, f in zip(ordered, flags.of(ordered), strict=True)
    )
    return Crew(home.province, commune or home.province_then, credited, tuple(one.unit for one in ordered))
