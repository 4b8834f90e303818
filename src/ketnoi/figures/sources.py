"""What the rooms above tell the ledger about their records, so that it can count, list and open them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db.models import QuerySet

from ketnoi.officers.models import Officer


class Line(NamedTuple):
    """One number a record counts for: base indicator, whole number, and its single-valued categories (ids, 0 none)."""

    indicator: str
    value: int
    kind: int = 0
    audience: int = 0
    counting: int = 0


class Counted(NamedTuple):
    """What a record counts for. `units` has the lead first; `programmes` is closed upward; `topics` are category ids.

    `day` is its first, `last` its last one, where it lasts: each indicator says on which it counts.

    A record that counts on several days or for several units in turn (opened here, moved there, closed) has several.
    """

    record: int
    units: tuple[int, ...]
    day: dt.date
    place: int
    lines: tuple[Line, ...]
    programmes: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    last: dt.date | None = None


@dataclass(frozen=True)
class Row:
    """A record as a figure's list shows it."""

    record: int
    day: dt.date
    title: str
    where: str
    who: str
    url: str
    note: str = ""
    extra: dict[str, str | int | dt.date | None] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A kind of record. `number` stands in every fact and is never reused.

    count(ids) what these records count for now; ids() all ids that may count, ascending; rows(ids, as_of) as shown,
    as they were at a moment (None: now); visible(officer) the ids he may read.
    """

    number: int
    name: str
    count: Callable[[Sequence[int]], Iterable[Counted]]
    ids: Callable[[], Iterable[int]]
    rows: Callable[[Sequence[int], int | None], list[Row]]
    visible: Callable[[Officer], QuerySet[Any, int]]


_registered: dict[int, Source] = {}


def register(source: Source) -> Source:
    """Make a kind of record known; two rooms with one number are refused."""
    known = _registered.setdefault(source.number, source)
    if known.name != source.name:
        raise ValueError(f"{source.name} and {known.name} share number {source.number}")
    return source


def get(number: int) -> Source:
    return _registered[number]


def every() -> list[Source]:
    return [_registered[number] for number in sorted(_registered)]
