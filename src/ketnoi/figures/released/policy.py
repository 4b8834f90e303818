"""Who draws up and signs released tables: in posts that a second person confirmed, else one administrator were both.

Published ones are open to every officer who holds a post.
"""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ketnoi.figures.models import Release
from ketnoi.figures.released.tables import NATION
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit

Status = Release.Status
OPEN = (Status.PUBLISHED, Status.REPLACED, Status.WITHDRAWN)
WORKED_ON = (Status.DRAFT, Status.ASKED)


def home(post: Post) -> Unit:
    """The organisation the post belongs to."""
    return policy.home(post.unit)


def area(post: Post) -> int | None:
    """Of which area the post's organisation may release tables: the nation, its province, or none (None)."""
    unit = home(post)
    if unit.level == Level.CENTRE:
        return NATION
    return unit.province if unit.level == Level.PROVINCE else None


def draws_up(post: Post) -> bool:
    """May draw up tables: leaders and those who put figures together, of a province's or the nation's unit."""
    return post.role in {Role.LEAD, Role.ANALYST} and _counts(post) and area(post) is not None


def works_on(post: Post, release: Release) -> bool:
    """May ask for the signature, or drop the draft."""
    return draws_up(post) and home(post).pk == release.unit_id


def signs(post: Post, release: Release) -> bool:
    """May sign or send back: a leader of the same organisation, never who drew it up."""
    return leads(post, release) and post.officer_id != release.made_by


def leads(post: Post, release: Release) -> bool:
    """May withdraw what is published."""
    return post.role == Role.LEAD and _counts(post) and home(post).pk == release.unit_id


def _counts(post: Post) -> bool:
    return post.confirmed_at is not None


def visible_to(officer: Officer) -> QuerySet[Release]:
    """What was ever published, and what one's own organisation works on."""
    own = [home(post).pk for post in policy.posts_of(officer) if draws_up(post)]
    return Release.objects.filter(Q(status__in=OPEN) | Q(status__in=WORKED_ON, unit__in=own))
