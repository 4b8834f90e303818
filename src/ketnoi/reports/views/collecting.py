"""Asking other units to write for a report, and what they sent: side by side, quoted or returned."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnoi.officers import policy
from ketnoi.reports import assigning, contributions, queries
from ketnoi.reports.contribution_forms import AssignForm
from ketnoi.reports.forms import RemarkForm
from ketnoi.reports.models import Assignment, Report
from ketnoi.reports.tokens import TokenError
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain

QUOTE, RETURN, WITHDRAW = "trich", "tra-lai", "thoi-giao"
BEGINNING = 90  # characters of a heading in the list to choose from


@policy.roles(*queries.EDITORS)
def assign(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask for a section, `?muc=` its heading."""
    report = found.editable(request, uuid)
    among = contributions.candidates(report, timezone.localdate())
    rows = report.paragraphs.filter(kind__in=assigning.HEADINGS).values_list("pk", "text")
    form = AssignForm(
        request.POST or None,
        headings=[(pk, Truncator(text).chars(BEGINNING)) for pk, text in rows],
        beside=among.beside,
        lower=among.lower,
        initial={"section": plain(request.GET.get("muc", ""))},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = assigning.assign(report, form.cleaned_data["section"], form.wanted(), policy.staff(request).user.pk)
        except ValidationError as error:
            _refused(form, error)
        else:
            messages.success(request, _("Đã giao cho %(count)s đơn vị.") % {"count": len(made)})
            return redirect("reports:collect", report.uuid)
    context = {"report": report, "form": form, "may_edit": found.may_edit(request, report)}
    return render(request, "reports/assign.html", context, status=422 if request.method == "POST" else 200)


@policy.roles(*queries.EDITORS)
@require_safe
def collect(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.editable(request, uuid)
    return render(request, "reports/collect.html", _context(request, report))


@policy.roles(*queries.EDITORS)
@require_POST
def settle(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """Quote a contribution, return it or ask no longer (`viec`)."""
    report = found.editable(request, uuid)
    row = get_object_or_404(report.assignments, pk=number)
    asked = request.POST.get("viec", "")
    form = RemarkForm(request.POST, prefix=str(row.pk))
    if asked not in {QUOTE, RETURN, WITHDRAW}:
        messages.error(request, _("Hãy chọn trích, trả lại hoặc thôi giao. Chưa có gì thay đổi."))
        return redirect("reports:collect", report.uuid)
    try:
        _act(asked, row, form, policy.staff(request).user.pk)
    except (ValidationError, TokenError) as error:
        said = error.messages if isinstance(error, ValidationError) else [str(error)]
        if asked != RETURN:
            messages.error(request, " ".join(said))
            return redirect("reports:collect", report.uuid)
        form.errors.setdefault("remark", form.error_class()).extend(said)
        return render(request, "reports/collect.html", _context(request, report, {row.pk: form}), status=422)
    done = {QUOTE: _("Đã trích vào báo cáo."), RETURN: _("Đã trả lại kèm ý kiến."), WITHDRAW: _("Đã thôi giao.")}
    messages.success(request, done[asked])
    return redirect("reports:collect", report.uuid)


def _act(asked: str, row: Assignment, form: RemarkForm, actor: int) -> None:
    if asked == QUOTE:
        assigning.quote(row, actor)
    elif asked == WITHDRAW:
        assigning.withdraw(row, actor)
    else:
        remark = form.cleaned_data["remark"] if form.is_valid() else ""
        assigning.send_back(row, remark, actor)


def _context(request: HttpRequest, report: Report, sent: dict[int, RemarkForm] | None = None) -> dict[str, Any]:
    """`sent` holds the forms that were sent and are not well."""
    sections = contributions.sections(report, timezone.localdate())
    may_edit = found.may_edit(request, report)
    forms = {
        text.assignment.pk: RemarkForm(prefix=str(text.assignment.pk))
        for section in sections
        for text in section.texts
        if may_edit and text.assignment.state in assigning.GIVEN
    } | (sent or {})
    shown = [(section, [(text, forms.get(text.assignment.pk)) for text in section.texts]) for section in sections]
    return {"report": report, "sections": shown, "may_edit": may_edit}


def _refused(form: AssignForm, error: ValidationError) -> None:
    """Each message at its field; where units are only lower ones, theirs."""
    for field, said in error.message_dict.items() if hasattr(error, "error_dict") else [(None, error.messages)]:
        at = "lower" if field == "units" and "units" not in form.fields else field
        form.add_error(at if at in form.fields else None, said)
