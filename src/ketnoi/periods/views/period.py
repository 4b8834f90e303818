"""One period ("Tình hình gửi số liệu"), for those who watch over the units it asks; a unit sees itself only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ketnoi.figures import words
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.periods import completeness, queries, spans
from ketnoi.periods.completeness import STATES, Asked, Counts
from ketnoi.periods.enums import State
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import ONE, Span
from ketnoi.periods.views import access
from ketnoi.ui import dates
from ketnoi.ui.numbers import plain

PAGE = 50
NAMED = 100  # units in a reminder; a longer one nobody sends
MISSING, ON_TIME, LATE, CHANGED = "chua-gui", "dung-han", "muon", "da-thay-doi"
FILTERS = {MISSING: STATES[State.WAITING], ON_TIME: STATES[State.ON_TIME], LATE: STATES[State.LATE]}
LABELS = (
    ("", gettext_lazy("Tất cả")),
    (MISSING, gettext_lazy("Chưa gửi")),
    (ON_TIME, gettext_lazy("Đúng hạn")),
    (LATE, gettext_lazy("Muộn")),
    (CHANGED, gettext_lazy("Đã thay đổi sau khi xác nhận")),
)


@dataclass(frozen=True)
class Province:
    """A line of the country's table."""

    code: int
    name: str
    counts: Counts


@policy.signed_in
@require_safe
def period(request: HttpRequest, code: str, start: dt.date) -> HttpResponse:
    """Counts, then units; of several provinces their table first."""
    regime, span = access.period(code, start)
    units = completeness.units(regime, span, staff(request).user)
    provinces = completeness.by_province(units)
    if not provinces:
        raise Http404
    chosen = plain(request.GET.get("tinh", ""))
    whole = len(provinces) > 1 and chosen not in provinces
    if chosen in provinces:
        units, provinces = units.filter(province=chosen), {chosen: provinces[chosen]}
    shown = {"regime": regime, "span": span, "counts": _sum(provinces), "province": chosen}
    shown |= {"provinces": _named(provinces) if whole else []}
    shown |= {"earlier": _address(code, span.start - ONE), "later": _address(code, span.end + ONE)}
    if not whole:
        shown |= _units(request, regime, span, units)
    return render(request, "periods/period.html", shown)


def _units(request: HttpRequest, regime: Regime, span: Span, units: Asked) -> dict[str, Any]:
    state, day = request.GET.get("tinh-trang", ""), timezone.localdate()
    page = Paginator(completeness.ordered(_filtered(regime, span, units, state)), PAGE).get_page(
        request.GET.get("trang")
    )
    missing = completeness.ordered(units.filter(FILTERS[MISSING]))
    return {
        "page": page,
        "rows": completeness.standings(regime, span, cast(Asked, page.object_list), day),
        "state": state,
        "filters": LABELS,
        "reminder": _reminder(regime, span, missing, day) if span.end <= day else "",
    }


def _filtered(regime: Regime, span: Span, units: Asked, state: str) -> Asked:
    if state == CHANGED:
        return units.filter(pk__in=completeness.changed_units(regime, span, units))
    return units.filter(FILTERS[state]) if state in FILTERS else units


def _sum(provinces: dict[int, Counts]) -> Counts:
    every = list(provinces.values())
    return Counts(
        sum(one.asked for one in every),
        sum(one.confirmed for one in every),
        sum(one.late for one in every),
        sum(one.none for one in every),
    )


def _named(provinces: dict[int, Counts]) -> list[Province]:
    names = words.keys("province", provinces)
    return [Province(code, names[code], found) for code, found in provinces.items()]


def _reminder(regime: Regime, span: Span, missing: Asked, day: dt.date) -> str:
    """A text to send: who has not confirmed, what, by when. Nothing where everybody has."""
    names = [short or name for short, name in missing.values_list("short_name", "name")[: NAMED + 1]]
    if not names:
        return ""
    listed = "; ".join(names[:NAMED]) + (_(" và các đơn vị khác") if len(names) > NAMED else "")
    said = {"name": regime.name, "period": span.title, "days": span.days, "due": dates.day(span.due), "units": listed}
    if day > span.due:
        return (
            _(
                "Đề nghị các đơn vị sau xác nhận ngay số liệu “%(name)s”, kỳ %(period)s (%(days)s), hạn gửi đã qua ngày"
                " %(due)s, tại mục Kỳ báo cáo: %(units)s."
            )
            % said
        )
    return (
        _(
            "Đề nghị các đơn vị sau xác nhận số liệu “%(name)s”, kỳ %(period)s (%(days)s), chậm nhất ngày %(due)s,"
            " tại mục Kỳ báo cáo: %(units)s."
        )
        % said
    )


def _address(code: str, day: dt.date) -> str:
    """The address of the regime's period of that day, of whichever version; nothing for days to come."""
    if day > timezone.localdate():
        return ""
    for regime in queries.in_force().filter(code=code, valid_from__lte=day):
        found = spans.containing(regime, day)
        if found:
            return reverse("periods:period", args=[code, found.start])
    return ""
