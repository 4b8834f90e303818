"""Conferences: write one down, see what it concluded, give out tasks."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.programmes import conclusions, conference_forms, following, queries
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import UNSIGNED
from ketnoi.programmes.models import Conference, Programme


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A conference on programmes chaired by the post's organisation; `chuong-trinh` is ticked beforehand."""
    staff = policy.staff(request)
    chair = policy.home(staff.post.unit)
    chaired = Programme.objects.filter(chair=chair).exclude(status__in=UNSIGNED)
    ticked = [one.pk for one in chaired if one.slug == request.GET.get("chuong-trinh")]
    form = conference_forms.ConferenceForm(request.POST or None, chaired=chaired, initial={"programmes": ticked})
    if form.is_valid():
        try:
            held = conclusions.hold(chair, form.gathering(), staff.user.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("programmes:conference", held.pk)
    shown = {"form": form, "some": bool(chaired)}
    return render(request, "programmes/conference_new.html", shown, status=422 if form.is_bound else 200)


@policy.signed_in
@require_GET
def conference(request: HttpRequest, number: int) -> HttpResponse:
    return _page(request, _found(request, number))


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_POST
def assign(request: HttpRequest, number: int) -> HttpResponse:
    """Give out one conclusion as a task."""
    held, staff = _found(request, number), policy.staff(request)
    if not may.may_conclude(staff.post, held):
        raise Http404
    form = conference_forms.TaskForm(request.POST, units=following.assignable(held))
    if form.is_valid():
        said, by = form.cleaned_data, policy.home(staff.post.unit).pk
        try:
            conclusions.assign(held.pk, said["text"], said["unit"], said["due_on"], actor=staff.user.pk, by_unit=by)
        except ValidationError as refusal:
            form.add_error("due_on", refusal)
        else:
            messages.success(request, _("Đã giao việc."))
            return redirect("programmes:conference", number)
    return _page(request, held, form, 422)


def _found(request: HttpRequest, number: int) -> Conference:
    seen = following.conferences(policy.staff(request).user)
    return get_object_or_404(seen.select_related("chair__agency"), pk=number)


def _page(
    request: HttpRequest, held: Conference, form: conference_forms.TaskForm | None = None, status: int = 200
) -> HttpResponse:
    staff = policy.staff(request)
    if form is None and may.may_conclude(staff.post, held):
        form = conference_forms.TaskForm(units=following.assignable(held))
    tasks = list(held.tasks.select_related("unit__agency", "conference"))
    shown = {
        "conference": held,
        "programmes": held.programmes.filter(pk__in=queries.visible_to(staff.user)),
        "tasks": following.followed(tasks, staff.user, staff.post, timezone.localdate()),
        "form": form,
    }
    return render(request, "programmes/conference.html", shown, status=status)
