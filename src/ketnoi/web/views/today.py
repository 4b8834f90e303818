"""What needs me now, then how my unit is doing."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.web import destinations, month, waiting


@policy.signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """The page of the post I act under."""
    post = policy.staff(request).post
    shown = _waiting(post) | _unit(post)
    shown["record"] = destinations.RECORD.url if destinations.may_open(destinations.RECORD, post) else ""
    return render(request, "web/today.html", shown)


def _waiting(post: Post) -> dict[str, Any]:
    unrecorded = waiting.unrecorded(post, timezone.localdate())
    count = unrecorded.count()
    batches = list(waiting.staged(post)[: waiting.SHOWN])
    reports = waiting.changed_reports(post)
    return {
        "unrecorded": waiting.rows(unrecorded) if count else [],
        "unrecorded_more": max(0, count - waiting.SHOWN),
        "batches": batches,
        "reports": reports,
        "waits": count + len(batches) + len(reports),
    }


def _unit(post: Post) -> dict[str, Any]:
    day, home = timezone.localdate(), policy.home(post.unit)
    return {
        "day": day,
        "unit": home,
        "month": month.of(home, day),
        "planned": waiting.rows(waiting.planned(post, day)),
        "recent": waiting.rows(waiting.recent(post)),
    }
