import pytest

from ketnoi.api import limits
from tests.activities import worlds


@pytest.fixture(autouse=True)
def _fresh_limits():
    limits.forget()


@pytest.fixture
def world(db) -> worlds.World:
    return worlds.build()
