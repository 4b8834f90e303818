"""What a page shows of a batch: a page of rows, each cell with its own error beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from ketnoi.workbooks.models import Batch, Row
from ketnoi.workbooks.template import Template

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class ShownCell:
    value: object
    error: str
    warning: str


@dataclass(frozen=True)
class ShownRow:
    """`number` is the sheet's own; `error`, `warning` concern the whole row."""

    number: int
    cells: list[ShownCell]
    error: str
    warning: str
    repeats: bool


@dataclass(frozen=True)
class Preview:
    """The context of `workbooks/preview.html`."""

    batch: Batch
    titles: list[str]
    rows: list[ShownRow]
    page: Page[Row]


def preview(batch: Batch, template: Template, page: int | str | None = 1, *, only_bad: bool = False) -> Preview:
    """Give one page of rows; `only_bad` leaves out the rows without errors."""
    rows = batch.rows.order_by("number")
    chosen = Paginator(rows.exclude(errors={}) if only_bad else rows, ROWS_ON_A_PAGE).get_page(page)
    keys = [column.key for column in template.columns]
    titles = [column.title for column in template.columns]
    return Preview(batch, titles, [_shown(row, keys) for row in chosen], chosen)


def _shown(row: Row, keys: list[str]) -> ShownRow:
    elsewhere = {key: said for key, said in row.errors.items() if key not in keys}
    return ShownRow(
        number=row.number,
        cells=list(_cells(row, keys)),
        error=" ".join(elsewhere.values()),
        warning=row.warnings.get("", ""),
        repeats=row.repeats,
    )


def _cells(row: Row, keys: list[str]) -> Iterator[ShownCell]:
    for key in keys:
        yield ShownCell(row.cells.get(key, ""), row.errors.get(key, ""), row.warnings.get(key, ""))
