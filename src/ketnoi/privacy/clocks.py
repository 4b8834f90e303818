"""Who may read the clocks of the desk, who is told of them, and where they lead."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from ketnoi.access import policy, reader, unscoped
from ketnoi.access.unscoped import Because
from ketnoi.audit import moments
from ketnoi.deadlines import owners
from ketnoi.deadlines.alarms import Stage
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.privacy import desk
from ketnoi.privacy.models import KIND, Breach, SubjectRequest

BREACH = "breach"


def register() -> None:
    owners.register(owners.Owner(KIND, _may_read, _answerable, _address))
    owners.register(owners.Owner(BREACH, _may_read_breach, _answerable_for_breach, _address_of_breach))


def _may_read(officer: Officer, ids: Collection[int]) -> Collection[int]:
    asking = reader.at(officer, moments.now())
    return set(policy.visible_to(asking, KIND).filter(pk__in=ids).values_list("pk", flat=True))


def _answerable(request: int, _stage: Stage) -> Collection[int]:
    """Who entered it, while the post lasts, the officer in charge and the leaders of the unit."""
    row = unscoped.rows(SubjectRequest, Because.KEPT).filter(pk=request).first()
    if row is None:
        return ()
    entered = _held(row.owner_id).filter(officer=row.registered_by_id)
    return _of_unit(row.owner_id) | set(entered.values_list("officer", flat=True))


def _address(request: int) -> str:
    code = unscoped.rows(SubjectRequest, Because.KEPT).values_list("code", flat=True).get(pk=request)
    return reverse("privacy:request", args=[code])


def _may_read_breach(officer: Officer, ids: Collection[int]) -> Collection[int]:
    rows = desk.breaches(officer).filter(pk__in=ids)
    return set(rows.values_list("pk", flat=True))


def _answerable_for_breach(breach: int, _stage: Stage) -> Collection[int]:
    unit = Breach.objects.filter(pk=breach).values_list("unit", flat=True).first()
    return () if unit is None else _of_unit(unit)


def _address_of_breach(breach: int) -> str:
    return reverse("privacy:breach", args=[Breach.objects.values_list("uuid", flat=True).get(pk=breach)])


def _of_unit(unit: int) -> set[int]:
    leaders = set(_held(unit).filter(role=Role.LEAD).values_list("officer", flat=True))
    named = desk.in_charge([orgs.heir(unit)]).get(orgs.heir(unit))
    return leaders | ({named.post.officer_id} if named else set())


def _held(unit: int) -> QuerySet[Post]:
    """Posts of today in the unit, or in the one that took its place."""
    return Post.objects.working(timezone.localdate()).filter(unit=orgs.heir(unit))
