"""Search as you type: with or without marks, best match first."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from ketnoi.places.models import Kind, Place
from ketnoi.ui.text import fold

LIMIT = 12
SIZE = Case(*(When(kind=kind, then=Value(rank)) for rank, kind in enumerate(Kind.values)), output_field=IntegerField())


def find(
    text: str, day: date, within: Place | None = None, kinds: Collection[str] = (), limit: int = LIMIT
) -> list[Place]:
    """Return up to `limit` places valid on `day` whose name begins with `text`, or has a word that does.

    The whole name ranks first, then its beginning, then a later word; larger places before smaller ones.
    After a comma stands what it lies in: "chieng mai, mai son". `within` keeps to one place's own map.
    The parents come along, so `label` asks no further query. An empty text finds nothing.
    """
    typed, *above = (fold(part) for part in text.split(","))
    if not typed:
        return []
    found = Place.objects.on(day).filter(_begins("", typed) | Q(folded__contains=f" {typed}"))
    for name in filter(None, above):
        found = found.filter(_begins("parent__", name) | _begins("parent__parent__", name))
    if within is not None:
        found = found.filter(inside(within.pk))
    if kinds:
        found = found.filter(kind__in=kinds)
    return list(found.named().order_by(_rank(typed), SIZE, "folded", "id")[:limit])


def inside(place: int) -> Q:
    """Say "the place itself, or up to three steps below it" as a condition."""
    return Q(pk=place) | Q(parent=place) | Q(parent__parent=place) | Q(parent__parent__parent=place)


def _begins(path: str, typed: str) -> Q:
    return Q(**{f"{path}folded__startswith": typed}) | Q(**{f"{path}folded_name__startswith": typed})


def _rank(typed: str) -> Case:
    whole = Q(folded=typed) | Q(folded_name=typed)
    return Case(
        When(whole, then=Value(0)),
        When(_begins("", typed), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
