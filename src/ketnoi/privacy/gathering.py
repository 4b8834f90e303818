"""What the system keeps about a person, gathered for an answer: each room finds in its own records, as the reader may.

A finder answers only what its reader may open anyway; that it was asked is journalled without what was typed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise

from ketnoi.access.reader import Reader


@dataclass(frozen=True)
class Hit:
    """A record about the person: what it is, which personal data it holds in words, and where it is shown."""

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


def gathered(reader: Reader, name: str) -> Iterator[tuple[Finder, list[Hit]]]:
    """Each room with what it found, the rooms that found nothing too."""
    for code in sorted(_finders):
        yield _finders[code], _finders[code].find(reader, name)
