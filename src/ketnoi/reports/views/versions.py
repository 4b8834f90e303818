"""The versions of a paragraph, who saved them and what changed; any of them can be brought back."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.officers.queries import names as officer_names
from ketnoi.reports import actions, history, queries, tokens
from ketnoi.reports.models import Paragraph, ParagraphVersion, Report
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain


@policy.roles(*queries.EDITORS)
def of_paragraph(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """The newest first; posting `ban`, the number of one, brings it back."""
    report = found.editable(request, uuid)
    row = get_object_or_404(report.paragraphs, pk=number)
    if request.method == "POST":
        return _restore(request, report, row)
    shown = history.read(report, row)
    names = officer_names(one.version.by for one in shown if one.version.by)
    told = [(one, names.get(one.version.by or 0, "")) for one in shown]
    return render(request, "reports/versions.html", {"report": report, "row": row, "versions": told})


def _restore(request: HttpRequest, report: Report, row: Paragraph) -> HttpResponse:
    number, seen = plain(request.POST.get("ban", "")), plain(request.POST.get("version", ""))
    try:
        actions.restore(row.pk, number or 0, seen or 0, policy.staff(request).user.pk)
    except ParagraphVersion.DoesNotExist as error:
        raise Http404 from error
    except versions.Stale as conflict:
        messages.error(request, _("%(what)s Hãy xem lại trước khi khôi phục.") % {"what": conflict})
    except (tokens.TokenError, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
    else:
        messages.success(request, _("Đã khôi phục bản %(number)s thành bản mới.") % {"number": number})
    return redirect("reports:versions", report.uuid, row.pk)
