"""One period ("Tình hình gửi số liệu"), for those who watch over the units it asks; a unit sees itself only."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any, cast

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.figures import words
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff
from ketnoi.periods import completeness, queries, spans
from ketnoi.periods.completeness import STATES, Asked, Counts, Standing
from ketnoi.periods.enums import Answer, State
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import ONE, Span
from ketnoi.periods.views import access
from ketnoi.ui import dates
from ketnoi.ui.numbers import plain
from ketnoi.ui.templatetags.ui import badge

PAGE = 50
NAMED = 100  # units in a reminder; a longer one nobody sends
MISSING, ON_TIME, LATE, CHANGED = "chua-gui", "dung-han", "muon", "da-thay-doi"
FILTERS = {MISSING: STATES[State.WAITING], ON_TIME: STATES[State.ON_TIME], LATE: STATES[State.LATE]}
BADGES = {
    State.ON_TIME: ("ok", "circle-check", gettext_lazy("đúng hạn")),
    State.LATE: ("warn", "clock", gettext_lazy("muộn")),
    State.MISSING: ("bad", "circle-alert", gettext_lazy("thiếu, quá hạn")),
    State.WAITING: ("mute", "clock", gettext_lazy("chưa gửi")),
}
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
    changed: int


@dataclass(frozen=True)
class Row:
    """A unit's line: its state as a badge, what it said and when, how many records changed since."""

    name: str
    url: str
    state: SafeString
    said: str
    changed: int


@policy.signed_in
@require_safe
def period(request: HttpRequest, code: str, start: dt.date) -> HttpResponse:
    """Counts, then units; of several provinces their table first. Drawn once until somebody writes."""
    regime, span = access.period(code, start)
    officer = staff(request).user
    key = ("period", regime.pk, start, request.GET.urlencode(), policy.reader(officer))
    drawn = kept.once(key, lambda: _drawn(request, regime, span, officer))
    context = {"regime": regime, "span": span, "owes": access.owes(request, regime, span)}
    return render(request, "periods/period.html", context | drawn)


def _drawn(request: HttpRequest, regime: Regime, span: Span, officer: Officer) -> dict[str, str]:
    """What stays as it is: the periods beside this one, and the page's body."""
    units = completeness.units(regime, span, officer)
    provinces = completeness.by_province(units)
    if not provinces:
        raise Http404
    chosen = plain(request.GET.get("tinh", ""))
    whole = len(provinces) > 1 and chosen not in provinces
    if chosen in provinces:
        units, provinces = units.filter(province=chosen), {chosen: provinces[chosen]}
    shown: dict[str, Any] = {"counts": _sum(provinces), "province": chosen}
    if whole:
        changed = completeness.changed_by_province(regime, span, units)
        shown |= {"provinces": _named(provinces, changed), "moved": sum(changed.values())}
    else:
        shown |= _units(request, regime, span, units, officer)
    return {
        "earlier": _address(regime.code, span.start - ONE),
        "later": _address(regime.code, span.end + ONE),
        "body": render_to_string("periods/period_body.html", shown | {"request": request}),
    }


def _units(request: HttpRequest, regime: Regime, span: Span, units: Asked, officer: Officer) -> dict[str, Any]:
    """Lines of a page of units; a reminder for others that have not confirmed, never for the reader's own."""
    state, day = request.GET.get("tinh-trang", ""), timezone.localdate()
    page = Paginator(completeness.ordered(_filtered(regime, span, units, state)), PAGE).get_page(
        request.GET.get("trang")
    )
    missing = completeness.ordered(units.filter(FILTERS[MISSING]).exclude(pk__in=policy.homes(officer)))
    return {
        "page": page,
        "rows": _rows(regime, span, completeness.standings(regime, span, cast(Asked, page.object_list), day)),
        "state": state,
        "filters": LABELS,
        "reminder": _reminder(regime, span, missing, day) if span.end <= day else "",
    }


def _rows(regime: Regime, span: Span, standings: list[Standing]) -> list[Row]:
    """Lines ready to be written: there are fifty on a page."""
    base = reverse("periods:period", args=[regime.code, span.start])
    badges = {state: badge(kind, icon, str(word)) for state, (kind, icon, word) in BADGES.items()}
    none = _("không phát sinh")
    return [
        Row(
            one.name, f"{base}{one.unit}/", badges[one.state],
            (f"{none} · " if one.answer == Answer.NONE else "") + dates.moment(one.at) if one.at else "", one.changed,
        )
        for one in standings
    ]  # fmt: skip


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


def _named(provinces: dict[int, Counts], changed: dict[int, int]) -> list[Province]:
    names = words.keys("province", provinces)
    return [Province(code, names[code], found, changed.get(code, 0)) for code, found in provinces.items()]


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
