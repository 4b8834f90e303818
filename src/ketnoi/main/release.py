"""Bring database and static files up to the installed release; almost free when they are there already.

What the release is, a digest of the package's own files says: their paths, sizes and times. It stands in the data
folder, beside what was made from it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ketnoi.main.progress import told

WATCHED = ("static", "data", "outlines", "migrations")


def pending() -> list[str]:
    """Names of the migrations that the database has not seen yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _backwards in plan]


def bring_up_to_date() -> None:
    """Migrate and collect what is new; with an unchanged release and database, do nothing."""
    fresh = _digest()
    mark: Path = settings.CONFIG.data / "release"
    known = mark.read_text(encoding="ascii") if mark.exists() else ""
    if known == fresh and not pending():
        return
    with told("Cập nhật cơ sở dữ liệu"):
        call_command("migrate", verbosity=0)
    with told("Chuẩn bị tệp giao diện"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(fresh, encoding="ascii")


def _digest() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    package: Path = settings.BASE
    for folder in WATCHED:
        for file in sorted(package.glob(f"*/{folder}/**/*")):
            if file.is_file() and file.suffix != ".pyc":
                seen = file.stat()
                digest.update(f"{file.relative_to(package)} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
