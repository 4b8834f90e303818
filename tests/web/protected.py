"""A protected record of the home unit and what is said of it: the recorder entered it, a stranger opened it once."""

from __future__ import annotations

from typing import Any

from ketnoi.access import conflicts, glass, granting, reader
from ketnoi.access.enums import How
from ketnoi.access.models import Conflict, Glass, Grant
from ketnoi.audit import moments
from ketnoi.vault import keys
from tests.demonstration.models import KIND, Leaf
from tests.web.objects import Objects

URGENT = "Việc khẩn cấp mẫu, để thử trang xem lại"


def _leaf(objects: Objects) -> Leaf:
    return objects._once("leaf", lambda: _made(objects)[0])


def _made(objects: Objects) -> tuple[Leaf, Grant]:
    post = objects.world.officers["recorder"].posts.get()
    made = Leaf.objects.create(owner=objects.world.home, data_key=keys.new(KIND))
    return made, granting.begin(made, post)


def record(objects: Objects) -> tuple[Any, ...]:
    return ("leaf", _leaf(objects).code)


def grant(objects: Objects) -> tuple[Any, ...]:
    """The recorder's own assignment."""
    return (Grant.objects.get(record=_leaf(objects).pk).uuid,)


def conflict(objects: Objects) -> tuple[Any, ...]:
    """Of somebody who holds no post."""
    officer = objects.world.officers["no_post"].pk
    made: Conflict = objects._once("conflict", lambda: conflicts.found(_leaf(objects), officer, How.NAMED))
    return (made.uuid,)


def emergency(objects: Objects) -> tuple[Any, ...]:
    """Opened by the stranger."""
    stranger, leaf = objects.world.officers["stranger"], _leaf(objects)
    who = reader.at(stranger, moments.now())
    made: Glass = objects._once("emergency", lambda: glass.break_glass(who, leaf.code, URGENT))
    return (made.uuid,)
