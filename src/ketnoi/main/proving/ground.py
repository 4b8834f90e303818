"""A scratch installation to break promises in: own data, own keys, own database; the installation's are never touched.

The database is migrated once; every proof gets a copy of it. On PostgreSQL scratch databases are made beside the
installation's own (its role must be allowed to) and dropped afterwards; else they are files in a temporary folder.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

from ketnoi.main.progress import told

SQLITE_FILE = "ketnoi.sqlite3"


class NoScratch(Exception):
    """No scratch database can be made; the message says what is missing."""


@dataclass(frozen=True)
class Ground:
    """`folder` holds everything of the scratch; `server` is the address of the installation's PostgreSQL, or empty."""

    folder: Path
    server: str
    name: str

    def environment(self, part: str) -> dict[str, str]:
        """What a process reads that stands in this part of the scratch."""
        return os.environ | {
            "KETNOI_DATA": str(self.folder / part / "data"),
            "KETNOI_KEYS": str(self.folder / part / "keys"),
            "KETNOI_ANCHORS": str(self.folder / part / "anchors"),
            "KETNOI_ENV": "local",
            "KETNOI_ALLOWED_HOSTS": "",
            "DATABASE_URL": self._address(part),
            "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
        }

    def _database(self, part: str) -> str:
        return f"{self.name}_{part.lower()}"

    def _address(self, part: str) -> str:
        return urlsplit(self.server)._replace(path=f"/{self._database(part)}").geturl() if self.server else ""

    def copy(self, part: str) -> dict[str, str]:
        """A part of its own with a copy of the migrated database; answers its environment."""
        data = self.folder / part / "data"
        data.mkdir(parents=True)
        if self.server:
            self._create(part, template="ground")
        else:
            shutil.copyfile(self.folder / "ground" / "data" / SQLITE_FILE, data / SQLITE_FILE)
        return self.environment(part)

    def _create(self, part: str, template: str = "") -> None:
        made = sql.SQL("CREATE DATABASE {}").format(sql.Identifier(self._database(part)))
        if template:
            made += sql.SQL(" TEMPLATE {}").format(sql.Identifier(self._database(template)))
        _on_server(self.server, made)

    def prepare(self) -> None:
        """Make and migrate the database that all others are copies of."""
        if self.server:
            self._create("ground")
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
        with told("Chuẩn bị bản cài đặt nháp"):
            subprocess.run(command, env=self.environment("ground"), check=True)  # noqa: S603 - our own command

    def drop(self) -> None:
        """Drop the scratch databases, those of a proof that failed too."""
        if not self.server:
            return
        with psycopg.connect(self.server, autocommit=True) as server:
            pattern = f"{self.name}\\_%"
            made = server.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]).fetchall()
            for (name,) in made:
                with suppress(psycopg.Error):
                    server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def _on_server(address: str, statement: sql.Composed) -> None:
    try:
        with psycopg.connect(address, autocommit=True) as server:
            server.execute(statement)
    except psycopg.Error as error:
        raise NoScratch(str(error).strip()) from error


@contextmanager
def scratch(database_url: str) -> Iterator[Ground]:
    """A scratch beside the database of this address; all of it is gone afterwards. Raises NoScratch."""
    server = database_url if database_url.startswith("postgres") else ""
    with tempfile.TemporaryDirectory(prefix="ketnoi-prove-") as name:
        made = Ground(Path(name), server, f"ketnoi_prove_{secrets.token_hex(4)}")
        try:
            made.prepare()
            yield made
        finally:
            made.drop()
