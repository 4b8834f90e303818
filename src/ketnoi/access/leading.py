"""The named lead of a sealed record (R7): when he leaves, the next one of the unit that keeps it follows.

Else nobody could assign, take back or review any more. Never more than one sees it, and none outside the unit.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from ketnoi.access import protecting, watching
from ketnoi.access.models import Conflict, ProtectedRecord
from ketnoi.access.protecting import Protected
from ketnoi.access.unscoped import Because, rows
from ketnoi.audit import journal, moments, retrying
from ketnoi.notices import actions as notices
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Post


def settle() -> None:
    """Give each sealed record whose lead left, or must not know of it, the next one. For the worker.

    A record of a unit that has no lead at all waits until it has one.
    """
    for protected in protecting.every():
        work = f"lead of {protected.kind}"
        due = _forsaken(protected).exclude(pk__in=retrying.waiting(work)).values_list("pk", flat=True)
        retrying.each(work, due, partial(_settle, protected))


def _forsaken(protected: Protected) -> Any:
    """Sealed records whose lead holds no post of a lead in the unit today, and all of merged units.

    One whose own post waits for a second person stays: nobody else is to know of it meanwhile.
    """
    held = Post.objects.on(timezone.localdate()).filter(role=Role.LEAD, officer__is_active=True)
    living = Exists(held.filter(officer=OuterRef("lead"), unit=OuterRef("owner")))
    barred = Conflict.objects.filter(kind=protected.kind).live(moments.now())
    hidden = Exists(barred.filter(record=OuterRef("pk"), officer=OuterRef("lead")))
    return rows(protected.model, Because.KEPT).filter(~living | hidden, sealed=True)


@transaction.atomic
def _settle(protected: Protected, pk: int) -> None:
    record = rows(protected.model, Because.KEPT).select_for_update().get(pk=pk)
    chosen = None if watching.leads(record) else _next(record)
    if chosen is None:
        return
    record.lead_id = chosen.officer_id
    record.save(update_fields=["lead"])
    notices.tell([chosen.officer_id], "access.lead", f"{protected.kind}/{record.code}")
    journal.write("lead", protected.kind, pk, unit=record.owner_id, officer=chosen.officer_id)


def _next(record: ProtectedRecord) -> Post | None:
    """Who took the lead's post over, and nobody while a second person has not confirmed his.

    Else who has led the unit longest, and not for somebody on leave.
    """
    able = [post for post in watching.leads_of_unit(record) if post.acting_for_id is None]
    successor = _successor(record)
    if successor is not None and successor.confirmed_at is None:
        return None
    return min(able, key=lambda post: (post != successor, post.pk), default=None)


def _successor(record: ProtectedRecord) -> Post | None:
    """Whose post of today followed the lead's own, without a conflict of interest."""
    standing = Post.objects.on(timezone.localdate()).filter(role=Role.LEAD, officer__is_active=True)
    taken = HandOver.objects.filter(post__officer=record.lead_id, post__role=Role.LEAD, received_post__in=standing)
    barred = watching.conflicted(protecting.of_record(record).kind, record.pk)
    taken = taken.exclude(received_post__officer__in=barred).select_related("received_post")
    newest = taken.order_by("-confirmed_at").first()
    return newest.received_post if newest else None
