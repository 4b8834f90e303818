"""A backup is laid out in a scratch, looked at in every respect, and only then put where it was asked for.

Where the keys are lost too, two paper sheets open the envelopes in it. The keys stay in memory then, here and in the
process that looks at the copy; they touch a disk only in the key folder, when everything held.
"""

from __future__ import annotations

import hmac
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from ketnoi.audit import anchors
from ketnoi.main import scratch
from ketnoi.main.backup import archive, database, parts
from ketnoi.main.backup.archive import Manifest
from ketnoi.main.backup.checking import Look
from ketnoi.vault import recovery
from ketnoi.vault.shares import Share

SQLITE, POSTGRES = "sqlite", "postgresql"
SQLITE_FILE = "ketnoi.sqlite3"
SCRATCH = ".phuc-hoi-"
EMPTY = "DATABASE_URL, hoặc thêm --ask-database rồi gõ địa chỉ khi được hỏi"
ORIGIN = Look("Nguồn gốc: do hệ thống này ghi", 1)  # said of what got so far: another's backup is not looked at
Sheets = list[Share]
"""Two of the three paper sheets."""


class NotRestored(Exception):
    """The backup could not be laid out or looked at; the message says why."""


@dataclass(frozen=True)
class Held:
    """The keys that a copy is looked at with: those of a folder, or those by their names that two sheets opened."""

    folder: Path
    opened: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    def told(self) -> str:
        """What sheets opened, for the pipe to another process: {name: hexadecimal}."""
        return json.dumps({name: key.hex() for name, key in self.opened.items()})

    def anchors(self) -> bytes | None:
        """The anchors' key, if it is among them."""
        if self.opened:
            return self.opened.get(anchors.KEY)
        return anchors.key_in(self.folder) if (self.folder / anchors.KEY).exists() else None


@dataclass(frozen=True)
class Restored:
    """A backup and what was found when it was looked at."""

    manifest: Manifest
    looks: list[Look]

    @property
    def whole(self) -> bool:
        return bool(self.looks) and not any(look.wrong for look in self.looks)


def check(source: Path, secret: bytes, held: Path | Sheets | None = None, server: str = "") -> Restored:
    """Restore into a scratch that is gone afterwards; with the keys of another folder than the installation's own, or
    with those that two sheets open, and on another server, where they are given. Raises Unreadable, NoDump, NoScratch,
    NotRestored or Refused.
    """
    with _laid_out(source, secret, settings.CONFIG.data, held or settings.CONFIG.keys) as (folder, manifest, keys):
        return _tried(folder, manifest, server or settings.CONFIG.database_url, keys)


