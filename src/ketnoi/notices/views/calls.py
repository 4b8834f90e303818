"""A call: whom to call now, who was called, and who took it when."""

from __future__ import annotations

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.audit import versions
from ketnoi.deadlines.keeping import By
from ketnoi.notices import call_queries, calls, drills, duty, kinds
from ketnoi.notices.duty_forms import TryForm
from ketnoi.notices.enums import Outcome
from ketnoi.notices.models import Call
from ketnoi.officers import policy, reading, strength
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from ketnoi.ui.numbers import plain

CONFLICT = 409


@policy.roles(*calls.CALLERS)
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """The numbers in order; what came of each call is written down here."""
    found = _call(request, code)
    form = TryForm(request.POST or None)
    status = 422 if request.method == "POST" else 200
    if form.is_valid():
        said = form.cleaned_data
        line, seen = plain(request.POST.get("line", "")) or 0, versions.seen(request)
        try:
            done = calls.tried(found.pk, seen, line, Outcome(said["outcome"]), said["taken_by"], _by(request))
        except versions.Stale as conflict:
            messages.warning(request, str(conflict))
            found, status = _call(request, code), CONFLICT
        except ValidationError as error:
            _told(form, error)
        else:
            messages.success(request, _("Đã ghi: có người nhận tin.") if done.taken_at else _("Đã ghi cuộc gọi."))
            return redirect("duty:call", code)
    return render(request, "notices/call.html", _context(request, found, form), status=status)


@policy.roles(*calls.CALLERS)
@require_POST
def take(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Whoever had to know says that he knows."""
    found, acting = _call(request, code), policy.staff(request)
    if not _takes(request, found):
        raise Http404
    try:
        by = f"{acting.user.name}, {acting.post.title or acting.post.get_role_display()}"
        calls.take(found.pk, versions.seen(request), by[:120], _by(request))
    except versions.Stale as conflict:
        messages.warning(request, str(conflict))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã ghi nhận bạn đã nhận tin."))
    return redirect("duty:call", code)


@policy.roles(Role.LEAD)
@require_POST
def drill(request: HttpRequest, pk: int) -> HttpResponse:
    """Try a unit's numbers before they matter."""
    acting = policy.staff(request)
    try:
        unit = duty.around(acting.user).get(pk=pk)
    except (Unit.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    begun = drills.begin(unit.pk, policy.home(acting.post.unit).pk, _by(request))
    return redirect("duty:call", begun.uuid)


def _context(request: HttpRequest, found: Call, form: TryForm) -> dict[str, Any]:
    listed = [] if found.taken_at else calls.numbers(found, timezone.now())
    kind, officer = kinds.find(found.kind), policy.staff(request).user
    sees = kind is not None and found.object_id in kind.may_still_see(officer, [found.object_id])
    (words,) = reading.typed(request, calls.KIND, found.pk, found)
    return {
        "call": found,
        "taken_by": words["taken_by"],
        "form": form,
        "numbers": listed,
        "next": calls.following(listed),
        "tries": found.tries.select_related("line__unit"),
        "takes": _takes(request, found),
        "address": kind.address(found.object_id) if kind and sees else "",
    }


def _takes(request: HttpRequest, found: Call) -> bool:
    """Whether he acts for the unit that has to know, or one above it; the caller cannot take it for them."""
    post = policy.staff(request).post
    home = policy.home(post.unit)
    if not call_queries.counts(post, found):
        return False
    return home.pk == found.unit_id or found.risen.filter(pk=home.pk).exists()


def _told(form: TryForm, error: ValidationError) -> None:
    """What the action refuses, at its field or over the form."""
    known = hasattr(error, "error_dict")
    for name, said in (error.message_dict if known else {"": error.messages}).items():
        form.add_error(name if name in form.fields else None, said)


def _call(request: HttpRequest, code: uuid.UUID) -> Call:
    found = call_queries.find(policy.staff(request).user, code, partial(strength.has_second_factor, request))
    if found is None:
        raise Http404
    return found


def _by(request: HttpRequest) -> By:
    acting = policy.staff(request)
    return By(acting.user.pk, acting.post.unit_id)
