"""Twelve months a year, years side by side on one scale."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, months
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.lens import MONTHS_A_YEAR, Lens
from ketnoi.programmes.tables import Cell, Table
from ketnoi.ui.charts.months import Year
from ketnoi.ui.charts.months import months as draw
from ketnoi.ui.numbers import grouped


def build(page: Page) -> Card:
    """Months outside the period or not begun yet are drawn empty; a month inside it without a record is 0."""
    lens = page.lens
    years = [lens.year] if lens.year else lens.programme.years
    noun = catalogue.indicator(lens.programme.sessions).unit
    values = {year: _values(year, page) for year in years}
    drawn = [
        Year(str(year), row, f"{grouped(sum(value or 0 for value in row))} {noun}") for year, row in values.items()
    ]
    title = _("Số %(noun)s theo tháng") % {"noun": noun}
    return Card(
        key="thang",
        title=title,
        beside=_("cùng một thang đo cho các năm") if len(years) > 1 else "",
        table=_table(values, lens, title),
        charts=(draw(drawn, title),),
    )


def _values(year: int, page: Page) -> list[int | None]:
    lens = page.lens
    first, last = months.of(lens.start), months.of(min(lens.end, page.day))
    found = page.numbers.months(lens.figure(lens.programme.sessions))
    wanted = range(year * MONTHS_A_YEAR, (year + 1) * MONTHS_A_YEAR)
    return [found.get(month, 0) if first <= month <= last else found.get(month) for month in wanted]


def _table(values: dict[int, list[int | None]], lens: Lens, caption: str) -> Table:
    columns = (_("Năm"), *(_("T%(month)s") % {"month": month} for month in range(1, 13)), _("Cộng"))
    rows = [[Cell(str(year)), *_cells(year, row, lens)] for year, row in values.items()]
    return Table(_("Theo tháng"), caption, columns, rows)


def _cells(year: int, row: list[int | None], lens: Lens) -> list[Cell]:
    code = lens.programme.sessions
    total = Cell(sum(value or 0 for value in row), Lens(lens.programme, year, lens.area).url(code))
    return [*(_cell(value, year * MONTHS_A_YEAR + place, lens) for place, value in enumerate(row)), total]


def _cell(value: int | None, month: int, lens: Lens) -> Cell:
    if not value:
        return Cell(value)
    period: dict[str, dt.date] = {
        "start": max(lens.start, months.first_day(month)),
        "end": min(lens.end, months.last_day(month)),
    }
    return Cell(value, lens.url(lens.programme.sessions, **period))
