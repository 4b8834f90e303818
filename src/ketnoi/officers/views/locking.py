"""Lock the session when leaving a shared PC, and open it again with the PIN."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.officers import doors, policy, strength
from ketnoi.officers.models import Officer

BY_SCRIPT = "fetch"  # the page stays open behind the lock: short answers instead of pages


@policy.at_the_door
@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock now; the page one was on comes back after unlocking."""
    doors.lock(request, doors.own_address(request.POST.get("back", "")))
    return HttpResponse(status=204) if _by_script(request) else redirect("officers:unlock")


@policy.at_the_door
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest) -> HttpResponse:
    """Ask for the PIN; five wrong ones end the session."""
    back = doors.own_address(request.session.get(doors.BACK, ""))
    if not request.session.get(strength.LOCKED):
        return redirect(back)
    if request.method == "GET":
        return doors.locked_page(request)
    try:
        right = doors.unlock(request, cast(Officer, request.user), request.POST.get(doors.SECRET, ""))
    except doors.SignedOut:
        return HttpResponse(status=401) if _by_script(request) else redirect("officers:sign_in")
    if _by_script(request):
        return HttpResponse(status=204 if right else 423)
    return redirect(back) if right else doors.locked_page(request, error=_("Mã chưa đúng. Hãy nhập lại."))


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == BY_SCRIPT
