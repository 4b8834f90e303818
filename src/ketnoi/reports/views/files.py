"""The report as files; taking out the records is told to the journal."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from ketnoi.audit import journal
from ketnoi.documents.pdf import NoPrinter
from ketnoi.officers import policy
from ketnoi.reports import exporting
from ketnoi.reports.views import found

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy.signed_in
@require_safe
def docx(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.visible(request, uuid)
    return _file(exporting.docx(report), WORD, exporting.file_name(report, "docx"))


@policy.signed_in
@require_safe
def pdf(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """The page says so where this machine draws no PDFs."""
    report = found.visible(request, uuid)
    try:
        content = exporting.pdf(report)
    except NoPrinter as error:
        messages.error(request, str(error))
        return redirect("reports:report", report.uuid)
    return _file(content, "application/pdf", exporting.file_name(report, "pdf"))


@policy.signed_in
@require_safe
def annex(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.visible(request, uuid)
    officer = policy.staff(request).user
    content = exporting.annex(report, officer)
    with transaction.atomic():
        journal.write("export", "report", report.pk, actor=officer.pk, unit=report.unit_id)
    return _file(content, SHEETS, exporting.file_name(report, "xlsx"))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
