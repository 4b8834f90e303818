"""Who can open backups: people outside the server who keep a secret on paper. The server knows the public halves only.

They stand in the key folder, one a line: whoever could add one would read every later backup.
"""

from __future__ import annotations

import base64
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from nacl.public import PrivateKey

from ketnoi.audit import journal
from ketnoi.main.backup.sealing import fingerprint

FILE = "backup-recipients"
PREFIX = "KNSL"
CHECK = 3  # bytes at a secret's end that show a slip of the pen
GROUP = 5
KEY_BYTES = 32


class NoSecret(ValueError):
    """What was typed is no recipient's secret."""


@dataclass(frozen=True)
class Recipient:
    """A name, as written down for people, and the public half: 32 bytes."""

    name: str
    public: bytes

    @property
    def mark(self) -> str:
        return fingerprint(self.public)


def known(keys: Path) -> list[Recipient]:
    """The recipients of this installation's backups."""
    file = keys / FILE
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    parted = [line.split(" ", 1) for line in lines if line.strip()]
    return [Recipient(name, bytes.fromhex(public)) for public, name in parted]


def add(keys: Path, name: str) -> tuple[Recipient, str]:
    """Make a recipient, with a line in the journal; answers it and the secret for paper, which is kept nowhere."""
    secret = PrivateKey.generate()
    made = Recipient(" ".join(name.split()), bytes(secret.public_key))
    with transaction.atomic():
        journal.write("add_recipient", "backup", made.mark)
        _append(keys / FILE, f"{made.public.hex()} {made.name}\n")
    return made, written(bytes(secret))


def _append(file: Path, line: str) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="utf-8") as opened:
        opened.write(line)
        opened.flush()
        os.fsync(opened.fileno())


def written(secret: bytes) -> str:
    """A secret as people copy it: letters and digits in groups of five, with a check at the end."""
    text = base64.b32encode(secret + hashlib.sha256(secret).digest()[:CHECK]).decode().rstrip("=")
    return "-".join([PREFIX, *(text[at : at + GROUP] for at in range(0, len(text), GROUP))])


def read(text: str) -> bytes:
    """A secret as it was typed, with or without hyphens, in small letters or large. Raises NoSecret."""
    plain = "".join(text.upper().replace("-", " ").split()).removeprefix(PREFIX)
    try:
        told = base64.b32decode(plain + "=" * (-len(plain) % 8))
    except ValueError as error:
        raise NoSecret(text) from error
    secret, check = told[:KEY_BYTES], told[KEY_BYTES:]
    if hashlib.sha256(secret).digest()[:CHECK] != check:
        raise NoSecret(text)
    return secret
