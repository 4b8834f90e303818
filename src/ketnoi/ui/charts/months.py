"""Twelve columns a year, years side by side on the same scale."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.ui.charts import svg
from ketnoi.ui.numbers import grouped

WIDTH, HEIGHT = 240, 122
COLUMN, BAR = 20, 14
BASE, TALLEST = 102, 80
SHOWN_MONTHS = (1, 3, 6, 9, 12)
MONTHS = 12


@dataclass(frozen=True)
class Year:
    """A year's title, a note beside it, and twelve values; None is a month without a number."""

    title: str
    values: Sequence[int | None]
    note: str = ""


def months(years: Sequence[Year], label: str) -> SafeString:
    """Draw the years; each says `label`, its year and its twelve numbers. Peaks and zeros are written.

    Raises ValueError for a year that has not twelve values.
    """
    if any(len(year.values) != MONTHS for year in years):
        raise ValueError(_("Mỗi năm cần đủ 12 tháng"))
    most = max((value or 0 for year in years for value in year.values), default=0) or 1
    return format_html('<div class="years">{}</div>', svg.join(_year(year, label, most) for year in years))


def _year(year: Year, label: str, most: int) -> SafeString:
    told = ", ".join(_("chưa có số") if value is None else grouped(value) for value in year.values)
    note = format_html(' <span class="sub">· {}</span>', year.note) if year.note else ""
    heading = format_html("<h3>{}{}</h3>", year.title, note)
    image = svg.drawing((WIDTH, HEIGHT), f"{label} {year.title}: {told}", _columns(year, most))
    return svg.figure((heading, image))


def _columns(year: Year, most: int) -> Iterator[SafeString]:
    peak = max((value or 0 for value in year.values), default=0)
    for place, value in enumerate(year.values):
        yield from _column(place * COLUMN, value, peak, TALLEST / most)
    yield svg.line("ax", (0, BASE), (WIDTH, BASE))
    for month in SHOWN_MONTHS:
        yield svg.text(month * COLUMN - COLUMN / 2, BASE + 16, str(month), "m")


def _column(left: float, value: int | None, peak: int, scale: float) -> Iterator[SafeString]:
    if value is None:
        yield svg.rect("missing", left + 3.5, BASE - 20, BAR - 1, 20)
        return
    height = value * scale
    if value:
        yield svg.rect("f-plum", left + 3, BASE - height, BAR, height)
    if value in (0, peak):
        yield svg.text(left + COLUMN / 2, BASE - height - 4, grouped(value), "m b")
