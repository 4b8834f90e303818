"""What one enters about an activity, as a value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from ketnoi.ui.text import tidy


@dataclass(frozen=True)
class Entry:
    """All that is entered; ids of categories, places, units and programmes are plain ints.

    attendance      {audience id: how many came}; the audiences part the whole
    women, minority "trong đó" of all who came; None is not asked, 0 is none
    people_listed   distinct people on a signed list
    partners        in the order they were named, without the lead
    """

    kind: int
    title: str
    starts_on: dt.date
    lead: int
    ends_on: dt.date | None = None
    start_time: dt.time | None = None
    place: int | None = None
    venue: str = ""
    partners: tuple[int, ...] = ()
    programmes: tuple[int, ...] = ()
    topics: tuple[int, ...] = ()
    attendance: Mapping[int, int] = field(default_factory=dict)
    women: int | None = None
    minority: int | None = None
    people_listed: int | None = None
    counting: int | None = None
    result: str = ""

    @property
    def total(self) -> int:
        """All who came."""
        return sum(self.attendance.values())

    @property
    def units(self) -> tuple[int, ...]:
        """Every unit that took part, the lead first."""
        return (self.lead, *self.partners)

    def tidied(self) -> Self:
        """The same entry as it is kept: text tidied, doubles and zero attendances left out."""
        return self.tidy(**vars(self))

    @classmethod
    def tidy(cls, **told: Any) -> Self:
        """The entry of these fields, all of them named, as it is kept."""
        partners, result, ends = told["partners"], told["result"], told["ends_on"]
        told["title"], told["venue"] = tidy(told["title"]), tidy(told["venue"])
        told["result"] = "\n".join(tidy(line) for line in result.strip().splitlines()) if result else ""
        told["ends_on"] = None if ends == told["starts_on"] else ends
        told["partners"] = tuple(dict.fromkeys(unit for unit in partners if unit != told["lead"]))
        told["programmes"], told["topics"] = tuple(sorted(set(told["programmes"]))), tuple(sorted(set(told["topics"])))
        told["attendance"] = {audience: count for audience, count in sorted(told["attendance"].items()) if count}
        return cls(**told)
