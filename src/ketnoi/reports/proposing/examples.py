"""Activities that may stand as an example: chosen by one rule that is said beside them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Kind, Observation, listed, plain
from ketnoi.reports.proposing.things import Thing
from ketnoi.ui import dates


@dataclass(frozen=True)
class Example(Observation):
    """An activity of several agencies that many came to: units and place by name, nobody else.

    `rank` 0 has most people of all such of its thing.
    """

    thing: Thing
    record: int
    rank: int
    title: str
    day: dt.date
    place: str
    units: tuple[str, ...]
    people: Number

    @property
    def kind(self) -> Kind:
        return Kind.EXAMPLE

    @property
    def name(self) -> str:
        return f"example:{self.thing.code}:{self.record}"

    @property
    def case(self) -> str:
        if not self.people.value or len(self.units) <= 1:
            return ""
        return "example.other" if self.rank else "example.first"

    @property
    def sense(self) -> str:
        return f"{self.case} {self.people.value} {self.day} {self.title}"

    def blanks(self) -> Mapping[str, str]:
        return {
            "loai": self.thing.unit,
            "viec": self.thing.noun,
            "ten": plain(self.title),
            "ngay": dates.day(self.day),
            "noi": f" tại {plain(self.place)}" if self.place else "",
            "ai": plain(listed(self.units)),
            "luot": self.people.live,
        }
