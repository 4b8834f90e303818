"""What a column of a list is: where its value comes from and how it is shown."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.safestring import SafeString

from ketnoi.officers.models import Post
from ketnoi.workbooks.writing import Value

Lookup = Callable[[Collection[Any]], Mapping[Any, Any]]


class Kind(StrEnum):
    """How a value is written; in sheets a day is a day, a moment (microseconds since 1970) a moment."""

    TEXT = "text"
    DAY = "day"
    COUNT = "count"
    MOMENT = "moment"


@dataclass(frozen=True)
class Shown:
    """A value that a page shows otherwise than as its text; an empty `html` leaves it out there, not in sheets.

    One that differs from row to row is given as a function: sheets never ask for it.
    """

    value: Value
    html: SafeString | Callable[[], SafeString]


def everybody(_post: Post) -> bool:
    return True


@dataclass(frozen=True)
class Column:
    """One column. `path` is what `values_list` takes; of several paths the value is a tuple.

    lookup    turns the values of a page into what they mean: {value: text, number, day or Shown}, asked once a page
    usual     shown until an officer chooses otherwise
    main      names the row, carries its link and cannot be left out; a table has one
    under     stands below the main column's text instead of beside it; in sheets it is a column as any other
    allowed   who may see it, acting under a post; to others it exists neither on the page nor in sheets
    width     in characters, in sheets
    """

    code: str
    label: str | Promise
    path: str | tuple[str, ...]
    kind: Kind = Kind.TEXT
    lookup: Lookup | None = None
    usual: bool = True
    main: bool = False
    under: bool = False
    allowed: Callable[[Post], bool] = everybody
    width: float = 16

    @property
    def paths(self) -> tuple[str, ...]:
        return (self.path,) if isinstance(self.path, str) else self.path
