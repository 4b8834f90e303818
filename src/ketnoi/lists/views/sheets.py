"""Take a list out as a sheet: first how much it is, then the file; each leaves a line in the journal."""

from __future__ import annotations

import tempfile

from django.db import transaction
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from ketnoi.audit import journal
from ketnoi.lists import sheets
from ketnoi.lists.asked import Asked
from ketnoi.lists.views.access import doer, opened, page_of, question
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.workbooks import writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"


@require_safe
@policy.signed_in
def offer(request: HttpRequest, table: str) -> HttpResponse:
    """How many rows, which columns, and under which conditions."""
    here = opened(request, table)
    asked = question(request, here)
    shown = {
        "table": here,
        "columns": asked.columns,
        "scope": sheets.scope(asked),
        "total": asked.rows.order_by().count(),
        "sheet_rows": writing.MOST_ROWS - 1,
        "query": asked.query(),
        "back": page_of(here, asked.query()),
    }
    return render(request, "lists/export.html", shown)


@require_GET
@policy.signed_in
def xlsx(request: HttpRequest, table: str) -> HttpResponseBase:
    """The workbook, written row by row into a file that goes when it was sent."""
    asked = _noted(request, table, "xlsx")
    target = tempfile.TemporaryFile()  # noqa: SIM115  # the answer closes it
    writing.write_to(target, [sheets.sheet(asked)], sheets.about(asked, staff(request).post))
    target.seek(0)
    return FileResponse(target, as_attachment=True, filename=f"{asked.table.code}.xlsx", content_type=XLSX)


@require_GET
@policy.signed_in
def csv(request: HttpRequest, table: str) -> HttpResponseBase:
    """The sheet as CSV, sent while it is read."""
    asked = _noted(request, table, "csv")
    answer = StreamingHttpResponse(writing.csv(sheets.sheet(asked)), content_type=CSV)
    answer["Content-Disposition"] = f'attachment; filename="{asked.table.code}.csv"'
    return answer


def _noted(request: HttpRequest, table: str, form: str) -> Asked:
    """What is asked; that it is taken out stands in the journal, what was searched does not."""
    asked = question(request, opened(request, table))
    codes = [column.code for column in asked.columns]
    with transaction.atomic():  # the line only: while the file is made, others write
        journal.write("export", "list", asked.table.code, **doer(request).stamp, form=form, columns=codes)
    return asked
