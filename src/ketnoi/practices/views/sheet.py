"""A practice on one printed page, with a code that leads back to it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.officers import policy as officers
from ketnoi.practices import measures
from ketnoi.practices.views.access import page, readable
from ketnoi.practices.views.practice import about
from ketnoi.ui import qr

RESULTS: Final = 4  # what one page has room for
STEPS: Final = 10


@require_safe
@officers.signed_in
def sheet(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    said = about(found)
    context = said | {
        "steps": said["steps"][:STEPS],
        "more_steps": max(len(said["steps"]) - STEPS, 0),
        "results": measures.results(found.measured.all()[:RESULTS]),
        "stated": found.stated.all()[:RESULTS],
        "address": request.build_absolute_uri(page(found)),
        "code": qr.picture(request.build_absolute_uri(page(found))),
    }
    return render(request, "practices/sheet.html", context)
