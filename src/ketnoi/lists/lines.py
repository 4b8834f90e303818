"""Found rows as lines: each cell's value once, whether a page or a sheet shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from ketnoi.lists.columns import Column, Kind, Shown
from ketnoi.lists.paging import Found
from ketnoi.lists.table import Table
from ketnoi.ui import dates, numbers
from ketnoi.workbooks.writing import Value

EMPTY = "—"


@dataclass(frozen=True)
class Line:
    """One row: its pk, where it opens ("" where nowhere), what it is called, one value for each column."""

    pk: int
    url: str
    name: Value
    cells: list[Any]


def fields(table: Table, columns: Sequence[Column]) -> list[str]:
    """What a page reads of each row, after its pk: also where it opens."""
    return list(dict.fromkeys([table.key, *shown(columns)]))


def shown(columns: Sequence[Column]) -> list[str]:
    """What a sheet reads of each row, after its pk."""
    return list(dict.fromkeys(path for column in columns for path in column.paths))


def of(table: Table, columns: Sequence[Column], found: Sequence[Found]) -> list[Line]:
    """The lines of rows found by `fields`: one look-up for each column that has one, however many rows."""
    read = fields(table, columns)
    key = read.index(table.key) + 1
    link, named = table.link, columns.index(table.main)
    return [
        Line(row[0], link(row[key]) if link else "", plain(table.main, values[named]), values)
        for row, *values in zip(found, *_cells(read, columns, found), strict=True)
    ]


def plainly(columns: Sequence[Column], found: Sequence[Found]) -> Iterator[tuple[Value, ...]]:
    """The cells of rows found by `shown` as a sheet keeps them, row by row."""
    cells = _cells(shown(columns), columns, found)
    return zip(*(_plain(column, values) for column, values in zip(columns, cells, strict=True)), strict=True)


def _plain(column: Column, values: list[Any]) -> list[Value]:
    """As `plain` of each: what was read and needs no meaning looked up goes in as it is."""
    if column.lookup is None and column.kind is not Kind.MOMENT:
        return values
    return [plain(column, value) for value in values]


def _cells(read: Sequence[str], columns: Sequence[Column], found: Sequence[Found]) -> list[list[Any]]:
    """The cells of rows of which this was read, column by column."""
    places = {name: place for place, name in enumerate(read, 1)}
    return [_column(column, [places[path] for path in column.paths], found) for column in columns]


def _column(column: Column, places: Sequence[int], found: Sequence[Found]) -> list[Any]:
    values = list(map(itemgetter(*places), found))
    if column.lookup is None:
        return values
    known = column.lookup(set(values))
    return [known.get(value) for value in values]


def html(column: Column, value: Any) -> SafeString:
    """A cell as a page shows it; what is missing is a dash."""
    if isinstance(value, Shown):
        return value.html() if callable(value.html) else value.html
    return escape(EMPTY if value is None or value == "" else _words(column.kind, value))


def _words(kind: Kind, value: Any) -> str:
    if kind is Kind.DAY:
        return dates.day(value)
    if kind is Kind.COUNT:
        return numbers.grouped(value)
    return dates.moment(value) if kind is Kind.MOMENT else str(value)


def plain(column: Column, value: Any) -> Value:
    """A cell as a sheet keeps it: a day is a day, a number a number."""
    kept: Value = value.value if isinstance(value, Shown) else value
    if column.kind is Kind.MOMENT and isinstance(kept, int):
        return dates.from_us(kept)
    return kept
