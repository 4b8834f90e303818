"""The list of reports, and starting a new one."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnoi.lists import listing as lists
from ketnoi.officers import policy
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.models import Programme
from ketnoi.reports import actions, queries
from ketnoi.reports.forms import NewForm
from ketnoi.reports.table import TABLE


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    staff = policy.staff(request)
    may = {"may_start": staff.post.role in queries.EDITORS, "may_set": staff.post.role in queries.HEADS}
    return render(request, "reports/index.html", {"list": lists.of(request, TABLE), **may})


@policy.roles(*queries.EDITORS)
def new(request: HttpRequest) -> HttpResponse:
    """Choose a programme (`?chuong-trinh=` its slug), then the outline and the period."""
    slug = request.GET.get("chuong-trinh", "")
    offered = programmes.visible_to(policy.staff(request).user)
    if not slug:
        return render(request, "reports/choose_programme.html", {"programmes": offered})
    programme = get_object_or_404(offered, slug=slug)
    form = NewForm(request.POST or None, initial={"starts_on": programme.starts_on, "ends_on": programme.ends_on})
    if request.method == "POST" and form.is_valid():
        return _start(request, programme, form)
    return render(request, "reports/new.html", {"form": form, "programme": programme})


def _start(request: HttpRequest, programme: Programme, form: NewForm) -> HttpResponse:
    staff, wanted = policy.staff(request), form.cleaned_data
    unit = policy.home(staff.post.unit)
    period = (wanted["starts_on"], wanted["ends_on"])
    report = actions.start(programme, unit, wanted["outline"], period, actor=staff.user.pk)
    messages.success(request, _("Đã tạo dự thảo. Số trong câu tự cập nhật cho đến khi chốt."))
    return redirect("reports:report", report.uuid)
