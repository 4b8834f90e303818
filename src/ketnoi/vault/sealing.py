"""Close and open bytes that are no column: a short content whole, a file piece by piece.

A place names the content among all that its key closes ("attachment|<uuid>|file"). Pieces are bound to the place, to
their position and to being the last or not: none can be moved, left out, or cut off.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from typing import BinaryIO, Final

from ketnoi.vault import aead, freshness
from ketnoi.vault.models import DataKey

PIECE: Final = 64 * 1024  # bytes of clear content in each piece but the last


def seal_bytes(key: DataKey, place: str, content: bytes) -> bytes:
    """Close `content` for one place. Raises Shredded or KeyUnavailable."""
    return aead.sealed(key.secret(), _context(key, place), content)


def open_bytes(key: DataKey, place: str, closed: bytes) -> bytes:
    """The content again. Raises Tampered, Shredded or KeyUnavailable."""
    freshness.ensure_key(key)
    return aead.opened(key.secret(), _context(key, place), closed)


def open_many(key: DataKey, closed: Mapping[str, bytes]) -> dict[str, bytes]:
    """{place: content} of many short contents under one key, which is asked about once. Raises as `open_bytes`."""
    freshness.ensure_key(key)
    secret = key.secret()
    return {place: aead.opened(secret, _context(key, place), one) for place, one in closed.items()}


def seal_file(key: DataKey, place: str, content: bytes) -> bytes:
    """Close a file for one place, so that it can be opened piece by piece. Raises Shredded or KeyUnavailable."""
    secret = key.secret()
    starts = range(0, len(content) or 1, PIECE)
    pieces = (content[start : start + PIECE] for start in starts)
    last = len(starts) - 1
    return b"".join(
        aead.sealed(secret, _piece(key, place, number, last=number == last), piece)
        for number, piece in enumerate(pieces)
    )


def open_file(key: DataKey, place: str, closed: BinaryIO) -> Iterator[bytes]:
    """The content again, piece by piece, each checked before it is given.

    Raises Tampered, Shredded or KeyUnavailable; who must not begin an answer in vain takes the first piece beforehand.
    """
    freshness.ensure_key(key)
    secret = key.secret()
    piece = closed.read(PIECE + aead.OVERHEAD)
    for number in itertools.count():
        following = closed.read(PIECE + aead.OVERHEAD)
        yield aead.opened(secret, _piece(key, place, number, last=not following), piece)
        if not following:
            return
        piece = following


def _piece(key: DataKey, place: str, number: int, *, last: bool) -> bytes:
    return _context(key, f"{place}|{number}|{'last' if last else 'more'}")


def _context(key: DataKey, place: str) -> bytes:
    return f"bytes|{key.uuid.hex}|{place}".encode()
