import copy

import pytest

from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from tests import standing
from tests.web.world import World, build_world

world_of_module = standing.of_module(build_world)


@pytest.fixture
def world(world_of_module, db) -> World:
    return copy.deepcopy(world_of_module)


class Letters:
    """A kind of notice whose room is the test: `open_to` are the officers who may see its objects now."""

    def __init__(self) -> None:
        self.open_to: set[int] = set()
        self.asked = 0

    def kind(self) -> kinds.Kind:
        return kinds.Kind("test_letter", "Có thư mẫu mới", self._may, lambda code: f"/thu-mau/{code}/", Said.ANSWER)

    def _may(self, officer: int, objects) -> list[str]:
        self.asked += 1
        return list(objects) if officer in self.open_to else []


@pytest.fixture
def letters(monkeypatch) -> Letters:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    found = Letters()
    kinds.register(found.kind())
    return found
