"""Official layouts element by element: what each prescribes, where from, and how far that was checked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from ketnoi.documents import layouts
from ketnoi.documents.layouts import Element, Layout, UnknownLayoutError
from ketnoi.officers import policy
from ketnoi.reports import queries

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
ALIGNED = {
    "left": gettext_lazy("căn trái"),
    "center": gettext_lazy("căn giữa"),
    "right": gettext_lazy("căn phải"),
    "justify": gettext_lazy("căn đều hai bên"),
}


@policy.roles(*queries.HEADS)
@require_safe
def layout(request: HttpRequest, code: str) -> HttpResponse:
    """The layout in force today, and the others there are."""
    today = timezone.localdate()
    try:
        shown = layouts.load(code, today)
    except UnknownLayoutError as error:
        raise Http404 from error
    context = {"layout": shown, "rows": [*_paper(shown), *_elements(shown)], "others": _in_force(today)}
    return render(request, "reports/layout.html", context)


def _in_force(day: dt.date) -> list[Layout]:
    return [one for one in layouts.every() if one.valid_from <= day and (one.valid_to is None or day < one.valid_to)]


def _amount(number: float) -> str:
    """Read "12,5"."""
    return f"{number:g}".replace(".", ",")


def _paper(shown: Layout) -> Iterator[tuple[object, str, str]]:
    """(what, how it is prescribed, status)."""
    margins, statuses = shown.margins, shown.statuses
    size = {"width": _amount(shown.width), "height": _amount(shown.height)}
    yield _("Khổ giấy"), _("%(width)s × %(height)s mm") % size, statuses["paper"]
    said = {side: _amount(getattr(margins, side)) for side in ("top", "bottom", "left", "right")}
    words = _("trên %(top)s, dưới %(bottom)s, trái %(left)s, phải %(right)s mm") % said
    yield _("Lề trang"), words, statuses["margins"]
    yield _("Phông chữ"), shown.font, statuses["font"]
    example = shown.number.format(number="15", sign="BC-…")
    yield _("Cách ghi số"), example, statuses["number_pattern"]


def _elements(shown: Layout) -> Iterator[tuple[object, str, str]]:
    for name, element in shown.elements.items():
        yield NAMES[name], ", ".join(_look(element)), element.status


def _look(element: Element) -> Iterator[str]:
    yield _("cỡ %(size)s") % {"size": _amount(element.size)}
    if element.upper:
        yield _("in hoa")
    yield _("đậm") if element.bold else _("không đậm")
    if element.italic:
        yield _("nghiêng")
    yield str(ALIGNED[element.align])
    if element.indent:
        yield _("lùi dòng đầu %(mm)s mm") % {"mm": _amount(element.indent)}
    if element.line:
        yield _("có đường kẻ dưới")
