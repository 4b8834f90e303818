"""What needs me now, then how my unit is doing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ketnoi.audit import kept
from ketnoi.figures import links, months
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.web import destinations, jobs, month, protected_jobs, waiting
from ketnoi.web.month import Month
from ketnoi.web.schedule import Asked, Whose


@dataclass(frozen=True)
class Drawn:
    """The parts of the page that stay as they are until somebody writes, and how much waits in them."""

    waits: int
    waiting: SafeString
    unit: SafeString
    beside: SafeString


@policy.signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The page of the post I act under."""
    staff, day = policy.staff(request), timezone.localdate()
    key = ("today", policy.reader(staff.user), staff.post.pk)
    drawn = kept.once(key, lambda: _drawn(staff.user, staff.post, day))
    now, batches = protected_jobs.sections(request), jobs.staged(staff.post)
    shown = {
        "day": day,
        "drawn": drawn,
        "now": now,
        "batches": batches,
        "waits": drawn.waits + jobs.waits(now) + batches.count,
        "record": destinations.RECORD.url if destinations.may_open(destinations.RECORD, staff.post) else "",
    }
    return render(request, "web/today.html", shown)


def _drawn(officer: Officer, post: Post, day: dt.date) -> Drawn:
    found, home = jobs.sections(officer, post, day), policy.home(post.unit)
    counted = month.of(home, day)
    unit = {"day": day, "unit": home, "month": counted} | _last(home, day, counted)
    beside = {"planned": waiting.rows(waiting.planned(post, day)), "recent": waiting.rows(waiting.recent(post))}
    return Drawn(
        jobs.waits(found),
        render_to_string("web/today/waiting.html", {"sections": found}),
        render_to_string("web/today/month.html", unit),
        render_to_string("web/today/unit.html", beside),
    )


def _last(unit: Unit, day: dt.date, counted: Month) -> dict[str, object]:
    """Where the last records are, when this month and the one before hold none."""
    if any(tile.number or tile.before for tile in counted.tiles):
        return {}
    found = month.last(unit, day)
    if found is None:
        return {}
    first = months.first_day(found)
    year = month.about(unit, month.CHARTED).but(start=dt.date(first.year, 1, 1), end=dt.date(first.year, 12, 31))
    return {"last": first, "last_month": Asked(first, whose=Whose.ALL).url, "last_figure": links.url(year)}
