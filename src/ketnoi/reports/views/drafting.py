"""What is being typed: kept while one types, with how it reads; thrown away when one says so."""

from __future__ import annotations

import uuid as uuids

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ketnoi.officers import policy
from ketnoi.reports import drafts, previewing, queries
from ketnoi.reports.views import editing, found


@policy.roles(*queries.EDITORS)
@require_POST
def draft(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Keep the text and answer how it reads; with `bo` throw it away and go back to the editor.

    Of a paragraph that somebody took out meanwhile, what was kept last stays as it is.
    """
    report = found.editable(request, uuid)
    written, officer = editing.typed(request, report), policy.staff(request).user.pk
    if "bo" in request.POST:
        drafts.drop(report, officer, written.paragraph)
        row = written.paragraph
        return redirect("reports:edit", report.uuid, row.pk) if row else redirect("reports:add", report.uuid)
    gone = bool(request.POST.get("doan")) and written.paragraph is None
    kept = None if gone else drafts.keep(report, officer, written)
    context = {"report": report, "preview": previewing.read(report, written.text), "just_kept": kept}
    return render(request, "reports/sentences.html", context)
