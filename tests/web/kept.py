"""One real object of the room of registers, kept by the world's home unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ketnoi.figures import catalogue
from ketnoi.registers import actions, products, rosters
from ketnoi.registers.entry import Entry
from ketnoi.registers.models import Member, Person, Product, Standing
from tests.web.objects import Objects

DAY = dt.date(2026, 3, 2)
SLUG = "cau-lac-bo"


def _kind(code: str) -> int:
    return catalogue.category("standing", code).pk


def slug(_objects: Objects) -> tuple[Any, ...]:
    return (SLUG,)


def thing(objects: Objects) -> tuple[Any, ...]:
    return (_thing(objects).uuid,)


def _thing(objects: Objects) -> Standing:
    home = objects.world.home.pk
    entry = Entry(kind=_kind("SB_CLB"), name="Câu lạc bộ Mẫu", unit=home, opened_on=DAY)
    return objects._once("standing", lambda: actions.open_thing(entry, objects.recorder, home))


def member(objects: Objects) -> tuple[Any, ...]:
    found = _thing(objects)
    return (found.uuid, objects._once("member", lambda: _member(objects, found)).pk)


def _member(objects: Objects, found: Standing) -> Member:
    one = Member(name="Người Mẫu", role="chu_nhiem", since=DAY)
    actions.add_member(found, one, found.version, objects.recorder, objects.world.home.pk)
    return one


def person(objects: Objects) -> tuple[Any, ...]:
    home = objects.world.home
    one = Person(kind_id=_kind("DN_HOA_GIAI_VIEN"), name="Người Mẫu", unit=home, since=DAY)
    return (objects._once("person", lambda: rosters.add([one], objects.recorder, home.pk)[0]).uuid,)


def product(objects: Objects) -> tuple[Any, ...]:
    home = objects.world.home
    one = Product(kind_id=_kind("SP_VIDEO"), title="Phim Mẫu", unit=home, items=1, made_on=DAY)
    return (objects._once("product", lambda: products.make(one, objects.recorder, home.pk)).uuid,)
