"""For processes that tests start: an installation of their own, its database a copy of the migrated one at hand."""

import dataclasses
import os

import pytest
from django.db import connection

from ketnoi.audit import anchors
from ketnoi.vault import keyfiles, keys, recovery, shares
from ketnoi.vault.providers import File, standing_in
from tests.main.backing_up import written


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


@pytest.fixture
def house(settings, tmp_path):
    """An installation in temporary folders, beside the test's database."""
    own = {name: tmp_path / name for name in ("data", "keys", "anchors")}
    for folder in own.values():
        folder.mkdir(mode=0o700)
    settings.CONFIG = dataclasses.replace(settings.CONFIG, **own)
    settings.MEDIA_ROOT = own["data"] / "files"
    return tmp_path


@pytest.fixture
def lost(house, settings):
    """Everything is lost but a backup, its recipient's secret, and three sheets of paper; the folders are new."""
    own = house / "keys"
    with standing_in(File(own)):
        keyfiles.make(own)
        anchors.book()
        papers = recovery.drawn()
        recovery.take_effect(own, papers[:2])
        keys.new("proof")
        secret, file, _printed = written(house)
    (house / "secret").write_text(secret)
    (house / "newkeys").mkdir(mode=0o700)
    settings.CONFIG = dataclasses.replace(settings.CONFIG, keys=house / "newkeys", data=house / "newdata")
    (house / "newdata").mkdir()
    return file, [shares.written(one) for one in papers]
