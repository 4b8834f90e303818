"""What conferences concluded, as tasks: the list of a programme, one task, a step of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.officers import policy
from ketnoi.orgs import queries as orgs
from ketnoi.programmes import conclusions, conference_forms, following, queries
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import UNSIGNED, TaskState, TaskVerb
from ketnoi.programmes.models import Task
from ketnoi.programmes.views import frame


@policy.signed_in
@require_GET
def tasks(request: HttpRequest, slug: str) -> HttpResponse:
    """Every task of the programme's conferences, and the conferences themselves."""
    programme = frame.opened(request, slug)
    staff = policy.staff(request)
    found = following.followed(following.tasks(programme), staff.user, staff.post, timezone.localdate())
    states = Counter(one.task.state for one in found)
    return frame.page(
        request, programme, "tasks", title=_("Nhiệm vụ sau hội nghị"), tasks=found,
        open=states[TaskState.OPEN], done=states[TaskState.DONE], late=sum(one.late > 0 for one in found),
        conferences=list(programme.conferences.all()),
        may_hold=may.may_edit(staff.post, programme) and programme.status not in UNSIGNED,
    )  # fmt: skip


@policy.signed_in
@require_http_methods(["GET", "POST"])
def task(request: HttpRequest, number: int) -> HttpResponse:
    """One task with its steps; who may move it does so here."""
    staff = policy.staff(request)
    one = get_object_or_404(
        Task.objects.select_related("unit__agency", "conference__chair"),
        pk=number, conference__in=following.conferences(staff.user),
    )  # fmt: skip
    verbs = following.verbs(staff.post, one)
    if request.method == "GET":
        form = conference_forms.StepForm(verbs=verbs, initial={"version": one.version}) if verbs else None
        return _task(request, one, form)
    if not verbs:
        raise Http404
    return _moved(request, one, conference_forms.StepForm(request.POST, verbs=verbs))


def _moved(request: HttpRequest, one: Task, form: conference_forms.StepForm) -> HttpResponse:
    if not form.is_valid():
        return _task(request, one, form, 422)
    staff, said = policy.staff(request), form.cleaned_data
    doing = conclusions.Doing(
        TaskVerb(said["verb"]), said["version"], staff.user.pk, policy.home(staff.post.unit).pk, said["note"],
        said.get("due_on") if said["verb"] == TaskVerb.EXTEND else None,
    )  # fmt: skip
    try:
        conclusions.move(one.pk, doing, timezone.localdate())
    except ValidationError as refusal:
        form.add_error("due_on" if said["verb"] == TaskVerb.EXTEND else None, refusal)
        return _task(request, one, form, 422)
    except conclusions.Moved as moved:
        return _task(request, moved.task, form, 409, overtaken=moved.task.version)
    messages.success(request, _("Đã ghi."))
    return redirect("programmes:task", one.pk)


def _task(
    request: HttpRequest, one: Task, form: conference_forms.StepForm | None, status: int = 200, **shown: Any
) -> HttpResponse:
    staff, steps = policy.staff(request), list(one.steps.all())
    late = following.followed([one], staff.user, staff.post, timezone.localdate())[0].late
    programmes = one.conference.programmes.filter(pk__in=queries.visible_to(staff.user))
    names = orgs.names({step.unit for step in steps})
    told = [{"step": step, "unit": names.get(step.unit, "")} for step in steps]
    context = {"task": one, "late": late, "steps": told, "form": form, "programmes": programmes}
    return render(request, "programmes/task.html", context | shown, status=status)
