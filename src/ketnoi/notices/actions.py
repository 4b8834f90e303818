"""Telling officers, and their having seen it. Written in the transaction of the deed; the worker sends it on."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import connection, transaction

from ketnoi.audit import moments
from ketnoi.notices import kinds, preferences
from ketnoi.notices.models import Delivery, Notice
from ketnoi.officers.models import Officer


def tell(officer_ids: Collection[int], kind: str, object_id: object, *, at_once: bool = False) -> list[Notice]:
    """Put a notice into each officer's list and on its way, inside the caller's transaction, before its journal line.

    Who may not see the object now is not told. `at_once`: by every channel, past quiet hours and choices; where a unit
    must know at once, begin a call besides (`calls.begin`). Raises kinds.UnknownKind.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("A notice belongs to the transaction of what it tells of.")
    known, told, now = kinds.get(kind), str(object_id), moments.now()
    officers = Officer.objects.in_bulk(list(officer_ids))
    asked = [officers[one] for one in dict.fromkeys(officer_ids) if one in officers]
    may = [one.pk for one in asked if told in known.may_still_see(one, [told])]
    wanted = preferences.of(may)
    made = [Notice(officer_id=one, kind=kind, object_id=told, at=now, at_once=at_once) for one in may]
    made = Notice.objects.bulk_create(made)
    Delivery.objects.bulk_create(
        Delivery(notice=one, channel=way.channel, digest=way.digest, due_at=way.due_at)
        for one in made
        for way in preferences.ways(wanted[one.officer_id], kind, now, at_once=at_once)
    )
    return made


@transaction.atomic
def saw(officer_id: int, code: uuid.UUID) -> None:
    """The officer has opened this notice of his. It is his own list that changes: no journal line."""
    Notice.objects.filter(officer=officer_id, uuid=code, seen_at=None).update(seen_at=moments.now())


@transaction.atomic
def saw_all(officer_id: int, until: int) -> None:
    """All that came up to this moment, never later than now, has been seen, also what he may no longer open."""
    moment = min(until, moments.now())
    Notice.objects.filter(officer=officer_id, at__lte=moment, seen_at=None).update(seen_at=moments.now())
