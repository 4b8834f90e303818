"""The page that asks for the second factor, the password, or both; and then the page that was wanted."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from ketnoi.officers import challenge as asking
from ketnoi.officers import devices, doors, policy, strength
from ketnoi.officers.factors import giving
from ketnoi.officers.models import Officer


@policy.at_the_door
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def challenge(request: HttpRequest) -> HttpResponse:
    """Ask, check, and lead back. A locked session is unlocked first."""
    officer = cast(Officer, request.user)
    asked = asking.asked_now(request, officer)
    if request.session.get(strength.LOCKED):
        return redirect("officers:unlock")
    if not asked:
        return redirect(doors.own_address(request.session.pop(doors.BACK, "")))
    if request.method == "GET":
        return asking.page(request, officer, asked)
    try:
        errors = asking.prove(request, officer, asked)
    except giving.Wait as wait:
        return asking.waits(request, officer, asked, wait)
    if errors:
        return asking.page(request, officer, asked, errors=errors)
    response = redirect(doors.own_address(request.session.pop(doors.BACK, "")))
    devices.remember(request, response, officer)
    return response
