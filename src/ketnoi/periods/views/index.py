"""What my unit confirms, and how complete the newest periods of the units under it are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.periods import completeness, queries, spans
from ketnoi.periods.completeness import Counts
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span
from ketnoi.periods.views.regimes import MANAGERS

SHOWN = 6  # newest periods of each regime


@dataclass(frozen=True)
class Overview:
    """The newest ended period of a regime, for those who watch over others."""

    regime: Regime
    span: Span
    counts: Counts


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Owed periods first, then confirmed ones, then those of the units under mine."""
    post, officer, day = staff(request).post, staff(request).user, timezone.localdate()
    home = policy.home(post.unit)
    duties = queries.duties(home, day, SHOWN)
    shown = {
        "unit": home,
        "owed": [one for one in duties if not one.confirmed],
        "confirmed": [one for one in reversed(duties) if one.confirmed],
        "may_confirm": queries.may_confirm(post, home),
        "overviews": _overviews(officer, home, day),
        "manages": post.role in MANAGERS,
    }
    return render(request, "periods/index.html", shown)


def _overviews(officer: Officer, home: Unit, day: dt.date) -> list[Overview]:
    """One question for each regime that asks units under mine, however many units there are."""
    newest: dict[str, tuple[Regime, Span]] = {}
    for regime in queries.seen_by(officer):
        for span in spans.closed(regime, day, 1):
            newest.setdefault(regime.code, (regime, span))
    found = [
        Overview(regime, span, completeness.counts(completeness.units(regime, span, officer)))
        for regime, span in newest.values()
        if regime.level != home.level
    ]
    return [one for one in found if one.counts.asked]
