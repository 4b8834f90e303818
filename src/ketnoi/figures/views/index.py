"""All that is counted: each indicator with the number of the officer's own unit and those under it, this year."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from ketnoi.figures import answers, catalogue, links
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy


@policy.signed_in
def index(request: HttpRequest) -> HttpResponse:
    """One breakdown by kind answers every indicator of a base, so that queries do not grow with indicators."""
    year = _year(request)
    unit = policy.home(policy.staff(request).post.unit)
    base = Figure("", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), unit=unit.pk)
    rows = _rows(base)
    context = {"rows": rows, "unit": unit, "year": year, "years": range(year - 4, year + 2)}
    return render(request, "figures/index.html", context)


def _year(request: HttpRequest) -> int:
    text = request.GET.get("nam", "")
    today = timezone.localdate().year
    return int(text) if text.isascii() and text.isdigit() and 2000 <= int(text) <= today + 1 else today  # noqa: PLR2004


def _rows(base: Figure) -> list[tuple[catalogue.Counting, int, str]]:
    numbers: dict[str, dict[tuple[int, ...], int]] = {}
    rows = []
    for indicator in catalogue.indicators():
        figure = base.but(indicator=indicator.code)
        stored = catalogue.stored_ids()[indicator.stored].code
        plain = not indicator.taking_part and not indicator.audiences
        if plain and stored not in numbers:
            numbers[stored] = answers.breakdown(base.but(indicator=stored), "kind")
        value = _of_kinds(numbers[stored], indicator) if plain else answers.value(figure)
        rows.append((indicator, value, links.url(figure)))
    return rows


def _of_kinds(numbers: dict[tuple[int, ...], int], indicator: catalogue.Counting) -> int:
    return sum(number for (kind,), number in numbers.items() if not indicator.kinds or kind in indicator.kinds)
