"""Writing a report: one paragraph at a time, so that two people can write at once."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnoi.audit import versions
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.reports import actions, editions, queries, tokens
from ketnoi.reports.forms import AddForm, DescribeForm, ParagraphForm
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain

editors = policy.roles(*queries.EDITORS)


@editors
@require_safe
def paragraphs(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """All paragraphs with what to write in them, each with its way to the editor."""
    report = found.editable(request, uuid)
    rows = list(report.paragraphs.all())
    said = editions.said(report, [(row.kind, row.text) for row in rows], editions.current(report))
    shown = [
        {"row": row, "parts": [part if isinstance(part, str) else said[part.key] for part in tokens.parse(row.text)]}
        for row in rows
    ]
    return render(request, "reports/paragraphs.html", {"report": report, "paragraphs": shown})


@editors
def edit(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    report = found.editable(request, uuid)
    row = get_object_or_404(report.paragraphs, pk=number)
    form = ParagraphForm(request.POST or None, initial={"text": row.text, "version": row.version})
    context: dict[str, Any] = {"report": report, "row": row, "form": form, "indicators": catalogue.offered()}
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_paragraph(row.pk, form.cleaned_data["text"], form.cleaned_data["version"], _actor(request))
        except versions.Stale as conflict:
            return _conflict(request, context, conflict.current)
        except (tokens.TokenError, ValidationError) as error:
            _refused(form, error)
        else:
            messages.success(request, _("Đã lưu đoạn."))
            return _back(report, row.pk)
    return render(request, "reports/edit.html", context)


@editors
def add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a paragraph, after `?sau=` or at the end; `?so=` names figures to begin it with."""
    report = found.editable(request, uuid)
    after = plain(request.GET.get("sau", ""))
    form = AddForm(request.POST or None, initial={"text": _begun_with(request.GET.getlist("so"))})
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.add_paragraph(report, after, **form.cleaned_data, actor=_actor(request))
        except (tokens.TokenError, ValidationError) as error:
            _refused(form, error)
        else:
            messages.success(request, _("Đã thêm đoạn."))
            return _back(report, row.pk)
    context = {"report": report, "form": form, "indicators": catalogue.offered()}
    return render(request, "reports/add.html", context)


@editors
@require_POST
def remove(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    report = found.editable(request, uuid)
    row = get_object_or_404(report.paragraphs, pk=number)
    try:
        actions.remove(row.pk, plain(request.POST.get("version", "")) or 0, _actor(request))
    except versions.Stale as conflict:
        messages.error(request, _("%(what)s Hãy đọc lại trước khi bỏ.") % {"what": conflict})
        return redirect("reports:edit", report.uuid, row.pk)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reports:paragraphs", report.uuid)
    messages.success(request, _("Đã bỏ đoạn."))
    return redirect("reports:paragraphs", report.uuid)


@editors
@require_POST
def choose(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Write a figure exactly or rounded (`so` its key, `cach` "tron" or "chinh-xac")."""
    report = found.editable(request, uuid)
    try:
        rounded = request.POST.get("cach") == tokens.ROUND
        key = actions.choose(report, request.POST.get("so", ""), rounded=rounded, actor=_actor(request))
    except (tokens.TokenError, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        key = ""
    page = redirect("reports:report", report.uuid)
    page["Location"] += f"?{urlencode({'so': key})}#so" if key else ""
    return page


@editors
def describe(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """What the report is called."""
    report = found.editable(request, uuid)
    form = DescribeForm(request.POST or None, instance=report)
    if request.method == "POST" and form.is_valid():
        try:
            actions.describe(report, form.cleaned_data["title"], form.cleaned_data["about"], _actor(request))
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu tên và trích yếu."))
            return redirect("reports:report", report.uuid)
    return render(request, "reports/describe.html", {"report": report, "form": form})


def _begun_with(codes: list[str]) -> str:
    """The figures that are asked for, as far as they are known, to be put into a sentence."""
    known = {one.code: one for one in catalogue.offered()}
    return "; ".join(f"{{{code}}} {known[code].unit}" for code in codes if code in known)


def _actor(request: HttpRequest) -> int:
    return policy.staff(request).user.pk


def _refused(form: forms.Form, error: ValueError | ValidationError) -> None:
    form.add_error("text", error if isinstance(error, ValidationError) else str(error))


def _back(report: Report, number: int) -> HttpResponse:
    page = redirect("reports:paragraphs", report.uuid)
    page["Location"] += f"#doan-{number}"
    return page


def _conflict(request: HttpRequest, context: dict[str, Any], theirs: Paragraph | None) -> HttpResponse:
    """Show both: what the other wrote, and what this writer typed, to be saved knowingly."""
    if theirs is None:
        messages.error(request, _("Đoạn này vừa có người khác bỏ. Nội dung vừa viết chưa được lưu."))
        return redirect("reports:paragraphs", context["report"].uuid)
    mine = context["form"].cleaned_data["text"]
    form = ParagraphForm(initial={"text": mine, "version": theirs.version})
    return render(request, "reports/edit.html", context | {"row": theirs, "theirs": theirs, "form": form}, status=409)
