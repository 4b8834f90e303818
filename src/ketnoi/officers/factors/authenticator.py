"""Codes of an authenticator app (RFC 6238: six digits, half a minute): offered, added, used once each."""

from __future__ import annotations

import base64

import pyotp
from django.db import transaction
from django.utils.crypto import constant_time_compare, salted_hmac

from ketnoi.audit import moments
from ketnoi.officers.factors import changing
from ketnoi.officers.models import Authenticator, Officer
from ketnoi.vault import keys, shredding

KIND = "authenticator"
SALT = "ketnoi.officers.authenticator"
ISSUER = "Kết Nối"
SECOND, STEP = 1_000_000, 30
DRIFT = 1  # half minutes that a telephone's clock may be early or late
SECRET_BYTES = 20


def offered(officer: Officer, nonce: str) -> str:
    """The secret offered under this nonce: so nothing secret has to wait in the session until it is taken."""
    told = f"{officer.pk}\n{officer.password}\n{nonce}"
    return base64.b32encode(salted_hmac(SALT, told, algorithm="sha256").digest()[:SECRET_BYTES]).decode()


def address(officer: Officer, secret: str) -> str:
    """What the app reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=officer.username, issuer_name=ISSUER)


def step_of(secret: str, code: str, after: int = 0) -> int:
    """The half minute whose code this is, among those now due and later than `after`; 0 where there is none."""
    totp, now = pyotp.TOTP(secret), moments.now() // SECOND // STEP
    due = (step for step in range(now - DRIFT, now + DRIFT + 1) if step > after)
    return next((step for step in due if constant_time_compare(totp.generate_otp(step), code)), 0)


@transaction.atomic
def add(pk: int, secret: str, step: int) -> None:
    """Take this secret for the account's authenticator, in place of the one it has; `step` is used up already."""
    officer = changing.locked(pk)
    _drop(officer)
    key = keys.new(KIND)
    Authenticator.objects.create(officer=officer, secret=secret, last_step=step, made_at=moments.now(), data_key=key)
    changing.added(officer, KIND)


@transaction.atomic
def remove(pk: int) -> None:
    """Take the authenticator away. Raises ValidationError when it is the last way."""
    officer = changing.locked(pk)
    if _drop(officer):
        changing.removed(officer, KIND)


@transaction.atomic
def is_right(officer: Officer, code: str) -> bool:
    """Whether this is a code that the app shows now; it is used up by that."""
    own = Authenticator.objects.select_for_update().filter(officer=officer).first()
    step = step_of(own.secret.open(), code, own.last_step) if own else 0
    if own is None or not step:
        return False
    return bool(Authenticator.objects.filter(pk=own.pk, last_step__lt=step).update(last_step=step))


def _drop(officer: Officer) -> bool:
    """Remove the authenticator, if there is one, and destroy its key."""
    own = Authenticator.objects.filter(officer=officer).select_related("data_key").first()
    if own is None:
        return False
    own.delete()
    shredding.shred(own.data_key, "removed", actor=officer.pk)
    return True
