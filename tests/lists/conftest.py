import pytest

from tests.activities import worlds


@pytest.fixture
def world(db) -> worlds.World:
    return worlds.build()


@pytest.fixture
def signed_in(client, world):
    """A browser of the commune's recorder."""
    client.force_login(world.officers["mau"])
    return client
