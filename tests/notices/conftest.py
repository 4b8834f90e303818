import copy

import pytest
from django.test import Client

from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from ketnoi.officers import strength
from ketnoi.officers.models import Officer
from tests import standing
from tests.web.world import World, build_world

world_of_module = standing.of_module(build_world)


@pytest.fixture
def world(world_of_module, db) -> World:
    return copy.deepcopy(world_of_module)


class Letters:
    """A kind of notice whose room is the test: `open_to` are the officers who may see its objects now.

    To the `hidden` officers there are none; of `protected` objects nothing is told in a weak session.
    """

    def __init__(self) -> None:
        self.open_to: set[int] = set()
        self.hidden: set[int] = set()
        self.protected: set[str] = set()
        self.asked = 0

    def kind(self) -> kinds.Kind:
        return kinds.Kind(
            "test_letter",
            "Có thư mẫu mới",
            self._may,
            lambda code: f"/thu-mau/{code}/",
            Said.ANSWER,
            lambda objects: self.protected & set(objects),
            lambda officer, objects: objects if officer.pk in self.hidden else (),
        )

    def _may(self, officer: Officer, objects) -> list[str]:
        self.asked += 1
        return list(objects) if officer.pk in self.open_to else []


def without_factor(client: Client) -> None:
    """From now on the session stands on the password alone."""
    session = client.session
    session.pop(strength.FACTOR_AT)
    session.save()


@pytest.fixture
def letters(monkeypatch) -> Letters:
    monkeypatch.setattr(kinds, "_kinds", dict(kinds._kinds))
    found = Letters()
    kinds.register(found.kind())
    return found
