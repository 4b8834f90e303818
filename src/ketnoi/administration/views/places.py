"""Places: communes of the province and their villages; merged, split, renamed on the strength of a paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.administration import access, effects, history
from ketnoi.administration.forms.places import MergeForm, NameForm, SplitForm, VillageForm
from ketnoi.administration.queries import places_of
from ketnoi.administration.views.form import form_page
from ketnoi.figures import remapping
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.places import actions
from ketnoi.places.models import Kind, Place
from ketnoi.ui.search import beginning_words
from ketnoi.ui.text import fold

ON_A_PAGE = 50
LONGEST = 100


def _place(request: HttpRequest, pk: int) -> Place:
    return get_object_or_404(places_of(access.post_of(request)).named(), pk=pk)


def _commune(request: HttpRequest, pk: int) -> Place:
    """A commune that may be merged or split: at the province and above only."""
    found = _place(request, pk)
    if found.kind != Kind.COMMUNE or not access.keeps_communes(access.post_of(request)):
        raise Http404
    return found


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    """Communes, and villages when something is typed."""
    text = request.GET.get("q", "")[:LONGEST].strip()
    found = places_of(access.post_of(request))
    found = beginning_words(found, text, "folded_name") if fold(text) else found.filter(kind=Kind.COMMUNE)
    rows = found.order_by("kind", "folded", "pk").values_list("pk", "name", "parent__name", "valid_from")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang"))
    return render(request, "administration/places.html", {"page": page, "rows": list(page.object_list), "text": text})


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """One place: what it was called and came from, its villages, what may be done."""
    found = _place(request, pk)
    context = {
        "place": found,
        "villages": found.children.filter(valid_to=None).order_by("folded").values_list("pk", "name"),
        "names": found.former_names.all(),
        "came_from": found.came_from.select_related("old__parent"),
        "changes": found.changes.all(),
        "commune": found.kind == Kind.COMMUNE,
        "keeps": access.keeps_communes(access.post_of(request)),
        "lines": history.of("places.place", pk),
    }
    return render(request, "administration/place.html", context)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename a commune (at the province and above) or a village."""
    found = _place(request, pk)
    if found.kind == Kind.COMMUNE:
        found = _commune(request, pk)
    form = NameForm(request.POST or None, found)
    return _change(request, form, found, _("Đổi tên"), lambda: remapping.rename(
        found, form.named, form.paper, access.actor_of(request)
    ))  # fmt: skip


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Merge a commune with others beside it."""
    found = _commune(request, pk)
    form = MergeForm(request.POST or None, found)

    def act() -> Place:
        others = Place.objects.filter(pk__in=form.cleaned_data["others"])
        return remapping.merge_communes([found, *others], form.named, form.paper, access.actor_of(request))

    return _change(request, form, found, _("Sáp nhập"), act)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """Split a commune into two."""
    found = _commune(request, pk)
    form = SplitForm(request.POST or None, found)

    def act() -> Place:
        lying = dict.fromkeys(form.cleaned_data["villages"], 1)
        return remapping.split_commune(found, form.parts, lying, form.paper, access.actor_of(request))[0]

    return _change(request, form, found, _("Chia tách"), act)


def _change(request: HttpRequest, form: Any, found: Place, title: str, act: Any) -> HttpResponse:
    """Say what moves; do it when the form is right."""
    if form.is_valid():
        try:
            done = act()
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi. Số liệu trước đó xem được theo cả tên cũ và tên mới."))
            return redirect("administration:place", done.pk)
    several = [found]
    if form.is_bound and form.cleaned_data.get("others"):
        several += Place.objects.filter(pk__in=form.cleaned_data["others"])
    context = {"form": form, "title": f"{title}: {found.name}", "place": found, "section": "places"}
    effect = effects.of_communes(several) if found.kind == Kind.COMMUNE else None
    status = 422 if form.is_bound else 200
    return render(request, "administration/change.html", context | {"effect": effect}, status=status)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def add_village(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a village to a commune."""
    found = _place(request, pk)
    if found.kind != Kind.COMMUNE:
        raise Http404
    form = VillageForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.add_village(found, said["name"], said["division"], access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm vào danh sách."))
            return redirect("administration:place", pk)
    return form_page(request, form, _("Thêm thôn, bản, tổ dân phố"), "places", place=found)
