"""Indicators and categories: declared as data beside the records they count, kept in tables, read as values.

A room declares with `declare("activities")` the files `data/categories.csv` and `data/indicators.csv`. Tables follow
the declarations after every migration; what an administrator added or a number already in use stays.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.figures.models import Category, Indicator

_rooms: list[str] = []


class UnknownIndicator(LookupError):
    """No indicator carries this code."""


@dataclass(frozen=True)
class Counting:
    """An indicator ready to be asked: ids instead of codes. Empty `kinds`/`audiences` mean all of them.

    One that `accumulates` is asked for a date: everything up to it, whatever day the period begins.
    """

    id: int
    code: str
    name: str
    unit: str
    measure: str
    stored: int
    kinds: tuple[int, ...]
    audiences: tuple[int, ...]
    cuts: tuple[frozenset[str], ...]
    lead_only: bool
    definition: str
    leaves_out: str
    version: int
    accumulates: bool = False

    @property
    def additive(self) -> bool:
        """Whether its numbers by kind add up to the whole."""
        return self.measure not in {Indicator.Measure.TAKING_PART, Indicator.Measure.PLACES}

    @property
    def covers(self) -> bool:
        """Whether it counts the communes that have something, not the things themselves."""
        return self.measure == Indicator.Measure.PLACES

    @property
    def taking_part(self) -> bool:
        return self.measure == Indicator.Measure.TAKING_PART


def declare(room: str) -> None:
    """Remember that `ketnoi.<room>/data` declares categories or indicators."""
    if room not in _rooms:
        _rooms.append(room)


def _table(room: str, name: str) -> list[dict[str, str]]:
    file = resources.files(f"ketnoi.{room}") / "data" / name
    if not file.is_file():
        return []
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def _codes(text: str) -> list[str]:
    return [code for code in text.split() if code]


def sync() -> None:
    """Bring both tables up to what the rooms declare."""
    for room in _rooms:
        for order, row in enumerate(_table(room, "categories.csv")):
            _sync_category(row, order)
        for order, row in enumerate(_table(room, "indicators.csv")):
            _sync_indicator(row, order)
    forget()


def _sync_category(row: dict[str, str], order: int) -> None:
    Category.objects.update_or_create(
        dimension=row["dimension"],
        code=row["code"],
        defaults={"name": row["name"], "noun": row.get("noun", ""), "order": order},
    )


def _sync_indicator(row: dict[str, str], order: int) -> None:
    base = Indicator.objects.get(code=row["base"]) if row["base"] else None
    fields: dict[str, Any] = {
        name: row[name] for name in ("name", "unit", "measure", "owner", "definition", "leaves_out")
    }
    fields |= {name: _codes(row[name]) for name in ("kinds", "audiences", "cuts")}
    fields |= {
        "base": base,
        "lead_only": row["lead_only"] == "1",
        "version": int(row["version"]),
        "order": order,
    }
    Indicator.objects.update_or_create(code=row["code"], defaults=fields)


def forget() -> None:
    """Forget what was read; the next question reads the tables again."""
    _everything.cache_clear()
    _categories.cache_clear()


@lru_cache(maxsize=1)
def _categories() -> dict[int, Category]:
    return {category.pk: category for category in Category.objects.all()}


@lru_cache(maxsize=1)
def _everything() -> dict[str, Counting]:
    ids = {(_column(category.dimension), category.code): category.pk for category in _categories().values()}
    rows = Indicator.objects.select_related("base")
    return {row.code: _ready(row, ids) for row in rows}


def _column(dimension: str) -> str:
    """The column of a cell that a dimension's categories stand in: kinds of standing things stand among the kinds."""
    return "kind" if dimension == Category.Dimension.STANDING else dimension


def _ready(row: Indicator, ids: dict[tuple[str, str], int]) -> Counting:
    base = row.base or row
    return Counting(
        id=row.pk,
        code=row.code,
        name=row.name,
        unit=row.unit,
        measure=row.measure,
        stored=base.pk,
        kinds=tuple(ids["kind", code] for code in row.kinds),
        audiences=tuple(ids["audience", code] for code in row.audiences),
        cuts=tuple(frozenset(cut.split("+")) for cut in base.cuts),
        lead_only=base.lead_only,
        definition=row.definition,
        leaves_out=row.leaves_out,
        version=row.version,
        accumulates=base.measure == Indicator.Measure.STOCK,
    )


def indicator(code: str) -> Counting:
    """The indicator with this code; raises UnknownIndicator."""
    try:
        return _everything()[code]
    except KeyError as error:
        raise UnknownIndicator(_("Không có chỉ tiêu thống kê mang mã “%(code)s”.") % {"code": code}) from error


def indicators() -> list[Counting]:
    """All indicators, in the order they were declared."""
    return list(_everything().values())


def stored_ids() -> dict[int, Counting]:
    """Base indicators by the number that stands in facts."""
    return {one.stored: one for one in indicators() if one.stored == one.id}


def category(dimension: str, code: str) -> Category:
    """The category with this code; raises Category.DoesNotExist."""
    found = (one for one in _categories().values() if (one.dimension, one.code) == (dimension, code))
    match = next(found, None)
    if match is None:
        raise Category.DoesNotExist(code)
    return match


def categories(dimension: str) -> list[Category]:
    """Categories of a dimension in their order, those in use only."""
    return [one for one in _categories().values() if one.dimension == dimension and not one.retired]


def names(ids: Iterable[int]) -> dict[int, str]:
    """Names of categories by id; 0 is what does not apply."""
    known = _categories()
    return {number: known[number].name if number in known else "" for number in ids}
