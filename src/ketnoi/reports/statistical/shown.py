"""A filled form as a page shows it: sections of rows of cells, each cell with the address of its records."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from ketnoi.reports.statistical.definitions import Row, Section
from ketnoi.reports.statistical.filled import Filled, Said


@dataclass(frozen=True)
class Shown:
    """One cell; `said` is None where the form asks nothing."""

    said: Said | None

    @property
    def url(self) -> str:
        return f"{reverse('figures:figure')}?{self.said.query}" if self.said and self.said.query else ""


def sections(filled: Filled) -> list[tuple[Section, list[tuple[Row, list[Shown]]]]]:
    """[(section, [(row, its cells in the order of the columns)])]."""
    return [
        (section, [(row, _cells(filled, section, row)) for row in section.rows]) for section in filled.form.sections
    ]


def _cells(filled: Filled, section: Section, row: Row) -> list[Shown]:
    cells = (row.cells.get(code) for code in section.columns)
    return [Shown(filled.cells[cell.key] if cell else None) for cell in cells]
