"""The fixture `maps`: both maps with their successions, as `load_maps` brings them.

Loaded once per test module, in a transaction around the whole module; each test runs in a savepoint of it.
Another room imports both names in its `conftest.py`:
`from tests.places.fixtures import maps, maps_of_module  # noqa: F401`. Not for `transaction=True` tests.
"""

import pytest
from django.db import transaction

from ketnoi.places import actions
from ketnoi.places.loading import Loaded


@pytest.fixture(scope="module")
def maps_of_module(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield actions.load_maps()
        transaction.set_rollback(True)


@pytest.fixture
def maps(maps_of_module, db) -> Loaded:
    """Both maps in the database; the value says how many rows the loader added."""
    return maps_of_module
