"""At which level a unit's fact is its record's first: what makes joint work count once in every area.

Units are ordered lead first, then by id. A fact's flag is the widest level at which no earlier unit stands in the same
area; the distinct records of an area at level L are the facts in it with flag <= L.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NATION, PROVINCE, PROVINCE_THEN, DISTRICT_THEN, COMMUNE_THEN, NONE = 0, 1, 2, 3, 4, 9
COMMUNE_NOW = 2


@dataclass(frozen=True)
class Standing:
    """Where a unit stands. Areas are place ids (0: in none); `province` is today's code, 0 the centre."""

    unit: int
    agency: int
    province: int
    province_then: int = 0
    district_then: int = 0
    commune_then: int = 0
    commune_now: int = 0

    @property
    def then(self) -> tuple[int, ...]:
        return (-1, self.province + 1, self.province_then, self.district_then, self.commune_then)

    @property
    def now(self) -> tuple[int, ...]:
        return (-1, self.province + 1, self.commune_now)


@dataclass(frozen=True)
class Flags:
    first_any: int
    first_agency: int
    first_any_now: int
    first_agency_now: int


def _first(areas: tuple[int, ...], earlier: Iterable[tuple[int, ...]]) -> int:
    """The widest level whose area holds no earlier unit; a level with area 0 does not apply."""
    seen = [set(level) for level in zip(*earlier, strict=True)] or [set()] * len(areas)
    for level, area in enumerate(areas):
        if area and area not in seen[level]:
            return level
    return NONE


def of(ordered: Sequence[Standing]) -> list[Flags]:
    """Flags of each unit of one record; `ordered` is lead first, then by unit id."""
    answers = []
    for position, standing in enumerate(ordered):
        before = ordered[:position]
        own = [other for other in before if other.agency == standing.agency]
        answers.append(
            Flags(
                _first(standing.then, (other.then for other in before)),
                _first(standing.then, (other.then for other in own)),
                _first(standing.now, (other.now for other in before)),
                _first(standing.now, (other.now for other in own)),
            )
        )
    return answers
