"""Who answers for a record besides those who work on it: the leads of its unit, and the supervisors up its tree.

Where the unit became part of another one, that one's officers do.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import Q, QuerySet
from django.utils import timezone

from ketnoi.access import protecting
from ketnoi.access.models import Conflict, ProtectedRecord
from ketnoi.access.reader import CASEWORK
from ketnoi.audit import moments
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit


def answerable(record: ProtectedRecord) -> set[int]:
    """Officers who are told what happens with a record: its leads, and its supervisors where it is not sealed.

    Where the unit has no lead today, the leads of the nearest unit above that has one.
    """
    return {post.officer_id for post in [*leads(record), *supervisors(record)]}


def leads(record: ProtectedRecord) -> list[Post]:
    """The lead's posts today, without those with a conflict of interest; of a sealed record only the one named."""
    if record.sealed:
        return [post for post in leads_of_unit(record) if post.officer_id == record.lead_id]
    for unit in reversed(upward(record)):
        found = list(_unconflicted(record, _held(Role.LEAD).filter(unit=unit)))
        if found:
            return found
    return []


def leads_of_unit(record: ProtectedRecord) -> list[Post]:
    """The lead's posts today in the very unit that keeps it, sealed or not, without those with a conflict."""
    return list(_unconflicted(record, _held(Role.LEAD).filter(unit=orgs.heir(record.owner_id))).order_by("pk"))


def conflicted(kind: str, record: int) -> set[int]:
    """Officers who must not know of a record now."""
    said = Conflict.objects.of(kind, record).live(moments.now())
    return set(said.values_list("officer", flat=True))


def supervisors(record: ProtectedRecord) -> list[Post]:
    """Posts of supervisors of the record's unit and those above it today; a sealed record has none."""
    if record.sealed:
        return []
    return list(_unconflicted(record, _held(Role.SUPERVISOR).filter(in_or_inside(upward(record)))))


def workers(unit: int) -> list[int]:
    """Officers who do a unit's case work today, or that of the unit which took its place."""
    held = Post.objects.working(timezone.localdate()).filter(unit=orgs.heir(unit), role__in=CASEWORK)
    return list(held.values_list("officer", flat=True).distinct())


def upward(record: ProtectedRecord) -> list[int]:
    """The unit that keeps it, or took that one's place, and all above, the topmost first."""
    kept_by = Unit.objects.get(pk=orgs.heir(record.owner_id))
    return [int(pk) for pk in kept_by.path.split(".") if pk]


def in_or_inside(units: Collection[int]) -> Q:
    """Posts of these units and of the sections inside them: a supervisor's post may be one of a section."""
    sections = Q(unit__level=Level.SECTION, unit__parent__in=units)
    inner = Q(unit__level=Level.SECTION, unit__parent__level=Level.SECTION, unit__parent__parent__in=units)
    return Q(unit__in=units) | sections | inner


def _held(role: str) -> QuerySet[Post]:
    held = Post.objects.working(timezone.localdate()).filter(role=role, officer__is_active=True)
    found: QuerySet[Post] = held.select_related("officer", "unit")
    return found


def _unconflicted(record: ProtectedRecord, posts: QuerySet[Post]) -> QuerySet[Post]:
    said = Conflict.objects.of(protecting.of_record(record).kind, record.pk).live(moments.now())
    return posts.exclude(officer__in=said.values("officer"))
