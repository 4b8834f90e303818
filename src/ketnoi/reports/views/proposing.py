"""Sentences proposed for a section: read with their numbers, ticked, added to be read again; and accepting them."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Collection
from itertools import groupby

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from ketnoi.audit import versions
from ketnoi.officers import policy
from ketnoi.reports import actions, queries, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.proposing import offers, sections
from ketnoi.reports.proposing.observations import Kind
from ketnoi.reports.proposing.offers import Offer
from ketnoi.reports.proposing.sections import Section
from ketnoi.reports.views import found

GROUPS = {
    Kind.DONE: gettext_lazy("Kết quả thực hiện"),
    Kind.TARGET: gettext_lazy("So với chỉ tiêu"),
    Kind.CHANGE: gettext_lazy("So với kỳ trước"),
    Kind.MAKEUP: gettext_lazy("Thành phần, đối tượng"),
    Kind.PARTIES: gettext_lazy("Các cơ quan tham gia"),
    Kind.RATE: gettext_lazy("Tỷ lệ"),
    Kind.STOCK: gettext_lazy("Hiện có"),
    Kind.EXAMPLE: gettext_lazy("Cách làm hay"),
    Kind.PRACTICE: gettext_lazy("Mô hình công bố, áp dụng, công nhận"),
    Kind.LAG: gettext_lazy("Hạn chế"),
    Kind.CAUSE: gettext_lazy("Lý do đã ghi"),
}
NOTES = {
    Kind.EXAMPLE: gettext_lazy("Chọn theo một quy tắc: hoạt động nhiều cơ quan cùng làm, đông người dự nhất."),
    Kind.PRACTICE: gettext_lazy("Mỗi số liệu nêu nhiều nhất ba mô hình mới nhất; danh sách đủ mở từ số liệu."),
    Kind.LAG: gettext_lazy("Chỉ nêu con số, không nêu tên đơn vị."),
    Kind.CAUSE: gettext_lazy("Chỉ nêu lý do đã có người ghi; không có thì không gợi ý."),
}


@policy.roles(*queries.EDITORS)
def propose(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """Sentences for the section under this heading; POST adds those ticked, or all that say something new."""
    report = found.editable(request, uuid)
    rows = list(report.paragraphs.all())
    section = next((one for one in sections.of(rows) if one.heading.pk == number), None)
    if section is None:
        raise Http404
    offered = offers.of(report, section, rows, policy.staff(request).user)
    ticked = request.POST.getlist("cau") if request.method == "POST" else []
    if request.method == "POST" and (answer := _added(request, report, section, offered, ticked)):
        return answer
    context = {
        "report": report,
        "section": section,
        "groups": _groups(offered),
        "open": sum(not one.state for one in offered),
        "ticked": ticked,
    }
    return render(request, "reports/propose.html", context, status=422 if request.method == "POST" else 200)


@policy.roles(*queries.EDITORS)
@require_POST
def accept(request: HttpRequest, uuid: uuids.UUID, number: int) -> HttpResponse:
    """Let a proposed paragraph stand as it reads."""
    report = found.editable(request, uuid)
    row = get_object_or_404(report.paragraphs, pk=number)
    try:
        actions.accept(row.pk, versions.seen(request), policy.staff(request).user.pk)
    except versions.Stale as conflict:
        messages.error(request, _("%(what)s Hãy đọc lại rồi chấp nhận.") % {"what": conflict})
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return found.at_paragraph(report, row.pk)


def _added(
    request: HttpRequest, report: Report, section: Section, offered: list[Offer], ticked: Collection[str]
) -> HttpResponse | None:
    """Add what was chosen; None, with what is wrong said, where nothing was or the figures have moved meanwhile."""
    fill = "tat-ca" in request.POST
    chosen = [one for one in offered if (not one.state if fill else one.key in ticked and one.state != "there")]
    if not fill and len(chosen) < len(set(ticked)):
        messages.error(request, _("Số liệu hoặc lời văn vừa thay đổi. Hãy đọc lại các câu dưới đây rồi chọn."))
        return None
    if not chosen:
        messages.error(request, _("Hãy chọn ít nhất một câu."))
        return None
    actor = policy.staff(request).user.pk
    try:
        made = actions.propose(report, section.last.pk, [one.proposal for one in chosen], actor)
    except (tokens.TokenError, ValidationError) as error:
        messages.error(request, " ".join(error.messages) if isinstance(error, ValidationError) else str(error))
        return None
    if not made:
        messages.info(request, _("Người khác vừa thêm các câu này."))
        return redirect("reports:propose", report.uuid, section.heading.pk)
    told = _("Đã thêm %(count)s câu. Hãy đọc lại, sửa hoặc chấp nhận từng câu.")
    messages.success(request, told % {"count": len(made)})
    return found.at_paragraph(report, made[0].pk)


def _groups(offered: list[Offer]) -> list[tuple[str, str, list[Offer]]]:
    """(title, note, its sentences): neighbours of a kind together."""
    found = groupby(offered, key=lambda one: one.proposal.kind)
    return [(str(GROUPS[kind]), str(NOTES.get(kind, "")), list(some)) for kind, some in found]
