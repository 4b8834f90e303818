"""The limits of the law: which there are, what one says, when a term of it ends, and a version read anew."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.audit import versions
from ketnoi.deadlines import actions, calendar, explaining, limits
from ketnoi.deadlines.forms import CountingForm, ReadingForm
from ketnoi.deadlines.limits import Limit
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.ui import dates

LONGEST = 100  # characters of a search
CONFLICT = 409


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All limits by field of law; `q` words they say, `nhom` one field."""
    text, group = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("nhom", "")
    rows = limits.having_words(limits.every(), text)
    shown = [
        (code, name, [one for one in rows if one.group == code])
        for code, name in limits.groups().items()
        if group in {"", code} or group not in limits.groups()
    ]
    context = {
        "text": text,
        "group": group,
        "groups": limits.groups().items(),
        "shown": [one for one in shown if one[2]],
        "day": timezone.localdate(),
    }
    return render(request, "deadlines/index.html", context)


@policy.signed_in
@require_safe
def limit(request: HttpRequest, code: str) -> HttpResponse:
    """One limit with its versions, and a term of it counted from the day that is asked."""
    all_versions = _versions(code)
    today = timezone.localdate()
    asked = CountingForm(request.GET) if "started_on" in request.GET else CountingForm(initial={"started_on": today})
    context: dict[str, Any] = {
        "limit": limits.on(code, today) or all_versions[0],
        "now": limits.on(code, today),
        "versions": all_versions,
        "caveats": limits.caveats(code) if all_versions[0].caveat else [],
        "successors": [limits.newest(one) for one in all_versions[0].successors],
        "form": asked,
        "keeps": authority.keeps_rules(policy.staff(request).post),
    }
    return render(request, "deadlines/limit.html", context | (_counted(asked, code) if asked.is_valid() else {}))


def _counted(asked: CountingForm, code: str) -> dict[str, Any]:
    clock, known = asked.clock(code), calendar.current()
    return {"clock": clock, "end": clock.end(known), "sentence": explaining.sentence(clock, known)}


@policy.roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str) -> HttpResponse:
    """Enter a limit as it was read anew; earlier versions stay for the days they were in force on."""
    acting = policy.staff(request)
    newest = _versions(code)[0]
    if not authority.keeps_rules(acting.post):
        raise Http404
    form = ReadingForm(request.POST or None, kind=newest.kind, initial=_initial(newest))
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        try:
            seen = versions.seen(request)
            actions.change(code, form.reading(), seen, acting.user.pk, acting.post.unit_id)
        except versions.Stale as conflict:
            messages.warning(request, str(conflict))
            newest, status = conflict.current, CONFLICT
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu bản mới; thời hạn bắt đầu trước ngày hiệu lực vẫn tính theo bản cũ."))
            return redirect("deadlines:limit", code)
    context = {"form": form, "limit": newest, "conflict": status == CONFLICT}
    return render(request, "deadlines/change.html", context, status=status)


def _versions(code: str) -> list[Limit]:
    try:
        return limits.versions(code)
    except limits.UnknownLimit as error:
        raise Http404 from error


def _initial(one: Limit) -> dict[str, Any]:
    return {
        "amount": one.amount,
        "measure": one.measure.value,
        "basis": one.basis,
        "article": one.article,
        "effective_from": dates.day(timezone.localdate()),
        "status": one.status.value,
        "source": one.source,
    }
