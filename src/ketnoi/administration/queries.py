"""What lists of this room are about."""

from __future__ import annotations

from django.db.models import Q

from ketnoi.officers import policy
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level
from ketnoi.places.models import Kind, Place, PlaceQuerySet


def places_of(post: Post) -> PlaceQuerySet:
    """Communes and villages of today that somebody acting under this post looks after."""
    own = policy.home(post.unit)
    today = Place.objects.filter(valid_to=None, kind__in=[Kind.COMMUNE, Kind.VILLAGE])
    if own.level == Level.CENTRE:
        return today
    if own.level == Level.PROVINCE:
        code = f"{own.province:02d}"
        return today.filter(Q(parent__code=code, kind=Kind.COMMUNE) | Q(parent__parent__code=code, kind=Kind.VILLAGE))
    return today.filter(Q(pk=own.commune_now) | Q(parent=own.commune_now))
