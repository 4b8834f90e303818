"""The breach register, the retention schedule, and what is disposed of: open to those who sit at the unit's desk."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.audit import versions
from ketnoi.deadlines import running, showing
from ketnoi.officers import policy as doors
from ketnoi.officers import reading
from ketnoi.officers.models import Post
from ketnoi.privacy import breaches, clocks, desk, retention
from ketnoi.privacy.enums import BreachState, DataKind
from ketnoi.privacy.forms import BreachForm, CloseForm, TellForm
from ketnoi.privacy.models import Breach, Disposal
from ketnoi.vault import freshness

CONFLICT = 409


def _desk_post(request: HttpRequest) -> Post:
    """The post of somebody at the desk; for others there is no such page."""
    post = doors.staff(request).post
    if not desk.sits(post):
        raise Http404
    return post


@require_http_methods(["GET", "POST"])
@doors.protected
def breach_list(request: HttpRequest) -> HttpResponse:
    """All breaches of the desk, and a form for one just found."""
    post = _desk_post(request)
    form = BreachForm(request.POST or None, initial={"found_on": timezone.localdate()})
    if form.is_valid():
        try:
            return redirect("privacy:breach", breaches.enter(form.found(), post).uuid)
        except ValidationError as error:
            form.add_error(None, error)
    rows = [{"breach": one, "kinds": _kinds(one)} for one in desk.breaches(doors.staff(request).user)]
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/breaches.html", {"form": form, "rows": rows}, status=status)


@require_safe
@doors.protected
def breach(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One breach: what is known, its clock, whom it was told, what comes next."""
    return render(request, "privacy/breach.html", _page(request, _found(request, code)))


def _found(request: HttpRequest, code: uuid.UUID) -> Breach:
    _desk_post(request)
    return get_object_or_404(desk.breaches(doors.staff(request).user), uuid=code)


def _kept(request: HttpRequest, code: uuid.UUID) -> Breach:
    """One whose register is kept in the post he acts under; one of another desk of his is only read."""
    found = _found(request, code)
    if not desk.keeps(doors.staff(request).post, found.unit_id):
        raise Http404
    return found


def _kinds(found: Breach) -> list[str]:
    names = dict(DataKind.choices)
    return [str(names[kind]) for kind in found.kinds]


def _page(
    request: HttpRequest, found: Breach, tell: TellForm | None = None, close: CloseForm | None = None
) -> dict[str, Any]:
    """What was typed is opened; that it was read stands in the journal before the answer."""
    runs, keeps = found.state != BreachState.CLOSED, desk.keeps(doors.staff(request).post, found.unit_id)
    told = list(found.told.select_related("data_key"))
    words, *numbers = reading.typed(request, clocks.BREACH, found.uuid, found, *told)
    return {
        "breach": found,
        "words": words,
        "kinds": _kinds(found),
        "told": [{"row": one, "number": said["number"]} for one, said in zip(told, numbers, strict=True)],
        "clocks": showing.shown(running.of(clocks.BREACH, [found.pk]).get(found.pk, []), timezone.now()),
        "open": runs and keeps,
        "elsewhere": runs and not keeps,
        "tell_form": tell or TellForm(initial={"told_on": timezone.localdate()}),
        "close_form": close or CloseForm(),
    }


@require_POST
@doors.protected
def tell(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Note whom the breach was told."""
    found, form, post = _kept(request, code), TellForm(request.POST), doors.staff(request).post
    if form.is_valid():
        said = form.cleaned_data
        try:
            at = form.moment("told_on", "told_time")
            breaches.tell(found, said["whom"], at, said["number"], post, versions.seen(request))
            return redirect("privacy:breach", found.uuid)
        except ValidationError as error:
            form.add_error(None, error)
        except versions.Stale as stale:
            return _stale(request, found, stale, tell=form)
    return render(request, "privacy/breach.html", _page(request, found, tell=form), status=422)


@require_POST
@doors.protected
def close(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Close the breach with what was learned."""
    found, form, post = _kept(request, code), CloseForm(request.POST), doors.staff(request).post
    if form.is_valid():
        try:
            breaches.close(found, form.cleaned_data["lessons"], post, versions.seen(request))
            return redirect("privacy:breach", found.uuid)
        except ValidationError as error:
            form.add_error(None, error)
        except versions.Stale as stale:
            return _stale(request, found, stale, close=form)
    return render(request, "privacy/breach.html", _page(request, found, close=form), status=422)


def _stale(request: HttpRequest, found: Breach, stale: versions.Stale, **typed: Any) -> HttpResponse:
    """What stands now, and what was typed beside it."""
    messages.warning(request, str(stale))
    found.refresh_from_db()
    return render(request, "privacy/breach.html", _page(request, found, **typed), status=CONFLICT)


@require_safe
@doors.protected
def keeping(request: HttpRequest) -> HttpResponse:
    """The schedule, what is past its time in the unit, and what was decided about it."""
    post = _desk_post(request)
    due = retention.due(post.unit)
    context = {
        "schedule": retention.schedule().values(),
        "due": [(retention.schedule()[kind], len(keys)) for kind, keys in due.items()],
        "disposals": [
            {
                "disposal": one,
                "name": retention.schedule()[one.kind].name,
                "own": one.proposed_by == post.officer_id,
                "reason": reading.typed(request, retention.OBJECT, one.uuid, one)[0]["reason"],
            }
            for one in _disposals(request)
        ],
        "unit": post.unit,
    }
    return render(request, "privacy/retention.html", context)


def _disposals(request: HttpRequest) -> list[Disposal]:
    rows = list(desk.disposals(doors.staff(request).user).select_related("data_key"))
    freshness.check([one for one in rows if one.data_key_id])
    return rows


@require_POST
@doors.protected
def propose(request: HttpRequest) -> HttpResponse:
    """Propose what is past its time; nothing is destroyed yet."""
    post = _desk_post(request)
    try:
        retention.propose(post.unit, request.POST.get("kind", ""), post)
        messages.success(request, _("Đã đề nghị hủy. Người khác của bộ phận xem và duyệt."))
    except ValidationError as error:
        messages.warning(request, "; ".join(error.messages))
    return redirect("privacy:retention")


@require_POST
@doors.stepped_up
def decide(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Approve or refuse what somebody else proposed."""
    post = _desk_post(request)
    found = get_object_or_404(desk.disposals(doors.staff(request).user), uuid=code)
    try:
        if request.POST.get("decision") == "approve":
            retention.approve(found, post)
        else:
            retention.refuse(found, post, request.POST.get("reason", ""))
        messages.success(request, _("Đã ghi quyết định."))
    except PermissionDenied as denied:
        raise Http404 from denied
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    except ValidationError as error:
        messages.warning(request, "; ".join(error.messages))
    return redirect("privacy:retention")
