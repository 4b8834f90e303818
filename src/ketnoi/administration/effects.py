"""What a change of the map or of a unit moves: counted before it is done."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from ketnoi.audit import kept
from ketnoi.figures.models import Fact
from ketnoi.officers.models import Post
from ketnoi.orgs import following
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place


@dataclass(frozen=True)
class Effect:
    """How much goes where: villages, units (with those under them), posts held in them, records."""

    villages: int
    units: int
    posts: int
    records: int


def of_communes(communes: Collection[Place]) -> Effect:
    """Of communes that are merged, split or renamed."""
    inside = {one for place in communes for one in places.gathered(place)}
    units = following.of_communes(communes)
    under = Unit.objects.under([unit.path for unit in units]).filter(valid_to=None)
    villages = Place.objects.filter(parent__in=communes, kind=Kind.VILLAGE, valid_to=None).count()
    return Effect(villages, under.count(), _posts(under), _records(place__in=inside))


def of_unit(unit: Unit) -> Effect:
    """Of a unit that moves, is merged, split or closed."""
    return kept.once(("effect", unit.pk), lambda: _of_unit(unit))


def _of_unit(unit: Unit) -> Effect:
    under = Unit.objects.under([unit.path])
    standing, ids = under.filter(valid_to=None), list(under.values_list("pk", flat=True))
    records = _records(province__in=orgs.provinces(ids), unit__in=ids)
    return Effect(0, standing.count(), _posts(standing), records)


def _posts(units: Collection[Unit]) -> int:
    return Post.objects.on(timezone.localdate()).filter(unit__in=units).count()


def _records(**where: object) -> int:
    current = Fact.objects.filter(superseded_at__isnull=True, **where)
    return current.order_by().values("record_kind", "record").distinct().count()
