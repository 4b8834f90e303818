"""What has changed since the figures were frozen: each figure, each record, before and after."""

from __future__ import annotations

import uuid as uuids

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from ketnoi.figures import links
from ketnoi.officers import policy
from ketnoi.reports import moved
from ketnoi.reports.views import found

MOST = 200


@policy.signed_in
@require_safe
def changes(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.visible(request, uuid)
    officer = policy.staff(request).user
    shown = [
        {
            "difference": one,
            "records": moved.opened(one.changed[:MOST], officer),
            "more": max(0, len(one.changed) - MOST),
            "then_url": links.url(one.said.figure),
            "now_url": links.url(one.live),
            "opened": urlencode({"so": one.keys[0]}),
        }
        for one in moved.of_report(report)
    ]
    redefined = moved.redefined(report).items()
    context = {"report": report, "changes": shown, "redefined": redefined, "may_edit": found.may_edit(request, report)}
    return render(request, "reports/changes.html", context)
