"""The first address, and all the places to go from there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ketnoi.officers import policy


@policy.account
@require_safe
def first(request: HttpRequest) -> HttpResponse:
    """Today, for whoever holds a post; the account, which says what is missing, for whoever holds none."""
    return redirect("web:today" if policy.staff(request).post else "officers:account")


@policy.account
@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    """All the places to go; on a phone the fifth place of the bar."""
    return render(request, "web/everything.html")
