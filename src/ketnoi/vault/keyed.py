"""Digests that only this installation can make: two values are compared without either being kept."""

from __future__ import annotations

from ketnoi.vault.providers import provider


def digest(purpose: str, text: str) -> str:
    """HMAC-SHA256 as 64 hex signs, with a key of its own for each purpose.

    For values that nobody can try out (an identity number, a telephone, a name with birth date and commune), never for
    a name alone. The caller tidies the text first (NFC, spaces, signs). Raises KeyUnavailable.
    """
    return provider().mac(purpose, text.encode()).hex()
