"""Bring in a workbook: the empty template, upload, every row with its errors, publish, undo."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files import File
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.activities import importing, sheet
from ketnoi.activities.views.access import WRITERS
from ketnoi.officers import policy
from ketnoi.officers.policy import home, staff
from ketnoi.workbooks import batches, preview, template
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch
from ketnoi.workbooks.reading import WorkbookRefused

EARLIER = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(request: HttpRequest) -> Any:
    """Batches of the unit that the officer acts for."""
    return Batch.objects.filter(template=sheet.CODE, unit=home(staff(request).post.unit).pk)


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def upload(request: HttpRequest) -> HttpResponse:
    refused, before = "", None
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            refused = _("Hãy chọn tệp Excel (.xlsx) cần nhập.")
        else:
            try:
                staged = _staged(request, file)
                return redirect("activities:batch", staged.pk)
            except batches.AlreadyImported as error:
                refused, before = str(error), error.batch
            except WorkbookRefused as error:
                refused = str(error)
    earlier = Paginator(_own(request).exclude(status=Status.STAGING), EARLIER).get_page(request.GET.get("trang"))
    shown = {"refused": refused, "before": before, "earlier": earlier}
    return render(request, "activities/import.html", shown, status=422 if refused else 200)


def _staged(request: HttpRequest, file: File[bytes]) -> Batch:
    acting = staff(request)
    return importing.check_file(file, acting.user, home(acting.post.unit).pk)


@require_GET
@policy.roles(*WRITERS)
def blank(_request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    content = template.blank(sheet.form())
    disposition = {"Content-Disposition": 'attachment; filename="mau-phieu-hoat-dong.xlsx"'}
    return HttpResponse(content, content_type=XLSX, headers=disposition)


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    found = _own(request).filter(pk=batch).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        _act(request, found)
        return redirect("activities:batch", found.pk)
    rows = preview.preview(found, sheet.form(), request.GET.get("trang"), only_bad=request.GET.get("chi-loi") == "1")
    return render(request, "activities/batch.html", {"batch": found, "preview": rows})


def _act(request: HttpRequest, found: Batch) -> None:
    officer = staff(request).user
    do = {"publish": importing.publish, "undo": importing.undo}.get(request.POST.get("do", ""))
    if do is None:
        raise Http404
    try:
        done = do(found, officer)
    except batches.BatchRefused as error:
        messages.error(request, str(error))
        return
    if done.status == Status.PUBLISHED:
        messages.success(request, _("Đã nhập %(count)s phiếu.") % {"count": done.rows.filter(live=True).count()})
    else:
        messages.success(request, _("Đã hoàn tác cả lần nhập; số liệu trở lại như trước."))
