"""Devices from which an officer signed in before: a cookie that only the sign-in pages are sent.

It opens nothing. It lets tries from this device be counted by themselves. With a new password it is void, and with the
first second factor: from then on a device is known once the factor was given there. A commune's PC is shared, so one
cookie holds several officers.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ketnoi.officers.models import Officer

COOKIE = "may-quen"
DAYS = 180
MOST = 8  # officers of one device
KNOWN = "known-device"
SALT = "ketnoi.officers.devices"


def bucket(request: HttpRequest | None, username: str) -> str:
    """Where tries of this name from this device are counted; a new password begins a new count."""
    officer = Officer.objects.filter(username=username).only("pk", "password", "strong_since").first()
    device = _device(request, officer) if request and officer else ""
    return _digest("bucket", username, officer.password if officer else "", device)


def of_factor(officer: Officer, device: str) -> str:
    """Where tries of a second factor are counted: those of the device that the session began on (`known`)."""
    return _digest("factor", str(officer.pk), officer.password, device)


def known(request: HttpRequest) -> str:
    """The known device that this session began on; "" where it was one that nobody knew."""
    return str(request.session.get(KNOWN, ""))


def note(request: HttpRequest, officer: Officer) -> None:
    """The session remembers which known device it began on, for `known`."""
    request.session[KNOWN] = _device(request, officer)


def of_session(officer: Officer) -> str:
    """Where tries of the present password are counted, by whoever is signed in already."""
    return _digest("session", str(officer.pk), officer.password, "")


def remember(request: HttpRequest, response: HttpResponse, officer: Officer) -> None:
    """Let the device be known to the officer from now on."""
    others = [one for one in _entries(request) if not one.startswith(f"{officer.pk}.")]
    device = secrets.token_hex(8)
    entry = f"{officer.pk}.{device}.{_seal(officer, device)}"
    response.set_cookie(
        COOKIE,
        "~".join([entry, *others][:MOST]),
        max_age=DAYS * 24 * 3600,
        path=reverse("officers:sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _device(request: HttpRequest, officer: Officer) -> str:
    """The device's own number, where the officer signed in from it under the present password; else ""."""
    for entry in _entries(request):
        number, _dot, rest = entry.partition(".")
        device, _dot, seal = rest.partition(".")
        if number == str(officer.pk) and constant_time_compare(seal, _seal(officer, device)):
            return device
    return ""


def _entries(request: HttpRequest) -> list[str]:
    return request.COOKIES.get(COOKIE, "").split("~")[:MOST]


def _seal(officer: Officer, device: str) -> str:
    return _digest("seal", str(officer.pk), officer.password, str(officer.strong_since), device)


def _digest(*parts: str) -> str:
    return salted_hmac(SALT, "\n".join(parts), algorithm="sha256").hexdigest()
