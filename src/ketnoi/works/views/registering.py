"""Register a work, correct it, take it back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import ReasonForm
from ketnoi.registers.queries import keepers
from ketnoi.works import actions
from ketnoi.works import entry as entries
from ketnoi.works.enums import COUNTING, Verb
from ketnoi.works.forms import WorkForm
from ketnoi.works.models import Work
from ketnoi.works.policy import WRITERS
from ketnoi.works.states import NotPossible
from ketnoi.works.views.access import doable, doer, page, shown, step


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    post = staff(request).post
    units = keepers(post, entries.today())
    form = WorkForm(
        request.POST or None, initial={"version": 0, "unit": units[0].pk if units else None}, units=units, post=post
    )
    if form.is_valid():
        try:
            made = actions.register(form.entry(), **doer(request))
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã đăng ký; chờ cấp trên duyệt."))
            return redirect(page(made))
    return _page(request, form, {})


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.CORRECT)
    entry = entries.of(found)
    initial = {"version": found.version}
    form = WorkForm(request.POST or None, initial=initial, units=[found.unit], post=staff(request).post, entry=entry)
    if found.status in COUNTING:
        form.fields["reason"] = ReasonForm.base_fields["reason"]
    told: dict[str, Any] = {"work": found}
    if form.is_valid():
        try:
            saved = actions.correct(found, form.entry(), form.why, form.cleaned_data["version"], **doer(request))
        except versions.Stale as conflict:
            return _page(request, form, told | {"theirs": _theirs(form, conflict)}, status=409)
        except NotPossible as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.refuse(error)
        else:
            messages.success(request, _("Đã lưu."))
            return redirect(page(saved))
    return _page(request, form, told)


def _theirs(form: WorkForm, conflict: versions.Stale) -> list[tuple[str, str, str]]:
    """[(field, what this editor wrote, what the other one saved)] where they differ."""
    form.add_error(None, str(conflict))
    form.seen(conflict.current.version)
    mine, other = form.entry(), entries.of(conflict.current)
    said, stands = entries.shown(mine), entries.shown(other)
    return [(str(entries.LABELS[one]), said[one], stands[one]) for one in entries.differing(mine, other)]


def _page(request: HttpRequest, form: WorkForm, told: dict[str, Any], status: int = 0) -> HttpResponse:
    status = status or (422 if form.is_bound else 200)
    return render(request, "works/form.html", told | {"form": form}, status=status)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.WITHDRAW)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> Work:
        return actions.withdraw(found, said["reason"], said["version"], **doer(request))

    lede = _("Đăng ký chưa duyệt được rút lại; vẫn xem được cùng lý do.")
    return step(request, form, act, shown(found, _("Rút đăng ký"), lede, danger=True), found)
