"""Units: the list, one of them, a new one inside another, and what becomes of one, seen before it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.administration import access, effects, history
from ketnoi.administration.forms.units import (
    ChangeForm,
    CloseForm,
    MergeForm,
    MoveForm,
    NewUnitForm,
    RenameForm,
    SplitForm,
)
from ketnoi.administration.views.form import form_page
from ketnoi.audit import versions
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs import actions, reorganising
from ketnoi.orgs.models import Level, Unit
from ketnoi.ui.forms import hold_against
from ketnoi.ui.numbers import plain
from ketnoi.ui.search import beginning_words

ON_A_PAGE = 50
LONGEST = 100
Done = Callable[[Unit, dict[str, Any], int], object]


@dataclass(frozen=True)
class Change:
    """One thing that may become of a unit: what it is called, what it asks, what it does.

    `receiver` is the field with the unit that receives it, and with it what its officers may read.
    """

    title: str | Promise
    lede: str | Promise
    form: type[ChangeForm]
    act: Done
    receiver: str = ""


def _rename(unit: Unit, said: dict[str, Any], actor: int) -> None:
    actions.rename(unit, said["name"], said["day"], said["short_name"], actor, seen=said["version"])


def _move(unit: Unit, said: dict[str, Any], actor: int) -> None:
    reorganising.move(unit, said["parent"], said["day"], said["version"], actor)


def _merge(unit: Unit, said: dict[str, Any], actor: int) -> None:
    actions.merge([unit], said["into"], said["day"], actor)


def _split(unit: Unit, said: dict[str, Any], actor: int) -> None:
    names = [said[name] for name in ("first", "second", "third") if said[name]]
    reorganising.split(unit, names, said["day"], said["version"], actor)


def _close(unit: Unit, said: dict[str, Any], actor: int) -> None:
    reorganising.close(unit, said["day"], said["version"], actor)


CHANGES = {
    "doi-ten": Change(
        gettext_lazy("Đổi tên"), gettext_lazy("Báo cáo và phiếu trước ngày đổi vẫn mang tên cũ."), RenameForm, _rename
    ),
    "chuyen": Change(
        gettext_lazy("Chuyển đơn vị cấp trên"),
        gettext_lazy("Cả các đơn vị trực thuộc cùng chuyển; cấp trên mới xem được phiếu, cấp trên cũ thì không."),
        MoveForm,
        _move,
        "parent",
    ),
    "sap-nhap": Change(
        gettext_lazy("Sáp nhập"),
        gettext_lazy("Phiếu cũ giữ tên cũ và tính tiếp vào đơn vị nhận. Vị trí công tác giao lại ở đơn vị nhận."),
        MergeForm,
        _merge,
        "into",
    ),
    "chia-tach": Change(
        gettext_lazy("Chia tách"), gettext_lazy("Đơn vị này kết thúc, các đơn vị mới bắt đầu."), SplitForm, _split
    ),
    "ket-thuc": Change(
        gettext_lazy("Kết thúc hoạt động"),
        gettext_lazy("Không xóa gì: phiếu và số liệu vẫn xem được."),
        CloseForm,
        _close,
    ),
}


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def listing(request: HttpRequest) -> HttpResponse:
    """Units of the domain, those in work; ended ones when asked."""
    text, gone = request.GET.get("q", "")[:LONGEST].strip(), request.GET.get("da_ket_thuc") == "1"
    found = Unit.objects.filter(pk__in=authority.domain(access.post_of(request)), valid_to__isnull=not gone)
    found = beginning_words(found, text)
    columns = ("pk", "name", "level", "parent__short_name", "parent__name", "valid_to")
    page = Paginator(found.order_by("path").values_list(*columns), ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = [
        (pk, name, Level(level).label, short or above, ended)
        for pk, name, level, short, above, ended in page.object_list
    ]
    context = {"page": page, "rows": rows, "text": text, "gone": gone}
    return render(request, "administration/units.html", context)


@require_GET
@policy.roles(Role.ADMINISTRATOR)
def unit(request: HttpRequest, pk: int) -> HttpResponse:
    """One unit: what it is, was called and stood under, what it became, and what may be done."""
    found = access.unit(request, pk)
    domain = authority.domain(access.post_of(request))
    context = {
        "unit": found,
        "above": found.parent if found.parent_id in domain else None,
        "children": found.children.filter(valid_to=None).order_by("name")[:ON_A_PAGE],
        "names": found.former_names.all(),
        "parents": found.former_parents.select_related("parent"),
        "became": found.became.select_related("new"),
        "came_from": found.came_from.select_related("old"),
        "people": Post.objects.filter(unit=found, valid_to=None)
        .select_related("officer")
        .order_by("officer__name_key"),
        "changes": [] if found.valid_to or not _may_change(request, found) else list(CHANGES.items()),
        "effect": effects.of_unit(found),
        "lines": history.of("orgs.unit", pk),
    }
    return render(request, "administration/unit.html", context)


@require_http_methods(["GET", "POST"])
@policy.roles(Role.ADMINISTRATOR)
def new(request: HttpRequest) -> HttpResponse:
    """Add a section, a branch or a team inside a unit."""
    post = access.post_of(request)
    asked = plain(request.GET.get("thuoc", ""))
    parent = access.unit(request, asked) if asked else policy.home(post.unit)
    form = NewUnitForm(request.POST or None, post, parent)
    if form.is_valid():
        said = form.cleaned_data
        above: Unit = said["parent"]
        try:
            made = actions.create_unit(
                above.agency, Level(said["level"]), said["name"], above, short_name=said["short_name"],
                valid_from=said["valid_from"], actor=access.actor_of(request),
            )  # fmt: skip
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã thêm đơn vị."))
            return redirect("administration:unit", made.pk)
    lede = _("Phòng, ban, chi hội, tổ. Đơn vị của tỉnh, xã có theo bản đồ, không thêm ở đây.")
    return form_page(request, form, _("Thêm đơn vị"), "units", lede=lede)


@require_http_methods(["GET", "POST"])
@policy.stepped_up
@policy.roles(Role.ADMINISTRATOR)
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Rename, move, merge, split or close a unit; what it moves is said before the button."""
    found = access.unit(request, pk)
    asked = CHANGES.get(what)
    if asked is None or not _may_change(request, found):
        raise Http404
    form = asked.form(request.POST or None, access.post_of(request), found)
    stale = False
    if form.is_valid():
        try:
            _check_receiver(access.post_of(request), found, form.cleaned_data, asked.receiver)
            asked.act(found, form.cleaned_data, access.actor_of(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        except versions.Stale as conflict:
            stale = True
            form.add_error(None, _standing(conflict.current))
            hold_against(form, conflict.current.version)
        else:
            messages.success(request, _("Đã ghi: %(what)s.") % {"what": asked.title})
            return redirect("administration:unit", pk)
    context = {"form": form, "title": asked.title, "lede": asked.lede, "unit": found, "effect": effects.of_unit(found)}
    status = 409 if stale else 422 if form.is_bound else 200
    return render(request, "administration/change.html", context | {"section": "units"}, status=status)


def _check_receiver(post: Post, unit: Unit, said: dict[str, Any], field: str) -> None:
    """Nobody opens records to himself by where a unit goes, nor by an account that only he stands for."""
    if not field:
        return
    if post.confirmed_at is None:
        raise ValidationError(
            _("Vị trí của bạn còn chờ người thứ hai xác nhận, nên chưa sáp nhập, chuyển đơn vị được.")
        )
    if authority.opens_to_himself(post, unit, said[field], merges=field == "into"):
        wrong = _(
            "Bạn giữ vị trí xem được hồ sơ ở đơn vị nhận hoặc cấp trên của nó. Hãy nhờ quản trị khác ghi việc này."
        )
        raise ValidationError({field: [wrong]})


def _may_change(request: HttpRequest, found: Unit) -> bool:
    """The own organisation is renamed, moved or closed from above it; at the top by itself."""
    own = policy.home(access.post_of(request).unit)
    return found != own or own.parent_id is None


def _standing(unit: Unit) -> str:
    """What stands now, beside what was typed."""
    above = unit.parent.label if unit.parent else _("không có cấp trên")
    said = {"name": unit.name, "above": above}
    return _("Có người vừa sửa đơn vị này, đang là: %(name)s, thuộc %(above)s. Xem lại rồi bấm Ghi.") % said
