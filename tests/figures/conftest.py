import pytest

from tests.figures import worlds


@pytest.fixture
def land(db):
    """A fresh small country with an empty book."""
    yield worlds.start()
    worlds.BOOK.records, worlds.BOOK.history = {}, []
