"""The calendar as a page and as a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.activities import policy as activities
from ketnoi.audit import journal
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.web import icalendar, schedule
from ketnoi.web.schedule import Asked, Span, Whose


@policy.signed_in
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The month or the week around a day."""
    staff, today = policy.staff(request), timezone.localdate()
    asked = Asked.read(request.GET, today)
    found = schedule.days(asked, staff.user, staff.post, today)
    within = [day for day in found if not day.beyond]
    empty = not any(day.items for day in within)
    shown = {
        "asked": asked,
        "days": found,
        "empty": empty,
        "weekdays": [day.day for day in found[:7]],
        "kinds": catalogue.names({item.kind for day in found for item in day.items}),
        "nearest": _nearest(asked, request) if empty else None,
        "unit": policy.home(staff.post.unit),
        "writes": staff.post.role in activities.WRITERS,
    }
    return render(request, "web/schedule.html", shown | _ways(asked, today))


def _ways(asked: Asked, today: dt.date) -> dict[str, Any]:
    """Where one goes from this page."""
    return {
        "before": asked.but(day=asked.first - schedule.DAY),
        "after": asked.but(day=asked.last + schedule.DAY),
        "now": asked.but(day=today),
        "spans": [(asked.but(span=span), span) for span in Span],
        "whose": [(asked.but(whose=whose), whose) for whose in Whose],
    }


def _nearest(asked: Asked, request: HttpRequest) -> Asked | None:
    staff = policy.staff(request)
    day = schedule.nearest(asked, staff.user, staff.post)
    return asked.but(day=day) if day else None


@policy.signed_in
@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """The same month or week as an iCalendar file; taking it out leaves a line in the journal."""
    staff = policy.staff(request)
    asked = Asked.read(request.GET, timezone.localdate())
    items = schedule.exported(asked, staff.user, staff.post)
    content = icalendar.build(items, request.build_absolute_uri("/").rstrip("/"), timezone.now())
    with transaction.atomic():
        journal.write("export", "schedule", "", actor=staff.user.pk, unit=staff.post.unit_id, count=len(items))
    answer = HttpResponse(content, content_type=icalendar.TYPE)
    answer["Content-Disposition"] = f'attachment; filename="lich-{asked.first:%Y%m%d}.ics"'
    return answer
