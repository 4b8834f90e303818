"""The search among all units of a day, out of memory: between two writes no table is read for it.

Everybody may know every unit, so the names are kept once for all readers; what is typed is kept nowhere.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ketnoi.audit import kept
from ketnoi.orgs.models import Unit
from ketnoi.orgs.search import find
from ketnoi.ui.text import fold

MOST = 20_000  # units in memory; where more stand, the database is asked


class Named(NamedTuple):
    """A unit as a list shows it. `folded` begins with a space, so that every word in it begins behind one."""

    folded: str
    pk: int
    label: str
    agency: str
    place: int | None


def best(text: str, day: date, limit: int) -> list[Named]:
    """The same units as `search.find(text, day)` and in the same order."""
    known = kept.once(("names of units", day), lambda: _read(day))
    if known is None:
        return [_named(one) for one in find(text, day, limit=limit)]
    typed = fold(text)
    found = list(known) if typed else []
    for word in typed.split():
        start = f" {word}"
        found = [one for one in found if start in one.folded]
    found.sort(key=lambda one: _rank(typed, one.folded))  # equals stay as they were read
    return found[:limit]


def _read(day: date) -> list[Named] | None:
    columns = ("folded", "pk", "short_name", "name", "agency__short", "place")
    rows = Unit.objects.on(day).order_by("folded", "id").values_list(*columns)[: MOST + 1]
    read = [Named(f" {folded}", pk, short or name, agency, place) for folded, pk, short, name, agency, place in rows]
    return read if len(read) <= MOST else None


def _named(one: Unit) -> Named:
    return Named(f" {one.folded}", one.pk, one.label, one.agency.short, one.place_id)


def _rank(typed: str, name: str) -> int:
    """As `search.find` ranks; `name` begins with a space."""
    if name.startswith(f" {typed} |") or name.endswith(f"| {typed}"):
        return 0
    if name.startswith(f" {typed}") or f"| {typed}" in name:
        return 1
    return 2 if typed in name else 3
