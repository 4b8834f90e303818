"""What a programme's page looks at: a programme, all of it or one year, everywhere or in one area."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ketnoi.figures import answers, catalogue, links
from ketnoi.figures.figure import Figure
from ketnoi.places.models import Kind, Place
from ketnoi.programmes.models import Programme

MONTHS_A_YEAR = 12
# Entered as totals of a whole period and province: of one year or commune they say nothing, which is not zero.
WHOLE_ONLY = frozenset({"vu_viec_phoi_hop", "vu_viec_dung_han", "tap_the_khen", "ca_nhan_khen"})


@dataclass(frozen=True)
class Lens:
    """The question every figure of the page begins with. `year` 0 is the whole period, no area is everywhere."""

    programme: Programme
    year: int = 0
    area: Place | None = None

    @property
    def start(self) -> dt.date:
        first = self.programme.starts_on
        return max(first, dt.date(self.year, 1, 1)) if self.year else first

    @property
    def end(self) -> dt.date:
        last = self.programme.ends_on
        return min(last, dt.date(self.year, 12, 31)) if self.year else last

    def says(self, code: str) -> bool:
        """Can this indicator be told here? Some are known only in the whole, and some codes are not declared."""
        inside_commune = self.area is not None and self.area.kind != Kind.PROVINCE
        return is_known(code) and not (code in WHOLE_ONLY and (self.year or inside_commune))

    @property
    def whole(self) -> Lens:
        """The programme over its whole period and everywhere, as its targets are meant."""
        return Lens(self.programme)

    def figure(self, code: str, **narrowed: Any) -> Figure:
        """The figure of this indicator under the lens, narrowed further."""
        asked = Figure(code, start=self.start, end=self.end, programme=self.programme.pk)
        if self.area is not None and self.area.kind == Kind.PROVINCE:
            asked = asked.in_province(int(self.area.code))
        elif self.area is not None:
            asked = asked.but(place=self.area.pk)
        return asked.but(**narrowed)

    def url(self, code: str, **narrowed: Any) -> str:
        """Where the figure opens, with exactly its records."""
        return links.url(self.figure(code, **narrowed))


@dataclass
class Numbers:
    """Answers of one request, each asked once: an indicator's months give its years and its total too."""

    asked: dict[Figure, dict[int, int]] = field(default_factory=dict)

    def months(self, figure: Figure) -> dict[int, int]:
        """Numbers by month (year * 12 + month - 1)."""
        if figure not in self.asked:
            self.asked[figure] = {key[0]: number for key, number in answers.breakdown(figure, "month").items()}
        return self.asked[figure]

    def years(self, figure: Figure) -> dict[int, int]:
        """Numbers by calendar year."""
        found: dict[int, int] = {}
        for month, number in self.months(figure).items():
            found[month // MONTHS_A_YEAR] = found.get(month // MONTHS_A_YEAR, 0) + number
        return found

    def total(self, figure: Figure) -> int:
        return sum(self.months(figure).values())


def is_known(code: str) -> bool:
    """Is this indicator declared? A figure whose room is not installed is left out of the page."""
    try:
        catalogue.indicator(code)
    except catalogue.UnknownIndicator:
        return False
    return True
