"""Work passes over with the post: what its holder was assigned is his successor's from the moment the post is.

The grants of the one who leaves end at the moment those of his successor begin, so that nobody and not both see. A
record that nobody is assigned any more is told to who answers for it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from ketnoi.access import protecting, watching
from ketnoi.access.enums import Form
from ketnoi.access.granting import GRANT
from ketnoi.access.models import Grant, ProtectedRecord
from ketnoi.access.unscoped import Because, rows
from ketnoi.audit import journal, moments, retrying
from ketnoi.notices import actions as notices
from ketnoi.officers.handing import Item
from ketnoi.officers.models import Post
from ketnoi.ui import dates

WORK = "work of a post"  # among what is tried again


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
        hidden = received.officer_id in watching.conflicted(grant.kind, grant.record)
        if not hidden:
            _again(grant, received, begins, until)
        if hidden or received.confirmed_at is None:
            _tell_if_nobody(grant)
        verb = "end_assignment" if hidden else "pass_over"
        journal.write(verb, GRANT, grant.uuid, actor=received.officer_id, unit=received.unit_id, to=received.pk)


def settle() -> None:
    """What is still assigned to a post that nobody holds any more passes over, or ends. For the worker."""
    today = timezone.localdate()
    over = Q(post__valid_to__lt=today) | Q(post__officer__is_active=False)
    standing = Grant.objects.filter(over, form=Form.ASSIGNMENT).live(moments.now())
    due = Post.objects.filter(pk__in=standing.values("post")).exclude(pk__in=retrying.waiting(WORK))
    retrying.each(WORK, due.values_list("pk", flat=True), lambda post: _settle(Post.objects.get(pk=post), today))


@transaction.atomic
def _settle(post: Post, today: dt.date) -> None:
    taken = post.hand_overs.filter(received_post__valid_from__lte=today).select_related("received_post").first()
    if taken is not None and taken.received_post is not None:
        return pass_over(post, taken.received_post)
    for grant in _assigned(post).select_for_update():
        grant.ended_at = moments.now()
        grant.save(update_fields=["ended_at"])
        _tell_if_nobody(grant)
        journal.write("end_assignment", GRANT, grant.uuid, unit=post.unit_id)
    return None


def _tell_if_nobody(grant: Grant) -> None:
    """The record of an assignment that ended: where no other one runs, or only of posts that open nothing yet."""
    record, going_on = _record(grant), Q(ends_at=None) | Q(ends_at__gt=moments.now())
    others = Grant.objects.of(grant.kind, grant.record).filter(going_on, form=Form.ASSIGNMENT, ended_at=None)
    others = others.filter(post__confirmed_at__isnull=False)
    if record.closed_at is None and not others.exclude(pk=grant.pk).exists():
        notices.tell(sorted(watching.answerable(record)), "access.unassigned", grant.uuid)


def _assigned(post: Post) -> Any:
    return Grant.objects.filter(form=Form.ASSIGNMENT, post=post).live(moments.now())


def _again(grant: Grant, received: Post, begins: int, until: int | None) -> None:
    about = {"kind": grant.kind, "record": grant.record, "form": grant.form, "giver_id": grant.giver_id}
    span = {"starts_at": begins, "ends_at": until}
    Grant.objects.create(**about, **span, post=received, given_by_id=None, purpose=grant.purpose)


def _record(grant: Grant) -> ProtectedRecord:
    return rows(protecting.of(grant.kind).model, Because.HELD).get(pk=grant.record)


def _morning(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), tzinfo=dates.ZONE)
