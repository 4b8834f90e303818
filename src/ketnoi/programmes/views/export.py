"""The page's tables as a workbook, which says who took it out, when and of what."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ketnoi.audit import journal, moments
from ketnoi.officers import policy
from ketnoi.programmes import page
from ketnoi.programmes.lens import Lens
from ketnoi.programmes.views.programme import found
from ketnoi.ui import dates
from ketnoi.workbooks import writing

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@policy.signed_in
@require_GET
def export(request: HttpRequest, slug: str) -> HttpResponse:
    """The tables of the page with the same filters; taking them out is written in the journal."""
    staff = policy.staff(request)
    programme = found(staff.user, slug)
    looked_at, stands_on = page.read(programme, request.GET)
    built = page.build(looked_at, stands_on)
    about = writing.About(
        programme.name, staff.user.name, staff.post.unit.name, moments.now(), _scope(looked_at.lens, built.sources)
    )
    content = writing.write([table.sheet() for table in built.tables], about)
    with transaction.atomic():
        journal.write("export", "programme", programme.pk, actor=staff.user.pk, unit=staff.post.unit_id)
    name = f"{programme.slug}.xlsx"
    return HttpResponse(content, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _scope(lens: Lens, sources: list[str]) -> str:
    """Period, area and the sources of entered numbers, in one line."""
    parts = [dates.period(lens.start, lens.end), lens.area.name if lens.area else _("toàn địa bàn chương trình")]
    if sources:
        parts.append(_("số nhập từ văn bản: %(sources)s") % {"sources": "; ".join(sources)})
    return ". ".join(parts)
