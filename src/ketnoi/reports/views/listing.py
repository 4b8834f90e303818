"""The list of reports, and starting a new one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnoi.figures import catalogue
from ketnoi.lists import listing as lists
from ketnoi.officers import policy
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.reports import actions, queries, starting
from ketnoi.reports.forms import NewForm
from ketnoi.reports.starting import Period, Subject
from ketnoi.reports.table import TABLE


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    staff = policy.staff(request)
    may = {"may_start": staff.post.role in queries.EDITORS, "may_set": staff.post.role in queries.HEADS}
    return render(request, "reports/index.html", {"list": lists.of(request, TABLE), **may})


@policy.roles(*queries.EDITORS)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a programme (`?chuong-trinh=` its slug) or all work (`?toan-bo=1`), then the outline and the period."""
    slug = request.GET.get("chuong-trinh", "")
    offered = programmes.visible_to(policy.staff(request).user)
    if not slug and not request.GET.get("toan-bo"):
        return render(request, "reports/choose_programme.html", {"programmes": offered})
    programme = get_object_or_404(offered, slug=slug) if slug else None
    usual = dict(zip(("starts_on", "ends_on"), _usual(programme), strict=True))
    form = NewForm(request.POST or None, initial=usual, programme=programme is not None)
    context = {"form": form, "programme": programme, "unit": policy.home(policy.staff(request).post.unit)}
    if request.method == "POST":
        begun = _started(request, programme, form) if form.is_valid() else None
        return begun or render(request, "reports/new.html", context, status=422)
    return render(request, "reports/new.html", context)


def _usual(programme: Programme | None) -> Period:
    """The programme's own days; without one, the month that has ended."""
    if programme is not None:
        return programme.starts_on, programme.ends_on
    return starting.last_over(1, timezone.localdate())


def _started(request: HttpRequest, programme: Programme | None, form: NewForm) -> HttpResponse | None:
    """Lead to the draft; None with what is wrong in the form where there can be none."""
    staff, wanted = policy.staff(request), form.cleaned_data
    topic = catalogue.category("topic", wanted["topic"]) if wanted["topic"] else None
    about = Subject(programme, topic)
    period = (wanted["starts_on"], wanted["ends_on"])
    try:
        report = actions.start(about, policy.home(staff.post.unit), wanted["outline"], period, staff.user.pk)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("Đã tạo dự thảo. Số trong câu tự cập nhật cho đến khi chốt."))
    return redirect("reports:report", report.uuid)
