"""What is in a backup, and how it is written and read: one stream of named parts, the manifest as the last.

Parts: the database (in pieces, so that a dump need not lie on the disk first), every uploaded file, the anchors,
settings in words, the keys' envelopes. Never in it: anything of the key folder in clear, the anchors' key least of all:
whoever opens a backup must not be able to write one. Two paper sheets open the envelopes (`ketnoi keys`): neither of
the two alone is read.
"""

from __future__ import annotations

import hashlib
import hmac
import io
import json
import os
import tarfile
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import connection, transaction

from ketnoi.audit import anchors, journal, moments
from ketnoi.main.backup import database
from ketnoi.main.backup.parts import ANCHORS_FILE, DATABASE, ENVELOPES, FILES, MANIFEST, SETTINGS, WHOLE, part_of, piece
from ketnoi.main.backup.sealing import Opener, Sealer, Unreadable, fingerprint
from ketnoi.vault import keyfiles, recovery
from ketnoi.vault.recovery import Closed

FORMAT = 1
PIECE = 4 * 1024 * 1024
PARTIAL = ".dang-ghi"


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself; `parts` are bytes and SHA-256 by name, `state` is what a copy must have again.

    `mac` is made with the key of the anchors, which is in no backup but in its sealed envelope: anybody can seal a file
    to a recipient, and a recipient anything, but neither can write this.
    """

    format: int
    version: str
    engine: str
    at: int
    parts: dict[str, tuple[int, str]]
    state: database.State
    mac: str = ""

    def signed(self, key: bytes) -> str:
        """What `mac` must be."""
        told = json.dumps(asdict(replace(self, mac="")), sort_keys=True)
        return hmac.new(key, told.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True)
class Written:
    """A backup that was read again after it was written."""

    file: Path
    bytes: int
    manifest: Manifest


class Occupied(Exception):
    """Something stands where a backup was to be written; the message says what."""


class _Parts:
    """Adds parts to the stream and remembers their digests."""

    def __init__(self, stream: tarfile.TarFile) -> None:
        self._stream = stream
        self.known: dict[str, tuple[int, str]] = {}

    def add(self, name: str, content: bytes) -> None:
        """A small part."""
        self._put(name, content)
        self.known[name] = (len(content), hashlib.sha256(content).hexdigest())

    def pour(self, name: str, source: BinaryIO) -> None:
        """A part of any length, in pieces."""
        digest, length, number = hashlib.sha256(), 0, 0
        while content := source.read(PIECE):
            self._put(piece(name, number), content)
            digest.update(content)
            length, number = length + len(content), number + 1
        self.known[name] = (length, digest.hexdigest())

    def _put(self, name: str, content: bytes) -> None:
        about = tarfile.TarInfo(name)
        about.size = len(content)
        self._stream.addfile(about, io.BytesIO(content))


def write(target: Path, recipients: Sequence[bytes]) -> Written:
    """Write a backup of this installation, read all of it again, and only then give it its name and its line.

    Raises Occupied, database.NoDump, and Unreadable where what was read is not what was written.
    """
    partial = target.with_name(target.name + PARTIAL)
    handle = _opened(target, partial)
    try:
        with os.fdopen(handle, "wb") as file:
            sealer = Sealer(file, recipients)
            manifest = _fill(cast(BinaryIO, sealer))
            sealer.close()
            file.flush()
            os.fsync(file.fileno())
        with partial.open("rb") as file:
            found = _told(Opener(file, key=sealer.key), None)
        if found != manifest:
            raise Unreadable("Đọc lại thì khác với những gì vừa ghi.")
        with transaction.atomic():
            marks = [fingerprint(one) for one in recipients]
            journal.write("export", "backup", manifest.mac[:16], recipients=marks)
            partial.rename(target)
        keyfiles.settled(target.parent)
    finally:
        partial.unlink(missing_ok=True)
    return Written(target, target.stat().st_size, manifest)


def _opened(target: Path, partial: Path) -> int:
    """The new file to write to: nobody else writes to the same, and no backup takes the place of another."""
    if target.exists():
        raise Occupied(f"{target} đã có: hãy nêu một tệp chưa có, hoặc một thư mục.")
    try:
        return os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Occupied(f"{partial} đã có: một lần sao lưu khác đang ghi, hoặc đã bị ngắt; khi đó hãy xóa.") from error


def _fill(sealer: BinaryIO) -> Manifest:
    with tarfile.open(fileobj=sealer, mode="w|") as stream:
        parts = _Parts(stream)
        with database.snapshot(settings.CONFIG.data) as (source, state):
            parts.pour(DATABASE, source)
        for path in _files(Path(settings.MEDIA_ROOT)):
            with path.open("rb") as file:
                parts.pour(f"{FILES}/{path.relative_to(settings.MEDIA_ROOT).as_posix()}", file)
        _anchors(parts, state)
        parts.add(SETTINGS, _json(_settings()))
        parts.add(ENVELOPES, _json([(name, box.hex(), mark) for name, box, mark in recovery.envelopes()]))
        manifest = Manifest(FORMAT, version("ketnoi"), connection.vendor, moments.now(), dict(parts.known), state)
        manifest = replace(manifest, mac=manifest.signed(anchors.book().key))
        parts.add(MANIFEST, _json(asdict(manifest)))
    return manifest


def _files(folder: Path) -> Iterator[Path]:
    """Uploaded files; one that is just being written has not its name yet, and is nobody's."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("tmp"))


