"""The secret in a link: 128 random bits, signed so that a made-up one is refused without asking the database."""

from __future__ import annotations

import hashlib
import secrets

from django.core.signing import BadSignature, Signer

BYTES = 16
LONGEST = 120
_signer = Signer(salt="ketnoi.activities.report_link", sep=".")


def fresh() -> tuple[str, str]:
    """A new token, as it stands in an address, and what is kept of it."""
    secret = secrets.token_urlsafe(BYTES)
    return _signer.sign(secret), _kept(secret)


def digest(token: str) -> str | None:
    """What is kept of a token; None for one that this installation never signed."""
    if len(token) > LONGEST:
        return None
    try:
        secret = _signer.unsign(token)
    except (BadSignature, UnicodeError):
        return None
    return _kept(secret)


def _kept(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
