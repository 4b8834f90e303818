"""Categories and indicators: lists, one of them with its versions, add, change, take out of use."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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
from ketnoi.ui.text import fold

LONGEST = 100
Of = Definition.Of


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
    row = get_object_or_404(Category, pk=pk)
    form = CategoryForm(request.POST or None, row.dimension, row)

    def change() -> None:
        said, actor = form.cleaned_data, access.actor_of(request)
        noun = said.get("noun", row.noun)
        defining.change_category(pk, said["name"], noun, said["version"] or 0, said["why"], actor)

    shown = _Shown(row, Of.CATEGORY, form, lambda now: CategoryForm(None, row.dimension, now))
    return _item(request, shown, change, _("Đã lưu thành bản mới."))


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def show_category(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a word out of use, or back into it."""
    _keeper(request)
    return _shift(request, get_object_or_404(Category, pk=pk), Of.CATEGORY)


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
    """Add an indicator by filter or by formula, or one whose numbers are only entered."""
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
    lede = _("Lọc một chỉ tiêu có sẵn, tính từ các chỉ tiêu khác, hoặc chỉ nhập số. Không phải ghi lại phiếu nào.")
    return form_page(request, form, _("Thêm chỉ tiêu thống kê"), "indicators", lede=lede)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """One indicator: define it anew where one may, read its versions."""
    row = get_object_or_404(Indicator.objects.select_related("base"), pk=pk)
    form = IndicatorForm(request.POST or None, row)

    def change() -> None:
        said = form.cleaned_data
        defining.change_indicator(pk, form.draft(), said["version"] or 0, said["why"], access.actor_of(request))

    more = {"formula": formulas.written(catalogue.indicator(row.code)), "code": row.code}
    shown = _Shown(row, Of.INDICATOR, form, lambda now: IndicatorForm(None, now), more)
    return _item(request, shown, change, _("Đã lưu thành bản mới. Báo cáo đã chốt giữ định nghĩa cũ."))


@require_POST
@policy.roles(Role.ADMINISTRATOR)
def show_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an indicator out of use, or back into it."""
    _keeper(request)
    return _shift(request, get_object_or_404(Indicator, pk=pk), Of.INDICATOR)


@dataclass(frozen=True)
class _Shown:
    """The page of one category or indicator; `over(row)` is its form over what stands now."""

    row: Category | Indicator
    of: Definition.Of
    form: CategoryForm | IndicatorForm
    over: Callable[[Any], CategoryForm | IndicatorForm]
    more: dict[str, Any] = field(default_factory=dict)


def _item(request: HttpRequest, shown: _Shown, change: Callable[[], None], done: str) -> HttpResponse:
    """Change it where one may and was asked to; else its page, or what kept it from being changed."""
    differences = None
    if request.method == "POST":
        _keeper(request)
        if shown.form.is_valid():
            try:
                change()
            except ValidationError as refusal:
                shown.form.add_error(None, refusal)
            except versions.Stale as stale:
                differences = _differing(shown.form, shown.over(stale.current))
                hold_against(shown.form, stale.current.version)
            else:
                messages.success(request, done)
                return redirect(f"administration:{shown.of.value}", shown.row.pk)
    status = 200 if request.method == "GET" else 409 if differences is not None else 422
    context = shown.more | _context(request, shown) | {"differences": differences}
    return render(request, "administration/definition.html", context, status=status)


def _context(request: HttpRequest, shown: _Shown) -> dict[str, Any]:
    row, of = shown.row, shown.of
    return {
        "form": shown.form,
        "row": row,
        "title": row.name,
        "section": {Of.CATEGORY: "categories", Of.INDICATOR: "indicators"}[of],
        "keeps": access.keeps_catalogues(access.post_of(request)),
        "read": _read(shown.form),
        "versions": Definition.objects.filter(of=of, item=row.pk).order_by("-version"),
        "lines": history.of(f"figures.{of.value}", row.pk),
    }


def _shift(request: HttpRequest, row: Category | Indicator, of: Definition.Of) -> HttpResponse:
    """Out of use, or back into it."""
    shift = {Of.CATEGORY: defining.show_category, Of.INDICATOR: defining.show_indicator}[of]
    seen = versions.seen(request)
    try:
        shift(row.pk, seen, shown=row.retired, actor=access.actor_of(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    return redirect(f"administration:{of.value}", row.pk)


def _differing(mine: CategoryForm | IndicatorForm, now: CategoryForm | IndicatorForm) -> list[tuple[Any, str, str]]:
    """(label, mine, theirs) of the fields in which what was typed differs from what stands now."""
    said = mine.cleaned_data
    pairs = (
        (asked, _words(asked, said.get(name, "")), _words(asked, now.get_initial_for_field(asked, name)))
        for name, asked in _own(mine)
    )
    return [(asked.label, ours, theirs) for asked, ours, theirs in pairs if ours != theirs]


def _own(form: CategoryForm | IndicatorForm) -> Iterable[tuple[str, Any]]:
    return ((name, asked) for name, asked in form.fields.items() if name not in {"version", "why"})


def _read(form: CategoryForm | IndicatorForm) -> list[tuple[Any, str]]:
    """(label, words) of what stands there, for whoever only reads it; what is empty is left out."""
    told = ((asked.label, _words(asked, form.get_initial_for_field(asked, name))) for name, asked in _own(form))
    return [(label, words) for label, words in told if words]


def _words(asked: Any, value: Any) -> str:
    """A value as its field offers it: the name, not the code, of what was chosen."""
    names = {str(code): str(name) for code, name in getattr(asked, "choices", ())}
    chosen = value if isinstance(value, list | tuple) else [value]
    return ", ".join(names.get(str(one), str(one)) for one in chosen if one not in {"", None})
