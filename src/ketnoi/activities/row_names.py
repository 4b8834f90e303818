"""Names in a row of a workbook: who, where, for what, how it was counted.

Most rows name what others name: between two days on which a place or a unit began or ended, they are read once.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final, NamedTuple, TypeVar

from django.utils.translation import gettext as _

from ketnoi.activities.named import Named
from ketnoi.activities.naming import Lookup
from ketnoi.activities.unit_names import begins_a_unit
from ketnoi.ui import numbers
from ketnoi.workbooks.values import NOTHING

Value = TypeVar("Value")
MOST_KEPT: Final = 20_000  # rows that name different things, after which what was read is forgotten
LONGEST_LIST: Final = 2_000  # letters of several units' names
LONGEST_BEGINNING: Final = 60  # letters by which a unit's name is known to begin
_BETWEEN_NAMES: Final = re.compile(r"\s*;\s*|\s*[,+&/]\s*|\s+(?:và|va)\s+")


NAMING: Final = ("kind", "lead", "place", "venue", "partners", "programmes", "topics", "counting")


class Told(NamedTuple):
    """`things` {field of Entry: what the names stand for}; `errors`, `doubts` and `notes` by column key."""

    things: Mapping[str, Any]
    errors: Mapping[str, str]
    doubts: Mapping[str, str]
    notes: Mapping[str, str]


class Names:
    """Reads the names of one row after another."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self._known: dict[tuple[int, tuple[str, ...]], Told] = {}

    def told(self, texts: tuple[str, ...], day: dt.date) -> Told:
        """What the cells NAMING, as text, stand for on that day."""
        key = (self.lookup.turn(day), texts)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = self._known[key] = _Reader(dict(zip(NAMING, texts, strict=True)), self.lookup, day).told()
        return found

    def wrong_kind(self, text: str) -> Mapping[str, str]:
        """What is wrong with the kind of a row whose day cannot be read, by column key."""
        reader = _Reader({"kind": text}, self.lookup, dt.date.max)
        reader.category("kind", needed=True)
        return reader.errors


class _Reader:
    def __init__(self, texts: Mapping[str, str], lookup: Lookup, day: dt.date) -> None:
        self.texts, self.lookup, self.day = texts, lookup, day
        self.errors: dict[str, str] = {}
        self.doubts: dict[str, str] = {}
        self.notes: dict[str, str] = {}

    def told(self) -> Told:
        lead = self._one("lead", lambda text: self._named("lead", self.lookup.named_unit(text, self.day)), needed=True)
        place, venue = self._where()
        things = {
            "kind": self.category("kind", needed=True),
            "lead": lead,
            "place": place,
            "venue": venue,
            "partners": self._partners(lead),
            "programmes": self._several("programmes", self.lookup.programme),
            "topics": self._several("topics", lambda text: self.lookup.category("topic", text)),
            "counting": self.category("counting"),
        }
        return Told(things, self.errors, self.doubts, self.notes)

    def category(self, key: str, *, needed: bool = False) -> int | None:
        return self._one(key, lambda text: self.lookup.category(key, text), needed=needed)

    def _one(self, key: str, read: Callable[[str], Value], *, needed: bool = False) -> Value | None:
        text = self.texts[key]
        if not text:
            if needed:
                self.errors[key] = _("Chưa ghi.")
            return None
        try:
            return read(text)
        except ValueError as error:
            self.errors[key] = str(error)
            return None

    def _named(self, key: str, named: Named) -> int | None:
        if named.doubt:
            add_doubt(self.doubts, key, named.doubt)
        return named.pk

    def _where(self) -> tuple[int | None, str]:
        """The place, and the hall in it: what the place's cell says beyond the place stands before it."""
        venue = self.texts["venue"]
        named = self._one("place", lambda text: self.lookup.named_place(text, self.day))
        if named is None:
            return None, venue
        self.notes |= {"place": named.note} if named.note else {}
        return self._named("place", named), ", ".join(part for part in (named.venue, venue) if part)

    def _partners(self, lead: int | None) -> tuple[int, ...]:
        found: list[int] = []
        if len(self.texts["partners"]) > LONGEST_LIST:
            told = _("Danh sách đơn vị dài quá %(most)s chữ cái.") % {"most": numbers.grouped(LONGEST_LIST)}
            self.errors["partners"] = told
            return ()
        for text in names_in(self.texts["partners"]):
            if text.lower() in NOTHING:
                continue
            try:
                number = self._named("partners", self.lookup.named_unit(text, self.day, lead))
            except ValueError as error:
                self.errors["partners"] = str(error)
                return ()
            found += [number] if number else []
        return tuple(found)

    def _several(self, key: str, read: Callable[[str], int]) -> tuple[int, ...]:
        texts = [text.strip() for text in self.texts[key].split(";") if text.strip()]
        try:
            return tuple(read(text) for text in texts)
        except ValueError as error:
            self.errors[key] = str(error)
            return ()


def add_doubt(doubts: dict[str, str], key: str, told: str) -> None:
    """Say it of that column's cell, behind what is said of it already."""
    doubts[key] = f"{doubts[key]} {told}" if key in doubts else told


def names_in(text: str) -> Iterator[str]:
    """The names of several units: parted by semicolons, and by commas and "và" where the next name begins."""
    start = 0
    for between in _BETWEEN_NAMES.finditer(text):
        if ";" in between[0] or begins_a_unit(text[between.end() :][:LONGEST_BEGINNING]):
            yield text[start : between.start()].strip()
            start = between.end()
    if text[start:].strip():
        yield text[start:].strip()
