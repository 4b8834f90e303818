"""Finding a person by name among those whose names the reader may read. Nothing that was searched is kept."""

from __future__ import annotations

from django.db.models import prefetch_related_objects

from ketnoi.access import policy, sections
from ketnoi.access.reader import Reader
from ketnoi.people.models import KIND, Person
from ketnoi.people.names import Names
from ketnoi.vault import freshness

WIDEST = 5_000  # names that are opened for one search; who oversees more searches in a narrower unit


class TooWide(Exception):
    """The reader's scope holds more names than one search opens."""


def find(reader: Reader, typed: str) -> list[Person]:
    """At most ten persons, the likest first. Raises TooWide, and what `Sealed.open` raises."""
    persons = readable(reader)
    names = Names([person.names.open() for person in persons])
    likest = [persons[found.place] for found in names.find(typed)]
    prefetch_related_objects(likest, "owner")
    return likest


def readable(reader: Reader) -> list[Person]:
    """The persons whose identity the reader may read, their versions checked all at once. Raises TooWide."""
    rows = policy.visible_to(reader, KIND).defer("identity", "contact", "shelter", "medical")
    seen: list[Person] = list(rows.select_related("data_key")[: WIDEST + 1])
    if len(seen) > WIDEST:
        raise TooWide
    may = policy.opened(reader, KIND, [person.pk for person in seen])
    persons = [person for person in seen if sections.IDENTITY in may.get(person.pk, ())]
    freshness.check(persons)
    return persons
