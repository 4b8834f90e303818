"""Fixtures: `agencies` by code; `province(code)` builds the whole tree of a province once per test.

Another room imports `agencies` (and `maps`, `maps_of_module` of tests/places/fixtures.py) in its `conftest.py`.
"""

import pytest

from ketnoi.orgs import build


@pytest.fixture
def agencies(db):
    return build.agencies()


@pytest.fixture
def province(maps):
    """Return the function that builds the agencies of one of today's provinces."""
    return build.agency_units
