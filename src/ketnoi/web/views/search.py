"""Search over everything I may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from ketnoi.officers import policy
from ketnoi.web import finding

LONGEST = 100  # characters of a search


@policy.signed_in
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Answer `q`; without it, ask for it."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = finding.find(text, policy.staff(request).user, timezone.localdate())
    return render(request, "web/search.html", {"text": text, "found": found, "longest": LONGEST})
