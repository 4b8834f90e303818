"""A figure's records as a sheet: the rows the reader may open, no wider than the page."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.figures import answers, catalogue, records, words
from ketnoi.figures.figure import Figure
from ketnoi.figures.views.figure import asked
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.workbooks import writing

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAGE = 500


@policy.signed_in
def export(request: HttpRequest) -> HttpResponse:
    """The sheet, with who took it out, when and what it asks; taking it out leaves a line in the journal."""
    figure = asked(request)
    staff = policy.staff(request)
    indicator = catalogue.of(figure)
    scope = "; ".join(f"{label}: {text}" for label, text in words.about(figure))
    about = writing.About(indicator.name, staff.user.name, staff.post.unit.name, moments.now(), scope)
    content = writing.write([sheet(figure, staff.user)], about)
    with transaction.atomic():  # the line only: while the sheet is made, others write
        journal.write("export", "figure", indicator.code, actor=staff.user.pk, unit=staff.post.unit_id)
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{indicator.code}.xlsx"'
    return answer


def sheet(figure: Figure, officer: Officer) -> writing.Sheet:
    """Every record the reader may open; what he may not is one line with its sum, so that the total is the figure."""
    indicator = catalogue.of(figure)
    header = [_("Ngày"), _("Nội dung"), _("Nơi"), _("Đơn vị"), indicator.unit]
    totals: list[writing.Value] = ["", _("Cộng"), "", "", answers.value(figure)]
    return writing.Sheet(indicator.name, header, _lines(figure, officer), widths=(12, 60, 40, 50, 14), totals=totals)


def _lines(figure: Figure, officer: Officer) -> Iterator[list[writing.Value]]:
    listed, hidden = records.behind(figure, officer), 0
    for start in range(0, len(listed), PAGE):
        for one in listed[start : start + PAGE]:
            if one.row:
                yield [one.row.day, one.row.title, one.row.where, one.row.who, one.value]
            else:
                hidden += one.value
    if hidden:
        yield [None, _("Phiếu ngoài quyền xem của người xuất"), "", "", hidden]
