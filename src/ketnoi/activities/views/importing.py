"""Bring in a workbook: the empty template, upload, every row with its errors, publish, undo."""

from __future__ import annotations

from typing import Any, Final

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
from ketnoi.programmes import queries as programmes
from ketnoi.ui.numbers import grouped
from ketnoi.workbooks import batches, columns, leftover, preview, template
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.layouts import Layout
from ketnoi.workbooks.models import Batch
from ketnoi.workbooks.reading import WorkbookRefused

EARLIER = 20
LOOK_AGAIN: Final = 3  # seconds after which a page of work in progress asks again
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _own(request: HttpRequest) -> Any:
    """Batches of the unit that the officer acts for."""
    return Batch.objects.filter(template=sheet.CODE, unit=home(staff(request).post.unit).pk)


def _one(request: HttpRequest, batch: int) -> Batch:
    found: Batch | None = _own(request).filter(pk=batch).first()
    if found is None:
        raise Http404
    return found


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
                return redirect("activities:batch", _received(request, file).pk)
            except batches.AlreadyImported as error:
                refused, before = str(error), error.batch
            except WorkbookRefused as error:
                refused = str(error)
    earlier = Paginator(_own(request), EARLIER).get_page(request.GET.get("trang"))
    shown = {"refused": refused, "before": before, "earlier": earlier}
    return render(request, "activities/import.html", shown, status=422 if refused else 200)


def _received(request: HttpRequest, file: File[bytes]) -> Batch:
    acting = staff(request)
    return importing.receive(file, acting.user, home(acting.post.unit).pk)


@require_GET
@policy.roles(*WRITERS)
def blank(_request: HttpRequest) -> HttpResponse:
    """The empty workbook."""
    return _file(template.blank(sheet.form()), "mau-phieu-hoat-dong.xlsx")


def _file(content: bytes, name: str) -> HttpResponse:
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=XLSX, headers=disposition)


@require_GET
@policy.roles(*WRITERS)
def left(request: HttpRequest, batch: int) -> HttpResponse:
    """The rows that stayed behind, with their reasons."""
    found = _one(request, batch)
    if found.is_working or found.status == Status.MAPPING:
        raise Http404
    return _file(leftover.workbook(sheet.form(), found), f"dong-de-lai-{found.pk}.xlsx")


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def name_columns(request: HttpRequest, batch: int) -> HttpResponse:
    """What each column is: proposed, corrected by hand, kept in mind for the unit's next file."""
    found = _one(request, batch)
    if found.status != Status.MAPPING:
        return redirect("activities:batch", found.pk)
    form, layout, common = sheet.form(), Layout.from_plain(found.layout), _common(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        if "refuse" in request.POST:
            batches.refuse(found, staff(request).user.pk)
            return redirect("activities:import")
        layout, errors = columns.chosen(form, layout, request.POST, common)
        if not errors:
            return _read(request, found, layout)
    shown = {"batch": found, "columns": columns.page(form, layout, common, errors), "errors": errors}
    return render(request, "activities/columns.html", shown, status=422 if errors else 200)


def _read(request: HttpRequest, found: Batch, layout: Layout) -> HttpResponse:
    try:
        importing.name_columns(found, layout, staff(request).user)
    except (WorkbookRefused, batches.BatchRefused) as error:
        messages.error(request, str(error))
        return redirect("activities:import")
    return redirect("activities:batch", found.pk)


def _common(request: HttpRequest) -> dict[str, list[str]]:
    """Fields that may be said once for all rows, with the values to choose from."""
    named = programmes.visible_to(staff(request).user).values_list("short_name", flat=True)
    kinds = list(sheet.form().field("kind").choices or [])
    return {"kind": kinds, "lead": [], "place": [], "programmes": list(named)}


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def batch(request: HttpRequest, batch: int) -> HttpResponse:
    found = _one(request, batch)
    if request.method == "POST":
        _act(request, found)
        return redirect("activities:batch", found.pk)
    if found.status == Status.MAPPING:
        return redirect("activities:columns", found.pk)
    if found.is_working:
        answer = render(request, "activities/batch_working.html", {"batch": found})
        answer["Refresh"] = str(LOOK_AGAIN)  # so that the page goes on without a script
        return answer
    rows = preview.preview(found, sheet.form(), request.GET.get("trang"), only_bad=request.GET.get("chi-loi") == "1")
    shown = {"batch": found, "preview": rows, "behind": found.bad + found.doubtful + found.repeated}
    return render(request, "activities/batch.html", shown)


def _act(request: HttpRequest, found: Batch) -> None:
    officer, wanted = staff(request).user, request.POST.get("do", "")
    try:
        if wanted in {"publish", "agree"}:
            done = importing.publish_or_leave(found, officer, agreed=wanted == "agree", leave=True)
        elif wanted == "undo":
            done = importing.undo_or_leave(found, officer)
        elif wanted == "refuse":
            done = batches.refuse(found, officer.pk)
        else:
            raise Http404
    except batches.BatchRefused as error:
        messages.error(request, str(error))
        return
    _tell(request, done)


def _tell(request: HttpRequest, done: Batch) -> None:
    if done.status == Status.PUBLISHED:
        count = grouped(done.rows.filter(live=True).count())
        messages.success(request, _("Đã nhập %(count)s phiếu.") % {"count": count})
    elif done.status == Status.UNDONE:
        messages.success(request, _("Đã hoàn tác cả lần nhập; số liệu trở lại như trước."))
    elif done.status == Status.REFUSED:
        messages.success(request, _("Đã bỏ tệp này; chưa phiếu nào được nhập."))
