"""Who holds the master keys: the key folder, the environment, or a device of one's own.

A provider never gives a key away: it wraps, unwraps, digests and opens. One for a hardware module or a network service
is any class with these methods, named by KETNOI_KEY_PROVIDER as "package.module.Class" and made with the settings'
CONFIG. What it cannot do raises KeyUnavailable; nothing is then read or written.
"""

from __future__ import annotations

import functools
import hashlib
import hmac
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final, Protocol, cast

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.module_loading import import_string
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox

from ketnoi.vault import aead, keyfiles
from ketnoi.vault.keyfiles import Secrets
from ketnoi.vault.refusals import KeyUnavailable, Tampered

FILE: Final = "file"
ENVIRONMENT: Final = "environment"


class Provider(Protocol):
    """What the vault asks of whoever holds the keys."""

    def versions(self) -> list[int]:
        """Master versions at hand, ascending; the last one wraps what is new."""

    def wrap(self, version: int, key: bytes, context: bytes) -> bytes: ...

    def unwrap(self, version: int, wrapped: bytes, context: bytes) -> bytes:
        """The data key again. Raises Tampered or KeyUnavailable."""

    def mac(self, purpose: str, message: bytes) -> bytes:
        """HMAC-SHA256 with the digest key of this purpose: 32 bytes."""

    def intake_public(self) -> bytes:
        """The public half that reports are sealed to: 32 bytes."""

    def open_intake(self, box: bytes) -> bytes:
        """Open what was sealed to the public half. Raises Tampered or KeyUnavailable."""


class _InMemory(ABC):
    """The work itself, for providers whose keys lie in this process."""

    @abstractmethod
    def _secrets(self) -> Secrets:
        """The keys, by their versions."""

    def versions(self) -> list[int]:
        return sorted(self._secrets().masters)

    def wrap(self, version: int, key: bytes, context: bytes) -> bytes:
        return aead.sealed(self._master(version), context, key)

    def unwrap(self, version: int, wrapped: bytes, context: bytes) -> bytes:
        return aead.opened(self._master(version), context, wrapped)

    def mac(self, purpose: str, message: bytes) -> bytes:
        return hmac.digest(_derived(_there(self._secrets().digest, "digest"), purpose), message, hashlib.sha256)

    def intake_public(self) -> bytes:
        held = self._secrets()
        return held.intake_public or bytes(PrivateKey(_there(held.intake, "intake")).public_key)

    def open_intake(self, box: bytes) -> bytes:
        try:
            return SealedBox(PrivateKey(_there(self._secrets().intake, "intake"))).decrypt(box)
        except CryptoError as error:
            raise Tampered("A sealed report is not what was put there.") from error

    def _master(self, version: int) -> bytes:
        return _there(self._secrets().masters.get(version, b""), f"master {version}")


@functools.lru_cache(maxsize=64)
def _derived(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), aead.KEY, salt=None, info=b"ketnoi.digest|" + purpose.encode()).derive(key)


def _there(key: bytes, what: str) -> bytes:
    if not key:
        raise KeyUnavailable(f"Không có khóa {what}: hãy chạy ketnoi keys status để xem các khóa hiện có.")
    return key


class File(_InMemory):
    """Keys in a folder; read again when the folder changed, so that a running server learns of a new version.

    With `makes`, an empty folder is given keys of its own and marked as a demo's: production refuses it later.
    """

    def __init__(self, folder: Path, *, makes: bool = False) -> None:
        self.folder, self._makes = folder, makes
        self._name = os.fspath(folder)  # asked for with each key that is opened
        self._known: tuple[int, Secrets] | None = None

    def _secrets(self) -> Secrets:
        changed = self._changed()
        if self._known is None or self._known[0] != changed:
            found = keyfiles.read(self.folder)
            if not found.masters and self._makes:
                (self.folder / keyfiles.DEMO_MARK).touch(mode=0o600)
                found = keyfiles.make(self.folder)
            self._known = (changed, found)
        return self._known[1]

    def _changed(self) -> int:
        try:
            return os.stat(self._name).st_mtime_ns  # noqa: PTH116 - a Path costs more than the question
        except OSError as error:
            raise KeyUnavailable("Không đọc được thư mục khóa: hãy kiểm tra KETNOI_KEYS.") from error


class Given(_InMemory):
    """Keys handed over as they are: from the environment, or from a rehearsal's restored set."""

    def __init__(self, held: Secrets) -> None:
        self._held = held

    def _secrets(self) -> Secrets:
        return self._held


_standing_in: ContextVar[Provider | None] = ContextVar("key_provider", default=None)


def provider() -> Provider:
    """Whoever holds the keys here."""
    return _standing_in.get() or _configured()


@contextmanager
def standing_in(other: Provider) -> Iterator[None]:
    """Inside, `other` holds the keys: a restored backup's, or a rehearsal's."""
    token = _standing_in.set(other)
    try:
        yield
    finally:
        _standing_in.reset(token)


@functools.cache
def _configured() -> Provider:
    config = settings.CONFIG
    if config.key_provider == FILE:
        return File(config.keys, makes=not config.production)
    if config.key_provider == ENVIRONMENT:
        texts = (config.master_key, config.digest_key, config.intake_key, config.intake_public)
        return Given(keyfiles.from_text(*texts))
    return cast(Provider, import_string(config.key_provider)(config))
