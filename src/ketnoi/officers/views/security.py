"""The own second factors and sessions: what stands, what can be added, where one is signed in."""

from __future__ import annotations

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketnoi.audit import installation, switching
from ketnoi.officers import challenge, confirming, doors, happenings, policy, recovering, sessions, strength
from ketnoi.officers.enums import Role
from ketnoi.officers.factors import authenticator, cards, passkeys, standing
from ketnoi.officers.models import Officer


@require_GET
@policy.account
def security(request: HttpRequest) -> HttpResponse:
    """What stands, and what to do next."""
    officer, demo = cast(Officer, request.user), installation.is_demo()
    context: dict[str, Any] = {
        "standing": standing.of(officer),
        "few": cards.FEW,
        "enrolling": request.session.get(challenge.ENROLLING, False),
        "keys_possible": passkeys.possible(request),
        "sessions": sessions.of(officer),
        "own": request.session.get(sessions.NUMBER, ""),
        "happenings": happenings.of(officer),
        "asked": strength.is_asked(request),
        "asks_everybody": installation.asks_second_factor(),
        "demo": demo,
        "switches": demo and any(post.role == Role.ADMINISTRATOR for post in policy.posts_of(officer)),
        "confirms": any(post.role in {Role.LEAD, Role.ADMINISTRATOR} for post in policy.posts_of(officer)),
        "posts_waiting": sum(len(confirming.waiting_for(post)) for post in policy.posts_of(officer)),
        "waiting": [one for post in policy.posts_of(officer) for one in recovering.waiting_for(post)],
    }
    return render(request, "officers/security.html", context)


def go_on(request: HttpRequest) -> HttpResponse:
    """After a factor was added: to the page that wanted one, else to what stands now."""
    strength.factor_given(request)
    request.session.pop(challenge.RECOVERED, None)
    if request.session.pop(challenge.ENROLLING, False):
        return redirect(doors.own_address(request.session.pop(doors.BACK, "")))
    return redirect("officers:security")


@require_POST
@policy.reproved
@policy.account
def remove_authenticator(request: HttpRequest) -> HttpResponse:
    return _removed(request, lambda: authenticator.remove(_pk(request)))


@require_POST
@policy.reproved
@policy.account
def remove_passkey(request: HttpRequest, uuid: UUID) -> HttpResponse:
    return _removed(request, lambda: passkeys.remove(_pk(request), uuid))


@require_POST
@policy.reproved
@policy.account
def remove_card(request: HttpRequest) -> HttpResponse:
    return _removed(request, lambda: cards.remove(_pk(request)))


def _removed(request: HttpRequest, remove: Any) -> HttpResponse:
    """Take a way away, and end the sessions that may have been opened with it."""
    try:
        remove()
    except ValidationError as refusal:
        messages.warning(request, refusal.messages[0])
        return redirect("officers:security")
    sessions.end_others(cast(Officer, request.user), request.session.session_key, _pk(request))
    messages.success(request, _("Đã bỏ. Các phiên đăng nhập ở máy khác đã kết thúc."))
    return redirect("officers:security")


@require_POST
@policy.account
def end_session(request: HttpRequest, number: UUID) -> HttpResponse:
    """End one of the own sessions; the one in use by signing out."""
    if sessions.end(cast(Officer, request.user), number):
        messages.success(request, _("Đã kết thúc phiên đăng nhập ấy."))
    return redirect("officers:security")


@require_POST
@policy.account
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all own sessions but this one."""
    ended = sessions.end_others(cast(Officer, request.user), request.session.session_key, _pk(request))
    messages.success(request, _("Đã kết thúc %(count)s phiên đăng nhập ở nơi khác.") % {"count": ended})
    return redirect("officers:security")


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def switch_demo(request: HttpRequest) -> HttpResponse:
    """Let a demo ask for the second factor, or not; anywhere else there is nothing to switch."""
    try:
        switching.ask_second_factor(asked="bat" in request.POST, actor=_pk(request))
    except PermissionError as refusal:
        raise Http404 from refusal
    messages.success(request, _("Đã đổi cho cả hệ thống minh họa."))
    return redirect("officers:security")


def _pk(request: HttpRequest) -> int:
    return cast(Officer, request.user).pk
