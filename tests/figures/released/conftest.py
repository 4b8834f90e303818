import copy

import pytest

from ketnoi.places.models import Place
from tests import standing
from tests.figures.released import notebook
from tests.web.world import build_world

world_of_module = standing.of_module(build_world)


@pytest.fixture
def world(world_of_module, db):
    said = {"division": "tỉnh", "folded": "mau", "folded_name": "tinh mau", "valid_from": "2025-07-01"}
    for number, name in ((1, "Tỉnh Một"), (2, "Tỉnh Hai")):
        Place.objects.get_or_create(
            kind="province", code=f"{number:02d}", valid_to=None, defaults={**said, "name": name}
        )
    return copy.deepcopy(world_of_module)


@pytest.fixture
def book(monkeypatch):
    return notebook.register(monkeypatch)
