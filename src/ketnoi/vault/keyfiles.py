"""The keys that everything else hangs on, as they lie in the key folder or come from the environment.

`master-<n>.key` wraps data keys, the highest n new ones; `digest.key` makes keyed digests; `intake.key` opens what
`intake.pub` sealed; `recovery.pub` seals all of these for whoever holds two of the three paper shares.
"""

from __future__ import annotations

import base64
import binascii
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from nacl.public import PrivateKey

from ketnoi.vault import aead
from ketnoi.vault.refusals import KeyUnavailable

DIGEST: Final = "digest.key"
INTAKE: Final = "intake.key"
INTAKE_PUBLIC: Final = "intake.pub"
RECOVERY_PUBLIC: Final = "recovery.pub"
DEMO_MARK: Final = "demo"


@dataclass(frozen=True)
class Secrets:
    """What is at hand, 32 bytes each; nothing of it is ever shown."""

    masters: dict[int, bytes] = field(repr=False)
    digest: bytes = field(repr=False, default=b"")
    intake: bytes = field(repr=False, default=b"")
    intake_public: bytes = field(repr=False, default=b"")


def master_name(version: int) -> str:
    return f"master-{version}.key"


def version_of(path: Path) -> int:
    """The version that a master key's file is named for."""
    return int(path.stem.removeprefix("master-"))


def masters_in(folder: Path) -> list[Path]:
    found = [path for path in folder.glob("master-*.key") if path.stem.removeprefix("master-").isdigit()]
    return sorted(found, key=version_of)


def decoded(text: str, what: str) -> bytes:
    """32 bytes from base64. Raises KeyUnavailable, naming the place and never the content."""
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError) as error:
        raise KeyUnavailable(f"{what} không phải là khóa hợp lệ (base64 của {aead.KEY} byte).") from error
    if len(key) != aead.KEY:
        raise KeyUnavailable(f"{what} không phải là khóa hợp lệ (base64 của {aead.KEY} byte).")
    return key


def read(folder: Path) -> Secrets:
    """All keys of a folder. Raises KeyUnavailable where one is damaged or others than its owner may read it."""
    public = folder / INTAKE_PUBLIC
    return Secrets(
        masters={version_of(path): _read(path) for path in masters_in(folder)},
        digest=_read_if_there(folder / DIGEST),
        intake=_read_if_there(folder / INTAKE),
        intake_public=decoded(public.read_text(encoding="ascii"), public.name) if public.exists() else b"",
    )


def named(keys: Mapping[str, bytes]) -> Secrets:
    """Keys by the names of the files that they would lie in, as the paper sheets give them back."""
    masters = {version_of(Path(name)): key for name, key in keys.items() if name.startswith("master-")}
    return Secrets(masters, digest=keys.get(DIGEST, b""), intake=keys.get(INTAKE, b""))


def _read_if_there(path: Path) -> bytes:
    return _read(path) if path.exists() else b""


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise KeyUnavailable(f"{path} đang cho người khác đọc: hãy chạy chmod 600 rồi khởi động lại.")
    return decoded(path.read_text(encoding="ascii"), path.name)


def put(folder: Path, name: str, key: bytes) -> bool:
    """Write a key so that it is there whole or not at all; one that is there already stays. Tells whether it is new."""
    draft = _draft(folder, name, key)
    try:
        os.link(draft, folder / name)  # unlike a rename, this never takes the place of a key
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    settled(folder)
    return True


def replace(folder: Path, name: str, half: bytes) -> None:
    """Write a public half in the place of an earlier one; no key is ever replaced."""
    _draft(folder, name, half).replace(folder / name)
    settled(folder)


def destroy(folder: Path, name: str) -> None:
    """Take a key away for good: written over first, as far as the disk's own ways let one."""
    path = folder / name
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())
    path.unlink()
    settled(folder)


def _draft(folder: Path, name: str, key: bytes) -> Path:
    if Path(name).name != name:
        raise ValueError("A key lies in the key folder itself, nowhere else.")
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder / f".{name}.{os.urandom(8).hex()}"
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(base64.b64encode(key).decode() + "\n")
        file.flush()
        os.fsync(file.fileno())
    return draft


def settled(folder: Path) -> None:
    """The folder's own entry on the disk: a key that wraps something must not be lost with the power."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def make(folder: Path) -> Secrets:
    """A first set of keys, where none is; two processes that make it at once end with one and the same."""
    put(folder, DIGEST, aead.new_key())
    put(folder, INTAKE, aead.new_key())
    complete(folder)
    put(folder, master_name(1), aead.new_key())  # last: where it lies, the others do too
    return read(folder)


def complete(folder: Path) -> None:
    """Write the public half of the intake key, which follows from the private one."""
    if (folder / INTAKE).exists():
        put(folder, INTAKE_PUBLIC, bytes(PrivateKey(_read(folder / INTAKE)).public_key))


def from_text(masters: str, digest: str, intake: str, intake_public: str) -> Secrets:
    """Keys from the environment; `masters` is "1:<base64>,2:<base64>". Raises KeyUnavailable."""
    return Secrets(
        masters=dict(_versions(masters.split(","))),
        digest=decoded(digest, "KETNOI_DIGEST_KEY") if digest else b"",
        intake=decoded(intake, "KETNOI_INTAKE_KEY") if intake else b"",
        intake_public=decoded(intake_public, "KETNOI_INTAKE_PUBLIC") if intake_public else b"",
    )


def _versions(entries: Iterable[str]) -> Iterable[tuple[int, bytes]]:
    for entry in filter(None, (entry.strip() for entry in entries)):
        version, _colon, text = entry.partition(":")
        if not version.isdigit():
            raise KeyUnavailable("KETNOI_MASTER_KEY phải có dạng 1:<base64>, các phiên bản cách nhau bằng dấu phẩy.")
        yield int(version), decoded(text, "KETNOI_MASTER_KEY")
