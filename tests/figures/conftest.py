import copy

import pytest

from tests import standing
from tests.figures import worlds

land_of_module = standing.of_module(worlds.start)


@pytest.fixture
def land(land_of_module, db):
    """A fresh small country with an empty book."""
    yield copy.deepcopy(land_of_module)
    worlds.BOOK.records, worlds.BOOK.history = {}, []
