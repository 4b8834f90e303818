"""The days off of a year, and what the centre decided besides."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.deadlines import actions, calendar
from ketnoi.deadlines.forms import DayForm
from ketnoi.deadlines.models import DayOverride
from ketnoi.officers import authority, policy
from ketnoi.ui.numbers import plain

FIRST, LAST = 2019, 2030  # years the calendar is checked for


@policy.signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def days(request: HttpRequest) -> HttpResponse:
    """The days of `nam`; who keeps the calendar decides on one here."""
    acting = policy.staff(request)
    if request.method == "POST" and not authority.keeps_rules(acting.post):
        raise Http404
    year = plain(request.GET.get("nam", "")) or timezone.localdate().year
    year = min(max(year, FIRST), LAST)
    form = DayForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        seen = versions.seen(request)
        try:
            actions.decide_day(form.decision(), seen, acting.user.pk, acting.post.unit_id)
        except versions.Stale as conflict:
            messages.warning(request, str(conflict))
            status = 409
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu ngày này; mọi thời hạn đang tính được tính lại."))
            page = redirect("deadlines:days")
            page["Location"] += f"?nam={form.cleaned_data['day'].year}"
            return page
    return render(request, "deadlines/days.html", _context(request, form, year), status=status)


def _context(request: HttpRequest, form: DayForm, year: int) -> dict[str, object]:
    decided = DayOverride.objects.filter(day__year=year)
    typed = form.cleaned_data.get("day") if form.is_bound and form.is_valid() else None
    known = DayOverride.objects.filter(day=typed).first() if typed else None
    return {
        "form": form,
        "year": year,
        "years": range(FIRST, LAST + 1),
        "days": calendar.days_off(year),
        "decided": decided,
        "forecast": calendar.is_forecast(dt.date(year, 1, 1)),
        "known": known,
        "keeps": authority.keeps_rules(policy.staff(request).post),
    }
