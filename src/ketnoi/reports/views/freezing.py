"""Fixing the figures of a report: asked first, then done."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from ketnoi.officers import policy
from ketnoi.reports import actions, moved, queries
from ketnoi.reports.forms import FreezeForm
from ketnoi.reports.views import found
from ketnoi.ui import dates


@policy.roles(*queries.EDITORS)
def freeze(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Confirm and fix; once fixed, fixing again asks for a reason."""
    report = found.editable(request, uuid)
    form = FreezeForm(request.POST or None) if report.frozen_at else None
    if request.method == "POST" and (form is None or form.is_valid()):
        reason = form.cleaned_data["reason"] if form else ""
        try:
            edition = actions.freeze(report, reason, actor=policy.staff(request).user.pk)
        except ValidationError as error:
            # somebody else fixed them while this page was open, or the reason says nothing
            messages.error(request, " ".join(error.messages))
            return redirect("reports:freeze", report.uuid)
        messages.success(request, _("Đã chốt số liệu lúc %(moment)s.") % {"moment": dates.moment(edition.frozen_at)})
        return redirect("reports:report", report.uuid)
    context = {"report": report, "form": form, "differences": moved.of_report(report)}
    return render(request, "reports/freeze.html", context)
