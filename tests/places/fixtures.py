"""The fixture `maps`: both maps with their successions, as `load_maps` brings them.

Loaded once per test module, in a transaction around the whole module; each test runs in a savepoint of it.
Another room imports both names in its `conftest.py`:
`from tests.places.fixtures import maps, maps_of_module  # noqa: F401`. Not for `transaction=True` tests.
"""

import pytest

from ketnoi.places import actions
from ketnoi.places.loading import Loaded
from tests import standing

maps_of_module = standing.of_module(actions.load_maps)


@pytest.fixture
def maps(maps_of_module, db) -> Loaded:
    """Both maps in the database; the value says how many rows the loader added."""
    return maps_of_module
