"""All that is counted: each indicator with the number of the officer's own unit and those under it, this year."""

from __future__ import annotations

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.figures import answers, catalogue, links, several, together
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy
from ketnoi.orgs.models import Unit
from ketnoi.ui.numbers import plain

FIRST_YEAR = 2000


Row = tuple[catalogue.Counting, int, str, str]  # what is counted, the number, the number in words, the way to it


@policy.signed_in
def index(request: HttpRequest) -> HttpResponse:
    """One breakdown by kind answers every indicator of a base, so that queries do not grow with indicators."""
    year = _year(request)
    unit = policy.home(policy.staff(request).post.unit)
    drawn = kept.once(("figures index", unit.pk, year), lambda: _drawn(unit, year))
    return render(request, "figures/index.html", drawn | {"unit": unit, "year": year})


def _drawn(unit: Unit, year: int) -> dict[str, object]:
    """The numbers of a unit, drawn, and the years it has any in: the same for everybody who reads them."""
    base = Figure("", start=dt.date(year, 1, 1), end=dt.date(year, 12, 31), unit=unit.pk)
    with together.asked():
        rows, years = _rows(base), _years(unit.pk, year)
    recorded = any(row[1] for row in rows if not row[0].accumulates)
    newest = 0 if recorded else max(years, default=0)
    content = render_to_string("figures/numbers.html", {"groups": _groups(rows), "year": year, "newest": newest})
    return {"content": content, "years": sorted(years | {year})}


def _year(request: HttpRequest) -> int:
    year, today = plain(request.GET.get("nam", "")), timezone.localdate().year
    return today if year is None or not FIRST_YEAR <= year <= today + 1 else year


def _years(unit: int, year: int) -> set[int]:
    """Years in which the unit and those under it recorded something."""
    return several.years(Figure("", end=dt.date(max(year, timezone.localdate().year), 12, 31), unit=unit))


def _groups(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """[(heading, rows)]: what all kinds add up to first, then each kind."""
    names = catalogue.names({kind for row in rows for kind in row[0].kinds})
    groups: dict[str, list[Row]] = {}
    for row in rows:
        heading = ", ".join(names[kind] for kind in row[0].kinds) or _of_all_kinds(row[0])
        groups.setdefault(heading, []).append(row)
    return sorted(groups.items(), key=lambda group: bool(group[1][0][0].kinds))


def _of_all_kinds(indicator: catalogue.Counting) -> str:
    """The heading of what names no kind."""
    if indicator.formula:
        return _("Tính từ các chỉ tiêu khác")
    return _("Hiện có đến cuối năm") if indicator.accumulates else _("Mọi loại")


def _rows(base: Figure) -> list[Row]:
    numbers = several.by_kind(base)
    rows = []
    for indicator in catalogue.offered():
        figure = base.but(indicator=indicator.code)
        plain = indicator.additive and not indicator.audiences and not indicator.topics
        if plain and not indicator.only_entered:
            answer = answers.Answer(_of_kinds(_by_kind(base, indicator, numbers), indicator))
        else:
            whole = indicator.is_ratio or indicator.only_entered
            answer = answers.answer(figure) if whole else answers.Answer(answers.value(figure))
        rows.append((indicator, answer.value, answer.words, links.url(figure)))
    return rows


def _by_kind(base: Figure, indicator: catalogue.Counting, numbers: dict[str, dict[int, int]]) -> dict[int, int]:
    """The numbers of its base by kind; of a stock asked when it is first needed."""
    stored = catalogue.stored_ids()[indicator.stored].code
    if stored not in numbers:
        numbers[stored] = {
            kind: number for (kind,), number in answers.breakdown(base.but(indicator=stored), "kind").items()
        }
    return numbers[stored]


def _of_kinds(numbers: dict[int, int], indicator: catalogue.Counting) -> int:
    return sum(number for kind, number in numbers.items() if not indicator.kinds or kind in indicator.kinds)
