"""One real object of the room of practices, written by the world's home unit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from ketnoi.attachments import actions as attachments
from ketnoi.practices import actions, measuring, sites
from ketnoi.practices.actions import By
from ketnoi.practices.content import Content
from ketnoi.practices.measuring import Question, Span
from ketnoi.practices.models import Measured, Practice, Site
from ketnoi.practices.sites import Opening
from tests.web.objects import Objects, png

DAY = dt.date(2026, 3, 2)


def _content(objects: Objects, name: str) -> Content:
    home = objects.world.home.pk
    how = {"audience": "Người dân", "steps": "Bước một\nBước hai"}
    return Content(name=name, field="DON_THU", problem="Người dân ngại đến trụ sở.", contact=home, **how)


def _write(objects: Objects, name: str) -> Practice:
    home = objects.world.home.pk
    return actions.write(_content(objects, name), home, By(objects.recorder, home))


def draft(objects: Objects) -> tuple[Any, ...]:
    """What the home unit is writing: nobody else sees it."""
    return (objects._once("practice draft", lambda: _write(objects, "Mô hình đang viết")).uuid,)


def published(objects: Objects) -> tuple[Any, ...]:
    return (_published(objects).uuid,)


def _published(objects: Objects) -> Practice:
    by = By(objects.recorder, objects.world.home.pk)
    return objects._once("practice", lambda: actions.publish(_write(objects, "Mô hình mẫu"), 1, by))


def result(objects: Objects) -> tuple[Any, ...]:
    found = _published(objects)
    return (found.uuid, objects._once("practice result", lambda: _measure(objects, found)).uuid)


def _measure(objects: Objects, found: Practice) -> Measured:
    found.refresh_from_db()
    by = By(objects.recorder, objects.world.home.pk)
    return measuring.measure(found, Question("luot"), Span(DAY, DAY), found.version, by)


def site(objects: Objects) -> tuple[Any, ...]:
    found = _published(objects)
    return (found.uuid, objects._once("practice site", lambda: _open(objects, found)).uuid)


def _open(objects: Objects, found: Practice) -> Site:
    found.refresh_from_db()
    home = objects.world.home.pk
    return sites.open_site(found, Opening("Điểm mẫu", home, DAY), found.version, By(objects.recorder, home))


def file(objects: Objects) -> tuple[Any, ...]:
    found = _published(objects)
    return (found.uuid, objects._once("practice file", lambda: _attach(objects, found)).uuid)


def _attach(objects: Objects, found: Practice) -> Any:
    upload = SimpleUploadedFile("anh.png", png(), content_type="image/png")
    return attachments.add("practice", found.pk, upload, objects.recorder)
