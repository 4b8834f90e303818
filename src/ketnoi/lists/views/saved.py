"""Give a list under its conditions a name, open it again, share it in the unit."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.lists import actions, queries, sheets
from ketnoi.lists.forms import ViewForm
from ketnoi.lists.models import SavedView
from ketnoi.lists.views.access import doer, opened, page_of, question
from ketnoi.officers import policy
from ketnoi.officers.policy import staff


@require_safe
@policy.signed_in
def visit(request: HttpRequest, uuid: UUID) -> HttpResponse:
    view = _mine(request, uuid)
    return redirect(page_of(opened(request, view.table), view.query))


@require_http_methods(["GET", "POST"])
@policy.signed_in
def save(request: HttpRequest, table: str) -> HttpResponse:
    """Save what the address asks, under the name that is sent."""
    here = opened(request, table)
    asked = question(request, here)
    form = ViewForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.save_view(here, said["name"], asked.query(), doer(request), shared=said["shared"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu danh sách “%(name)s”.") % {"name": said["name"]})
            return redirect(page_of(here, asked.query()))
    shown = {"form": form, "table": here, "back": page_of(here, asked.query()), "scope": sheets.scope(asked)}
    return render(request, "lists/save.html", shown, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@policy.signed_in
def change(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Rename a saved view, share it or keep it to oneself."""
    view = _changeable(request, uuid)
    here = opened(request, view.table)
    form = ViewForm(request.POST or None, initial={"name": view.name, "shared": view.unit_id is not None})
    if form.is_valid():
        try:
            actions.change_view(view, form.cleaned_data["name"], doer(request), shared=form.cleaned_data["shared"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(page_of(here, view.query))
    shown = {"form": form, "table": here, "view": view, "back": page_of(here, view.query)}
    return render(request, "lists/save.html", shown, status=422 if form.is_bound else 200)


@require_POST
@policy.signed_in
def remove(request: HttpRequest, uuid: UUID) -> HttpResponse:
    view = _changeable(request, uuid)
    actions.remove_view(view, doer(request))
    messages.success(request, _("Đã bỏ danh sách lưu “%(name)s”. Các phiếu vẫn còn nguyên.") % {"name": view.name})
    return redirect(page_of(opened(request, view.table), ""))


def _mine(request: HttpRequest, uuid: UUID) -> SavedView:
    acting = staff(request)
    return get_object_or_404(queries.views(acting.user, acting.post), uuid=uuid)


def _changeable(request: HttpRequest, uuid: UUID) -> SavedView:
    view = _mine(request, uuid)
    if not queries.may_change(view, staff(request).user, staff(request).post):
        raise Http404
    return view