def to(source: Path, secret: bytes, target: Path, address: str, sheets: Sheets | None = None) -> Restored:
    """Restore into the folder `target`, which must not be there, and on PostgreSQL into the empty database of this
    address, beside which a scratch can be made; keys that two sheets open, into the key folder, after the database.
    Nothing is put in any of these places when something does not hold.
    """
    if target.exists():
        raise NotRestored(f"{target} đã có: hãy nêu một thư mục chưa có.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _laid_out(source, secret, target.parent, sheets or settings.CONFIG.keys) as (folder, manifest, keys):
        if manifest.engine == POSTGRES and scratch.is_postgres(address) and database.tables(address):
            raise NotRestored(f"Cơ sở dữ liệu đã có bảng: hãy nêu một cơ sở dữ liệu trống ({EMPTY}).")
        found = _tried(folder, manifest, address, keys)
        if found.whole:
            _put_in_place(folder, manifest, target, address, sheets)
    return found


def _tried(folder: Path, manifest: Manifest, server: str, keys: Held) -> Restored:
    """Look at what was laid out; a dump of PostgreSQL is loaded into a scratch database on this server for it."""
    if manifest.engine == SQLITE:
        return _looked(folder, manifest, "", keys)
    if not scratch.is_postgres(server):
        raise NotRestored(f"Bản sao lưu của PostgreSQL: hãy nêu một máy chủ PostgreSQL ({EMPTY}).")
    with scratch.database(server, "restore") as address:
        database.put_back(folder / parts.DATABASE, address)
        return _looked(folder, manifest, address, keys)


def _put_in_place(folder: Path, manifest: Manifest, target: Path, address: str, sheets: Sheets | None) -> None:
    """What was looked at, where it was asked for: the database whole or not at all, then keys, then the files."""
    if manifest.engine == POSTGRES:
        database.put_back(folder / parts.DATABASE, address)
        (folder / parts.DATABASE).unlink()
    if sheets:
        recovery.restore(settings.CONFIG.keys, sheets, archive.envelopes(folder))
    folder.rename(target)


@contextmanager
def _laid_out(source: Path, secret: bytes, beside: Path, held: Path | Sheets) -> Iterator[tuple[Path, Manifest, Held]]:
    """The parts in a scratch folder, as an installation has them (`data`, `anchors`), and its keys. Nothing of the
    parts is opened or run, and no database touched, unless this installation wrote them. Raises Unreadable,
    NotRestored, Refused, Mistyped.
    """
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=beside) as name:
        folder = Path(name) / "parts"
        folder.mkdir(mode=0o700)
        manifest = archive.read(source, secret, folder)
        keys = Held(held) if isinstance(held, Path) else _opened(folder, held, Path(name) / "keys")
        _demand_origin(manifest, keys)
        data = folder / "data"
        data.mkdir(mode=0o700)
        if (folder / parts.FILES).exists():
            (folder / parts.FILES).rename(data / parts.FILES)
        if manifest.engine == SQLITE:
            (folder / parts.DATABASE).rename(data / SQLITE_FILE)
        yield folder, manifest, keys


def _opened(folder: Path, sheets: Sheets, none: Path) -> Held:
    """The keys that two sheets open, beside the new folder `none` for what asks for one: no part of the backup lies
    there, and no key. The anchors' must be among them, or nobody could tell who wrote the backup. The real folder must
    not hold others: they are not replaced.
    """
    found = recovery.opened(sheets, archive.envelopes(folder))
    if anchors.KEY not in found:
        raise NotRestored("Thiếu phong bì của khóa mốc: không biết được ai ghi bản sao lưu này.")
    recovery.fitting(settings.CONFIG.keys, found)
    none.mkdir(mode=0o700)
    return Held(none, found)


def _demand_origin(manifest: Manifest, keys: Held) -> None:
    """Whether this installation wrote it, by the key of its anchors. Raises NotRestored, also where nobody can tell."""
    key = keys.anchors()
    if key is None:
        raise NotRestored(
            f"Thư mục khóa {keys.folder} thiếu khóa mốc ({anchors.KEY}): không biết được ai ghi bản sao lưu này. "
            "Hãy đặt lại khóa đó, hoặc thêm --sheets để lấy khóa từ hai tờ khóa giấy."
        )
    told, right = str(manifest.mac).encode(errors="replace"), manifest.signed(key).encode()
    if not hmac.compare_digest(told, right):
        raise NotRestored("Bản sao lưu này không do hệ thống này ghi (hoặc thư mục khóa là của hệ thống khác).")


def _looked(folder: Path, manifest: Manifest, address: str, keys: Held) -> Restored:
    """Everything that can be looked at, in a process that stands in the copy with these keys."""
    environment = os.environ | {
        "KETNOI_DATA": str(folder / "data"),
        "KETNOI_ANCHORS": str(folder / parts.ANCHORS),
        "KETNOI_KEYS": str(keys.folder),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
    }
    command = [sys.executable, "-m", "ketnoi.main.backup.checking", str(folder)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, input=keys.told(), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise NotRestored("Bản phục hồi không chạy được; lỗi ở trên.")
    looks = [Look(**one) for one in json.loads(done.stdout.splitlines()[-1])]
    return Restored(manifest, [ORIGIN, *looks])
