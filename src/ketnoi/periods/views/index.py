"""What my unit confirms, and how complete the newest periods of the units under it are."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.periods import overseeing, queries
from ketnoi.periods.views.regimes import MANAGERS

SHOWN = 6  # newest periods of each regime


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Owed periods first, then confirmed ones, then those of the units under mine."""
    post, officer, day = staff(request).post, staff(request).user, timezone.localdate()
    home = policy.home(post.unit)
    duties = kept.once(("duties", home.pk), lambda: queries.duties(home, day, SHOWN))
    watched = ("overviews", home.pk, policy.reader(officer))
    shown = {
        "unit": home,
        "owed": [one for one in duties if not one.confirmed],
        "confirmed": [one for one in reversed(duties) if one.confirmed],
        "may_confirm": queries.may_confirm(post, home),
        "overviews": kept.once(watched, lambda: overseeing.newest(officer, home, day)),
        "manages": post.role in MANAGERS,
    }
    return render(request, "periods/index.html", shown)
