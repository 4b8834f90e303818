"""Work passes over with the post: what its holder was assigned is his successor's from the moment the post is.

The grants of the one who leaves end at the moment those of his successor begin, so that nobody and not both see.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from ketnoi.access import protecting
from ketnoi.access.enums import Form
from ketnoi.access.granting import GRANT
from ketnoi.access.models import Conflict, Grant, ProtectedRecord
from ketnoi.access.unscoped import Because, rows
from ketnoi.audit import journal, moments
from ketnoi.officers.handing import Item
from ketnoi.officers.models import Post
from ketnoi.ui import dates


def open_under(post: Post) -> Iterator[Item]:
    """For the printed record: every record assigned under the post, by its code; nothing of what it says."""
    for grant in _assigned(post).order_by("starts_at"):
        label, record = str(protecting.of(grant.kind).label), _record(grant)
        yield {"kind": label, "title": record.code, "day": dates.day(dates.from_us(grant.starts_at))}


def pass_over(given: Post, received: Post) -> None:
    """Called in the transaction in which the successor takes the post over; his begins today or on a day to come."""
    begins = max(moments.now(), dates.to_us(_morning(received.valid_from or timezone.localdate())))
    for grant in _assigned(given).select_for_update():
        until = grant.ends_at
        if until is not None and until <= begins:
            continue  # over before he begins
        grant.ends_at = begins
        grant.save(update_fields=["ends_at"])
        hidden = _hidden(grant, received.officer_id)
        if not hidden:
            _again(grant, received, begins, until)
        verb = "end_assignment" if hidden else "pass_over"
        journal.write(verb, GRANT, grant.uuid, actor=received.officer_id, unit=received.unit_id, to=received.pk)


def _assigned(post: Post) -> Any:
    return Grant.objects.filter(form=Form.ASSIGNMENT, post=post).live(moments.now())


def _again(grant: Grant, received: Post, begins: int, until: int | None) -> None:
    about = {"kind": grant.kind, "record": grant.record, "form": grant.form, "giver_id": grant.giver_id}
    span = {"starts_at": begins, "ends_at": until}
    Grant.objects.create(**about, **span, post=received, given_by_id=None, purpose=grant.purpose)


def _hidden(grant: Grant, officer: int) -> bool:
    """A successor with a conflict of interest takes the post, and not this record."""
    said = Conflict.objects.of(grant.kind, grant.record).filter(officer=officer)
    return bool(said.live(moments.now()).exists())


def _record(grant: Grant) -> ProtectedRecord:
    return rows(protecting.of(grant.kind).model, Because.HELD).get(pk=grant.record)


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dates.ZONE)
