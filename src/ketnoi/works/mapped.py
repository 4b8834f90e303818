"""Where works are carried out: circles at today's communes of a province, and the same as a table."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.figures import answers, links
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.words import keys
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.places.outlines import CREDIT
from ketnoi.programmes import drawing
from ketnoi.ui.charts.points import Point, points
from ketnoi.ui.text import word_key


@dataclass(frozen=True)
class Spread:
    """`rows` are (place, number, its records) in the order of the alphabet, never by size; `chart` may be empty."""

    rows: list[tuple[str, int, str]]
    unknown: int
    chart: SafeString
    credit: str


def of_year(home: Unit, year: int) -> Spread:
    """Works of a year by commune of the unit's province; by province for a unit of the centre."""
    asked = Figure("viec_trong_nam", dt.date(year, 1, 1), dt.date(year, 12, 31))
    if not home.province:
        return _by_province(asked)
    asked = asked.in_province(home.province)
    numbers = {key: number for (key,), number in answers.breakdown(asked, "commune").items() if number}
    unknown = numbers.pop(0, 0)
    chart = _drawn(numbers, home.province)
    return Spread(_rows("commune", numbers, asked), unknown, chart, CREDIT if chart else "")


def _by_province(asked: Figure) -> Spread:
    numbers = {key: number for (key,), number in answers.breakdown(asked, "province").items() if number}
    unknown = numbers.pop(0, 0)
    return Spread(_rows("province", numbers, asked), unknown, SafeString(""), "")


def _rows(by: str, numbers: dict[int, int], asked: Figure) -> list[tuple[str, int, str]]:
    names = keys(by, numbers)
    there = sorted(numbers, key=lambda key: word_key(names[key]))
    return [(names[key], numbers[key], links.url(_at(by, asked, key))) for key in there]


def _at(by: str, asked: Figure, key: int) -> Figure:
    """The same question of one place."""
    return asked.but(place=key) if by == "commune" else asked.but(level=Level.PROVINCE, area=key, lead=True)


def _drawn(numbers: dict[int, int], province: int) -> SafeString:
    land = drawing.land(province)
    if land is None or not numbers:
        return SafeString("")
    marks = [
        Point(*land.at(place.lat, place.lon), numbers[place.pk], place.bare)
        for place in Place.objects.filter(pk__in=numbers)
        if place.lat is not None and place.lon is not None
    ]
    label = _("Bản đồ điểm các xã, phường, vòng tròn theo số công trình, phần việc.")
    return points(land.paths, marks, land.size, label, unit=_("công trình, phần việc")) if marks else SafeString("")
