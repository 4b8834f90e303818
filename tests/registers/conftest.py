import pytest

from tests.registers import worlds


@pytest.fixture
def world(db) -> worlds.World:
    return worlds.build()
