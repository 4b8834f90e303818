"""Works that the world's home unit registered, for addresses that name one."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ketnoi.attachments import actions as attachments
from ketnoi.figures import catalogue
from ketnoi.figures.figure import Figure
from ketnoi.works import actions, judging, progress
from ketnoi.works.entry import Entry
from ketnoi.works.models import Work
from tests.web.objects import Objects, png

DAY = dt.date(2026, 2, 3)


def proposed(objects: Objects) -> tuple[Any, ...]:
    """One that waits for the level above."""
    return (objects._once("work", lambda: _register(objects, "Công trình của hội tỉnh Một")).uuid,)


def asked(objects: Objects) -> tuple[Any, ...]:
    """One that the other unit registered and the home unit was asked to join."""
    return (objects._once("joint work", lambda: _asked(objects)).uuid,)


def agreed(objects: Objects) -> tuple[Any, ...]:
    return (_agreed(objects).uuid,)


def milestone(objects: Objects) -> tuple[Any, ...]:
    return (_agreed(objects).uuid, _agreed(objects).milestones.get().uuid)


def question(objects: Objects) -> tuple[Any, ...]:
    return (_agreed(objects).uuid, _agreed(objects).questions.get().uuid)


def result(objects: Objects) -> tuple[Any, ...]:
    return (_agreed(objects).uuid, _agreed(objects).results.get().uuid)


def file(objects: Objects) -> tuple[Any, ...]:
    return (_agreed(objects).uuid, objects._once("work file", lambda: _attach(objects)).uuid)


def _attach(objects: Objects) -> Any:
    upload = SimpleUploadedFile("anh.png", png(), content_type="image/png")
    return attachments.add("work", _agreed(objects).pk, upload, objects.recorder)


def done(objects: Objects) -> tuple[Any, ...]:
    return (objects._once("done work", lambda: _done(objects)).uuid,)


def _agreed(objects: Objects) -> Work:
    return objects._once("agreed work", lambda: _under_way(objects))


def _under_way(objects: Objects) -> Work:
    """Agreed to, with a milestone, an indicator and a number of its own."""
    who = objects.recorder, objects.world.home.pk
    work = judging.agree(_register(objects, "Công trình đang làm"), 1, *who)
    progress.add_milestone(work, DAY, "Mốc mẫu", 2, *who)
    progress.ask(work, Figure("hoat_dong", unit=objects.world.home.pk), 3, *who)
    measure = catalogue.category("result", "KQ_SUAT_QUA").pk
    return progress.add_result(work, measure, 4, DAY, "Đếm tại chỗ", 4, *who)


def _done(objects: Objects) -> Work:
    who = objects.recorder, objects.world.home.pk
    work = judging.agree(_register(objects, "Công trình đã xong"), 1, *who)
    return judging.finish(work, "reached", "Đạt", DAY, 2, *who)


def _asked(objects: Objects) -> Work:
    other = objects.world.other.pk
    return actions.register(_entry(other, "Công trình cùng làm", partners=(objects.world.home.pk,)), 0, other)


def _register(objects: Objects, title: str) -> Work:
    home = objects.world.home.pk
    return actions.register(_entry(home, title), objects.recorder, home)


def _entry(unit: int, title: str, **more: Any) -> Entry:
    field = catalogue.category("work", "LV_PCCC").pk
    return Entry(unit=unit, kind="cong_trinh", field=field, title=title, year=2026, registered_on=DAY, **more)
