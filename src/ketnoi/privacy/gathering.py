"""What the system keeps about a person, gathered for an answer: each room finds in its own records, as the reader may.

A finder answers only what its reader may open anyway. That it was asked is journalled without what was typed, and each
record that is told of has its line before it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise

from ketnoi.access import reader, reading, sections
from ketnoi.access.reader import Reader
from ketnoi.audit import journal
from ketnoi.privacy.models import KIND


@dataclass(frozen=True)
class Hit:
    """A record about the person: its protected kind and key, what it is, which personal data it holds in words, and
    where it is shown.
    """

    kind: str
    key: int
    title: str
    holds: str
    url: str


@dataclass(frozen=True)
class Finder:
    """find(reader, name) are the records of one room that name the person."""

    code: str
    label: str | Promise
    find: Callable[[Reader, str], list[Hit]]


_finders: dict[str, Finder] = {}


def register(finder: Finder) -> None:
    """Let a room answer; registering it again puts the later in the place of the earlier."""
    _finders[finder.code] = finder


def gathered(request: HttpRequest, name: str) -> Iterator[tuple[Finder, list[Hit]]]:
    """Each room with what it found, the rooms that found nothing too. No line, no answer."""
    who = reader.of(request)
    journal.read(KIND, "", who.officer, who.unit, verb="search")
    for code in sorted(_finders):
        yield _finders[code], list(_told(request, _finders[code].find(who, name)))


def _told(request: HttpRequest, hits: list[Hit]) -> Iterator[Hit]:
    """Those whose identity he may read, each with its line."""
    for kind in sorted({hit.kind for hit in hits}):
        of_kind = [hit for hit in hits if hit.kind == kind]
        may = reading.listed(request, kind, [hit.key for hit in of_kind], [sections.IDENTITY])
        yield from (hit for hit in of_kind if hit.key in may)
