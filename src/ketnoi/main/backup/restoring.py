"""A backup is laid out in a scratch, looked at in every respect, and only then put where it was asked for.

Where the keys are lost too, two paper sheets open the envelopes in it: the keys then lie in the scratch as well, and
come into the key folder with the rest.
"""

from __future__ import annotations

import hmac
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from ketnoi.audit import anchors
from ketnoi.main import scratch
from ketnoi.main.backup import archive, database
from ketnoi.main.backup.archive import Manifest
from ketnoi.main.backup.checking import Look
from ketnoi.vault import keyfiles, recovery
from ketnoi.vault.providers import FILE
from ketnoi.vault.shares import Share

SQLITE, POSTGRES = "sqlite", "postgresql"
SQLITE_FILE = "ketnoi.sqlite3"
Sheets = list[Share]
"""Two of the three paper sheets."""


class NotRestored(Exception):
    """The backup could not be laid out or looked at; the message says why."""


@dataclass(frozen=True)
class Restored:
    """A backup and what was found when it was looked at."""

    manifest: Manifest
    looks: list[Look]

    @property
    def whole(self) -> bool:
        return bool(self.looks) and not any(look.wrong for look in self.looks)


def check(source: Path, secret: bytes, held: Path | Sheets | None = None) -> Restored:
    """Restore into a scratch that is gone afterwards; with the keys of another folder than the installation's own, or
    with those that two sheets open, where they are given. Raises Unreadable, NoDump, NoScratch, NotRestored or Refused.
    """
    with _laid_out(source, secret, settings.CONFIG.data, held or settings.CONFIG.keys) as (folder, manifest, keys):
        return _tried(folder, manifest, settings.CONFIG.database_url, keys)


def to(source: Path, secret: bytes, target: Path, address: str, sheets: Sheets | None = None) -> Restored:
    """Restore into the folder `target`, which must not be there, and on PostgreSQL into the empty database of this
    address, beside which a scratch can be made; keys that two sheets open, into the key folder. Nothing is put in any
    of these places when something does not hold.
    """
    if target.exists():
        raise NotRestored(f"{target} đã có: hãy nêu một thư mục chưa có.")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _laid_out(source, secret, target.parent, sheets or settings.CONFIG.keys) as (folder, manifest, keys):
        if manifest.engine == POSTGRES and scratch.is_postgres(address) and database.tables(address):
            raise NotRestored("Cơ sở dữ liệu nêu ở --database đã có bảng: hãy nêu một cơ sở dữ liệu trống.")
        found = _tried(folder, manifest, address, keys)
        if found.whole:
            if sheets:
                recovery.restore(settings.CONFIG.keys, sheets, archive.envelopes(folder))
                shutil.rmtree(keys)
            _put_in_place(folder, manifest, target, address)
    return found


def _tried(folder: Path, manifest: Manifest, server: str, keys: Path) -> Restored:
    """Look at what was laid out; a dump of PostgreSQL is loaded into a scratch database on this server for it."""
    if manifest.engine == SQLITE:
        return _looked(folder, manifest, "", keys)
    if not scratch.is_postgres(server):
        raise NotRestored("Bản sao lưu của PostgreSQL: hãy nêu một máy chủ PostgreSQL (DATABASE_URL, hoặc --database).")
    with scratch.database(server, "restore") as address:
        database.put_back(folder / archive.DATABASE, address)
        return _looked(folder, manifest, address, keys)


def _put_in_place(folder: Path, manifest: Manifest, target: Path, address: str) -> None:
    """What was looked at, where it was asked for: the database whole or not at all, then the files."""
    if manifest.engine == POSTGRES:
        database.put_back(folder / archive.DATABASE, address)
        (folder / archive.DATABASE).unlink()
    _keep_key(folder / archive.ANCHORS, settings.CONFIG.keys)
    folder.rename(target)
    folder.mkdir()  # what the scratch takes away


def _keep_key(found: Path, keys: Path) -> None:
    """The anchors' key never lies beside them: it goes to the keys, where none is (they were recovered from paper)."""
    anchors.put_key(keys, anchors.key_in(found))
    (found / anchors.KEY).unlink()


@contextmanager
def _laid_out(source: Path, secret: bytes, beside: Path, held: Path | Sheets) -> Iterator[tuple[Path, Manifest, Path]]:
    """The parts in a scratch folder, as an installation has them (`data`, `anchors`, from sheets also `keys`), and
    where its keys are. Nothing of them is opened or run unless this installation wrote them, as far as its keys can
    tell. Raises NotRestored, Refused, Mistyped.
    """
    with tempfile.TemporaryDirectory(prefix=".phuc-hoi-", dir=beside) as name:
        folder = Path(name)
        manifest = archive.read(source, secret, folder)
        keys = _there(held) if isinstance(held, Path) else _opened(folder, held)
        if _origin(manifest, keys).wrong:
            raise NotRestored("Bản sao lưu này không do hệ thống này ghi (hoặc thư mục khóa là của hệ thống khác).")
        data = folder / "data"
        data.mkdir(mode=0o700)
        if (folder / archive.FILES).exists():
            (folder / archive.FILES).rename(data / archive.FILES)
        if manifest.engine == SQLITE:
            (folder / archive.DATABASE).rename(data / SQLITE_FILE)
        yield folder, manifest, keys


def _there(keys: Path) -> Path:
    """A key folder that holds anything: who lost all of it has the sheets."""
    if settings.CONFIG.key_provider == FILE and not (keyfiles.masters_in(keys) or (keys / anchors.KEY).exists()):
        raise NotRestored(f"Thư mục khóa {keys} trống: thêm --sheets để lấy khóa từ hai tờ khóa giấy.")
    return keys


def _opened(folder: Path, sheets: Sheets) -> Path:
    """The keys that two sheets open, in the scratch. The real folder must not hold others: they are not replaced."""
    closed, keys = archive.envelopes(folder), folder / "keys"
    recovery.fitting(settings.CONFIG.keys, recovery.opened(sheets, closed))
    recovery.restore(keys, sheets, closed)
    return keys


def _looked(folder: Path, manifest: Manifest, address: str, keys: Path) -> Restored:
    """Everything that can be looked at, in a process that stands in the copy with these keys."""
    environment = os.environ | {
        "KETNOI_DATA": str(folder / "data"),
        "KETNOI_ANCHORS": str(folder / archive.ANCHORS),
        "KETNOI_KEYS": str(keys),
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
    }
    command = [sys.executable, "-m", "ketnoi.main.backup.checking", str(folder)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise NotRestored("Bản phục hồi không chạy được; lỗi ở trên.")
    looks = [Look(**one) for one in json.loads(done.stdout.splitlines()[-1])]
    return Restored(manifest, [_origin(manifest, keys), *looks])


def _origin(manifest: Manifest, keys: Path) -> Look:
    """Whether this installation wrote it; without the key of its anchors nobody can tell."""
    key = keys / anchors.KEY
    if not key.exists():
        return Look("Nguồn gốc: chưa kiểm tra được, thiếu khóa mốc trong thư mục khóa", 0)
    right = hmac.compare_digest(manifest.mac, manifest.signed(anchors.key_in(keys)))
    return Look("Nguồn gốc: do hệ thống này ghi", 1, [] if right else ["bảng kê không do hệ thống này ghi"])
