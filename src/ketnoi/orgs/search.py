"""Search for units as one types: words in any order, with or without marks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Case, IntegerField, Q, Value, When

from ketnoi.orgs.models import Unit
from ketnoi.ui.search import beginning_words
from ketnoi.ui.text import fold

LIMIT = 12


def find(
    text: str,
    day: date,
    agencies: Collection[str] | None = None,
    within: Unit | None = None,
    limit: int = LIMIT,
) -> list[Unit]:
    """Return up to `limit` units that existed on `day` and have every word of `text` at the start of a word.

    Names that begin with the whole text rank first, then names that contain it, then the rest; shorter names
    before longer ones. `agencies` are codes ("hoi", "ca"); `within` keeps to a unit and what is under it.
    Agency and place come along. An empty text finds nothing.
    """
    typed = fold(text)
    if not typed:
        return []
    found = beginning_words(Unit.objects.on(day), typed)
    if agencies is not None:
        found = found.filter(agency__code__in=agencies)
    if within is not None:
        found = found.under([within.path])
    return list(found.select_related("agency", "place__parent").order_by(_rank(typed), "folded", "id")[:limit])


def _rank(typed: str) -> Case:
    return Case(
        When(Q(folded__startswith=f"{typed} |") | Q(folded__endswith=f"| {typed}"), then=Value(0)),
        When(Q(folded__startswith=typed) | Q(folded__contains=f"| {typed}"), then=Value(1)),
        When(folded__contains=typed, then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
