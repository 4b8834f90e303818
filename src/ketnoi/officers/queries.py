"""What is asked about officers."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import Q
from django.utils import timezone

from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level


def names(ids: Iterable[int | None]) -> dict[int, str]:
    """{id: name} of the officers that are known, also of those who left."""
    return dict(Officer.objects.filter(pk__in={one for one in ids if one is not None}).values_list("pk", "name"))


def holding(units: Collection[int], roles: Collection[Role], *, confirmed: bool) -> list[int]:
    """Ids of who holds one of these roles today in these units or their sections; for what is protected, `confirmed`
    posts only.
    """
    inside = Q(unit__in=units) | Q(unit__parent__in=units, unit__level=Level.SECTION)
    today = timezone.localdate()
    posts = Post.objects.working(today) if confirmed else Post.objects.on(today)
    held = posts.filter(inside, role__in=roles, officer__is_active=True)
    return list(held.order_by("officer").values_list("officer", flat=True).distinct())
