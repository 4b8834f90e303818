"""Who sits at the desk: the leaders of a unit and the officer it names; what they see besides requests.

Requests follow the policy of need to know (`access`). Breaches, retention and disposals name no person: they are open
to those who work at the desk of the unit, and to nobody else.
"""

from __future__ import annotations

from collections.abc import Collection
from itertools import chain

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.privacy.models import Breach, Disposal, InCharge
from ketnoi.ui.text import tidy


def in_charge(units: Collection[int]) -> dict[int, InCharge]:
    """{unit: who is in charge there}, while the post lasts."""
    held = Post.objects.working(timezone.localdate()).filter(pk=OuterRef("post"))
    rows = InCharge.objects.filter(unit__in=units).select_related("post__officer").annotate(lasts=Exists(held))
    last = {row.unit_id: row for row in rows.order_by("named_at", "pk")}
    return {unit: row for unit, row in last.items() if row.lasts}


def sits(post: Post) -> bool:
    """Works at the desk of the unit: leads it, or is the officer in charge; once his post was confirmed."""
    return names(post) or sits_beside(post, in_charge([post.unit_id]).get(post.unit_id))


def sits_beside(post: Post, named: InCharge | None) -> bool:
    """The same, where it is known who is in charge of the unit."""
    return names(post) or (named is not None and named.post_id == post.pk)


def names(post: Post) -> bool:
    """Puts somebody in charge of the unit: leads it, in a post that was confirmed."""
    return post.role == Role.LEAD and post.confirmed_at is not None


def keeps(post: Post, unit: int) -> bool:
    """Keeps the unit's registers in this post, or those of what became part of his unit."""
    return post.unit_id == orgs.heir(unit) and sits(post)


def units(officer: Officer) -> list[int]:
    """At whose desks the officer sits."""
    posts = [post for post in policy.posts_of(officer) if post.confirmed_at is not None]
    named = in_charge([post.unit_id for post in posts])
    return [
        post.unit_id
        for post in posts
        if post.role == Role.LEAD or (post.unit_id in named and named[post.unit_id].post_id == post.pk)
    ]


def breaches(officer: Officer) -> QuerySet[Breach]:
    return Breach.objects.filter(unit__in=_with_former(units(officer)))


def disposals(officer: Officer) -> QuerySet[Disposal]:
    return Disposal.objects.filter(unit__in=_with_former(units(officer)))


def _with_former(own: Collection[int]) -> list[int]:
    """These units and all that became part of them: their registers go on here."""
    return [*own, *chain.from_iterable(orgs.came_into(own).values())]


def may_be_named(unit: Unit) -> QuerySet[Post]:
    """Posts of the unit that read records: recorders and leaders of today."""
    held = Post.objects.working(timezone.localdate()).filter(unit=unit, role__in=[Role.RECORDER, Role.LEAD])
    return held.select_related("officer").order_by("officer__name_key")


@transaction.atomic
def name(unit: Unit, post: Post, paper: str, by: Post) -> InCharge:
    """Put an officer of the unit in charge. Only its leaders do. Raises ValidationError, PermissionDenied."""
    if not names(by) or by.unit_id != unit.pk or not may_be_named(unit).filter(pk=post.pk).exists():
        raise PermissionDenied
    if not tidy(paper):
        raise ValidationError({"paper": _("Hãy ghi số, ngày của văn bản phân công.")})
    made = InCharge.objects.create(
        unit=unit, post=post, paper=tidy(paper), named_at=moments.now(), named_by=by.officer_id
    )
    journal.write("name_in_charge", "unit", unit.pk, actor=by.officer_id, unit=by.unit_id, post=post.pk)
    return made
