"""Steps of a release: before the leader, back, signed, dropped, withdrawn."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ketnoi.audit import versions
from ketnoi.figures.models import Release
from ketnoi.figures.released import actions, policy
from ketnoi.figures.released.actions import Step
from ketnoi.figures.released.forms import ReasonForm
from ketnoi.figures.released.views.pages import page, visible
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post

STALE = gettext_lazy("Bảng này vừa có người khác xử lý. Trang dưới đây là bản mới nhất.")
May = Callable[[Post, Release], bool]


@require_POST
@doors.protected
@doors.roles(Role.LEAD, Role.ANALYST)
def ask(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Put the draft before the leader."""
    return _taken(request, code, policy.works_on, actions.ask, gettext_lazy("Đã trình ký."))


@require_POST
@doors.protected
@doors.roles(Role.LEAD, Role.ANALYST)
def drop(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Give the draft up."""
    return _taken(request, code, policy.works_on, actions.drop, gettext_lazy("Đã bỏ dự thảo."))


@require_POST
@doors.stepped_up
@doors.roles(Role.LEAD)
def sign(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Sign and publish."""
    return _taken(request, code, policy.signs, actions.sign, gettext_lazy("Đã ký công bố."))


@require_POST
@doors.protected
@doors.roles(Role.LEAD)
def send_back(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Not yet: back to who drew it up, with the reason."""
    step = partial(actions.send_back, reason=request.POST.get("reason", ""))
    return _taken(request, code, policy.signs, step, gettext_lazy("Đã trả lại."))


@require_POST
@doors.stepped_up
@doors.roles(Role.LEAD)
def withdraw(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """No longer in force, with the reason."""
    step = partial(actions.withdraw, reason=request.POST.get("reason", ""))
    return _taken(request, code, policy.leads, step, gettext_lazy("Đã thu hồi."))


def _taken(
    request: HttpRequest, code: uuid.UUID, may: May, take: Callable[[Release, Step], object], done: Promise
) -> HttpResponse:
    acting = doors.staff(request)
    release = visible(acting.user, code)
    if not may(acting.post, release):
        raise Http404
    try:
        take(release, Step(acting.post, versions.seen(request)))
    except versions.Stale:
        messages.warning(request, STALE)
    except actions.NotProvedAgain as refused:
        messages.warning(request, str(refused))
    except ValidationError as error:
        messages.warning(request, "; ".join(error.messages))
        typed = {"form": ReasonForm(request.POST)} if "reason" in request.POST else {}
        return render(request, "figures/released/release.html", page(release, acting.post) | typed, status=422)
    else:
        messages.success(request, str(done))
    release.refresh_from_db()
    shown = policy.visible_to(acting.user).filter(pk=release.pk).exists()
    return redirect("figures:release", release.uuid) if shown else redirect("figures:releases")
