"""What a page shows of a batch: a page of rows, each cell with what is wrong or doubtful beside it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from ketnoi.workbooks.body import LeftOut
from ketnoi.workbooks.layouts import UNREAD
from ketnoi.workbooks.models import Batch, Row
from ketnoi.workbooks.template import Template

ROWS_ON_A_PAGE = 50


@dataclass(frozen=True)
class ShownCell:
    value: object
    error: str
    doubt: str
    warning: str


@dataclass(frozen=True)
class ShownRow:
    """`line` is its number in the sheet, with the sheet's name where there are several."""

    line: str
    cells: list[ShownCell]
    error: str
    warning: str
    repeats: bool


@dataclass(frozen=True)
class Preview:
    """The context of `workbooks/preview.html`; `more`: places left out beyond those that are kept."""

    batch: Batch
    titles: list[str]
    rows: list[ShownRow]
    page: Page[Row]
    left_out: list[LeftOut]
    remarks: list[str]
    more: int = 0


def preview(batch: Batch, template: Template, page: int | str | None = 1, *, only_bad: bool = False) -> Preview:
    """Give one page of rows; `only_bad` leaves out the rows without errors and doubts."""
    rows = batch.rows.order_by("pk")
    chosen = Paginator(rows.exclude(errors={}, doubts={}) if only_bad else rows, ROWS_ON_A_PAGE).get_page(page)
    keys = _shown_keys(batch, template)
    titles = [template.field(key).title for key in keys]
    names = _sheet_names(batch)
    left_out = [LeftOut(*one) for one in batch.notes.get("left_out", [])]
    shown = [_shown(row, keys, names) for row in chosen]
    remarks, more = batch.notes.get("remarks", []), batch.notes.get("more", 0)
    return Preview(batch, titles, shown, chosen, left_out, remarks, more)


def _shown_keys(batch: Batch, template: Template) -> list[str]:
    """The fields that the file has, and those that are needed; all offered ones where nothing is known of it."""
    sheets = [one for one in batch.layout.get("sheets", []) if one["chosen"]]
    if not sheets:
        return [column.key for column in template.columns]
    found = {column["key"] for sheet in sheets for column in sheet["columns"]} - {"", UNREAD}
    found |= set(batch.layout["given"]) | {column.key for column in template.fields if column.required}
    return [column.key for column in template.fields if column.key in found]


def _sheet_names(batch: Batch) -> list[str]:
    """Names of the sheets in their order, where rows come from several."""
    sheets = batch.layout.get("sheets", [])
    return [one["name"] for one in sheets] if sum(one["chosen"] for one in sheets) > 1 else []


def _shown(row: Row, keys: list[str], names: list[str]) -> ShownRow:
    elsewhere = {key: said for key, said in (row.errors | row.doubts).items() if key not in keys}
    return ShownRow(
        line=f"{names[row.sheet]}: {row.number}" if names else str(row.number),
        cells=list(_cells(row, keys)),
        error=" ".join(elsewhere.values()),
        warning=row.warnings.get("", ""),
        repeats=row.repeats,
    )


def _cells(row: Row, keys: list[str]) -> Iterator[ShownCell]:
    for key in keys:
        said = (told.get(key, "") for told in (row.errors, row.doubts, row.warnings))
        yield ShownCell(row.cells.get(key, ""), *said)
