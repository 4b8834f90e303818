"""Official layouts part by part: what each prescribes, how far that was checked, and a part as it changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.audit import versions
from ketnoi.documents import actions, layouts
from ketnoi.documents.enums import Status
from ketnoi.documents.forms import ALIGNED, PartForm
from ketnoi.documents.layouts import Element, Layout, UnknownLayoutError
from ketnoi.officers import authority, policy
from ketnoi.officers.enums import Role
from ketnoi.reports import queries
from ketnoi.ui.numbers import measure

NAMES = {
    "nation": gettext_lazy("Quốc hiệu"),
    "motto": gettext_lazy("Tiêu ngữ"),
    "superior": gettext_lazy("Cơ quan chủ quản"),
    "issuer": gettext_lazy("Cơ quan ban hành"),
    "star": gettext_lazy("Dấu sao dưới tên cơ quan"),
    "number": gettext_lazy("Số, ký hiệu"),
    "place_day": gettext_lazy("Địa danh, ngày tháng"),
    "kind": gettext_lazy("Tên loại văn bản"),
    "about": gettext_lazy("Trích yếu"),
    "heading1": gettext_lazy("Tên phần"),
    "heading2": gettext_lazy("Tên mục"),
    "paragraph": gettext_lazy("Nội dung"),
    "bullet": gettext_lazy("Gạch đầu dòng"),
    "table": gettext_lazy("Bảng"),
    "recipients_title": gettext_lazy("Chữ “Nơi nhận”"),
    "recipients": gettext_lazy("Danh sách nơi nhận"),
    "authority": gettext_lazy("Quyền hạn ký (TM., KT., TL., TUQ.)"),
    "title": gettext_lazy("Chức vụ người ký"),
    "name": gettext_lazy("Họ tên người ký"),
    "page_number": gettext_lazy("Số trang, từ trang 2"),
}
PARTS = {
    "paper": gettext_lazy("Khổ giấy"),
    "margins": gettext_lazy("Lề trang"),
    "font": gettext_lazy("Phông chữ"),
    "number_pattern": gettext_lazy("Cách ghi số"),
    **NAMES,
}
CONFLICT = 409


@policy.roles(*queries.HEADS)
@require_safe
def layout(request: HttpRequest, code: str) -> HttpResponse:
    """The layout in force today, what was changed of it and will be, and the others there are."""
    today = timezone.localdate()
    shown = _in_force(code, today)
    keeps = authority.keeps_rules(policy.staff(request).post)
    context = {
        "layout": shown,
        "rows": [_row(shown, part, changeable=keeps) for part in (*shown.statuses, *shown.elements)],
        "changes": [(row, _row(layouts.changed(shown, row), row.part)) for row in reversed(layouts.changes(code))],
        "others": [one for one in layouts.every() if one.code != code and _holds(one, today)],
    }
    return render(request, "reports/layout.html", context)


@policy.roles(Role.ADMINISTRATOR)
@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: str, part: str) -> HttpResponse:
    """Enter one part as it is prescribed from a day on; papers of earlier days keep what held then."""
    acting, shown = policy.staff(request), _in_force(code, timezone.localdate())
    if not authority.keeps_rules(acting.post) or part not in layouts.parts(shown):
        raise Http404
    newest, status = layouts.newest(code, part), 422 if request.method == "POST" else 200
    latest = layouts.changed(shown, newest) if newest else shown
    form = PartForm(
        request.POST or None, values=layouts.values(latest, part), initial={"status": _status(latest, part)}
    )
    if form.is_valid():
        try:
            seen = versions.seen(request)
            actions.change(code, part, form.reading(), seen, acting.user.pk, acting.post.unit_id)
        except versions.Stale as conflict:
            messages.warning(request, str(conflict))
            newest, status = conflict.current, CONFLICT
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã lưu; văn bản của những ngày trước giữ thể thức cũ."))
            return redirect("reports:layout", code)
    context: dict[str, Any] = {"form": form, "layout": shown, "name": PARTS[part], "newest": newest}
    context["theirs"] = _row(layouts.changed(shown, newest), part) if newest and status == CONFLICT else None
    return render(request, "reports/layout_change.html", context, status=status)


def _in_force(code: str, day: dt.date) -> Layout:
    try:
        return layouts.load(code, day)
    except UnknownLayoutError as error:
        raise Http404 from error


def _holds(one: Layout, day: dt.date) -> bool:
    return one.valid_from <= day and (one.valid_to is None or day < one.valid_to)


def _status(shown: Layout, part: str) -> str:
    return shown.statuses.get(part) or shown[part].status


def _row(shown: Layout, part: str, *, changeable: bool = False) -> dict[str, object]:
    """A part as a row of the page: what it is, how it is prescribed, how far that was checked."""
    element = shown.element(part)
    look = ", ".join(_look(element)) if element else _paper(shown, part)
    return {
        "part": part if changeable and part in layouts.parts(shown) else "",
        "name": PARTS[part],
        "look": look,
        "status": Status(_status(shown, part)).label,
    }


def _paper(shown: Layout, part: str) -> str:
    said = {name: measure(mm) for name, mm in vars(shown.margins).items()}
    said |= {"width": measure(shown.width), "height": measure(shown.height)}
    words = {
        "paper": _("%(width)s × %(height)s mm"),
        "margins": _("trên %(top)s, dưới %(bottom)s, trái %(left)s, phải %(right)s, số trang cách mép %(header)s mm"),
    }
    if part in words:
        return words[part] % said
    return shown.font if part == "font" else shown.number.format(number="15", sign="BC-…")


def _look(element: Element) -> Iterator[str]:
    yield _("cỡ %(size)s") % {"size": measure(element.size)}
    if element.upper:
        yield _("in hoa")
    yield _("đậm") if element.bold else _("không đậm")
    if element.italic:
        yield _("nghiêng")
    yield str(ALIGNED[element.align])
    if element.indent:
        yield _("lùi dòng đầu %(mm)s mm") % {"mm": measure(element.indent)}
    if element.line:
        yield _("có đường kẻ dưới")
    if element.before or element.after:
        said = {"before": measure(element.before), "after": measure(element.after)}
        yield _("cách trên %(before)s, dưới %(after)s pt") % said
    if element.spacing != 1:
        yield _("giãn dòng %(lines)s") % {"lines": measure(element.spacing)}
    if element.text:
        yield _("ghi “%(text)s”") % {"text": element.text.strip()}
