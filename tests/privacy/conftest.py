import copy

import pytest

from tests import standing
from tests.privacy.house import House, build_house

house_of_module = standing.of_module(build_house)


@pytest.fixture
def house(house_of_module, db) -> House:
    return copy.deepcopy(house_of_module)
