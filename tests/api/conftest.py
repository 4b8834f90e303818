import copy

import pytest

from ketnoi.api import limits
from tests import standing
from tests.activities import worlds


@pytest.fixture(autouse=True)
def _fresh_limits():
    limits.forget()


world_of_module = standing.of_module(worlds.build)


@pytest.fixture
def world(world_of_module, db) -> worlds.World:
    return copy.deepcopy(world_of_module)
