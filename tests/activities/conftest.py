import pytest

from tests.activities import worlds


@pytest.fixture
def world(db) -> worlds.World:
    return worlds.build()
