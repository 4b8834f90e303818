"""A second factor is given: one field takes whatever the officer has at hand, and how often is bounded.

Tries are counted as those of passwords are, for the account and the device together. A stranger gets here only with the
right password, and from a device that the officer never used he shares one count with all other strangers.
"""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest

from ketnoi.audit import journal
from ketnoi.officers import devices, guessing
from ketnoi.officers.factors import authenticator, cards, passkeys
from ketnoi.officers.models import Officer

LONGEST = passkeys.LONGEST_ANSWER
APP_DIGITS = 6


class Wait(Exception):
    """Tried too often: the next try is in so many `seconds`; nothing was looked at."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def is_right(request: HttpRequest, officer: Officer, typed: str) -> bool:
    """Whether `typed` is a second factor of this officer; used up if it is. Raises Wait."""
    bucket = devices.of_factor(officer, devices.known(request))
    if seconds := guessing.wait(bucket):
        raise Wait(seconds)
    how = _recognised(request, officer, typed)
    if how:
        guessing.right(bucket)
    with transaction.atomic():
        if how:
            Officer.objects.filter(pk=officer.pk, pin_tries__gt=0).update(pin_tries=0)
        verb = "second_factor" if how else "second_factor_refused"
        journal.write(verb, "officer", officer.pk, actor=officer.pk, how=how)
    return bool(how)


def _recognised(request: HttpRequest, officer: Officer, typed: str) -> str:
    """Which kind of factor this is and rightly so; "" when it is none."""
    if typed.startswith("{"):
        return passkeys.KIND if passkeys.is_right(request, officer, typed) else ""
    code = cards.plain(typed)
    if not (code.isascii() and code.isdigit()):
        return ""
    if len(code) == APP_DIGITS:
        return authenticator.KIND if authenticator.is_right(officer, code) else ""
    return cards.KIND if len(code) == cards.DIGITS and cards.is_right(officer, code) else ""
