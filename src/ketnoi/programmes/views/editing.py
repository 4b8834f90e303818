"""Make a programme, and change one; whoever saves second sees both versions before anything is overwritten."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseFormSet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from ketnoi.programmes import actions, comparing, forms, queries, target_forms
from ketnoi.programmes import policy as may
from ketnoi.programmes.models import Programme
from ketnoi.programmes.views.programme import found

TARGETS = "chi-tieu"


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Make a programme chaired by the unit of the post."""
    chair = policy.home(policy.staff(request).post.unit)
    form, targets = _bound(request, chair, None)
    if request.method == "POST" and form.is_valid() and targets.is_valid():
        try:
            made = actions.create(form.draft(target_forms.rows_of(targets)), actor=policy.staff(request).user.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            return redirect("programmes:programme", made.slug)
    return _page(request, form, targets, title=_("Thêm chương trình phối hợp"))


@policy.roles(Role.LEAD, Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change a programme; to anybody but its chairing unit the page does not exist."""
    staff = policy.staff(request)
    programme = found(staff.user, slug)
    if not may.may_edit(staff.post, programme):
        raise Http404
    form, targets = _bound(request, programme.chair, programme)
    shown: dict[str, Any] = {"title": _("Sửa chương trình"), "programme": programme}
    if request.method == "POST" and form.is_valid() and targets.is_valid():
        rows = target_forms.rows_of(targets)
        try:
            actions.change(programme.pk, form.draft(rows), form.cleaned_data["version"] or 0, actor=staff.user.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except versions.Stale as stale:
            shown["differences"] = comparing.differences(form, rows, stale.current)
            shown["version"] = stale.current.version
        else:
            return redirect("programmes:programme", programme.slug)
    return _page(request, form, targets, **shown)


def _bound(
    request: HttpRequest, chair: Unit, programme: Programme | None
) -> tuple[forms.ProgrammeForm, BaseFormSet[target_forms.TargetForm]]:
    data = request.POST if request.method == "POST" else None
    first = forms.initial(programme) if programme else {}
    rows = target_forms.shown_targets(programme) if programme else []
    near = queries.visible_to(policy.staff(request).user)
    form = forms.ProgrammeForm(data, initial=first, chair=chair, near=near, programme=programme)
    return form, target_forms.TargetFormSet(data, initial=rows, prefix=TARGETS)


def _page(request: HttpRequest, form: forms.ProgrammeForm, targets: Any, **shown: Any) -> HttpResponse:
    """The form; `version` is the one that the next save will be held against."""
    status = 200 if request.method == "GET" else 409 if "differences" in shown else 422
    context = {"form": form, "targets": targets, "version": form["version"].value()} | shown
    return render(request, "programmes/edit.html", context, status=status)
