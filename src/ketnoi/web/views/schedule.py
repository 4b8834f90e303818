"""The calendar as a page and as a file."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ketnoi.activities import policy as activities
from ketnoi.audit import journal, kept
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.web import icalendar, schedule
from ketnoi.web.schedule import Asked, Span, Whose


@policy.signed_in
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The month or the week around a day."""
    staff, today = policy.staff(request), timezone.localdate()
    asked = Asked.read(request.GET, today)
    key = ("schedule", policy.reader(staff.user), staff.post.pk, asked)
    days = kept.once(key, lambda: _drawn(asked, staff.user, staff.post, today))
    shown = {"asked": asked, "days": days, "unit": policy.home(staff.post.unit)}
    return render(request, "web/schedule.html", shown | _ways(asked, today))


def _drawn(asked: Asked, officer: Officer, post: Post, today: dt.date) -> SafeString:
    """The days, or where there is something when they hold nothing."""
    found = schedule.days(asked, officer, post, today)
    empty = not any(day.items for day in found if not day.beyond)
    near = schedule.nearest(asked, officer, post) if empty else None
    shown = {
        "asked": asked,
        "days": found,
        "empty": empty,
        "weekdays": [day.day for day in found[:7]],
        "nearest": asked.but(day=near) if near else None,
        "writes": post.role in activities.WRITERS,
    }
    return render_to_string("web/schedule_days.html", shown)


def _ways(asked: Asked, today: dt.date) -> dict[str, Any]:
    """Where one goes from this page."""
    return {
        "before": asked.but(day=asked.first - schedule.DAY),
        "after": asked.but(day=asked.last + schedule.DAY),
        "now": asked.but(day=today),
        "spans": [(asked.but(span=span), span) for span in Span],
        "whose": [(asked.but(whose=whose), whose) for whose in Whose],
    }


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
