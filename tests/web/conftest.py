import pytest

from tests.web.world import World, build_world


@pytest.fixture(autouse=True)
def _plain_static(settings):
    """Pages are drawn without collecting the static files first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def world(db) -> World:
    return build_world()
