"""A figure: a question as a value. It answers with a number, its records, and a permanent link."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import Any, Self

EVERY = -1


class Level(IntEnum):
    """Levels of area that units stand in. COMMUNE_NOW is today's commune; the others nest in this order."""

    NATION = 0
    PROVINCE = 1
    PROVINCE_THEN = 2
    DISTRICT_THEN = 3
    COMMUNE_THEN = 4
    COMMUNE_NOW = 5


@dataclass(frozen=True)
class Figure:
    """What is asked. Everything left out means "all".

    start, end      days, both included
    programme       its id: records of it and of the programmes under it
    unit            one unit's own count; with `below`, of it and all under it, each record once
    agency          records that a unit of the agency took part in
    level, area     units standing in an area: today's province by its code, other areas by place id; EVERY is each
                    area for itself
    place           where it happened (lead facts located there), today's place or one of the old map
    kind, audience, topic   category ids
    lead            credit each record to its lead only, so that areas sum to the whole; where each taking part counts,
                    they do so anyway, and it narrows nothing
    as_of           the moment whose knowledge is asked (microseconds since 1970); None is now
    """

    indicator: str
    start: dt.date | None = None
    end: dt.date | None = None
    programme: int = 0
    unit: int = 0
    below: bool = True
    agency: int = 0
    level: int = Level.NATION
    area: int = 0
    place: int = 0
    kind: int = 0
    audience: int = 0
    topic: int = 0
    lead: bool = False
    as_of: int | None = None

    def but(self, **changes: Any) -> Self:
        """The same question with something changed."""
        return replace(self, **changes)

    def within(self, start: dt.date | None, end: dt.date | None) -> Self:
        """The same question, its period cut down to these days."""
        later = max((day for day in (self.start, start) if day), default=None)
        earlier = min((day for day in (self.end, end) if day), default=None)
        return replace(self, start=later, end=earlier)

    def in_province(self, code: int) -> Self:
        """The same question about units of today's province with this code."""
        return replace(self, level=Level.PROVINCE, area=code)
