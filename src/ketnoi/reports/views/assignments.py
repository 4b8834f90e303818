"""What the officer's unit was asked to write for reports of others: the list, and the page where it is written."""

from __future__ import annotations

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnoi.audit import versions
from ketnoi.figures import catalogue
from ketnoi.lists import listing as lists
from ketnoi.officers import policy
from ketnoi.officers.queries import names as officer_names
from ketnoi.reports import assigning, contributions
from ketnoi.reports.assigned_table import TABLE
from ketnoi.reports.contribution_forms import ContributionForm
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Assignment
from ketnoi.reports.tokens import TokenError

SEND = "gui"


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "reports/assignments.html", {"list": lists.of(request, TABLE)})


@policy.signed_in
def assignment(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Read by both sides; written by the unit that was asked, until it has sent."""
    staff = policy.staff(request)
    row = get_object_or_404(contributions.visible_to(staff.user), uuid=uuid)
    writes = contributions.writable_in(staff.post).filter(pk=row.pk).exists()
    is_open = writes and row.state in assigning.OWED and row.report.stage == Stage.DRAFT
    if request.method != "POST":
        form = ContributionForm(initial={"text": row.text, "version": row.version}) if is_open else None
        return render(request, "reports/assignment.html", _context(row, form, own=writes))
    form = ContributionForm(request.POST)
    if not is_open and writes and request.POST.get("text"):
        return _late(request, row)
    if not is_open:
        messages.error(request, _("Phần viết này không còn chờ đơn vị viết. Chưa có gì thay đổi."))
        return redirect("reports:assignment", row.uuid)
    if form.is_valid():
        try:
            return _saved(request, row, form)
        except versions.Stale as conflict:
            return _conflict(request, form, conflict.current)
        except ValidationError as error:
            form.add_error("text", error.messages)
        except TokenError as error:
            form.add_error("text", str(error))
    return render(request, "reports/assignment.html", _context(row, form, own=True), status=422)


def _saved(request: HttpRequest, row: Assignment, form: ContributionForm) -> HttpResponse:
    send = request.POST.get("viec") == SEND
    said = form.cleaned_data
    assigning.write(row, said["text"], said["version"], policy.staff(request).user.pk, send=send)
    messages.success(request, _("Đã gửi.") if send else _("Đã lưu, chưa gửi."))
    return redirect("reports:assignment", row.uuid)


def _conflict(request: HttpRequest, form: ContributionForm, theirs: Assignment) -> HttpResponse:
    """Show both: what the other wrote, and what this writer typed, to be saved knowingly."""
    mine = ContributionForm(initial={"text": form.cleaned_data["text"], "version": theirs.version})
    context = _context(theirs, mine, own=True) | {"theirs": theirs}
    return render(request, "reports/assignment.html", context, status=409)


def _late(request: HttpRequest, row: Assignment) -> HttpResponse:
    """Nothing is waited for any more, mostly because a colleague has sent it: show that, and what was typed."""
    context = _context(row, None, own=True) | {"mine": request.POST["text"]}
    return render(request, "reports/assignment.html", context, status=409)


def _context(row: Assignment, form: ContributionForm | None, *, own: bool) -> dict[str, Any]:
    """`own`: the reader's unit writes it, and sees what it has not sent yet; who asked sees what was sent."""
    steps = list(row.steps.all())
    names = officer_names(step.actor for step in steps)
    shown = assigning.contributed(row.text, row.unit_id) if own else row.sent_text
    return {
        "row": row,
        "form": form,
        "own": own,
        "late": row.is_late(timezone.localdate()),
        "blocks": contributions.read(row, shown),
        "steps": [(step, names.get(step.actor or 0, "")) for step in steps],
        "indicators": catalogue.offered() if form else [],
    }
