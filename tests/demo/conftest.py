"""The demo world, built once for the tests of a module and taken back after them."""

import pytest

from ketnoi.demo import world
from tests import standing


@pytest.fixture(scope="module")
def accounts_of_module(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), standing.frame():
        said = []
        yield world.build(seed=3, progress=lambda *step: said.append(step))
        assert said[-1][1] == said[-1][2]  # all of the work that was told of is done


@pytest.fixture
def accounts(accounts_of_module, db):
    """The world in the database; the value lists who may sign in."""
    return accounts_of_module
