"""Pages by the row they begin after, so that page 1 and page 20,000 cost alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from ketnoi.lists.table import Rows

CHUNK = 1_000
Found = tuple[Any, ...]


@dataclass(frozen=True)
class Page:
    """Rows as `values_list` gives them, their pk first; pks to go on from, None where there is no further page."""

    rows: list[Found]
    after: int | None
    before: int | None


def page(
    rows: Rows,
    seen: Rows,
    order: Sequence[str],
    fields: Sequence[str],
    size: int,
    after: int | None = None,
    before: int | None = None,
) -> Page:
    """`size` rows that follow `after`, or that precede `before`; the first ones when such a row is not among `seen`.

    `seen` are all rows the reader may see: the row one went on from may no longer answer what is asked.
    """
    if before is not None and (place := _place(seen, order, before)):
        back = [_reversed(one) for one in order]
        found = _read(rows.filter(_beyond(back, place)).order_by(*back), fields, size + 1)
        if len(found) > size:
            kept = found[size - 1 :: -1]
            return Page(kept, kept[-1][0], kept[0][0])
        after = None  # so few before: the first page, whole
    place = None if after is None else _place(seen, order, after)
    found = _read(rows.filter(_beyond(order, place)) if place else rows, fields, size + 1)
    kept = found[:size]
    return Page(kept, kept[-1][0] if len(found) > size else None, kept[0][0] if place and kept else None)


def every(rows: Rows, order: Sequence[str], fields: Sequence[str], size: int = CHUNK) -> Iterator[list[Found]]:
    """All rows in parts, each read by its place: none is held longer than it takes to pass it on.

    The fields of the order are read along, after the others, so that the next part needs no look at the last row.
    """
    names = [one.removeprefix("-") for one in order]
    read = [*fields, *(name for name in names if name not in ("pk", *fields))]
    places = [["pk", *read].index(name) for name in names]
    place: Found | None = None
    while True:
        found = _read(rows.filter(_beyond(order, place)) if place else rows, read, size)
        if found:
            yield found
        if len(found) < size:
            return
        place = tuple(found[-1][here] for here in places)


def _read(rows: Rows, fields: Sequence[str], most: int) -> list[Found]:
    return list(rows.values_list("pk", *fields)[:most])


def _place(seen: Rows, order: Sequence[str], pk: int) -> Found | None:
    names = [one.removeprefix("-") for one in order]
    place: Found | None = seen.filter(pk=pk).order_by().values_list(*names).first()
    return place


def _beyond(order: Sequence[str], place: Found) -> Q:
    """Rows that come after the place: the first field bounds them, so that an index leads there."""
    wanted, equal = Q(), Q()
    for one, value in zip(order, place, strict=True):
        name, sign = (one[1:], "lt") if one.startswith("-") else (one, "gt")
        wanted |= equal & Q(**{f"{name}__{sign}": value})
        equal &= Q(**{name: value})
    first, sign = (order[0][1:], "lte") if order[0].startswith("-") else (order[0], "gte")
    return Q(**{f"{first}__{sign}": place[0]}) & wanted


def _reversed(one: str) -> str:
    return one[1:] if one.startswith("-") else f"-{one}"
