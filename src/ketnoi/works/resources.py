"""Where the means of a work come from, as data: budget, the Union's fund, what was raised, goods, days of work."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

MONEY: Final = "đồng"


@dataclass(frozen=True)
class Source:
    """`unit` is what an amount of it counts: đồng, or days of work."""

    code: str
    name: str
    unit: str

    @property
    def is_money(self) -> bool:
        return self.unit == MONEY


@cache
def every() -> tuple[Source, ...]:
    """In the order in which forms ask for them."""
    with (resources.files("ketnoi.works") / "data" / "resources.csv").open(encoding="utf-8") as lines:
        return tuple(Source(**row) for row in csv.DictReader(lines))


def totals(amounts: Mapping[str, int]) -> dict[str, int]:
    """{unit: sum} of what is known; a unit of which nothing is known is left out."""
    found: dict[str, int] = {}
    for source in of(amounts):
        found[source.unit] = found.get(source.unit, 0) + amounts[source.code]
    return found


def of(codes: Iterable[str]) -> list[Source]:
    """Those of these codes, in their order."""
    wanted = set(codes)
    return [source for source in every() if source.code in wanted]
