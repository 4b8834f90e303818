"""What every test needs: static files by name, not by the digest of `collectstatic`, and nothing kept of another's."""

import pytest

from ketnoi.audit import kept


@pytest.fixture(autouse=True)
def plain_static(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def nothing_kept():
    """A test's world is made past the journal."""
    kept.forget()
