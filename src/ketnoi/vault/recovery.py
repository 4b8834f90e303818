"""When the key folder is lost: every key lies in the database too, sealed for whoever holds two of the paper sheets.

The sheets share a secret from which a key pair follows. Its public half lies beside the keys and seals each of them
into an `Envelope`; the private half exists nowhere but on paper. So a rotation needs no new sheets. Backups carry the
envelopes as a part of their own: whoever opens one, with two sheets, has the keys before anything else of it is opened.

What lies in the database or came in a backup may be anybody's. So a key is sealed together with its name, and only the
names of keys are taken: no envelope passes for another, and none says where on the disk its key goes. The public half
is kept as the keys are: who does not know it can make no envelope that these sheets open.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final, NamedTuple

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

ALONE: Final = (keyfiles.DIGEST, keyfiles.INTAKE, anchors.KEY)
MASTER: Final = re.compile(r"master-[1-9][0-9]{0,8}\.key")


class Closed(NamedTuple):
    """An envelope: the key's file name, name and key as they are sealed together, and by which sheets it opens."""

    name: str
    sealed: bytes
    sealed_for: str


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
    """Put every key of the folder into an envelope where it is not yet; answers how many were. None without sheets.

    A key that came later than its envelope may be another (the anchors' key, made anew after it was lost).
    """
    public = folder / keyfiles.RECOVERY_PUBLIC
    if not public.exists():
        return 0
    half = keyfiles.decoded(public.read_text(encoding="ascii"), public.name)
    known = dict(Envelope.objects.filter(sealed_for=mark(half)).values_list("name", "created_at"))
    missing = [(name, key) for name, key in _keys(folder) if known.get(name, 0) < _laid(folder / name)]
    if missing:
        _seal(half, missing)
    return len(missing)


@transaction.atomic
def _seal(half: bytes, keys: list[tuple[str, bytes]]) -> None:
    for name, key in keys:
        closed = SealedBox(PublicKey(half)).encrypt(key + name.encode("ascii"))
        row = {"sealed": closed, "sealed_for": mark(half), "created_at": moments.now()}
        Envelope.objects.update_or_create(name=name, defaults=row)
    journal.write("envelope", "vault_key", mark(half), names=[name for name, _key in keys])


def envelopes() -> list[Closed]:
    """Every envelope, as it lies in the database."""
    return [Closed(one.name, bytes(one.sealed), one.sealed_for) for one in Envelope.objects.order_by("name")]


def opened(pair: list[Share], closed: Iterable[Closed] | None = None) -> dict[str, bytes]:
    """{file name: key} of every envelope: of the database, or of these that a backup brought along.

    Raises shares.Mistyped, and KeyUnavailable where the sheets are others or an envelope is not what was closed.
    """
    private = _pair(shares.joined(pair))
    known = envelopes() if closed is None else closed
    own = [one for one in known if one.sealed_for == mark(bytes(private.public_key))]
    if not own:
        raise KeyUnavailable("Hai tờ khóa này không thuộc bộ khóa của cơ sở dữ liệu hoặc bản sao lưu này.")
    return {one.name: _unsealed(private, one) for one in own}


def restore(folder: Path, pair: list[Share], closed: Iterable[Closed] | None = None) -> list[str]:
    """Write the keys that the folder lacks; answers their names. Raises KeyUnavailable where one there is another."""
    found = opened(pair, closed)
    fitting(folder, found)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    written = [name for name, key in found.items() if _put(folder, name, key)]
    keyfiles.complete(folder)
    keyfiles.replace(folder, keyfiles.RECOVERY_PUBLIC, bytes(_pair(shares.joined(pair)).public_key))
    return written


def fitting(folder: Path, found: Mapping[str, bytes]) -> None:
    """Whether these keys may come into this folder. Raises KeyUnavailable where one there is another."""
    standing = dict(_keys(folder))
    if wrong := [name for name, key in found.items() if standing.get(name, key) != key]:
        raise KeyUnavailable(f"Thư mục khóa đang có khóa khác: {', '.join(wrong)}. Hãy dùng một thư mục trống.")


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


def _laid(file: Path) -> int:
    """When it was written, in microseconds since 1970."""
    return file.stat().st_mtime_ns // 1000


def _pair(secret: bytes) -> PrivateKey:
    return PrivateKey(HKDF(SHA256(), aead.KEY, salt=None, info=b"ketnoi.recovery").derive(secret))


def _unsealed(private: PrivateKey, closed: Closed) -> bytes:
    """The key of this name. Raises KeyUnavailable where another key, or something under another name, lies in it."""
    with suppress(CryptoError):
        told = SealedBox(private).decrypt(closed.sealed)
        key, name = told[: aead.KEY], told[aead.KEY :]
        if name == closed.name.encode() and (closed.name in ALONE or MASTER.fullmatch(closed.name)):
            return key
    raise KeyUnavailable("Một phong bì khóa đã bị sửa hoặc bị đổi tên.")
