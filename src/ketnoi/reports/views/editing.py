"""Writing a report: one paragraph at a time, so that two people can write at once."""

from __future__ import annotations

import uuid as uuids
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnoi.audit import kept, versions
from ketnoi.figures import catalogue
from ketnoi.officers import policy
from ketnoi.officers.queries import names as officer_names
from ketnoi.reports import actions, drafts, editions, history, previewing, queries, tokens
from ketnoi.reports.drafts import Written
from ketnoi.reports.forms import AddForm, DescribeForm, ParagraphForm
from ketnoi.reports.models import Draft, Paragraph, ParagraphVersion, Report
from ketnoi.reports.proposing import fitting, sections
from ketnoi.reports.views import found
from ketnoi.ui.numbers import LARGEST_COUNT, plain

editors = policy.roles(*queries.EDITORS)


@editors
@require_safe
def paragraphs(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """All paragraphs with what to write in them, each with its way to the editor."""
    report = found.editable(request, uuid)
    rows = list(report.paragraphs.select_related("quoted_from__unit"))
    written = [(row.kind, row.text) for row in rows]
    said = kept.once(("paragraphs", report.pk), lambda: editions.said(report, written, editions.current(report)))
    outdated = fitting.outdated(report, rows)
    shown = [
        {
            "row": row,
            "parts": [part if isinstance(part, str) else said[part.key] for part in tokens.parse(row.text)],
            "outdated": row.pk in outdated,
        }
        for row in rows
    ]
    removed = history.removed(report)
    names = officer_names(one.by for one in removed)
    context = {
        "report": report,
        "paragraphs": shown,
        "proposing": sections.speaking(report, rows),
        "removed": [(one, names.get(one.by or 0, "")) for one in removed],
    }
    return render(request, "reports/paragraphs.html", context)


@editors
def edit(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """Write a paragraph anew; `?nhap` brings back what was being typed."""
    report = found.editable(request, uuid)
    if request.method == "POST" and not report.paragraphs.filter(pk=number).exists():
        return editor(request, report, replace(typed(request, report), paragraph=None), gone=True)
    row = get_object_or_404(report.paragraphs, pk=number)
    if request.method == "POST" and "xem" not in request.POST:
        return _save(request, report, row)
    kept = drafts.find(report, _actor(request), row)
    if request.method == "POST":
        return editor(request, report, replace(typed(request, report), paragraph=row))
    if kept and "nhap" in request.GET:
        return editor(request, report, Written(kept.text, row, kept.version))
    return editor(request, report, Written(row.text, row, row.version), kept=kept)


def _save(request: HttpRequest, report: Report, row: Paragraph) -> HttpResponse:
    form = ParagraphForm(request.POST)
    if not form.is_valid():
        return editor(request, report, replace(typed(request, report), paragraph=row), form=form)
    text, version = form.cleaned_data["text"], form.cleaned_data["version"]
    try:
        actions.edit_paragraph(row.pk, text, version, _actor(request))
    except versions.Stale as conflict:
        return _conflict(request, report, text, conflict.current)
    except (tokens.TokenError, ValidationError) as error:
        _refused(form, error)
        return editor(request, report, Written(text, row, version), form=form)
    drafts.drop(report, _actor(request), row)
    messages.success(request, _("Đã lưu đoạn."))
    return found.at_paragraph(report, row.pk)


@editors
def add(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Add a paragraph, after `?sau=` or at the end; `?so=` names figures to begin it with, `?ban=` a version of a
    paragraph that was taken out, `?nhap` brings back what was being typed.
    """
    report = found.editable(request, uuid)
    if request.method == "POST" and "xem" not in request.POST:
        return _add(request, report)
    kept = drafts.find(report, _actor(request), None)
    if request.method == "POST":
        return editor(request, report, replace(typed(request, report), paragraph=None))
    if kept and "nhap" in request.GET:
        return editor(request, report, Written(kept.text, kind=kept.kind))
    earlier = ParagraphVersion.objects.filter(report=report, pk=plain(request.GET.get("ban", "")) or 0).first()
    begun = earlier.text if earlier else _begun_with(request.GET.getlist("so"))
    return editor(request, report, Written(begun), kept=kept)


def _add(request: HttpRequest, report: Report) -> HttpResponse:
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            row = actions.add_paragraph(report, _after(request), **form.cleaned_data, actor=_actor(request))
        except (tokens.TokenError, ValidationError) as error:
            _refused(form, error)
        else:
            drafts.drop(report, _actor(request), None)
            messages.success(request, _("Đã thêm đoạn."))
            return found.at_paragraph(report, row.pk)
    return editor(request, report, replace(typed(request, report), paragraph=None), form=form)


def typed(request: HttpRequest, report: Report) -> Written:
    """What is in the editor, as its page sends it: `doan` is the paragraph, empty for a new one.

    Where somebody took the paragraph out meanwhile, what was typed into it is a new one.
    """
    row = report.paragraphs.filter(pk=plain(request.POST.get("doan", "")) or 0).first()
    kind = request.POST.get("kind", "")
    return Written(
        "\n".join(request.POST.get("text", "").replace("\0", "").splitlines()),
        row,
        min(versions.seen(request), LARGEST_COUNT),
        kind if kind in Paragraph.Kind.values else Paragraph.Kind.TEXT,
    )


def _after(request: HttpRequest) -> int | None:
    """The paragraph that a new one follows."""
    return plain(request.GET.get("sau", "") or request.POST.get("sau", ""))


def editor(
    request: HttpRequest,
    report: Report,
    written: Written,
    form: forms.Form | None = None,
    kept: Draft | None = None,
    **more: Any,
) -> HttpResponse:
    """The editor with a text in it: of a paragraph, or of a new one; beside it how it reads now.

    `form` holds what was refused, `kept` what was being typed when the writer left. `theirs`: the paragraph as another
    saved it meanwhile; `gone`: another took it out.
    """
    row = written.paragraph
    if form is None:
        initial = {"text": written.text, "version": written.version, "kind": written.kind or Paragraph.Kind.TEXT}
        form = (ParagraphForm if row else AddForm)(initial=initial)
    context = {
        "report": report,
        "row": row,
        "form": form,
        "after": _after(request),
        "kept": kept,
        "preview": previewing.read(report, written.text),
        "indicators": catalogue.offered(),
    }
    page = "reports/edit.html" if row else "reports/add.html"
    return render(request, page, context | more, status=409 if more.keys() & {"theirs", "gone"} else 200)


@editors
@require_POST
def remove(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    report = found.editable(request, uuid)
    row = get_object_or_404(report.paragraphs, pk=number)
    try:
        actions.remove(row.pk, versions.seen(request), _actor(request))
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


def _conflict(request: HttpRequest, report: Report, mine: str, theirs: Paragraph | None) -> HttpResponse:
    """Show both: what the other wrote, and what this writer typed, to be saved knowingly."""
    if theirs is None:
        return editor(request, report, Written(mine), gone=True)
    return editor(request, report, Written(mine, theirs, theirs.version), theirs=theirs)
