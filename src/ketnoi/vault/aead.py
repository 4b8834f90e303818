"""AES-256-GCM over bytes, bound to a context: one byte of format, twelve of nonce, ciphertext, tag.

The nonce is random: a data key closes a person's or a case's few fields, far from the 2^32 values that would matter.
"""

from __future__ import annotations

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ketnoi.vault.refusals import Tampered

FORMAT: Final = b"\x01"
NONCE: Final = 12  # bytes
KEY: Final = 32  # bytes
OVERHEAD: Final = len(FORMAT) + NONCE + 16  # bytes that sealing adds


def new_key() -> bytes:
    return os.urandom(KEY)


def sealed(key: bytes, context: bytes, clear: bytes) -> bytes:
    """Close `clear` so that it opens with this key in this context only."""
    nonce = os.urandom(NONCE)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, clear, FORMAT + context)


def opened(key: bytes, context: bytes, closed: bytes) -> bytes:
    """Open what `sealed` closed. Raises Tampered for any other key, context, format or byte."""
    head = len(FORMAT)
    if closed[:head] != FORMAT:
        raise Tampered("Unknown format of a sealed value.")
    try:
        return AESGCM(key).decrypt(closed[head : head + NONCE], closed[head + NONCE :], FORMAT + context)
    except (InvalidTag, ValueError) as error:
        raise Tampered("A sealed value is not what was put there.") from error
