"""Reports that whoever takes them cannot read: sealed to a public key, opened where the private half lies."""

from __future__ import annotations

from nacl.public import PublicKey, SealedBox

from ketnoi.vault.providers import provider


def seal(content: bytes) -> bytes:
    """Close a report (48 bytes longer than it was). Needs the public half only."""
    return SealedBox(PublicKey(provider().intake_public())).encrypt(content)


def open(box: bytes) -> bytes:  # noqa: A001 - read as intake.open
    """The report again. Raises Tampered, and KeyUnavailable where the private half is not."""
    return provider().open_intake(box)
