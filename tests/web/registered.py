"""Works that the world's home unit registered, for addresses that name one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ketnoi.figures import catalogue
from ketnoi.works import actions
from ketnoi.works.entry import Entry
from ketnoi.works.models import Work
from tests.web.objects import Objects

DAY = dt.date(2026, 2, 3)


def proposed(objects: Objects) -> tuple[Any, ...]:
    """One that waits for the level above."""
    return (_proposed(objects).uuid,)


def _proposed(objects: Objects) -> Work:
    return objects._once("work", lambda: _register(objects, "Công trình của hội tỉnh Một"))


def _register(objects: Objects, title: str) -> Work:
    field = catalogue.category("work", "LV_PCCC").pk
    home = objects.world.home.pk
    entry = Entry(unit=home, kind="cong_trinh", field=field, title=title, year=2026, registered_on=DAY)
    return actions.register(entry, objects.recorder, home)
