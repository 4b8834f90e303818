import copy

import pytest

from tests import standing
from tests.people.world import World, build_world

world_of_module = standing.of_module(build_world)


@pytest.fixture
def world(world_of_module, db) -> World:
    return copy.deepcopy(world_of_module)
