"""The search among all places of a day, out of memory: between two writes no table is read for it.

Everybody may know every place, so the names are kept once for all readers; what is typed is kept nowhere.
"""

from __future__ import annotations

from datetime import date

from ketnoi.audit import kept
from ketnoi.places.models import Place
from ketnoi.places.search import SIZE, find
from ketnoi.ui.text import fold

MOST = 20_000  # places in memory; where more stand, the database is asked
Row = tuple[str, str, int, str]  # without marks: the bare name, the full one; key; kind


def best(text: str, day: date, limit: int) -> list[tuple[int, str]]:
    """(key, kind) of the same places as `search.find(text, day)` and in the same order."""
    typed = fold(text)
    known = kept.once(("names of places", day), lambda: _read(day))
    if known is None or "," in typed:
        return [(one.pk, one.kind) for one in find(text, day, limit=limit)]
    start = f" {typed}"
    found = [row for row in known if start in row[0] or row[1].startswith(typed)] if typed else []
    found.sort(key=lambda row: _rank(typed, row))  # of equals the larger place comes first, as they were read
    return [(pk, kind) for _bare, _full, pk, kind in found[:limit]]


def _read(day: date) -> list[Row] | None:
    """With a space before each bare name, so that every word in it begins behind one."""
    rows = Place.objects.on(day).order_by(SIZE, "folded", "id")
    columns = ("folded", "folded_name", "pk", "kind")
    read = [(f" {bare}", full, pk, kind) for bare, full, pk, kind in rows.values_list(*columns)[: MOST + 1]]
    return read if len(read) <= MOST else None


def _rank(typed: str, row: Row) -> int:
    bare, full, *_rest = row
    if bare == f" {typed}" or full == typed:
        return 0
    return 1 if bare.startswith(f" {typed}") or full.startswith(typed) else 2
