"""Close and open bytes that are no column: files, exports, drafts."""

from __future__ import annotations

from ketnoi.vault import aead
from ketnoi.vault.models import DataKey


def seal_bytes(key: DataKey, place: str, content: bytes) -> bytes:
    """Close `content` for one place; `place` names it among all that this key closes ("attachment|<uuid>|0")."""
    return aead.sealed(key.secret(), _context(key, place), content)


def open_bytes(key: DataKey, place: str, closed: bytes) -> bytes:
    """The content again. Raises Tampered, Shredded or KeyUnavailable."""
    return aead.opened(key.secret(), _context(key, place), closed)


def _context(key: DataKey, place: str) -> bytes:
    return f"bytes|{key.uuid.hex}|{place}".encode()
