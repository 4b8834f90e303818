"""Categories and indicators: lists, one of them with its versions, add, change, take out of use."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ketnoi.administration import access, history
from ketnoi.administration.forms.catalogue import CategoryForm, IndicatorForm
from ketnoi.administration.views.form import form_page
from ketnoi.audit import versions
from ketnoi.figures import catalogue, defining, formulas
from ketnoi.figures.models import Category, Definition, Indicator
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.ui.forms import hold_against
from ketnoi.ui.numbers import plain
from ketnoi.ui.text import fold

LONGEST = 100


def _keeper(request: HttpRequest) -> None:
    """Catalogues are changed at the top of an agency only."""
    if not access.keeps_catalogues(access.post_of(request)):
        raise Http404


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "")[:LONGEST].strip()


def _alike(text: str, *names: str) -> bool:
    """Whether every word typed stands somewhere in the names."""
    said = fold(" ".join(names))
    return all(word in said for word in fold(text).split())


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def categories(request: HttpRequest) -> HttpResponse:
    """All words of one dimension."""
    asked = request.GET.get("danh_muc", "")
    dimension = Category.Dimension(asked if asked in Category.Dimension.values else Category.Dimension.KIND)
    text = _asked(request)
    rows = Category.objects.filter(dimension=dimension).values_list(
        "pk", "name", "noun", "retired", "declared", "version"
    )
    context = {
        "dimension": dimension,
        "dimensions": Category.Dimension.choices,
        "rows": [row for row in rows if _alike(text, row[1])],
        "text": text,
        "keeps": access.keeps_catalogues(access.post_of(request)),
    }
    return render(request, "administration/categories.html", context)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def new_category(request: HttpRequest, dimension: str) -> HttpResponse:
    """Add a word to a dimension."""
    _keeper(request)
    if dimension not in Category.Dimension.values:
        raise Http404
    form = CategoryForm(request.POST or None, dimension)
    if form.is_valid():
        said = form.cleaned_data
        try:
            made = defining.add_category(dimension, said["name"], said.get("noun", ""), access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm vào danh mục."))
            return redirect("administration:category", made.pk)
    title = _("Thêm vào danh mục: %(name)s") % {"name": Category.Dimension(dimension).label}
    return form_page(request, form, title, "categories")


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def category(request: HttpRequest, pk: int) -> HttpResponse:
    """One word: change it where one may, read its versions."""
    row = get_object_or_404(Category, pk=min(pk, access.LARGEST_ID))
    form = CategoryForm(request.POST or None, row.dimension, row)
    differences = None
    if request.method == "POST":
        _keeper(request)
        if form.is_valid():
            said = form.cleaned_data
            try:
                defining.change_category(
                    pk, said["name"], said.get("noun", row.noun), said["version"] or 0, said["why"],
                    access.actor_of(request),
                )  # fmt: skip
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except versions.Stale as stale:
                differences = _differing(form, CategoryForm(None, row.dimension, stale.current))
                hold_against(form, stale.current.version)
            else:
                messages.success(request, _("Đã lưu thành bản mới."))
                return redirect("administration:category", pk)
    shown = {"form": form, "row": row, "title": row.name, "section": "categories", "differences": differences}
    return _item(request, shown, Definition.Of.CATEGORY, "figures.category")


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def show_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a word out of use, or back into it."""
    _keeper(request)
    row = get_object_or_404(Category, pk=min(pk, access.LARGEST_ID))
    seen = plain(request.POST.get("version", "")) or 0
    try:
        defining.show_category(pk, seen, shown=row.retired, actor=access.actor_of(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    return redirect("administration:category", pk)


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators, those out of use too."""
    text = _asked(request)
    rows = Indicator.objects.values_list("pk", "name", "unit", "way", "retired", "declared", "version")
    context = {
        "rows": [row for row in rows if _alike(text, row[1])],
        "text": text,
        "keeps": access.keeps_catalogues(access.post_of(request)),
    }
    return render(request, "administration/indicators.html", context)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def new_indicator(request: HttpRequest) -> HttpResponse:
    """Add an indicator by filter or by formula."""
    _keeper(request)
    form = IndicatorForm(request.POST or None)
    if form.is_valid():
        try:
            made = defining.add_indicator(form.draft(), access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm chỉ tiêu; số có ngay ở trang Số liệu."))
            return redirect("administration:indicator", made.pk)
    lede = _("Lọc một chỉ tiêu có sẵn, hoặc tính từ các chỉ tiêu khác. Không phải ghi lại phiếu nào.")
    return form_page(request, form, _("Thêm chỉ tiêu thống kê"), "indicators", lede=lede)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: define it anew where one may, read its versions."""
    row = get_object_or_404(Indicator.objects.select_related("base"), pk=min(pk, access.LARGEST_ID))
    form = IndicatorForm(request.POST or None, row)
    differences = None
    if request.method == "POST":
        _keeper(request)
        if form.is_valid():
            said = form.cleaned_data
            try:
                defining.change_indicator(pk, form.draft(), said["version"] or 0, said["why"], access.actor_of(request))
            except ValidationError as refusal:
                form.add_error(None, refusal)
            except versions.Stale as stale:
                differences = _differing(form, IndicatorForm(None, stale.current))
                hold_against(form, stale.current.version)
            else:
                messages.success(request, _("Đã lưu thành bản mới. Báo cáo đã chốt giữ định nghĩa cũ."))
                return redirect("administration:indicator", pk)
    known = catalogue.indicator(row.code)
    shown = {"form": form, "row": row, "title": row.name, "section": "indicators", "differences": differences}
    shown |= {"formula": formulas.written(known), "code": row.code}
    return _item(request, shown, Definition.Of.INDICATOR, "figures.indicator")


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def show_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out of use, or back into it."""
    _keeper(request)
    row = get_object_or_404(Indicator, pk=min(pk, access.LARGEST_ID))
    seen = plain(request.POST.get("version", "")) or 0
    try:
        defining.show_indicator(pk, seen, shown=row.retired, actor=access.actor_of(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    return redirect("administration:indicator", pk)


def _item(request: HttpRequest, shown: dict[str, Any], of: str, kind: str) -> HttpResponse:
    """The page of one category or indicator."""
    row = shown["row"]
    kept = Definition.objects.filter(of=of, item=row.pk).order_by("-version")
    shown |= {
        "keeps": access.keeps_catalogues(access.post_of(request)),
        "versions": kept,
        "lines": history.of(kind, row.pk),
    }
    status = 200 if request.method == "GET" else 409 if shown["differences"] is not None else 422
    return render(request, "administration/definition.html", shown, status=status)


def _differing(mine: CategoryForm | IndicatorForm, now: CategoryForm | IndicatorForm) -> list[tuple[Any, str, str]]:
    """(label, mine, theirs) of the fields in which what was typed differs from what stands now."""
    said = mine.cleaned_data
    pairs = (
        (field, _words(said.get(name, "")), _words(now.get_initial_for_field(field, name)))
        for name, field in _own(mine)
    )
    return [(field.label, ours, theirs) for field, ours, theirs in pairs if ours != theirs]


def _own(form: CategoryForm | IndicatorForm) -> Iterable[tuple[str, Any]]:
    return ((name, field) for name, field in form.fields.items() if name not in {"version", "why"})


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value or "")
