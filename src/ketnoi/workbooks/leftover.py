"""Rows that stayed behind, as a workbook that can be mended and sent again: each with its line and its reasons."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.workbooks import writing
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch, Row
from ketnoi.workbooks.template import Column, Template


def workbook(form: Template, batch: Batch) -> bytes:
    """The rows of a batch that made no record; what they say stays text, never a formula."""
    columns = form.fields
    header = [_("Dòng trong tệp"), _("Lý do trả lại"), *(column.title for column in columns)]
    lines = _lines(form, batch, columns)
    widths = (12, 60, *(max(14, len(column.title) + 4) for column in columns))
    return writing.write([writing.Sheet(_("Dòng để lại"), header, lines, widths)])


def _lines(form: Template, batch: Batch, columns: tuple[Column, ...]) -> Iterator[list[writing.Value]]:
    names = [sheet["name"] for sheet in batch.layout.get("sheets", [])]
    several = sum(sheet["chosen"] for sheet in batch.layout.get("sheets", [])) > 1
    for row in behind(batch).order_by("pk").iterator(chunk_size=2_000):
        line = f"{names[row.sheet]}: {row.number}" if several else str(row.number)
        yield [line, _reasons(form, row), *(row.cells.get(column.key) for column in columns)]


def behind(batch: Batch) -> QuerySet[Row]:
    """Rows that made no record, or would make none as the batch stands."""
    if batch.status in {Status.STAGED, Status.MAPPING}:
        return batch.rows.exclude(errors={}, doubts={}, repeats=False)
    return batch.rows.filter(record=None)


def _reasons(form: Template, row: Row) -> str:
    told = [*row.errors.items(), *row.doubts.items()]
    told += [("", row.warnings[""])] if row.repeats and "" in row.warnings else []
    titles = {column.key: column.title for column in form.fields}
    return " ".join(f"{titles[key]}: {said}" if key in titles else said for key, said in told)
