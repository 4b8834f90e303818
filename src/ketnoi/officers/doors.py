"""What stands between a signed-in officer and a page: a locked session, and a first password not yet replaced.

A locked session keeps everything it had. Who types into a page that was locked meanwhile loses nothing: what was sent
is shown back as hidden fields of the form that asks for the PIN, and goes on its way once the PIN is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.contrib.auth import logout
from django.contrib.auth.hashers import check_password
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.officers import policy, strength
from ketnoi.officers.models import Officer
from ketnoi.officers.strength import LOCKED

TRIES = 5
LONGEST = 200  # of what may be typed as a PIN or a password
BACK = "back"
SEARCHED = {"q"}  # what is typed into every field for searching
SECRET = "ma-mo-khoa"  # noqa: S105 - the name of a field
OWN = {"csrfmiddlewaretoken", SECRET, "mat-khau-hien-tai", "ma-xac-thuc"}  # those of `challenge` too
# Pages into which secrets are typed: nothing of them is shown back.
SECRETIVE = {f"officers:{name}" for name in ("pin", "password", "sign_in", "add_authenticator", "begin_card")}


class SignedOut(Exception):
    """The PIN was wrong too often: the session is over."""


def halt(request: HttpRequest, view: Callable[..., Any]) -> HttpResponse | None:
    """What answers instead of the page, if anything does."""
    officer = request.user
    if not isinstance(officer, Officer) or policy.is_at_the_door(view):
        return None
    if request.session.get(LOCKED):
        return _held(request, officer)
    return redirect("officers:password") if officer.start_until is not None else None


def lock(request: HttpRequest, back: str) -> None:
    """Lock the session; `back` is where the officer was.

    It goes on under another key: a slow page that read it before and writes it back afterwards would open it again.
    """
    officer = request.user
    assert isinstance(officer, Officer)
    request.session[LOCKED], request.session[BACK] = True, unsearched(back)
    strength.grow_stale(request)
    request.session.cycle_key()
    with transaction.atomic():
        journal.write("lock", "officer", officer.pk, actor=officer.pk)


def unlock(request: HttpRequest, officer: Officer, secret: str) -> bool:
    """Open the session where the PIN is right (the password, of whoever has no PIN). Raises SignedOut."""
    with transaction.atomic():
        Officer.objects.filter(pk=officer.pk).update(pin_tries=F("pin_tries") + 1)
        tries = Officer.objects.values_list("pin_tries", flat=True).get(pk=officer.pk)
    right = tries <= TRIES and len(secret) <= LONGEST and check_password(secret, officer.pin or officer.password)
    with transaction.atomic():
        if right:
            Officer.objects.filter(pk=officer.pk).update(pin_tries=0)
        journal.write("unlock" if right else "unlock_refused", "officer", officer.pk, actor=officer.pk)
    if right:
        request.session.pop(LOCKED, None)
        strength.proved_again(request)
    elif tries >= TRIES:
        logout(request)
        raise SignedOut
    return right


def _held(request: HttpRequest, officer: Officer) -> HttpResponse | None:
    """A locked session: a page asked for comes back after unlocking; what was sent is kept and asks for the PIN."""
    if request.method != "POST":
        if request.method == "GET" and not request.headers.get("HX-Request"):
            request.session[BACK] = page_of(request)
        return _to_the_lock(request)
    if request.resolver_match and request.resolver_match.view_name in SECRETIVE:
        return _to_the_lock(request)
    if SECRET not in request.POST:
        return locked_page(request, typed(request))
    try:
        if unlock(request, officer, request.POST[SECRET]):
            forget(request, SECRET)
            return None
    except SignedOut:
        return redirect("officers:sign_in")
    return locked_page(request, typed(request), _("Mã chưa đúng. Hãy nhập lại."))


def _to_the_lock(request: HttpRequest) -> HttpResponse:
    """A part of a page cannot show the lock: the whole page goes there."""
    address = reverse("officers:unlock")
    return HttpResponse(headers={"HX-Redirect": address}) if request.headers.get("HX-Request") else redirect(address)


def locked_page(request: HttpRequest, waiting: list[tuple[str, str]] | None = None, error: str = "") -> HttpResponse:
    """The page that asks for the PIN; `waiting` are the fields that wait behind it."""
    held = waiting is not None
    context = {
        "error": error,
        "typed": waiting or [],
        "files": bool(request.FILES),
        "action": request.get_full_path() if held else reverse("officers:unlock"),
        "field": SECRET,
        "has_pin": bool(request.user.pin) if isinstance(request.user, Officer) else False,
    }
    return render(request, "officers/locked.html", context, status=423 if held or error else 200)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields that were sent, to be shown back as hidden ones."""
    return list(_fields(request))


def _fields(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name not in OWN:
            yield from ((name, str(value)) for value in values)


def forget(request: HttpRequest, *secrets: str) -> None:
    """The page behind the door never sees what opened it."""
    kept = request.POST.copy()
    for name in secrets:
        kept.pop(name, None)
    request.POST = kept  # type: ignore[assignment]  # Django lets it be set


def page_of(request: HttpRequest) -> str:
    """Where to come back to; of a form that was sent the page it stood on, for its own address may show nothing."""
    if request.method in {"GET", "HEAD"} and not request.headers.get("HX-Request"):
        return unsearched(request.get_full_path())
    try:
        came = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    return unsearched(came._replace(scheme="", netloc="").geturl()) if came.netloc == request.get_host() else "/"


def unsearched(address: str) -> str:
    """An address of ours without the text that was searched: that may be a name, and addresses are kept and logged."""
    parts = urlsplit(address)
    asked = parse_qsl(parts.query, keep_blank_values=True)
    left = [(name, value) for name, value in asked if name not in SEARCHED]
    return address if left == asked else parts._replace(query=urlencode(left)).geturl()


def own_address(address: str) -> str:
    """The address where it is one of ours; else the first page."""
    ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/")
    return address if ours and address.isprintable() else "/"
