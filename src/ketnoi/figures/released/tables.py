"""Which tables may be released, as rooms declare them in `data/released_tables.csv`; nothing else ever is.

Columns: code, source, title, rows, columns (a dimension of the source, or `province`, or `quarter`), spans (kinds of
periods), areas (nation, province).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from django.utils.translation import gettext as _

from ketnoi.figures import words
from ketnoi.figures.released import sources, spans
from ketnoi.figures.released.boxes import Box, Grid, Partition
from ketnoi.figures.released.classes import MONTH, PROVINCE
from ketnoi.figures.released.sources import ProtectedSource
from ketnoi.figures.released.spans import Span

NATION = 0
_rooms: list[str] = []


@dataclass(frozen=True)
class Table:
    """A table that may be released, cut by two dimensions, for some kinds of periods and of areas."""

    code: str
    source: str
    title: str
    rows: str
    columns: str
    spans: frozenset[str]
    areas: frozenset[str]


@dataclass(frozen=True)
class Laid:
    """A table laid out for a period and an area: what its lines are called, and what its cells count."""

    table: Table
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    grid: Grid


class UnknownTable(LookupError):
    """No such table may be released."""


def declare(room: str) -> None:
    """Remember that `ketnoi.<room>/data/released_tables.csv` declares tables."""
    if room not in _rooms:
        _rooms.append(room)
        every.cache_clear()


@cache
def every() -> dict[str, Table]:
    """All tables by their code, in the order of declaration."""
    return {table.code: table for room in _rooms for table in _declared(room)}


def _declared(room: str) -> list[Table]:
    with (resources.files(f"ketnoi.{room}") / "data" / "released_tables.csv").open(encoding="utf-8") as lines:
        return [_table(row) for row in csv.DictReader(lines)]


def _table(row: dict[str, str]) -> Table:
    plain = {name: row[name] for name in ("code", "source", "title", "rows", "columns")}
    return Table(**plain, spans=frozenset(row["spans"].split()), areas=frozenset(row["areas"].split()))


def get(code: str) -> Table:
    """The table with this code; raises UnknownTable."""
    try:
        return every()[code]
    except KeyError as error:
        raise UnknownTable(code) from error


def offered(source: ProtectedSource, area: int) -> list[Table]:
    """Tables of a source that may be released for this area."""
    kind = "province" if area != NATION else "nation"
    return [table for table in every().values() if table.source == source.code and kind in table.areas]


def lay(table: Table, span: Span, area: int, provinces: list[int]) -> Laid:
    """The table for a period and an area; by province it has a line for each of these."""
    source = sources.by_code(table.source)
    rows, row_names = _partition(source, table.rows, span, provinces)
    columns, column_names = _partition(source, table.columns, span, provinces)
    within: Box = (frozenset(span.months), frozenset([area]) if area != NATION else None)
    region: Box = (*within, *(None for _dimension in source.dimensions))
    return Laid(table, row_names, column_names, Grid(region, rows, columns))


def _partition(source: ProtectedSource, by: str, span: Span, provinces: list[int]) -> tuple[Partition, tuple[str, ...]]:
    if by == "province":
        names = words.keys("province", provinces)
        ordered = sorted(provinces)
        return Partition(PROVINCE, tuple(frozenset([one]) for one in ordered)), tuple(names[one] for one in ordered)
    if by == spans.QUARTER:
        quarters = [spans.read(f"{span.year}-Q{part}") for part in (1, 2, 3, 4)]
        inside = [one for one in quarters if set(one.months) <= set(span.months)]
        names_of = tuple(_("Quý %(part)s") % {"part": one.quarter} for one in inside)
        return Partition(MONTH, tuple(frozenset(one.months) for one in inside)), names_of
    place = next(i for i, one in enumerate(source.dimensions) if one.code == by)
    codes = source.dimensions[place].categories
    groups = tuple(frozenset([code]) for code, _name in codes)
    return Partition(PROVINCE + 1 + place, groups), tuple(name for _code, name in codes)
