"""A Word file that comes back: held against the report, and taken line by line."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Iterator, Sequence

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.audit import versions
from ketnoi.documents import marked
from ketnoi.documents.marked import DocumentRefused
from ketnoi.officers import policy
from ketnoi.reports import queries, returning, taking, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.returning import Change, Returned
from ketnoi.reports.taking import Taken
from ketnoi.reports.views import found

MOST_CHOICES = 300  # of one form: each is three fields, and a request may hold a thousand
MOST_ID = 2**31 - 1


class ReturnForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Tệp Word đã sửa"),
        help_text=gettext_lazy("Tệp .docx đã tải về từ báo cáo này. Tệp chỉ được đọc để so sánh, không được lưu."),
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


@policy.roles(*queries.EDITORS)
@require_http_methods(["GET", "POST"])
def bring_back(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Ask for the file; with one, show what reads otherwise in it."""
    report = found.editable(request, uuid)
    form = ReturnForm(request.POST or None, request.FILES or None)
    came: Returned | None = None
    if form.is_valid():
        came = _read(report, form)
    batches = [] if came is None else list(_batches(came.changes))
    may_edit = found.may_edit(request, report)
    shown = {"report": report, "form": form, "came": came, "batches": batches, "may_edit": may_edit}
    return render(request, "reports/returned.html", shown, status=422 if form.is_bound and came is None else 200)


@policy.roles(*queries.EDITORS)
@require_POST
def take(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Take the lines that were ticked."""
    report = found.editable(request, uuid)
    chosen = list(_chosen(request.POST))
    if not chosen:
        messages.error(request, _("Chưa chọn thay đổi nào: báo cáo giữ nguyên."))
        return redirect("reports:bring_back", report.uuid)
    try:
        count = taking.take(report, chosen, actor=policy.staff(request).user.pk)
    except (ValidationError, tokens.TokenError, versions.Stale) as error:
        said = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        messages.error(request, _("Chưa lấy thay đổi nào. %(why)s Hãy tải tệp lên lại.") % {"why": said})
        return redirect("reports:bring_back", report.uuid)
    messages.success(request, _("Đã lấy thay đổi vào %(count)s đoạn.") % {"count": count})
    return redirect("reports:report", report.uuid)


def _batches(changes: Sequence[Change]) -> Iterator[Sequence[Change]]:
    """As many as one form can send."""
    for start in range(0, len(changes), MOST_CHOICES):
        yield changes[start : start + MOST_CHOICES]


def _read(report: Report, form: ReturnForm) -> Returned | None:
    """What the file says; None with the refusal at the field."""
    file: UploadedFile[bytes] = form.cleaned_data["file"]
    if (file.size or 0) > marked.MOST_BYTES:
        form.add_error("file", _("Tệp lớn hơn %(limit)s MB.") % {"limit": marked.MOST_BYTES // 1_000_000})
        return None
    try:
        return returning.read(report, file.read())
    except DocumentRefused as error:
        form.add_error("file", str(error))
        return None


def _chosen(said: QueryDict) -> Iterator[Taken]:
    """The ticked lines; anything that no page of ours sends is no page."""
    for number in said.getlist("lay")[:MOST_CHOICES]:
        what, *numbers = said.get(f"noi-{number}", "").split(":")
        if len(numbers) != 3 or not all(one.isascii() and one.isdigit() for one in numbers):  # noqa: PLR2004
            raise Http404
        paragraph, version, line = (int(one[:12]) for one in numbers)
        if max(paragraph, version, line) > MOST_ID:
            raise Http404
        yield Taken(what, paragraph, version, line, said.get(f"loi-{number}", "").replace("\0", ""))
