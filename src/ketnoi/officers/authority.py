"""Whom an administrator may look after, and which posts he may give: never beyond his unit, never to himself.

Giving a post hands out what the post may read, and a new password hands out every post the account holds: so both ask
the same question of every post concerned.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from ketnoi.officers import handing, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit


def domain(post: Post) -> frozenset[int]:
    """Ids of the units an administrator acting under this post looks after: his organisation and all under it."""
    if post.role != Role.ADMINISTRATOR:
        return frozenset()
    return orgs.scope([policy.home(post.unit).pk])


def may_give(post: Post, unit: Unit, role: str) -> bool:
    """May he give this role there? Another administrator of his own organisation is appointed from above it."""
    if unit.pk not in domain(post):
        return False
    own = policy.home(post.unit)
    return role != Role.ADMINISTRATOR or own.parent_id is None or policy.home(unit) != own


def keeps(post: Post, other: Post) -> bool:
    """May he end or hand over this post? Nobody changes his own."""
    return other.officer_id != post.officer_id and may_give(post, other.unit, other.role)


def keeps_rules(post: Post) -> bool:
    """May he change what is everybody's: limits of the law, days off, official layouts? At the top of an agency."""
    return post.role == Role.ADMINISTRATOR and policy.home(post.unit).parent_id is None


def opens_to_himself(post: Post, unit: Unit, into: Unit, *, merges: bool) -> bool:
    """Would a unit that goes into another, or under it, be opened to the administrator himself by a post of his?

    By one in the unit that receives it, when they merge; by one at or above it that was not above the other before.
    """
    heir = orgs.heir(into.pk)
    for own in _standing(post.officer):
        if own.role in {Role.ADMINISTRATOR, Role.ANALYST}:
            continue
        reached = orgs.scope([policy.home(own.unit).pk])
        if (merges and own.unit_id in {into.pk, heir}) or (reached & {into.pk, heir} and unit.pk not in reached):
            return True
    return False


def governs(post: Post, officer: Officer) -> bool:
    """May he give the account a new password, rename it or stop it?

    All it stands for must be his to give, posts that only wait to be taken over with it too.
    """
    standing, coming = _standing(officer), [record.post for record in handing.waiting_for(officer)]
    if not standing or not all(may_give(post, one.unit, one.role) for one in coming):
        return False
    return all(keeps(post, one) for one in standing)


def may_vouch(post: Post) -> bool:
    """May somebody in this post confirm who an officer is? Not while nobody confirmed who he is himself."""
    return post.role in {Role.LEAD, Role.ADMINISTRATOR} and post.confirmed_at is not None


def vouches(post: Post, officer: Officer) -> bool:
    """May he confirm who this officer is? A lead of all his units or above them; an administrator who governs him."""
    if not may_vouch(post):
        return False
    if post.role == Role.ADMINISTRATOR:
        return governs(post, officer)
    if post.officer_id == officer.pk:
        return False
    units, below = {one.unit_id for one in _standing(officer)}, orgs.scope([policy.home(post.unit).pk])
    return bool(units) and units <= below


def near(post: Post) -> QuerySet[Officer]:
    """Officers who hold or held a post in his organisation or under it."""
    units = orgs.scope([policy.home(post.unit).pk])
    return Officer.objects.filter(pk__in=Post.objects.filter(unit__in=units).values("officer"))


def officers_of(post: Post) -> QuerySet[Officer]:
    """Officers who hold or held a post in his domain."""
    return Officer.objects.filter(pk__in=Post.objects.filter(unit__in=domain(post)).values("officer"))


def roles(post: Post, unit: Unit) -> list[Role]:
    """The roles he may give in this unit."""
    return [role for role in Role if may_give(post, unit, role)]


def _standing(officer: Officer) -> Iterable[Post]:
    """Posts not ended yet; of an account that has none, all it ever held."""
    held = officer.posts.select_related("unit__parent")
    return held.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate())) or held
