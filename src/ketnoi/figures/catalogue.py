"""Indicators and categories: declared as data beside the records they count, kept in tables, read as values.

A room declares with `declare("activities")` the files `data/categories.csv` and `data/indicators.csv`. Tables follow
the declarations after every migration; what an administrator added or a number already in use stays.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Category, Definition, Indicator

_rooms: list[str] = []
PATIENCE = 5.0  # seconds after which a process that makes no pages looks whether somebody changed a definition
_KINDS = frozenset({Category.Dimension.STANDING, Category.Dimension.WORK, Category.Dimension.RESULT})
WORDS = ("name", "unit", "owner", "definition", "leaves_out", "version")


class UnknownIndicator(LookupError):
    """No indicator carries this code."""


@dataclass(frozen=True)
class Formula:
    """How an indicator is made of others: the way, and the codes of its terms in their order."""

    way: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Counting:
    """An indicator ready to be asked: ids instead of codes. Empty `kinds`/`audiences`/`topics` mean all of them.

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
    on_last_day: bool
    definition: str
    leaves_out: str
    version: int
    accumulates: bool = False
    topics: tuple[int, ...] = ()
    formula: Formula | None = None
    retired: bool = False
    only_entered: bool = False

    @property
    def is_ratio(self) -> bool:
        """Whether its number is a percentage, in hundredths of a percent."""
        return self.formula is not None and self.formula.way == Indicator.Way.RATIO

    @property
    def additive(self) -> bool:
        """Whether its numbers by kind add up to the whole."""
        return self.formula is None and self.measure not in {Indicator.Measure.TAKING_PART, Indicator.Measure.PLACES}

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


@cache
def declared(room: str) -> frozenset[str]:
    """Codes of the indicators that a room's records count in, as its data declares them."""
    return frozenset(row["code"] for row in _table(room, "indicators.csv"))


@cache
def _entered() -> frozenset[str]:
    """Codes declared by rooms that keep no records of them: their numbers are entered."""
    return declared("figures") | declared("reports")


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
    key: dict[str, Any] = {"dimension": row["dimension"], "code": row["code"]}
    fields: dict[str, Any] = {"order": order, "declared": True}
    if not Category.objects.filter(**key, edited=True).exists():
        fields |= {"name": row["name"], "noun": row.get("noun", "")}
    Category.objects.update_or_create(**key, defaults=fields)


def _sync_indicator(row: dict[str, str], order: int) -> None:
    base = Indicator.objects.get(code=row["base"]) if row["base"] else None
    fields: dict[str, Any] = {
        name: row[name] for name in ("name", "unit", "measure", "owner", "definition", "leaves_out")
    }
    fields |= {name: _codes(row[name]) for name in ("kinds", "audiences", "cuts")}
    fields |= {
        "way": row.get("way", ""),
        "terms": _codes(row.get("terms", "")),
        "base": base,
        "lead_only": row["lead_only"] == "1",
        "on_last_day": row.get("on_last_day") == "1",
        "version": int(row["version"]),
        "order": order,
        "declared": True,
    }
    if Indicator.objects.filter(code=row["code"], edited=True).exists():
        fields = {name: value for name, value in fields.items() if name not in WORDS}
    Indicator.objects.update_or_create(code=row["code"], defaults=fields)


def forget() -> None:
    """Forget what was read; the next question reads the tables again."""
    _everything.cache_clear()
    _categories.cache_clear()
    _earlier.cache_clear()


class _Looked:
    """The newest definition this process knows, and when it last looked where no page is made."""

    moment = 0.0
    newest: int | None = None


_looked = _Looked()
_page: ContextVar[object | None] = ContextVar("page", default=None)


def _refresh() -> None:
    """Forget what another process has changed: looked for once a page, and every few seconds where there is none."""
    page, moment = kept.page(), time.monotonic()
    if page is _page.get() if page is not None else moment - _looked.moment < PATIENCE:
        return
    _page.set(page)
    newest = Definition.objects.order_by("-pk").values_list("pk", flat=True).first()
    if newest != _looked.newest:
        forget()
    _looked.moment, _looked.newest = moment, newest


