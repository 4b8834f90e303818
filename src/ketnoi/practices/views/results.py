"""Results of a practice: measured from the ledger or stated by a paper; and the family, held side by side."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.audit import kept
from ketnoi.audit import versions as editing
from ketnoi.officers import policy as officers
from ketnoi.practices import comparing, drawing, lineage, measuring
from ketnoi.practices.comparing import comparisons as compared
from ketnoi.practices.measuring import Span
from ketnoi.practices.models import Practice
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.result_forms import MeasureForm, StateForm
from ketnoi.practices.views.access import by, page, readable, shown, writable
from ketnoi.registers.views.access import step


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def measure(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = MeasureForm(request.POST or None, initial={"version": found.version} | _asked_above(found))

    def act(said: dict[str, Any]) -> None:
        span = Span(said["start"], said["end"], said["before_start"], said["before_end"])
        measuring.measure(found, form.question(), span, said["version"], by(request))
        messages.success(request, _("Đã thêm kết quả; số luôn lấy từ phiếu và mở được đến từng phiếu."))

    lede = _("Chọn chỉ tiêu và kỳ; số lấy từ phiếu của đơn vị, không gõ tay. Có kỳ trước thì so được trước và sau.")
    return step(request, form, act, shown(found, _("Thêm kết quả từ số liệu"), lede), page(found))


def _asked_above(found: Practice) -> dict[str, Any]:
    """A copy is offered what the one it was adopted from measures, so that both can be held side by side."""
    parent = found.parent
    one = parent.measured.first() if parent is not None else None
    if one is None:
        return {}
    return {"indicator": one.indicator, "kind": str(one.kind or ""), "topic": str(one.topic or "")}


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def state(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = StateForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        measuring.state(found, said["words"], said["source"], said["day"], said["version"], by(request))
        messages.success(request, _("Đã thêm kết quả theo văn bản; trang ghi rõ là số nêu, kèm nguồn."))

    lede = _("Dùng khi số chưa có trong phiếu. Kết quả này luôn ghi rõ là số nêu theo văn bản.")
    return step(request, form, act, shown(found, _("Thêm kết quả theo văn bản"), lede), page(found))


@require_POST
@officers.roles(*WRITERS)
def take_back(request: HttpRequest, uuid: UUID, result: UUID) -> HttpResponse:
    found = writable(request, uuid)
    one = found.measured.filter(uuid=result).first() or found.stated.filter(uuid=result).first()
    if one is None:
        raise Http404
    try:
        measuring.take_back(found, one, editing.seen(request), by(request))
    except editing.Stale as stale:
        messages.warning(request, str(stale))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã bỏ kết quả."))
    return redirect(page(found))


@require_safe
@officers.signed_in
def family(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The tree of a practice, and what came of it here and there."""
    found = readable(request, uuid)
    context = {"practice": found, "tree": lineage.tree(found), "comparisons": told(found)}
    return render(request, "practices/family.html", context)


def told(found: Practice) -> list[tuple[comparing.Comparison, str, Any]]:
    """[(comparison, how far they lie apart, its chart or None)]."""
    asked = ("practices compared", found.pk)
    return kept.once(asked, lambda: [(one, drawing.spread(one), drawing.drawn(one)) for one in compared(found)])
