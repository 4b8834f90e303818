"""The list: found without marks, narrowed, newest first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.activities.table import TABLE
from ketnoi.activities.views.access import WRITERS
from ketnoi.lists import listing
from ketnoi.officers import policy
from ketnoi.officers.policy import staff


@require_GET
@policy.signed_in
def activities(request: HttpRequest) -> HttpResponse:
    shown = {"list": listing.of(request, TABLE), "writes": staff(request).post.role in WRITERS}
    return render(request, "activities/list.html", shown)
