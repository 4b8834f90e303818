"""What waits for the officer: offers, notices to acknowledge, emergencies to review; and the records he may open."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.access import answering, glass, policy, protecting, reader
from ketnoi.access.protecting import Protected
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
        "notices": policy.told(who).filter(answered_at=None).select_related("giver")[:SHOWN],
        "reviews": waiting[:SHOWN],
        "now": moments.now(),
        "kinds": [one for one in map(partial(_of_kind, who), protecting.every()) if one["open"] or one["closed"]],
    }
    return render(request, "access/index.html", context)


def _of_kind(who: Reader, protected: Protected) -> dict[str, Any]:
    """The newest of a kind, those that are going on apart: code, unit, whether sealed; nothing of what they say."""
    rows = policy.visible_to(who, protected.kind).select_related("owner").only("code", "sealed", "closed_at", "owner")
    newest = list(rows.order_by(F("closed_at").desc(nulls_first=True), "-pk")[:SHOWN])
    watched = policy.by_rules(who, protected.kind, WATCH).filter(pk__in=[one.pk for one in newest])
    watches = set(watched.values_list("pk", flat=True))
    shown = [{"record": one, "url": protected.url(one), "watches": one.pk in watches} for one in newest]
    return {
        "kind": protected.kind,
        "label": protected.label,
        "open": [one for one in shown if one["record"].closed_at is None],
        "closed": [one for one in shown if one["record"].closed_at is not None],
    }
