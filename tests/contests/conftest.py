import copy

import pytest

from tests import standing
from tests.contests import worlds

world_of_module = standing.of_module(worlds.build)


@pytest.fixture
def world(world_of_module, db) -> worlds.World:
    return copy.deepcopy(world_of_module)
