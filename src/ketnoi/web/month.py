"""How my unit is doing: this month beside the last one, and the months of two years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, links, months
from ketnoi.figures.figure import Figure, Level
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.orgs.models import Unit
from ketnoi.ui.charts.months import Year
from ketnoi.ui.charts.months import months as draw
from ketnoi.ui.numbers import grouped

INDICATORS = ("hoat_dong", "buoi_tuyen_truyen", "luot_tuyen_truyen", "lop_tap_huan")
CHARTED = "hoat_dong"


@dataclass(frozen=True)
class Tile:
    """One figure of the month, with last month's number and the door to its records."""

    number: int
    name: str
    unit: str
    before: int
    url: str


@dataclass(frozen=True)
class Table:
    """The numbers of a chart, as `ui/chart_table.html` shows them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Month:
    """`tiles` in the order of INDICATORS; `chart` is SVG of last year and this one, `table` its numbers.

    `drawn` is False where both years hold nothing but zeros, which needs no chart.
    """

    tiles: tuple[Tile, ...]
    chart: SafeString
    table: Table
    drawn: bool


def of(unit: Unit, day: dt.date) -> Month:
    """The month of `day` for a unit with all under it."""
    asked = {code: _two_years(about(unit, code), day) for code in INDICATORS}
    years = _years(asked[CHARTED], day)
    tiles = tuple(_tile(unit, code, asked[code], day) for code in INDICATORS)
    chart = draw(years, _("Số hoạt động từng tháng năm"))
    return Month(tiles, chart, _table(years), drawn=any(asked[CHARTED].values()))


def about(unit: Unit, code: str) -> Figure:
    """An indicator of a unit with all under it.

    Where the unit stands for its agency in an area, the area is asked: roll-ups answer that.
    """
    if unit.level == UnitLevel.CENTRE:
        return Figure(code, agency=unit.agency_id)
    if unit.level == UnitLevel.PROVINCE and unit.province:
        return Figure(code, agency=unit.agency_id, level=Level.PROVINCE, area=unit.province)
    return Figure(code, unit=unit.pk)


def last(unit: Unit, day: dt.date) -> int | None:
    """The newest month up to this one that holds a record of the unit or of those under it."""
    asked = about(unit, CHARTED).but(end=months.last_day(months.of(day)))
    return max((month for (month,), number in answers.breakdown(asked, "month").items() if number), default=None)


def _two_years(figure: Figure, day: dt.date) -> dict[int, int]:
    """{month: number} from last January to this December."""
    asked = figure.but(start=dt.date(day.year - 1, 1, 1), end=dt.date(day.year, 12, 31))
    return {month: number for (month,), number in answers.breakdown(asked, "month").items()}


def _tile(unit: Unit, code: str, numbers: dict[int, int], day: dt.date) -> Tile:
    month = months.of(day)
    indicator = catalogue.indicator(code)
    figure = about(unit, code).but(start=months.first_day(month), end=months.last_day(month))
    return Tile(numbers.get(month, 0), indicator.name, indicator.unit, numbers.get(month - 1, 0), links.url(figure))


def _years(numbers: dict[int, int], day: dt.date) -> tuple[Year, ...]:
    return tuple(Year(str(year), _twelve(numbers, year, months.of(day))) for year in (day.year - 1, day.year))


def _twelve(numbers: dict[int, int], year: int, last: int) -> Sequence[int | None]:
    """Months to come have no number, which is not 0."""
    return [numbers.get(month, 0) if month <= last else None for month in range(year * 12, year * 12 + 12)]


def _table(years: Sequence[Year]) -> Table:
    rows = enumerate(zip(*(year.values for year in years), strict=True), 1)
    return Table(
        (_("Tháng"), *(year.title for year in years)),
        tuple((str(month), *("—" if one is None else grouped(one) for one in numbers)) for month, numbers in rows),
    )
