import copy
from random import Random

import pytest

from ketnoi.access.proving import worlds
from ketnoi.access.proving.comparing import Comparison
from ketnoi.vault import keys
from tests import standing
from tests.access.house import House, build_house
from tests.demonstration.models import KIND, Leaf
from tests.orgs.fixtures import agencies


def planted(seed: int, officers: int, records: int) -> Comparison:
    def made(said):
        return Leaf(data_key=keys.new(KIND), **said)

    return Comparison(worlds.build(KIND, made, Random(seed), officers, records))


comparison_of_module = standing.of_module(lambda: planted(7, 50, 90))


house_of_module = standing.of_module(build_house)


@pytest.fixture
def house(house_of_module, db) -> House:
    return copy.deepcopy(house_of_module)


@pytest.fixture
def comparison(comparison_of_module, db) -> Comparison:
    return comparison_of_module


__all__ = ["agencies", "comparison", "comparison_of_module", "house_of_module"]
