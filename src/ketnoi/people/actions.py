"""Registering a person, and correcting what is known: lock → write → journal, in one transaction."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from django.core.exceptions import PermissionDenied
from django.db import transaction

from ketnoi.access import granting, policy, unscoped
from ketnoi.access.enums import Action
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal, moments
from ketnoi.audit.versions import Stale
from ketnoi.officers.models import Post
from ketnoi.people import entry as entries
from ketnoi.people import matching
from ketnoi.people.entry import Entry
from ketnoi.people.models import KIND, Person
from ketnoi.vault import keys


@transaction.atomic
def register(reader: Reader, entry: Entry, post: Post) -> Person:
    """Keep a person in the unit of a post of the reader's, which is the first it is assigned to.

    Raises PermissionDenied for a post that is not his, does no case work or waits to be confirmed, and for a session
    without a second factor.
    """
    if not (reader.active and reader.second_factor and reader.may_begin(post)):
        raise PermissionDenied
    person = Person(owner_id=post.unit_id, data_key=keys.new(KIND), registered_at=moments.now())
    person.registered_by_id = post.officer_id
    entries.write(person, entry)
    person.save()
    matching.keep(person, entry)
    granting.begin(person, post)
    journal.write("register", KIND, person.pk, actor=post.officer_id, unit=post.unit_id)
    return person


@transaction.atomic
def correct(reader: Reader, person: Person, entry: Entry, seen: int, readable: Collection[str]) -> Person:
    """Put an entry in the place of what is known, in the sections the reader may read; the others stay.

    Raises PermissionDenied, and `Stale` for the second of two editors.
    """
    locked = held(reader, person, Action.WRITE)
    if locked.row_version != seen:
        raise Stale(locked)
    before = entries.of(locked, entries.SECTIONS)  # closed ones stay as they are, unseen by the reader
    closed = [name for section, names in entries.SECTIONS.items() if section not in readable for name in names]
    after = replace(entry, **{name: getattr(before, name) for name in closed})
    changed = entries.differing(before, after)
    if changed:
        entries.write(locked, after)
        locked.save()
        matching.keep(locked, after)
        journal.write("correct", KIND, locked.pk, actor=reader.officer, unit=locked.owner_id, fields=changed)
    return locked


def held(reader: Reader, person: Person, action: Action) -> Person:
    """The person's row, locked; asked of the policy after it is held. Raises PermissionDenied."""
    unscoped.rows(Person, Because.HELD).select_for_update().filter(pk=person.pk).first()
    permitted = policy.permitted(reader, KIND, action).filter(pk=person.pk)
    found: Person | None = permitted.select_related("data_key").first()
    if found is None:
        raise PermissionDenied
    return found
