"""Asks a signed-in officer to prove anew who he is: for the second factor, the password, or both.

Who has a second factor gives it at every sign-in; what is protected wants one, what is stepped up a fresh one. A page
that was asked for comes back afterwards; what was sent is shown back as hidden fields, as at a locked session, and goes
on its way with the proof.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.officers import devices, doors, guessing, policy, strength
from ketnoi.officers.factors import giving, passkeys, standing
from ketnoi.officers.models import Officer

PASSWORD, FACTOR = "mat-khau-hien-tai", "ma-xac-thuc"  # proofs, and the fields they are typed into
ASKED, ENROLLING = "asked", "enrolling"
RECOVERED = "recovered"  # the code for getting in again was used in this session: it may add the first new factor
Errors = dict[str, str]


def halt(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """What answers instead of the page, if anything does."""
    officer = request.user
    if not isinstance(officer, Officer):
        return None
    strength.used(request)
    if policy.is_protected(view) and not _is_enough(request, view):
        if not _has_factor(request, officer):
            return _to_enrolment(request)
        if strength.is_given(request) and strength.is_idle(request):
            doors.lock(request, "/")
            return doors.halt(request, view)
    asked = needed(request, officer, view)
    return _held(request, officer, asked) if asked else None


def _is_enough(request: HttpRequest, view: Callable[..., Any]) -> bool:
    return strength.fresh(request) if policy.is_stepped_up(view) else strength.has_second_factor(request)


def needed(request: HttpRequest, officer: Officer, view: Callable[..., Any]) -> frozenset[str]:
    """Which proofs this page wants that the session does not have."""
    if policy.is_at_the_door(view) and not policy.is_reproved(view):
        return frozenset()
    has = _has_factor(request, officer)
    strict = policy.is_protected(view) and strength.is_asked(request)
    again = policy.is_reproved(view)
    if (strict or (again and has)) and strength.is_over(request):
        return frozenset({PASSWORD, FACTOR})
    if again and not has:
        return frozenset() if strength.password_is_fresh(request) else frozenset({PASSWORD})
    fresh = strength.fresh(request) or not (again or policy.is_stepped_up(view))
    given = strength.is_given(request) or not has
    return frozenset() if fresh and given else frozenset({FACTOR})


def prove(request: HttpRequest, officer: Officer, asked: frozenset[str]) -> Errors:
    """Take the proofs that were typed; answers what is wrong with them, nothing when all are right. Raises Wait."""
    if PASSWORD in asked and not _password_right(officer, request.POST.get(PASSWORD, "")):
        return {PASSWORD: _("Mật khẩu chưa đúng.")}
    if FACTOR in asked and not giving.is_right(request, officer, request.POST.get(FACTOR, "")):
        return {FACTOR: _("Mã chưa đúng, hoặc đã dùng rồi. Hãy nhập mã mới.")}
    if PASSWORD in asked:
        strength.password_given(request)
    if FACTOR in asked:
        strength.factor_given(request)
    request.session.pop(ASKED, None)
    return {}


def asked_now(request: HttpRequest, officer: Officer) -> frozenset[str]:
    """What the page that sent the officer to the challenge wants, as far as he has it."""
    asked = frozenset(request.session.get(ASKED, ())) & {PASSWORD, FACTOR}
    return asked if _has_factor(request, officer) else asked - {FACTOR}


def _has_factor(request: HttpRequest, officer: Officer) -> bool:
    """Whether the account has a factor to ask for; where the code was used in this session there is none yet.

    Any other session is asked for it all the same, and has nothing to answer but another code.
    """
    return bool(officer.strong_since) and not request.session.get(RECOVERED)


def page(
    request: HttpRequest,
    officer: Officer,
    asked: frozenset[str],
    waiting: list[tuple[str, str]] | None = None,
    errors: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The page that asks; `waiting` are the fields that wait behind it."""
    held = waiting is not None
    key = passkeys.ask(request, officer) if FACTOR in asked else None
    context = {
        "asks_password": PASSWORD in asked,
        "asks_factor": FACTOR in asked,
        "standing": standing.of(officer),
        "key": json.dumps(key) if key else "",
        "errors": {"password": (errors or {}).get(PASSWORD), "factor": (errors or {}).get(FACTOR)},
        "typed": waiting or [],
        "files": bool(request.FILES),
        "action": request.get_full_path() if held else reverse("officers:challenge"),
        "longest": giving.LONGEST,
    }
    return render(request, "officers/challenge.html", context, status=423 if held or errors else 200)


def waits(request: HttpRequest, officer: Officer, asked: frozenset[str], wait: giving.Wait) -> HttpResponse:
    """The page that asks, told that one has to wait."""
    field = FACTOR if FACTOR in asked else PASSWORD
    waiting = doors.typed(request) if request.resolver_match and not _is_own(request) else None
    answer = page(request, officer, asked, waiting, {field: guessing.told(wait.seconds)})
    answer.status_code = 429
    answer.headers["Retry-After"] = str(wait.seconds)
    return answer


def _held(request: HttpRequest, officer: Officer, asked: frozenset[str]) -> HttpResponse | None:
    """A page asked for comes back afterwards; what was sent is kept, and asks for the proof."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if request.method != "POST" or request.headers.get("HX-Request") or name in doors.SECRETIVE:
        return _to_the_challenge(request, asked)
    if not any(field in request.POST for field in asked):
        return page(request, officer, asked, doors.typed(request))
    try:
        errors = prove(request, officer, asked)
    except giving.Wait as wait:
        return waits(request, officer, asked, wait)
    if errors:
        return page(request, officer, asked, doors.typed(request), errors)
    doors.forget(request, PASSWORD, FACTOR)
    return None


def _to_the_challenge(request: HttpRequest, asked: frozenset[str]) -> HttpResponse:
    request.session[doors.BACK], request.session[ASKED] = doors.page_of(request), sorted(asked)
    return _sent(request, reverse("officers:challenge"))


def _to_enrolment(request: HttpRequest) -> HttpResponse:
    """Who has no second factor yet gets one first, and then what he wanted."""
    request.session[doors.BACK], request.session[ENROLLING] = doors.page_of(request), True
    return _sent(request, reverse("officers:security"))


def _sent(request: HttpRequest, address: str) -> HttpResponse:
    """A part of a page cannot show another page: the whole page goes there."""
    return HttpResponse(headers={"HX-Redirect": address}) if request.headers.get("HX-Request") else redirect(address)


def _password_right(officer: Officer, typed: str) -> bool:
    """Whether this is the present password. Raises Wait."""
    bucket = devices.of_session(officer)
    if seconds := guessing.wait(bucket):
        raise giving.Wait(seconds)
    right = len(typed) <= doors.LONGEST and officer.check_password(typed)
    if right:
        guessing.right(bucket)
    return right


def _is_own(request: HttpRequest) -> bool:
    return request.path == reverse("officers:challenge")
