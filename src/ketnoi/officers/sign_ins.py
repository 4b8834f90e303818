"""Signing in and out leave a line in the journal; a wrong password too, without the name that was typed."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import signals
from django.db import transaction
from django.http import HttpRequest

from ketnoi.audit import journal
from ketnoi.officers import sessions, strength
from ketnoi.officers.models import Officer


@transaction.atomic
def _signed_in(user: Officer, request: HttpRequest, **_: Any) -> None:
    strength.password_given(request)
    sessions.begin(request)
    if user.pin_tries and not user.strong_since:  # of whoever has a second factor that one clears them
        Officer.objects.filter(pk=user.pk).update(pin_tries=0)
    journal.write("sign_in", "officer", user.pk, actor=user.pk)


@transaction.atomic
def _signed_out(user: Officer | None, **_: Any) -> None:
    if user is not None:
        journal.write("sign_out", "officer", user.pk, actor=user.pk)


@transaction.atomic
def _refused(**_: Any) -> None:
    journal.write("sign_in_refused", "officer", "")


def listen() -> None:
    """Connect once, when the room is ready."""
    signals.user_logged_in.connect(_signed_in, dispatch_uid="officers.signed_in")
    signals.user_logged_out.connect(_signed_out, dispatch_uid="officers.signed_out")
    signals.user_login_failed.connect(_refused, dispatch_uid="officers.refused")
