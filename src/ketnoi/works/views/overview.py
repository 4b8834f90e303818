"""Works of a year on a board and on a map; a unit's years beside one another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.audit import kept
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import reader, staff
from ketnoi.orgs.models import Unit
from ketnoi.ui.charts.bars import Bar, bars
from ketnoi.ui.numbers import plain
from ketnoi.works import board as boards
from ketnoi.works import entry as entries
from ketnoi.works import mapped, queries, yearly


def _year(request: HttpRequest, years: list[int]) -> int:
    """The year asked for; else this one, or the newest of which there are works."""
    asked = plain(request.GET.get("nam", ""))
    if asked in years:
        return asked
    now = entries.today().year
    return now if now in years or not years else years[0]


@require_GET
@officers.signed_in
def board(request: HttpRequest) -> HttpResponse:
    officer = staff(request).user
    years = queries.years(officer)
    year = _year(request, years)
    columns = kept.once(("works on a board", reader(officer), year), lambda: boards.columns(officer, year))
    return render(request, "works/board.html", {"columns": columns, "years": years, "year": year})


@require_GET
@officers.signed_in
def years(request: HttpRequest) -> HttpResponse:
    """Of the own organisation, or of another unit (`don-vi`) whose works the officer sees."""
    acting = staff(request)
    asked = (plain(request.GET.get("don-vi", "")), plain(request.GET.get("nam", "")))
    key = ("works by year", reader(acting.user), acting.post.pk, *asked)
    return render(request, "works/years.html", kept.once(key, lambda: _years(request, asked[0])))


def _years(request: HttpRequest, asked: int | None) -> dict[str, Any]:
    """The rows of the unit asked for, units and years to choose from, and the new ones drawn."""
    acting = staff(request)
    units = queries.registering(acting.user)
    unit = next((one for one in units if one.pk == asked), officers.home(acting.post.unit))
    known = queries.years(acting.user)
    span = yearly.span(_year(request, known))
    rows = yearly.rows(unit.pk, span)
    new = rows[yearly.INDICATORS.index("viec_moi")]
    drawn = [Bar(str(year), cell.value, href=cell.url) for year, cell in zip(span, new.cells, strict=True)]
    chart = bars(drawn, f"{new.name}, {unit.label}", unit=new.unit)
    choices = [(one.pk, one.label) for one in units]
    return {"unit": unit, "units": choices, "span": span, "rows": rows, "years": known, "chart": chart, "new": new}


@require_GET
@officers.signed_in
def on_map(request: HttpRequest) -> HttpResponse:
    acting = staff(request)
    home: Unit = officers.home(acting.post.unit)
    known = queries.years(acting.user)
    year = _year(request, known)
    spread = kept.once(("works on a map", home.province, year), lambda: mapped.of_year(home, year))
    return render(request, "works/map.html", {"spread": spread, "years": known, "year": year})
