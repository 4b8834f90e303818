import pytest

from tests.reports import worlds


@pytest.fixture
def told(db) -> worlds.Told:
    return worlds.tell()
