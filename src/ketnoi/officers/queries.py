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


def holding(units: Collection[int], roles: Collection[Role], *, confirmed: bool = False) -> list[int]:
    """Ids of who holds one of these roles today in these units or their sections; on demand in confirmed posts only."""
    inside = Q(unit__in=units) | Q(unit__parent__in=units, unit__level=Level.SECTION)
    held = Post.objects.on(timezone.localdate()).filter(inside, role__in=roles, officer__is_active=True)
    held = held.confirmed() if confirmed else held
    return list(held.order_by("officer").values_list("officer", flat=True).distinct())
