"""A table of the page as a value: shown under its chart, and written to the sheet that people take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ketnoi.ui.numbers import decimal, grouped
from ketnoi.workbooks.writing import Sheet, Value

EMPTY = "–"


@dataclass(frozen=True)
class Cell:
    """A value with the address of its records. A fraction is a number of percents; None is unknown."""

    value: int | str | Fraction | None
    href: str = ""

    def shown(self) -> str | SafeString:
        words = _words(self.value)
        return format_html('<a href="{}">{}</a>', self.href, words) if self.href and self.value else words

    def written(self) -> Value:
        return float(self.value) if isinstance(self.value, Fraction) else self.value


@dataclass(frozen=True)
class Table:
    """`rows` and `foot` hold one cell a column; the first names the row."""

    name: str
    caption: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Cell] = field(default_factory=tuple)

    @property
    def shown(self) -> dict[str, object]:
        """What `ui/chart_table.html` takes."""
        rows = [[cell.shown() for cell in row] for row in self.rows]
        return {
            "caption": self.caption,
            "columns": self.columns,
            "rows": rows,
            "foot": [cell.shown() for cell in self.foot],
        }

    def sheet(self) -> Sheet:
        rows = [[cell.written() for cell in row] for row in self.rows]
        totals = [cell.written() for cell in self.foot]
        return Sheet(self.name, self.columns, rows, (44, *[14] * (len(self.columns) - 1)), totals)


def row(name: str, *cells: Cell | int | str | Fraction | None) -> list[Cell]:
    """A row from its name and values."""
    return [Cell(name), *(cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)]


def share(part: int, base: int) -> Fraction | None:
    """Percents of a base; None where the base is 0."""
    return Fraction(part * 100, base) if base else None


def _words(value: int | str | Fraction | None) -> str:
    if value is None:
        return EMPTY
    if isinstance(value, Fraction):
        return decimal(value, 1) + "%"
    return grouped(value) if isinstance(value, int) else value
