"""What every test needs: plain names of static files, quick passwords, and nothing kept of another test's."""

import pytest
from django.test import override_settings

from ketnoi.audit import kept
from ketnoi.figures import catalogue, interning


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
