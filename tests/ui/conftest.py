import pytest


@pytest.fixture(autouse=True)
def plain_static_names(settings):
    """Pages of these tests name static files without hashes: nothing was collected."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
