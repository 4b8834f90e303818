"""One juror, one entry, the points."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.contests import marking
from ketnoi.contests.enums import Stage, Status
from ketnoi.contests.forms import MarkForm
from ketnoi.contests.marking import field
from ketnoi.contests.models import Sheet
from ketnoi.contests.views.access import by, entry_page, readable, round_of, round_page, shown, step
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff


@require_http_methods(["GET", "POST"])
@officers.signed_in
def mark(request: HttpRequest, uuid: UUID, number: int, entry: UUID) -> HttpResponse:
    """To whoever is not of the jury, and for an entry of the juror's own unit, there is no such page."""
    found, officer = round_of(readable(request, uuid), number), staff(request).user
    juror = marking.juror_of(officer, found.contest)
    one = marking.his(officer, found).filter(uuid=entry).select_related("work__unit").first()
    if juror is None or one is None or (found.stage, found.contest.status) != (Stage.MARKING, Status.JUDGING):
        raise Http404
    sheet = Sheet.objects.filter(round=found, entry=one, juror=juror).first()
    form = MarkForm(
        request.POST or None, initial=_given(sheet) if sheet else {"version": 0}, criteria=list(found.criteria.all())
    )

    def act(said: dict[str, Any]) -> None:
        marking.mark(found, one, form.points(), said["version"], officer, by(request))
        messages.success(request, _("Đã ghi điểm bài số %(number)s.") % {"number": one.number})

    title = _("Chấm bài số %(number)s: %(title)s") % {"number": one.number, "title": one.work.title}
    work = one.work
    lede = " ".join(part for part in (f"{work.unit.label}.", one.summary, work.aim, work.evaluation) if part)
    beside = (entry_page(one), _("Xem bài dự thi, công trình và kết quả"))
    words = shown(found.contest, title, lede, _("Ghi điểm")) | {"back": round_page(found), "beside": beside}
    return step(request, form, act, words, round_page(found), _given)


def _given(sheet: Sheet) -> dict[str, int]:
    """What this juror gave, by the form's fields."""
    marks = sheet.marks.select_related("criterion")
    return {field(one.criterion): one.points for one in marks} | {"version": sheet.version}
