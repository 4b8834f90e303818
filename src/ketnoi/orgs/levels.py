"""The files in `data/`, typed: agencies, the levels each has, and the regions that are known."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ketnoi.orgs.models import Agency, Level, Unit, searchable
from ketnoi.places.models import Place

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Pattern:
    """How an agency's units of one level are called, and the days between which it has that level."""

    agency: str
    level: Level
    name: str
    short: str
    valid_from: date | None
    valid_to: date | None

    def unit(self, agency: Agency, place: Place | None, number: int = 0) -> Unit:
        """Make an unsaved unit of a place; it exists while both the level and the place do."""
        words = {"place": place.inner, "bare": place.bare, "number": number} if place else {}
        name, short = self.name.format(**words), self.short.format(**words)
        starts = [day for day in (self.valid_from, place and place.valid_from) if day]
        ends = [day for day in (self.valid_to, place and place.valid_to) if day]
        return Unit(
            agency=agency,
            level=self.level,
            name=name,
            short_name=short,
            folded=searchable(name, short),
            place=place,
            valid_from=max(starts, default=None),
            valid_to=min(ends, default=None),
        )


def agencies() -> list[Agency]:
    """Return the agencies of the product, unsaved."""
    return [Agency(**{**row, "id": int(row["id"]), "order": int(row["order"])}) for row in _rows("agencies.csv")]


def patterns(level: Level) -> list[Pattern]:
    """Return the patterns of one level, in the order of the file."""
    return [
        Pattern(
            agency=row["agency"],
            level=level,
            name=row["name"],
            short=row["short"],
            valid_from=_day(row["valid_from"]),
            valid_to=_day(row["valid_to"]),
        )
        for row in _rows("levels.csv")
        if row["level"] == level
    ]


def regions(province_code: int) -> dict[int, set[str]]:
    """Return {number of the region: codes of today's communes}; empty where no regions are known."""
    found: dict[int, set[str]] = defaultdict(set)
    for row in _rows("regions.csv"):
        if int(row["province"]) == province_code:
            found[int(row["number"])].add(row["commune"])
    return dict(found)


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
