"""The comments on a report and what became of them: one table, which prints."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketnoi.officers import policy
from ketnoi.officers.queries import names as officer_names
from ketnoi.programmes.circulation import Said
from ketnoi.programmes.drafting_forms import AnswerForm
from ketnoi.reports import commenting, queries, tokens
from ketnoi.reports.commenting import Passage
from ketnoi.reports.forms import CommentForm
from ketnoi.reports.models import Comment, Paragraph, Report
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain

BEGINNING = 90  # characters of a paragraph in the list to choose from


@policy.signed_in
def comments(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Whoever reads the report may say something of it."""
    report = found.visible(request, uuid)
    chosen = _chosen(request, report)
    sentences = commenting.sentences(report, chosen) if chosen else []
    sent = request.POST if request.method == "POST" else None
    form = CommentForm(sent, sentences=sentences)
    if sent is not None and form.is_valid() and _commented(request, report, chosen, form):
        messages.success(request, _("Đã ghi ý kiến góp ý."))
        return redirect("reports:comments", report.uuid)
    context = _context(request, report) | {"form": form, "chosen": chosen}
    return render(request, "reports/comments.html", context, status=422 if sent is not None else 200)


@policy.roles(*queries.EDITORS)
@require_POST
def answer(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """Who writes the report says what became of a comment."""
    report = found.editable(request, uuid)
    said = get_object_or_404(report.comments, pk=number)
    form = AnswerForm(request.POST, prefix=str(said.pk))
    if form.is_valid():
        try:
            commenting.answer(report, said.pk, **form.cleaned_data, actor=policy.staff(request).user.pk)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã ghi tiếp thu, giải trình."))
            return redirect("reports:comments", report.uuid)
    said.refresh_from_db()
    if said.replied_at is not None:
        messages.warning(request, _("Ý kiến này vừa có người trả lời: xem trong bảng."))
        return redirect("reports:comments", report.uuid)
    context = _context(request, report, {said.pk: form}) | {"form": CommentForm(sentences=[]), "chosen": None}
    return render(request, "reports/comments.html", context, status=422)


def _chosen(request: HttpRequest, report: Report) -> Paragraph | None:
    asked = request.GET.get("doan", "")
    if not asked:
        return None
    row = report.paragraphs.exclude(text="").filter(pk=plain(asked) or 0).first()
    if row is None:
        raise Http404
    return row


def _commented(request: HttpRequest, report: Report, chosen: Paragraph | None, form: CommentForm) -> bool:
    staff = policy.staff(request)
    by = Said(policy.home(staff.post.unit).pk, staff.user.pk)
    about = Passage(chosen, form.cleaned_data["sentence"], plain(request.POST.get("version", "")))
    try:
        commenting.comment(report, about, form.cleaned_data["text"], by)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


def _context(request: HttpRequest, report: Report, bound: dict[int, AnswerForm] | None = None) -> dict[str, Any]:
    """`bound` holds the forms that were sent and are not well."""
    rows = _named(list(report.comments.select_related("unit")))
    is_open = commenting.is_open(report)
    answers = is_open and queries.editable_in(policy.staff(request).post).filter(pk=report.pk).exists()
    forms = ((row, who, _form(row, bound or {})) for row, who in rows if answers)
    paragraphs = report.paragraphs.exclude(text="").values_list("pk", "text")
    return {
        "report": report,
        "rows": rows,
        "waiting": [one for one in forms if one[-1]],
        "open": is_open,
        "paragraphs": [(pk, _beginning(text)) for pk, text in paragraphs] if is_open else [],
    }


def _beginning(text: str) -> str:
    """How a paragraph is told from the others; its figures need not be asked for that."""
    words = "".join(part if isinstance(part, str) else "…" for part in tokens.parse(text))
    return Truncator(words).chars(BEGINNING)


def _named(rows: list[Comment]) -> list[tuple[Comment, str]]:
    names = officer_names(row.author for row in rows)
    return [(row, names.get(row.author, "")) for row in rows]


def _form(row: Comment, bound: dict[int, AnswerForm]) -> AnswerForm | None:
    """Asked while the comment waits, or again where what was sent was not well."""
    waiting = AnswerForm(prefix=str(row.pk)) if row.replied_at is None else None
    return bound.get(row.pk) or waiting
