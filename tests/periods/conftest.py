import pytest

from tests.periods import worlds


@pytest.fixture
def world(db) -> worlds.World:
    return worlds.build()
