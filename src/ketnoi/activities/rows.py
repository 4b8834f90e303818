"""From a row of the workbook to an entry: names looked up on their day, every problem at its own cell."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ketnoi.activities import choosing, sheet
from ketnoi.activities.entry import Entry
from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.ui import dates, numbers
from ketnoi.ui.text import fold

Cells = Mapping[str, Any]
Value = TypeVar("Value")


class Lookup:
    """Names already looked up; a workbook says the same ones again and again, mostly on other days.

    Between two days on which a place or a unit began or ended, a name means the same.
    """

    def __init__(self, province: int, programmes: Mapping[int, str]) -> None:
        self.province = province
        self._known: dict[tuple[str, str, int], int] = {}
        self._turns = _turns()
        self._programmes = {fold(name): number for number, name in programmes.items()}
        self._categories: dict[str, dict[str, int]] = {}

    def place(self, text: str, day: dt.date) -> int:
        return self._found("place", text, day, choosing.places_called)

    def unit(self, text: str, day: dt.date) -> int:
        return self._found("unit", text, day, choosing.units_called)

    def programme(self, text: str) -> int:
        number = self._programmes.get(fold(text))
        if number is None:
            raise ValueError(_("Không có chương trình “%(text)s” của đơn vị bạn.") % {"text": text})
        return number

    def category(self, dimension: str, text: str) -> int:
        if dimension not in self._categories:
            self._categories[dimension] = {fold(one.name): one.pk for one in catalogue.categories(dimension)}
        number = self._categories[dimension].get(fold(text))
        if number is None:
            raise ValueError(_("“%(text)s” không có trong danh sách.") % {"text": text})
        return number

    def _found(self, what: str, text: str, day: dt.date, search: Callable[[str, dt.date, int], list[Any]]) -> int:
        key = (what, text, bisect_right(self._turns, day))
        if key not in self._known:
            self._known[key] = _only(text, day, search(text, day, self.province))
        return self._known[key]


def _turns() -> list[dt.date]:
    """The days from which on a place or a unit is there, or is no more, ascending."""
    turns: set[dt.date] = set()
    for periods in (
        Place.objects.values_list("valid_from", "valid_to"),
        Unit.objects.values_list("valid_from", "valid_to"),
    ):
        for first, last in periods.order_by().distinct():
            turns |= {first} if first else set()
            turns |= {last + dt.timedelta(days=1)} if last and last < dt.date.max else set()
    return sorted(turns)


def _only(text: str, day: dt.date, found: list[Any]) -> int:
    one = choosing.certain(text, found)
    if one is not None:
        return int(one.pk)
    shown = {"text": text, "day": dates.day(day), "found": "; ".join(item.label for item in found[:5])}
    if found:
        raise ValueError(_("“%(text)s” có nhiều khả năng: %(found)s. Hãy ghi đủ tên.") % shown)
    raise ValueError(_("Không có “%(text)s” vào ngày %(day)s.") % shown)


class Reader:
    """Reads one row; problems gather in `errors` by column key."""

    def __init__(self, cells: Cells, lookup: Lookup) -> None:
        self.cells, self.lookup = cells, lookup
        self.errors: dict[str, str] = {}

    def entry(self) -> Entry | None:
        """The entry of the row, or None when something could not be read."""
        day = self._one("day", dates.parse_day)
        kind = self._one("kind", lambda text: self.lookup.category("kind", text))
        if day is None or kind is None:
            return None
        read: dict[str, Any] = {
            "lead": self._one("lead", lambda text: self.lookup.unit(text, day)),
            "ends_on": self._one("ends_on", dates.parse_day, needed=False),
            "place": self._one("place", lambda text: self.lookup.place(text, day), needed=False),
            "partners": self._several("partners", lambda text: self.lookup.unit(text, day)),
            "programmes": self._several("programmes", self.lookup.programme),
            "topics": self._several("topics", lambda text: self.lookup.category("topic", text)),
            "counting": self._one("counting", lambda text: self.lookup.category("counting", text), needed=False),
            "attendance": {number: self._count(key) or 0 for key, number in sheet.audiences().items()},
        }
        read |= {name: self._count(name) for name in ("women", "minority", "people_listed")}
        read |= {name: self._text(name) for name in ("title", "venue", "result")}
        return None if self.errors else Entry(kind=kind, starts_on=day, **read).tidied()

    def _text(self, key: str) -> str:
        return str(self.cells.get(key, ""))

    def _one(self, key: str, read: Callable[[str], Value], *, needed: bool = True) -> Value | None:
        text = self._text(key)
        if not text:
            if needed:
                self.errors[key] = _("Chưa ghi.")
            return None
        try:
            return read(text)
        except ValueError as error:
            self.errors[key] = str(error)
            return None

    def _several(self, key: str, read: Callable[[str], int]) -> tuple[int, ...]:
        texts = [text.strip() for text in self._text(key).split(";") if text.strip()]
        try:
            return tuple(read(text) for text in texts)
        except ValueError as error:
            self.errors[key] = str(error)
            return ()

    def _count(self, key: str) -> int | None:
        value = self.cells.get(key)
        if value is None or isinstance(value, int):
            return value
        return self._one(key, numbers.parse_count)
