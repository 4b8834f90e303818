"""The report as files, and the papers made of it; taking out the records is told to the journal."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from ketnoi.audit import journal
from ketnoi.documents import docx as word
from ketnoi.documents import pdf as printing
from ketnoi.documents.paper import Paper
from ketnoi.documents.pdf import NoPrinter
from ketnoi.officers import policy
from ketnoi.reports import derived, exporting, queries, slides, story, telling
from ketnoi.reports.telling import Told
from ketnoi.reports.views import found

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
# by the code in the address: what it is called, what it is for, how it is made
PAPERS: dict[str, tuple[object, object, Callable[[Told], Paper]]] = {
    "tom-tat": (_("Báo cáo tóm tắt"), _("số liệu chính theo năm và một câu mỗi mục, để trình bày"), derived.summary),
    "chuong-trinh": (_("Chương trình hội nghị"), _("giờ, nội dung, người thực hiện; sửa được"), derived.programme),
    "tin": (_("Tin ngắn"), _("không nêu tên người; đọc lại trước khi đăng"), story.paper),
}


@policy.signed_in
@require_safe
def all_files(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Everything that can be taken out of a report, and the news story to copy."""
    report = found.visible(request, uuid)
    told = telling.of(report)
    shown = {
        "report": report,
        "papers": [(code, name, use) for code, (name, use, _make) in PAPERS.items()],
        "story": story.text(told),
        "left_out": story.of(told).left_out,
        "official": queries.official(report),
        "prints": printing.available(),
        "edits": queries.editable_in(policy.staff(request).post).filter(pk=report.pk).exists(),
    }
    return render(request, "reports/files.html", shown)


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
        return redirect("reports:files", report.uuid)
    return _file(content, "application/pdf", exporting.file_name(report, "pdf"))


@policy.signed_in
@require_safe
def pptx(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.visible(request, uuid)
    return _file(slides.pptx(report), SLIDES, exporting.file_name(report, "pptx"))


@policy.signed_in
@require_safe
def paper(request: HttpRequest, uuid: uuids.UUID, code: str) -> HttpResponse:
    """One of the papers made of the report, as a Word file."""
    report = found.visible(request, uuid)
    if code not in PAPERS:
        raise Http404
    _name, _use, make = PAPERS[code]
    content = word.build(make(telling.of(report)), exporting.made(report))
    return _file(content, WORD, f"{code}-{exporting.file_name(report, 'docx')}")


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
