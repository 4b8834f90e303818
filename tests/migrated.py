"""The migrated database that a test run on SQLite begins with a copy of.

Migrating takes a while; it is done by whoever comes first, and kept under build/ by a digest of every file it can
depend on: after any change nothing of before is found. Django's own `migrate` follows on every copy, for what only
tests have.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db.backends.sqlite3.creation import DatabaseCreation

ROOT = Path(__file__).parent.parent
KEPT = ROOT / "build" / "migrated"
TEMPLATE = "KETNOI_TEST_TEMPLATE"  # names the migrated database that those of a run on PostgreSQL are copies of
MADE_OF = ("src/ketnoi", "requirements")


class Copied(DatabaseCreation):
    """Makes test databases that hold what a migrated one holds."""

    def _create_test_db(self, verbosity: int, autoclobber: bool, keepdb: bool = False) -> str:
        name: str = super()._create_test_db(verbosity, autoclobber, keepdb)
        self.connection.close()
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        with closing(sqlite3.connect(database())) as made:
            made.backup(self.connection.connection)
        return name


def database() -> Path:
    """The file of a migrated database of today's product."""
    file = KEPT / f"{_digest()}.sqlite3"
    KEPT.mkdir(parents=True, exist_ok=True)
    with _alone():
        if not file.exists():
            for old in KEPT.glob("*.sqlite3"):
                old.unlink()
            _make(file)
    return file


@contextmanager
def _alone() -> Iterator[None]:
    """Whoever comes meanwhile waits; the lock of a process that dies is gone with it."""
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(file: Path) -> None:
    """Migrate as an installation does; all at once: nobody finds half of it."""
    new = file.with_suffix(".new")
    new.unlink(missing_ok=True)
    migrate(f"sqlite:///{new}")
    with closing(sqlite3.connect(new)) as made:
        made.execute("PRAGMA journal_mode=DELETE")  # a copy in memory has no file beside it for its log
    new.rename(file)


def migrate(address: str) -> None:
    """Bring the empty database of this address up to today's product."""
    told = {"DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env=os.environ | told, check=True)


def _digest() -> str:
    """Of the product's own files, by path and content, and of what it stands on."""
    digest = hashlib.sha256(f"{sys.version} {sqlite3.sqlite_version}".encode())
    for folder in MADE_OF:
        for file in sorted((ROOT / folder).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                digest.update(f"\n{file.relative_to(ROOT)} {file.stat().st_size}\n".encode())
                digest.update(file.read_bytes())
    return digest.hexdigest()
