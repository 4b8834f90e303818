"""Say that a plan took place; withdraw an activity with a reason."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.activities import actions
from ketnoi.activities.enums import Verb
from ketnoi.activities.forms import ReasonForm
from ketnoi.activities.models import Activity
from ketnoi.activities.views.access import WRITERS, changeable, doer
from ketnoi.audit import versions
from ketnoi.officers import policy


@require_POST
@policy.roles(*WRITERS)
def hold(request: HttpRequest, uuid: UUID) -> HttpResponse:
    activity = changeable(request, uuid, Verb.HOLD)
    try:
        actions.hold(activity, versions.seen(request), **doer(request))
    except (versions.Stale, actions.NotPossible) as error:
        messages.warning(request, str(error))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã báo diễn ra. Còn phải ghi số người dự."))
    return redirect("activities:detail", uuid)


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    activity = changeable(request, uuid, Verb.WITHDRAW)
    form = ReasonForm(request.POST or None, initial={"version": activity.version})
    if form.is_valid():
        _withdraw(request, activity, form)
        return redirect("activities:detail", uuid)
    shown = {"form": form, "activity": activity}
    return render(request, "activities/withdraw.html", shown, status=422 if form.is_bound else 200)


def _withdraw(request: HttpRequest, activity: Activity, form: ReasonForm) -> None:
    said = form.cleaned_data
    try:
        actions.withdraw(activity, said["reason"], said["version"], **doer(request))
    except (versions.Stale, actions.NotPossible) as error:
        messages.warning(request, _("%(what)s Hãy xem lại trước khi rút.") % {"what": error})
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã rút phiếu; số liệu không còn tính phiếu này."))
