"""The list of works."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.lists import listing
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.works.policy import AGREEING
from ketnoi.works.table import TABLE
from ketnoi.works.views.access import writes


@require_GET
@officers.signed_in
def works(request: HttpRequest) -> HttpResponse:
    agrees = staff(request).post.role in AGREEING
    shown = {"list": listing.of(request, TABLE), "writes": writes(request), "agrees": agrees}
    return render(request, "works/list.html", shown)
