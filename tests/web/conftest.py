import pytest
from django.db import transaction

from tests.web.world import World, build_world


@pytest.fixture(autouse=True)
def _plain_static(settings):
    """Pages are drawn without collecting the static files first."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture
def world(db) -> World:
    return build_world()


@pytest.fixture(scope="module")
def one_world(django_db_setup, django_db_blocker):
    """A world for all tests of a module; gone after the last of them."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world()
        transaction.set_rollback(True)


@pytest.fixture
def common_world(one_world, db) -> World:
    """The module's world; what a test does in it is taken back, as always."""
    return one_world
