"""Who may read what is kept in registers, and who may write."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db.models import Q, QuerySet

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.registers import kinds
from ketnoi.registers.models import MembershipMonth, MonthReport, Person, Product, Standing

WRITERS: Final = (Role.RECORDER, Role.LEAD)


def visible_to(officer: Officer) -> QuerySet[Standing]:
    """Things of the officer's units; of shared kinds also those of his province, whose address he does not see."""
    shared = [number for number, kind in kinds.by_ids().items() if kind.shared]
    near = {policy.home(post.unit).province for post in policy.posts_of(officer)} - {0}
    return Standing.objects.filter(
        Q(unit__in=policy.scope_query(officer)) | Q(kind__in=shared, unit__province__in=sorted(near))
    )


def sees_all(officer: Officer, thing: Standing) -> bool:
    """May he see its members, its address and what it told: does it belong to a unit of his?"""
    return thing.unit_id in policy.scope(officer)


def may_know_address(officer: Officer, thing: Standing) -> bool:
    """Where a thing that protects people stands is known to its own units only."""
    return not kinds.by_id(thing.kind_id).sensitive or sees_all(officer, thing)


def months_visible_to(officer: Officer) -> QuerySet[MonthReport]:
    return MonthReport.objects.filter(unit__in=policy.scope_query(officer))


def people_visible_to(officer: Officer) -> QuerySet[Person]:
    return Person.objects.filter(unit__in=policy.scope_query(officer))


def membership_visible_to(officer: Officer) -> QuerySet[MembershipMonth]:
    return MembershipMonth.objects.filter(unit__in=policy.scope_query(officer))


def products_visible_to(officer: Officer) -> QuerySet[Product]:
    return Product.objects.filter(unit__in=policy.scope_query(officer))


def writing_scope(posts: Iterable[Post]) -> frozenset[int]:
    """Ids of the units whose registers these posts may write."""
    return orgs.scope({policy.home(post.unit).pk for post in posts if post.role in WRITERS})


def can_write(post: Post, unit: int) -> bool:
    """May somebody acting under this post write for the unit?"""
    return unit in writing_scope([post])


def keepers(post: Post) -> QuerySet[Unit]:
    """Units for which this post may write, those of today first."""
    return Unit.objects.filter(pk__in=writing_scope([post])).order_by("-valid_from", "level", "folded")
