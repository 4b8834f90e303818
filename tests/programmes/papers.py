"""A draft of the small province with two clauses, and a way to speak for a unit."""

from __future__ import annotations

import datetime as dt

from ketnoi.programmes import circulation, rows
from ketnoi.programmes.enums import Status
from ketnoi.programmes.models import Programme
from tests.programmes import worlds

TODAY = dt.date(2024, 6, 3)


def write(programme: Programme, kind: rows.Kind, *said: dict) -> None:
    """Let these be the rows of a list."""
    rows.write(programme.pk, kind, said, rows.seal(rows.standing(programme, kind)))


def drafted(world) -> Programme:
    """The province's programme as a draft with clauses "Điều 1" and "Điều 2"."""
    Programme.objects.filter(pk=world.programme.pk).update(status=Status.DRAFT)
    world.programme.refresh_from_db()
    clauses = ({"heading": "Điều 1", "body": "Mục đích"}, {"heading": "Điều 2", "body": "Nội dung\nhai dòng"})
    write(world.programme, rows.CLAUSES, *clauses)
    return world.programme


def circulated(world) -> Programme:
    """The same, with the parties since TODAY."""
    programme = drafted(world)
    circulation.circulate(programme.pk, TODAY + dt.timedelta(days=10), TODAY, actor=1)
    programme.refresh_from_db()
    return programme


def speaking(world, unit: str) -> circulation.Said:
    return circulation.Said(world.units[unit].pk, worlds.officer(world, unit).pk)
