"""Asks for the second factor where a page is protected and the session has none yet, or one that is too old."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ketnoi.officers import policy, strength


def halt(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """What answers instead of the page, if anything does."""
    if request.user.is_authenticated:
        strength.used(request)
    if not policy.is_protected(view):
        return None
    enough = strength.fresh(request) if policy.is_stepped_up(view) else strength.has_second_factor(request)
    return None if enough else redirect("officers:account")
