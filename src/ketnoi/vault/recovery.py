"""When the key folder is lost: every key lies in the database too, sealed for whoever holds two of the paper sheets.

The sheets share a secret from which a key pair follows. Its public half lies beside the keys and seals each of them
into an `Envelope`; the private half exists nowhere but on paper. So a rotation needs no new sheets, and a backup of the
database with two sheets is all that a restore asks for.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.db import transaction
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from ketnoi.audit import anchors, journal, moments
from ketnoi.vault import aead, keyfiles, shares
from ketnoi.vault.models import Envelope
from ketnoi.vault.refusals import KeyUnavailable
from ketnoi.vault.shares import Share


def drawn() -> list[Share]:
    """Three new sheets. They open nothing, and earlier ones everything, until they `take_effect`."""
    return shares.split(os.urandom(shares.SECRET))


def take_effect(folder: Path, pair: list[Share]) -> int:
    """Seal every key of the folder for the sheets that these two are of; answers how many. Earlier sheets open nothing
    from now on, so it is for sheets that are on paper already: two of them as they were typed from it.

    Cut off in between, the envelopes are still the earlier sheets', until the next `keep`. Raises shares.Mistyped.
    """
    keyfiles.replace(folder, keyfiles.RECOVERY_PUBLIC, bytes(_pair(shares.joined(pair)).public_key))
    return keep(folder)


def keep(folder: Path) -> int:
    """Put every key of the folder into an envelope where it is not yet; answers how many were. None without sheets."""
    public = folder / keyfiles.RECOVERY_PUBLIC
    if not public.exists():
        return 0
    half = keyfiles.decoded(public.read_text(encoding="ascii"), public.name)
    known = dict(Envelope.objects.values_list("name", "sealed_for"))
    missing = [(name, key) for name, key in _keys(folder) if known.get(name) != mark(half)]
    if missing:
        _seal(half, missing)
    return len(missing)


@transaction.atomic
def _seal(half: bytes, keys: list[tuple[str, bytes]]) -> None:
    for name, key in keys:
        closed = SealedBox(PublicKey(half)).encrypt(key)
        row = {"sealed": closed, "sealed_for": mark(half), "created_at": moments.now()}
        Envelope.objects.update_or_create(name=name, defaults=row)
    journal.write("envelope", "vault_key", mark(half), names=[name for name, _key in keys])


def opened(pair: list[Share]) -> dict[str, bytes]:
    """{file name: key} of every envelope. Raises shares.Mistyped, and KeyUnavailable where the sheets are others."""
    private = _pair(shares.joined(pair))
    own = Envelope.objects.filter(sealed_for=mark(bytes(private.public_key)))
    found = {envelope.name: _unsealed(private, bytes(envelope.sealed)) for envelope in own}
    if not found:
        raise KeyUnavailable("Hai tờ khóa này không thuộc bộ khóa của cơ sở dữ liệu.")
    return found


def restore(folder: Path, pair: list[Share]) -> list[str]:
    """Write the keys that the folder lacks; answers their names. Raises KeyUnavailable where one there is another."""
    found = opened(pair)
    standing = dict(_keys(folder))
    if wrong := [name for name, key in found.items() if standing.get(name, key) != key]:
        raise KeyUnavailable(f"Thư mục khóa đang có khóa khác: {', '.join(wrong)}. Hãy dùng một thư mục trống.")
    written = [name for name, key in found.items() if _put(folder, name, key)]
    keyfiles.complete(folder)
    keyfiles.replace(folder, keyfiles.RECOVERY_PUBLIC, bytes(_pair(shares.joined(pair)).public_key))
    return written


def _put(folder: Path, name: str, key: bytes) -> bool:
    return anchors.put_key(folder, key) if name == anchors.KEY else keyfiles.put(folder, name, key)


def mark(half: bytes) -> str:
    """By which sheets an envelope opens: a short digest of their public half."""
    return hashlib.sha256(half).hexdigest()[:16]


def _keys(folder: Path) -> Iterator[tuple[str, bytes]]:
    held = keyfiles.read(folder)
    yield from ((keyfiles.master_name(version), key) for version, key in held.masters.items())
    yield from ((name, key) for name, key in ((keyfiles.DIGEST, held.digest), (keyfiles.INTAKE, held.intake)) if key)
    if (folder / anchors.KEY).exists():
        yield anchors.KEY, anchors.key_in(folder)


def _pair(secret: bytes) -> PrivateKey:
    return PrivateKey(HKDF(SHA256(), aead.KEY, salt=None, info=b"ketnoi.recovery").derive(secret))


def _unsealed(private: PrivateKey, closed: bytes) -> bytes:
    try:
        return SealedBox(private).decrypt(closed)
    except CryptoError as error:
        raise KeyUnavailable("Một phong bì khóa trong cơ sở dữ liệu đã bị sửa.") from error