@lru_cache(maxsize=1)
def _categories() -> dict[int, Category]:
    return {category.pk: category for category in Category.objects.all()}


@lru_cache(maxsize=1)
def _everything() -> dict[str, Counting]:
    ids = {(_column(category.dimension), category.code): category.pk for category in _categories().values()}
    rows = Indicator.objects.select_related("base")
    return {row.code: _ready(row, ids) for row in rows}


def _column(dimension: str) -> str:
    """The column of a cell that a dimension's categories stand in: what each room calls its kinds stands in one."""
    return "kind" if dimension in _KINDS else dimension


@lru_cache(maxsize=1)
def _earlier() -> dict[str, list[tuple[int, Counting]]]:
    """{code: [(from when on, what it said)]} of the indicators that were ever changed, the oldest first."""
    ids = {(_column(category.dimension), category.code): category.pk for category in _categories().values()}
    rows = {row.pk: row for row in Indicator.objects.select_related("base")}
    found: dict[str, list[tuple[int, Counting]]] = {}
    for one in Definition.objects.filter(of=Definition.Of.INDICATOR, item__in=rows).order_by("item", "version"):
        row = rows[one.item]
        for name, value in one.said.items():
            setattr(row, name, value)
        row.version = one.version
        found.setdefault(row.code, []).append((one.at, _ready(row, ids)))
    return found


def _ready(row: Indicator, ids: dict[tuple[str, str], int]) -> Counting:
    base = row.base or row
    formula = Formula(row.way, tuple(row.terms)) if row.way else None
    return Counting(
        id=row.pk,
        code=row.code,
        name=row.name,
        unit=row.unit,
        measure=row.measure,
        stored=0 if formula else base.pk,
        kinds=tuple(ids["kind", code] for code in row.kinds),
        audiences=tuple(ids["audience", code] for code in row.audiences),
        cuts=tuple(frozenset(cut.split("+")) for cut in base.cuts),
        lead_only=base.lead_only,
        on_last_day=base.on_last_day,
        definition=row.definition,
        leaves_out=row.leaves_out,
        version=row.version,
        accumulates=not formula and base.measure == Indicator.Measure.STOCK,
        topics=tuple(ids["topic", code] for code in row.topics),
        formula=formula,
        retired=row.retired,
        only_entered=not formula and (not base.declared or base.code in _entered()),
    )


def indicator(code: str) -> Counting:
    """The indicator with this code; raises UnknownIndicator."""
    _refresh()
    try:
        return _everything()[code]
    except KeyError as error:
        raise UnknownIndicator(_("Không có chỉ tiêu thống kê mang mã “%(code)s”.") % {"code": code}) from error


def of(figure: Figure) -> Counting:
    """What a figure counts, as it was defined at the moment the figure asks about."""
    now = indicator(figure.indicator)
    if figure.as_of is None:
        return now
    known = [one for since, one in _earlier().get(figure.indicator, ()) if since <= figure.as_of]
    return known[-1] if known else now


def indicators() -> list[Counting]:
    """Indicators in use whose number is a count: what can be promised, and added up; in the order of declaration."""
    return [one for one in offered() if not one.is_ratio]


def offered() -> list[Counting]:
    """All indicators in use, ratios too."""
    _refresh()
    return [one for one in _everything().values() if not one.retired]


def stored_ids() -> dict[int, Counting]:
    """Base indicators by the number that stands in facts."""
    return {one.stored: one for one in _everything().values() if one.stored == one.id}


def category(dimension: str, code: str) -> Category:
    """The category with this code; raises Category.DoesNotExist."""
    _refresh()
    found = (one for one in _categories().values() if (one.dimension, one.code) == (dimension, code))
    match = next(found, None)
    if match is None:
        raise Category.DoesNotExist(code)
    return match


def categories(dimension: str) -> list[Category]:
    """Categories of a dimension in their order, those in use only."""
    _refresh()
    return [one for one in _categories().values() if one.dimension == dimension and not one.retired]


def names(ids: Iterable[int]) -> dict[int, str]:
    """Names of categories by id; 0 is what does not apply."""
    _refresh()
    known = _categories()
    return {number: known[number].name if number in known else "" for number in ids}
