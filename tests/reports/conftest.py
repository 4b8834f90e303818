import copy

import pytest

from tests import standing
from tests.reports import worlds

told_by_module = standing.of_module(worlds.tell)


@pytest.fixture
def told(told_by_module, db) -> worlds.Told:
    return copy.deepcopy(told_by_module)
