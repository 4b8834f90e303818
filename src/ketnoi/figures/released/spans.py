"""The fixed periods of released tables: a year, its halves, its quarters. No others can be asked."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.figures import months
from ketnoi.ui import dates

YEAR, HALF, QUARTER = "year", "half", "quarter"
_WRITTEN = re.compile(r"(?P<year>20[0-9]{2})(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])))?")


@dataclass(frozen=True)
class Span:
    """A period: its code as it is kept ("2026", "2026-H1", "2026-Q3"), its kind, and its months."""

    code: str
    kind: str
    year: int
    part: int
    months: range

    @property
    def name(self) -> str:
        """As it is written: "6 tháng đầu năm 2026"."""
        if self.kind == YEAR:
            return _("Năm %(year)s") % {"year": self.year}
        if self.kind == QUARTER:
            return _("Quý %(part)s năm %(year)s") % {"part": self.quarter, "year": self.year}
        said = _("6 tháng đầu năm %(year)s") if self.part == 1 else _("6 tháng cuối năm %(year)s")
        return said % {"year": self.year}

    @property
    def quarter(self) -> str:
        """Of a quarter "I" to "IV"."""
        return dates.quarter(self.months[0] % 12 + 1)

    @property
    def end(self) -> dt.date:
        return months.last_day(self.months[-1])


class UnknownSpan(ValueError):
    """The code names no fixed period."""


def read(code: str) -> Span:
    """The period of a code; raises UnknownSpan."""
    found = _WRITTEN.fullmatch(code)
    if not found:
        raise UnknownSpan(code)
    year = int(found["year"])
    kind = HALF if found["half"] else QUARTER if found["quarter"] else YEAR
    part = int(found["half"] or found["quarter"] or 1)
    length = {YEAR: 12, HALF: 6, QUARTER: 3}[kind]
    first = year * 12 + (part - 1) * length
    return Span(code, kind, year, part, range(first, first + length))


def ended(day: dt.date, years: int = 6) -> list[Span]:
    """Periods of the last years that ended before this day, the newest first."""
    codes = []
    for year in range(day.year, day.year - years, -1):
        codes += [f"{year}", *(f"{year}-H{part}" for part in (2, 1)), *(f"{year}-Q{part}" for part in (4, 3, 2, 1))]
    return [span for span in map(read, codes) if span.end < day]
