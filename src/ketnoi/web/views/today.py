"""What needs me now, then how my unit is doing."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.officers import policy


@policy.signed_in
@require_safe
def today(request: HttpRequest) -> HttpResponse:
    return render(request, "web/today.html")
