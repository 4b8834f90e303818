"""One province's Union with a section and a commune, a neighbour, and an officer of the section."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Agency, Level, Unit

PASSWORD = "bay tam chin muoi mot hai"


@dataclass
class World:
    """`section` lies in `union`, as `desk` lies in `section`; `commune` is under `union`; `other` is beside it."""

    union: Unit
    section: Unit
    desk: Unit
    commune: Unit
    other: Unit
    officer: Officer
    post: Post


@pytest.fixture
def world(agencies: dict[str, Agency]) -> World:
    def unit(level: Level, name: str, parent: Unit | None = None) -> Unit:
        return orgs.create_unit(agencies["hoi"], level, name, parent)

    union = unit(Level.PROVINCE, "Hội tỉnh Một")
    section = unit(Level.SECTION, "Ban Một", union)
    desk = unit(Level.SECTION, "Tổ Một", section)
    commune = unit(Level.COMMUNE, "Hội xã Một", union)
    other = unit(Level.PROVINCE, "Hội tỉnh Hai")
    officer = actions.add_officer("mot", PASSWORD, "Người Mẫu Một", actor=3)
    post = actions.give_post(officer, section.pk, Role.RECORDER, actor=None)
    return World(union, section, desk, commune, other, officer, post)
