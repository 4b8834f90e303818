"""What every test needs: plain names of static files, quick passwords, and nothing kept of another test's."""

import os

import pytest
from django.contrib.auth.signals import user_logged_in
from django.db import connection, connections
from django.test import SimpleTestCase, override_settings

from ketnoi.audit import kept
from ketnoi.figures import catalogue, interning
from ketnoi.officers import strength
from tests import migrated

# A process takes a whole file: those that take longest begin, so that none is left alone with one in the end.
LONGEST = (
    "tests/web/test_url_matrix.py",
    "tests/web/test_fuzz.py",
    "tests/main/test_proving.py",
    "tests/demo/test_world.py",
    "tests/main/test_demonstration.py",
    "tests/main/test_serving.py",
    "tests/figures/test_against_naive.py",
    "tests/access/test_mutants.py",
    "tests/reports/test_returning.py",
    "tests/main/test_killed.py",
    "tests/api/test_schema.py",
)
ASKING = {"db", "transactional_db", "client"}  # fixtures that let a test ask the database


def pytest_collection_modifyitems(config, items):
    """What asks no database says the same beside either engine, and is run beside SQLite only."""
    items.sort(key=_place)
    if connection.vendor != "postgresql":
        return
    silent = [item for item in items if not _asks(item)]
    config.hook.pytest_deselected(items=silent)
    items[:] = [item for item in items if _asks(item)]


def _place(item):
    file = item.nodeid.partition("::")[0]
    return LONGEST.index(file) if file in LONGEST else len(LONGEST)


def _asks(item):
    case = getattr(item, "cls", None)
    known = item.get_closest_marker("django_db") or ASKING & set(item.fixturenames)
    return bool(known) or (case is not None and issubclass(case, SimpleTestCase))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """What somebody has migrated is copied: on SQLite always, on PostgreSQL where a template is named."""
    if connection.vendor == "sqlite":
        connection.creation = migrated.Copied(connections["default"])
    else:
        connection.settings_dict["TEST"]["TEMPLATE"] = os.environ.get(migrated.TEMPLATE) or None


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """For the worlds that a module shares too."""
    with override_settings(PASSWORD_HASHERS=["tests.passwords.QuickArgon2"]):
        yield


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def nothing_kept():
    """A test's world is made past the journal, and its definitions and numbers are gone with it."""
    kept.forget()
    yield
    catalogue.forget()
    interning.forget()


def _strongly(request, **_said):
    """`client.force_login` signs in with everything it takes; the sign-in page, with what was typed there."""
    if not request.path:
        strength.factor_given(request)


user_logged_in.connect(_strongly, dispatch_uid="tests.strongly")
