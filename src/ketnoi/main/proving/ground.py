"""A scratch installation to break promises in: own data, own keys, own database; the installation's are never touched.

The database is migrated once; every proof gets a copy of it. On PostgreSQL scratch databases are made beside the
installation's own (its role must be allowed to) and dropped afterwards; else they are files in a temporary folder.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from ketnoi.main import scratch
from ketnoi.main.progress import told

SQLITE_FILE = "ketnoi.sqlite3"


@dataclass(frozen=True)
class Ground:
    """`folder` holds everything of the scratch; `server` is the address of the installation's PostgreSQL, or empty.

    `made` names the databases made there.
    """

    folder: Path
    server: str
    name: str
    made: list[str] = field(default_factory=list)

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
        return scratch.address(self.server, self._database(part)) if self.server else ""

    def copy(self, part: str) -> dict[str, str]:
        """A part of its own with a copy of the migrated database; answers its environment."""
        data = self.folder / part / "data"
        data.mkdir(parents=True)
        if self.server:
            self._create(part, template=self._database("ground"))
        else:
            shutil.copyfile(self.folder / "ground" / "data" / SQLITE_FILE, data / SQLITE_FILE)
        return self.environment(part)

    def _create(self, part: str, template: str = "") -> None:
        scratch.create(self.server, self._database(part), template)
        self.made.append(self._database(part))

    def prepare(self) -> None:
        """Make and migrate the database that all others are copies of."""
        if self.server:
            self._create("ground")
        command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0", "--skip-checks"]
        with told("Chuẩn bị bản cài đặt nháp"):
            subprocess.run(command, env=self.environment("ground"), check=True)  # noqa: S603 - our own command

    def drop(self) -> None:
        """Drop the scratch databases, those of a proof that failed too."""
        for name in self.made:
            scratch.drop(self.server, name)


@contextmanager
def beside(database_url: str) -> Iterator[Ground]:
    """A scratch beside the database of this address; all of it is gone afterwards. Raises scratch.NoScratch."""
    server = database_url if scratch.is_postgres(database_url) else ""
    with tempfile.TemporaryDirectory(prefix="ketnoi-prove-") as folder:
        made = Ground(Path(folder), server, scratch.fresh_name("prove"))
        try:
            made.prepare()
            yield made
        finally:
            made.drop()
