"""Correct an activity with a reason; two editors at once are settled in front of the second one."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.activities import actions, conflicts, snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Verb
from ketnoi.activities.forms import CorrectionForm
from ketnoi.activities.models import Activity
from ketnoi.activities.views.access import WRITERS, changeable, doer
from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.officers.policy import staff
from ketnoi.ui.numbers import plain

THEIRS = "theirs"
CHOICE = "keep_"
LEFT_OUT = {"csrfmiddlewaretoken", "version", "settled"}


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    activity = changeable(request, uuid, Verb.CORRECT)
    form = CorrectionForm(
        request.POST or None, staff(request).post, snapshots.current(activity), status=activity.status
    )
    form.initial["version"] = activity.version
    if form.is_valid() and form.entry:
        return _saved(request, activity, form, form.entry)
    shown = {"form": form, "activity": activity, "kind": activity.kind}
    return render(request, "activities/correct.html", shown, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, activity: Activity, form: CorrectionForm, entered: Entry) -> HttpResponse:
    """Save what was entered; what was chosen to stay as the other editor has it is taken from there.

    Two versions that are right by themselves may be wrong together: then the choice is asked again.
    """
    mine, version = entered, form.cleaned_data["version"]
    if plain(request.POST.get("settled", "")) == activity.version:
        chosen = {key.removeprefix(CHOICE) for key, value in request.POST.items() if value == THEIRS}
        known = set(Entry.__dataclass_fields__)
        mine, version = conflicts.merged(mine, snapshots.current(activity), chosen & known), activity.version
    try:
        actions.correct(activity, mine, form.cleaned_data["reason"], version, **doer(request))
    except versions.Stale as conflict:
        return _settle(request, conflict.current, version, entered)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return _settle(request, activity, form.cleaned_data["version"], entered)
    except actions.NotPossible as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, _("Đã đính chính; bản cũ vẫn xem được trong lịch sử."))
    return redirect("activities:detail", activity.uuid)


def _settle(request: HttpRequest, theirs: Activity, version: int, mine: Entry) -> HttpResponse:
    """Both versions side by side. What I typed goes along unseen, so that nothing is lost."""
    base = snapshots.entry(get_object_or_404(theirs.revisions, number=version).snapshot)
    last = theirs.revisions.get(number=theirs.version)
    typed = [(name, value) for name in request.POST for value in request.POST.getlist(name) if _typed(name)]
    shown = {
        "activity": theirs,
        "version": version,
        "fields": conflicts.fields(base, mine, snapshots.current(theirs)),
        "typed": typed,
        "last": last,
        "editor": Officer.objects.filter(pk=last.actor).values_list("name", flat=True).first(),
    }
    return render(request, "activities/conflict.html", shown, status=409)


def _typed(name: str) -> bool:
    return name not in LEFT_OUT and not name.startswith(CHOICE)
