"""What the addresses of persons name: one whom the home unit keeps, a request about it, and a join of two."""

from __future__ import annotations

from typing import Any

from ketnoi.access import reader as readers
from ketnoi.access.reader import Reader
from ketnoi.audit import moments
from ketnoi.people import actions, contacting, merging
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Purpose
from ketnoi.people.models import ContactRequest, Person
from tests.web.objects import Objects

KNOWN = Entry(full_name="Nguyễn Thị Thử", id_number="014198000001")


def person(objects: Objects) -> tuple[Any, ...]:
    return (_registered(objects, "recorder").code,)


def contact(objects: Objects) -> tuple[Any, ...]:
    """The stranger's unit asked about somebody whom the home unit knows."""
    _registered(objects, "recorder")
    theirs = _registered(objects, "stranger")
    contacting.ask(_reader(objects, "stranger"), theirs, Purpose.CONTACT)
    contacting.settle()
    return (ContactRequest.objects.get().uuid,)


def merge(objects: Objects) -> tuple[Any, ...]:
    kept, gone = _registered(objects, "recorder"), _registered(objects, "recorder")
    return (merging.propose(_reader(objects, "recorder"), kept, gone).uuid,)


def _registered(objects: Objects, who: str) -> Person:
    post = objects.world.officers[who].posts.select_related("unit").get()
    return actions.register(_reader(objects, who), KNOWN, post)


def _reader(objects: Objects, who: str) -> Reader:
    return readers.at(objects.world.officers[who], moments.now())
