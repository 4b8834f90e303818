"""What waits for the officer: offers, notices to acknowledge, emergencies to review; and the records he may open."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.access import answering, glass, policy, protecting, reader
from ketnoi.access.reader import Reader
from ketnoi.access.views.records import WATCH
from ketnoi.audit import moments
from ketnoi.officers import policy as pages

SHOWN = 50  # of each list


@pages.protected
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All of it on one page."""
    who = reader.of(request)
    waiting = glass.to_review(who).filter(reviewed_at=None)
    context = {
        "offers": answering.offered(who)[:SHOWN],
        "notices": answering.told(who).filter(answered_at=None).select_related("giver")[:SHOWN],
        "reviews": waiting[:SHOWN],
        "now": moments.now(),
        "records": list(_records(who)),
    }
    return render(request, "access/index.html", context)


def _records(who: Reader) -> Iterator[dict[str, Any]]:
    """The newest of each kind: code, unit, whether sealed; nothing of what they say."""
    for protected in protecting.every():
        rows = policy.visible_to(who, protected.kind).select_related("owner").only("code", "sealed", "owner")
        newest = list(rows.order_by("-pk")[:SHOWN])
        watched = policy.by_rules(who, protected.kind, WATCH).filter(pk__in=[one.pk for one in newest])
        watches = set(watched.values_list("pk", flat=True))
        for record in newest:
            yield {
                "kind": protected.kind,
                "label": protected.label,
                "record": record,
                "url": protected.url(record),
                "watches": record.pk in watches,
            }
