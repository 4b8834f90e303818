"""What a search is made of: one thing found, a group of them, and how the best of each kind are chosen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise

from ketnoi.audit import kept
from ketnoi.ui.search import having_words
from ketnoi.ui.text import fold

LIMIT = 8
LOOKED_AT = 1_000  # rows in memory; where there are more, the database is asked
WINDOW = 50  # the newest that answer; the best of them are shown
Row = tuple[Any, ...]  # its first column is folded


@dataclass(frozen=True)
class Hit:
    """One thing found: what it is called, what sets it apart, where it opens."""

    title: str
    note: str
    url: str


Told = tuple[str, Hit]  # what is compared with the words, and what is shown of it


@dataclass(frozen=True)
class Found:
    """One group of what was found, best first, then newest. `more` is where the whole list is; "" where this is it."""

    title: str | Promise
    icon: str
    hits: list[Hit]
    more: str = ""


def listed(group: Found, address: str, text: str, *parts: str) -> Found:
    """The group with the way to its list, where there may be more than is shown."""
    if len(group.hits) < LIMIT:
        return group
    return replace(group, more=f"{reverse(address, args=parts)}?{urlencode({'q': text})}")


def newest(words: list[str], rows: QuerySet[Any], columns: tuple[str, ...]) -> list[Row]:
    """The best of the newest; `rows` come newest first, `columns` begin with the folded one."""
    return _best_of(words, having_words(rows, " ".join(words)).values_list(*columns)[:WINDOW])


def of_few(words: list[str], key: Hashable, rows: Callable[[], QuerySet[Any]], columns: tuple[str, ...]) -> list[Row]:
    """As `newest`, of what is few nearly everywhere: out of memory, kept under `key`, while that holds."""

    def read() -> list[Row] | None:
        few = list(rows().values_list(*columns)[: LOOKED_AT + 1])
        return few if len(few) <= LOOKED_AT else None

    known = kept.once(key, read)
    if known is None:
        return newest(words, rows(), columns)
    return _best_of(words, [row for row in known if _has(words, row[0])][:WINDOW])


def best(words: list[str], key: Hashable, told: Callable[[], list[Told]]) -> list[Hit]:
    """The best few that tell every word somewhere; of equally good ones, the first.

    What there is to find is few, and kept folded under `key`; what is typed never is.
    """
    known = kept.once(key, lambda: [(fold(text), hit) for text, hit in told()])
    return [hit for _folded, hit in _best_of(words, [pair for pair in known if _has(words, pair[0])])]


def _best_of(words: list[str], rows: Iterable[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: _rank(words, row[0]))[:LIMIT]


def _has(words: list[str], folded: str) -> bool:
    return all(word in folded for word in words)


def _rank(words: list[str], folded: str) -> int:
    """0 when it begins with what was typed, 1 when it says it as it was typed, 2 when only its words are there."""
    place = f" {folded}".find(f" {' '.join(words)}")
    return 2 if place < 0 else min(place, 1)
