"""Names as a workbook writes them, each looked up once.

A name read as something it is not called exactly comes with a doubt, which somebody has to agree to.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.activities import place_names, sheet, unit_names
from ketnoi.activities.named import Named
from ketnoi.audit import moments
from ketnoi.figures import catalogue
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.ui import dates
from ketnoi.ui.text import fold


class Lookup:
    """Names already looked up; a workbook says the same ones again and again, mostly on other days.

    Between two days on which a place or a unit began or ended, a name means the same.
    """

    def __init__(self, province: int, programmes: Iterable[tuple[int, str, str]] = ()) -> None:
        self.province = province
        self.today = dates.from_us(moments.now()).date()
        self._known: dict[tuple[Any, ...], Named | ValueError] = {}
        self._turns = _turns()
        self._programmes = {fold(name): number for number, *names in programmes for name in names}
        self._categories: dict[str, dict[str, int]] = {}

    def turn(self, day: dt.date) -> int:
        """The number of the stretch of days that this one is in."""
        return bisect_right(self._turns, day)

    def place(self, text: str, day: dt.date) -> Named:
        """The place that this names beyond doubt, with the hall in it. Raises ValueError for the person."""
        named = self.named_place(text, day)
        _certain(named)
        return named

    def unit(self, text: str, day: dt.date, beside: int | None = None) -> int:
        """The unit that this names beyond doubt; `beside` as in `named_unit`. Raises ValueError for the person."""
        return _certain(self.named_unit(text, day, beside))

    def named_place(self, text: str, day: dt.date) -> Named:
        """The place, with what is doubtful about it. Raises ValueError for the person."""
        return self._once(("place", text), day, lambda: place_names.find(text, day, self.province))

    def named_unit(self, text: str, day: dt.date, beside: int | None = None) -> Named:
        """The unit, with what is doubtful about it; `beside`: the one of whose commune "Công an xã" is.

        Raises ValueError for the person.
        """
        return self._once(
            ("unit", text, beside), day, lambda: unit_names.find(text, day, self.province, beside, self._of)
        )

    def programme(self, text: str) -> int:
        number = self._programmes.get(_folded(text))
        if number is None:
            raise ValueError(_("Không có chương trình “%(text)s” của đơn vị của bạn.") % {"text": text})
        return number

    def category(self, dimension: str, text: str) -> int:
        if dimension not in self._categories:
            own = {fold(one.name): one.pk for one in catalogue.categories(dimension)}
            self._categories[dimension] = _synonyms(dimension) | own
        number = self._categories[dimension].get(_folded(text))
        if number is None:
            raise ValueError(_("“%(text)s” không có trong danh sách.") % {"text": text})
        return number

    def _of(self, agency: str, day: dt.date) -> unit_names.Units:
        """The agency's units of the province on that day, by the names of their places."""
        key = ("units", agency, self.turn(day))
        if key not in self._known:
            self._known[key] = unit_names.by_place(agency, day, self.province)  # type: ignore[assignment]  # one memory for all
        return self._known[key]  # type: ignore[return-value]

    def _once(self, what: tuple[Any, ...], day: dt.date, search: Callable[[], Named]) -> Named:
        key = (*what, self.turn(day))
        if key not in self._known:
            try:
                self._known[key] = search()
            except ValueError as error:
                self._known[key] = error
        found = self._known[key]
        if isinstance(found, ValueError):
            raise ValueError(*found.args)  # noqa: TRY004 - what was kept is itself the refusal
        return found


_folded = lru_cache(maxsize=10_000)(fold)


def _certain(named: Named) -> int:
    if named.pk is None or named.doubt:
        raise ValueError(named.doubt)
    return named.pk


def _synonyms(dimension: str) -> dict[str, int]:
    codes = {one.code: one.pk for one in catalogue.categories(dimension)}
    told = (row for row in sheet.rows_of("synonyms.csv") if row["dimension"] == dimension)
    return {fold(row["words"]): codes[row["code"]] for row in told if row["code"] in codes}


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
