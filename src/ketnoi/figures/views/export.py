"""A figure's records as a sheet: the rows the reader may open, no wider than the page."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse

from ketnoi.audit import journal, moments
from ketnoi.figures import answers, catalogue, records, words
from ketnoi.figures.figure import Figure
from ketnoi.figures.views.figure import asked
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.workbooks import writing

TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 20_000


@policy.signed_in
@transaction.atomic
def export(request: HttpRequest) -> HttpResponse:
    """The sheet, with who took it out, when and what it asks; taking it out leaves a line in the journal."""
    figure = asked(request)
    staff = policy.staff(request)
    indicator = catalogue.indicator(figure.indicator)
    scope = "; ".join(f"{label}: {text}" for label, text in words.about(figure))
    about = writing.About(indicator.name, staff.user.name, staff.post.unit.name, moments.now(), scope)
    content = writing.write([sheet(figure, staff.user)], about)
    journal.write("export", "figure", indicator.code, actor=staff.user.pk, unit=staff.post.unit_id)
    answer = HttpResponse(content, content_type=TYPE)
    answer["Content-Disposition"] = f'attachment; filename="{indicator.code}.xlsx"'
    return answer


def sheet(figure: Figure, officer: Officer) -> writing.Sheet:
    """Every record the reader may open; what he may not is one line with its sum, so that the total is the figure."""
    indicator = catalogue.indicator(figure.indicator)
    behind = records.behind(figure, officer)[:MOST]
    rows: list[list[writing.Value]] = [
        [one.row.day, one.row.title, one.row.where, one.row.who, one.value] for one in behind if one.row
    ]
    seen = sum(one.value for one in behind if one.row)
    total = answers.value(figure)
    if total != seen:
        rows.append([None, "Phiếu ngoài quyền xem của người xuất", "", "", total - seen])
    header = ["Ngày", "Nội dung", "Nơi", "Đơn vị", indicator.unit]
    return writing.Sheet(indicator.name, header, rows, widths=(12, 60, 40, 50, 14), totals=["", "Cộng", "", "", total])