def _anchors(parts: _Parts, state: database.State) -> None:
    """The anchors of what is in the copy; one made since would only show that the copy is older."""
    kept = anchors.book()
    heads = {chain: seq for chain, seq, _hash in state["heads"]}
    known = [one for one in kept.read()[0] if all(mark.seq <= heads.get(mark.chain, 0) for mark in one.heads)]
    parts.add(ANCHORS_FILE, "".join(f"{one.line()}\n" for one in known).encode())


def _settings() -> Mapping[str, Any]:
    """What somebody who sets up anew would have to know; nothing secret."""
    told = settings.CONFIG
    return {
        "KETNOI_ENV": "production" if told.production else "local",
        "KETNOI_ALLOWED_HOSTS": ",".join(told.allowed_hosts),
        "KETNOI_PORT": told.port,
        "KETNOI_BACKUP_DAYS": told.backup_days,
    }


def envelopes(folder: Path) -> list[Closed]:
    """The keys' envelopes in a backup that was laid out here. Raises Unreadable."""
    try:
        told = json.loads((folder / ENVELOPES).read_text(encoding="ascii"))
        return [Closed(str(name), bytes.fromhex(box), str(mark)) for name, box, mark in told]
    except (OSError, ValueError, TypeError) as error:
        raise Unreadable("Bản sao lưu không có phong bì khóa, hoặc phong bì bị hỏng.") from error


def _json(told: Mapping[str, Any] | Sequence[Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def read(source: Path, secret: bytes, folder: Path | None = None) -> Manifest:
    """Open a backup, check every part against the manifest, and lay the parts into `folder`. Raises Unreadable."""
    with source.open("rb") as file:
        return _told(Opener(file, secret=secret), folder)


def _told(opener: Opener, folder: Path | None) -> Manifest:
    found: dict[str, _Digest] = {}
    content = b""
    try:
        with tarfile.open(fileobj=cast(BinaryIO, opener), mode="r|") as stream:
            for member in stream:
                name, content = _taken(stream, member, found)
                found.setdefault(name, _Digest()).add(content)
                if folder:
                    _lay(folder, name, content)
        if opener.read().strip(b"\0"):
            raise Unreadable("Sau phần cuối còn có dữ liệu lạ.")
        told = json.loads(content)
        manifest = Manifest(**told | {"parts": {name: (size, sum_) for name, (size, sum_) in told["parts"].items()}})
        found.pop(MANIFEST)
    except (tarfile.TarError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unreadable("Nội dung của bản sao lưu bị hỏng.") from error
    if _filled({name: one.told() for name, one in found.items()}) != _filled(manifest.parts):
        raise Unreadable("Nội dung của bản sao lưu không khớp với bảng kê.")
    return manifest


def _filled(parts: Mapping[str, tuple[int, str]]) -> dict[str, tuple[int, str]]:
    """Parts that hold something: an empty file has no piece, an empty list of anchors is one."""
    return {name: told for name, told in parts.items() if told[0]}


class _Digest:
    """Length and digest of a part that comes in pieces."""

    def __init__(self) -> None:
        self._length, self._digest = 0, hashlib.sha256()

    def add(self, content: bytes) -> None:
        self._length += len(content)
        self._digest.update(content)

    def told(self) -> tuple[int, str]:
        return self._length, self._digest.hexdigest()


def _taken(stream: tarfile.TarFile, member: tarfile.TarInfo, before: Container[str]) -> tuple[str, bytes]:
    """A part's name and content, or a piece of it. Nothing comes twice or after the manifest. Raises Unreadable."""
    name, file = part_of(member.name), stream.extractfile(member) if member.isreg() else None
    if file is None or MANIFEST in before or (name in WHOLE and name in before):
        raise Unreadable("Bản sao lưu có phần thừa hoặc phần không phải là tệp.")
    return name, file.read()


def _lay(folder: Path, name: str, content: bytes) -> None:
    target = folder / name
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with target.open("ab") as file:
            file.write(content)
    except OSError as error:
        raise Unreadable(f"Không trải được một phần của bản sao lưu: {error.strerror}.") from error
