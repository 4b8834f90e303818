"""Worlds that the tests of a module stand on: built once, in a frame that is taken back after the last of them.

Not for modules that have `transaction=True` tests: what they flush would take the world away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import transaction


def of_module(build: Callable[[], Any]) -> Any:
    """A fixture for a whole module: what `build` makes. A test is given a copy of it: `copy.deepcopy(world_of_module)`,
    and asks for `db` besides, so that what it does is taken back."""

    @pytest.fixture(scope="module")
    def world_of_module(django_db_setup, django_db_blocker):
        with django_db_blocker.unblock(), frame():
            yield build()

    return world_of_module


@contextmanager
def frame() -> Iterator[None]:
    """What is written inside is taken back; the product takes the frame for a test's own, as Django's are."""
    block = transaction.atomic()
    block._from_testcase = True
    with block:
        yield
        transaction.set_rollback(True)
