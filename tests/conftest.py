"""What every test needs: plain names of static files, quick passwords, and nothing kept of another test's."""

import gc
import os

import pytest
import time_machine
from django.contrib.auth.signals import user_logged_in
from django.db import connection, connections
from django.test import SimpleTestCase, override_settings
from django.utils import timezone

from ketnoi.audit import kept
from ketnoi.figures import catalogue, interning
from ketnoi.officers import strength
from tests import emptied, migrated

# A process takes a whole file: those that take longest begin, so that none is left alone with one in the end.
# The next three ask no database: the other process does them while the first migrates one.
LONGEST = (
    "tests/web/test_url_matrix.py",
    "tests/access/test_doors.py",
    "tests/people/test_names.py",
    "tests/documents/test_docx.py",
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
# Words of pages and shapes of trees: what they ask of PostgreSQL is asked there at every address (tests/web) and by the
# tests of the actions beneath.
ON_ONE_ENGINE = (
    "tests/access/test_pages.py",
    "tests/figures/test_pages.py",
    "tests/orgs/test_build.py",
    "tests/registers/test_pages.py",
    "tests/reports/proposing/test_proposing.py",
    "tests/reports/test_comparing.py",
    "tests/reports/test_layout_page.py",
    "tests/reports/test_pages.py",
    "tests/reports/test_returning.py",
    "tests/reports/test_statistical.py",
    "tests/web/test_shell.py",
)
ASKING = {"db", "transactional_db", "client"}  # fixtures that let a test ask the database


def pytest_collection_modifyitems(config, items):
    """What says the same beside either engine is run beside SQLite only."""
    items.sort(key=_place)
    if connection.vendor != "postgresql":
        return
    silent = [item for item in items if not _asks(item)]
    config.hook.pytest_deselected(items=silent)
    items[:] = [item for item in items if _asks(item)]


def pytest_collection_finish():
    """Modules and tests stay to the end: looking through them again for what could go takes a twentieth of the time."""
    gc.collect()
    gc.freeze()


def _file(item):
    return item.nodeid.partition("::")[0]


def _place(item):
    return LONGEST.index(_file(item)) if _file(item) in LONGEST else len(LONGEST)


def _asks(item):
    if _file(item) in ON_ONE_ENGINE:
        return False
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
        connection.ops.sql_flush = emptied.statements(connection)


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


@pytest.fixture
def still():
    """The clock stands, so that no minute ends between two pages: what is kept for one is kept for both."""
    with time_machine.travel(timezone.now(), tick=False):
        yield


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
