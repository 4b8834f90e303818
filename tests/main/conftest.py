"""For processes that tests start: an installation of their own, its database a copy of the migrated one at hand."""

import dataclasses
import os

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def own_anchors(settings, tmp_path):
    """Anchors of a test's journal, which is gone with it."""
    settings.CONFIG = dataclasses.replace(settings.CONFIG, anchors=tmp_path / "anchors")


@pytest.fixture
def installation(tmp_path, transactional_db):
    """The environment of an installation in its own folders, with an empty database on the engine of this run."""
    environment = os.environ | {
        "KETNOI_DATA": str(tmp_path / "var"),
        "KETNOI_KEYS": str(tmp_path / "keys"),
        "KETNOI_ANCHORS": str(tmp_path / "anchors"),
        "KETNOI_ENV": "local",
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "ketnoi.main.settings",
    }
    (tmp_path / "var").mkdir()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            environment["DATABASE_URL"] = _copied(cursor, f"copy_{os.getpid()}")
        else:
            cursor.execute("VACUUM INTO %s", [str(tmp_path / "var" / "ketnoi.sqlite3")])
    return environment


def _copied(cursor, name):
    """The address of a copy of the database that this run's tests are done in."""
    cursor.execute(f"DROP DATABASE IF EXISTS {name}")
    cursor.execute(f"CREATE DATABASE {name} TEMPLATE {connection.settings_dict['NAME']}")
    return os.environ["DATABASE_URL"].rpartition("/")[0] + f"/{name}"
