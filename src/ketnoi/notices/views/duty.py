"""The duty roster: who is on duty now around here, a unit's week, and keeping it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.audit import versions
from ketnoi.deadlines.keeping import By
from ketnoi.notices import duty, hours, rosters
from ketnoi.notices import policy as terms
from ketnoi.notices.duty_forms import DAYS, DayForm, LineForm
from ketnoi.notices.models import DutyLine
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from ketnoi.ui.text import fold

PER_PAGE = 25
LONGEST = 100  # characters of a search
CONFLICT = 409


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Units around that keep a roster, and the own one; `q` words of their names."""
    acting = policy.staff(request)
    text, home = request.GET.get("q", "")[:LONGEST].strip(), policy.home(acting.post.unit)
    rows = duty.around(acting.user).filter(pk__in=DutyLine.objects.filter(ended=False).values("unit"))
    for word in fold(text.replace("\0", " ")).split():
        rows = rows.filter(folded__contains=word)
    page = Paginator(rows.select_related("agency").order_by("agency__order", "folded", "pk"), PER_PAGE)
    shown = page.get_page(request.GET.get("trang"))
    on_duty = duty.on_duty([one.pk for one in shown], timezone.now())
    context = {
        "page": shown,
        "rows": [(one, on_duty.get(one.pk, [])) for one in shown],
        "text": text,
        "home": home,
        "keeps": duty.keeps(acting.post, home),
        "now": timezone.localtime(),
    }
    return render(request, "notices/duty.html", context)


@policy.signed_in
@require_safe
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """The week of one unit's numbers, the days that differ, and when nobody is on duty."""
    found = _unit(request, pk)
    its = duty.lines([found.pk]).get(found.pk, [])
    today = timezone.localdate()
    context = {
        "unit": found,
        "lines": [_shown(one) for one in its],
        "days": DAYS,
        "gaps": duty.gaps(its, today, terms.COVER_DAYS),
        "cover": terms.COVER_DAYS,
        "keeps": duty.keeps(policy.staff(request).post, found),
        "drills": policy.staff(request).post.role == Role.LEAD,
    }
    return render(request, "notices/roster.html", context)


def _shown(one: DutyLine) -> dict[str, Any]:
    changes = [(each, hours.written(each.hours)) for each in one.changes.all()]
    return {"line": one, "week": [hours.written(day) for day in one.week], "changes": changes}


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """A further number of a unit."""
    found = _kept(request, pk)
    form = LineForm(request.POST or None, order=duty.free_order(found.pk))
    if form.is_valid():
        rosters.add(found.pk, form.line(), _by(request))
        messages.success(request, _("Đã thêm số trực."))
        return redirect("duty:unit", found.pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/line.html", {"form": form, "unit": found}, status=status)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a number or its week; the second of two editors sees what stands now."""
    row = _line(request, pk)
    form = LineForm(request.POST or None, line=row)
    context = {"form": form, "unit": row.unit, "line": row, "day_form": DayForm()}
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            rosters.change(row.pk, versions.seen(request), form.line(), _by(request))
        except versions.Stale as conflict:
            messages.warning(request, str(conflict))
            status, context["current"] = CONFLICT, _shown(conflict.current)
            context["line"] = conflict.current
        else:
            messages.success(request, _("Đã lưu số trực."))
            return redirect("duty:unit", row.unit_id)
    return render(request, "notices/line.html", context, status=status)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """The number is called no more."""
    row = _line(request, pk)
    try:
        rosters.end(row.pk, versions.seen(request), _by(request))
    except versions.Stale as conflict:
        messages.warning(request, str(conflict))
        return redirect("duty:line", row.pk)
    messages.success(request, _("Đã thôi dùng số này; các lần gọi trước vẫn được giữ."))
    return redirect("duty:unit", row.unit_id)


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_POST
def day(request: HttpRequest, pk: int) -> HttpResponse:
    """A day that is otherwise than every week, or no longer."""
    row = _line(request, pk)
    form = DayForm(request.POST)
    if not form.is_valid():
        context = {"form": LineForm(line=row), "unit": row.unit, "line": row, "day_form": form}
        return render(request, "notices/line.html", context, status=422)
    said = form.cleaned_data
    try:
        if request.POST.get("viec") == "bo":
            rosters.drop_day(row.pk, versions.seen(request), said["day"], _by(request))
        else:
            rosters.change_day(row.pk, versions.seen(request), said["day"], said["hours"], said["note"], _by(request))
    except versions.Stale as conflict:
        messages.warning(request, str(conflict))
        return redirect("duty:line", row.pk)
    messages.success(request, _("Đã lưu ngày trực."))
    return redirect("duty:unit", row.unit_id)


def _unit(request: HttpRequest, pk: int) -> Unit:
    """A unit around here; what is not is not there."""
    try:
        return duty.around(policy.staff(request).user).select_related("agency").get(pk=pk)
    except (Unit.DoesNotExist, OverflowError) as error:
        raise Http404 from error


def _kept(request: HttpRequest, pk: int) -> Unit:
    found = _unit(request, pk)
    if not duty.keeps(policy.staff(request).post, found):
        raise Http404
    return found


def _line(request: HttpRequest, pk: int) -> DutyLine:
    try:
        row = DutyLine.objects.select_related("unit").get(pk=pk, ended=False)
    except (DutyLine.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    _kept(request, row.unit_id)
    return row


def _by(request: HttpRequest) -> By:
    acting = policy.staff(request)
    return By(acting.user.pk, acting.post.unit_id)
