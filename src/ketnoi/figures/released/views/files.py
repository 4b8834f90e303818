"""A release as a file: a workbook, a list for programs, and JSON; each says who took it out and what is hidden."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ketnoi.audit import journal, moments
from ketnoi.figures.models import Release
from ketnoi.figures.released import words
from ketnoi.figures.released.views.pages import Status, visible
from ketnoi.officers import policy as doors
from ketnoi.officers.policy import StaffRequest
from ketnoi.ui import dates
from ketnoi.workbooks import writing

TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
}


@require_safe
@doors.stepped_up
def file(request: HttpRequest, code: uuid.UUID, form: str) -> HttpResponse:
    """The file of a published release; taking it out leaves a line in the journal."""
    acting = doors.staff(request)
    release = visible(acting.user, code)
    if form not in TYPES or release.status not in {Status.PUBLISHED, Status.REPLACED}:
        raise Http404
    about = _about(request, release, acting)
    content = {"xlsx": _xlsx, "csv": _csv, "json": _json}[form](release, about)
    with transaction.atomic():
        journal.write("export", "release", release.uuid, actor=acting.user.pk, unit=acting.post.unit_id, form=form)
    answer = HttpResponse(content, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="bang-cong-bo-{release.period}-lan-{release.number}.{form}"'
    return answer


def _about(request: HttpRequest, release: Release, acting: StaffRequest) -> writing.About:
    link = request.build_absolute_uri(reverse("figures:release", args=[release.uuid]))
    where = f"{words.area(release.area)}; {words.period(release)}; {link}. {words.note()}"
    return writing.About(release.content["source"], acting.user.name, acting.post.unit.name, moments.now(), where)


def _xlsx(release: Release, about: writing.About) -> bytes:
    return writing.write((_sheet(table) for table in release.content["tables"]), about)


def _sheet(table: dict[str, Any]) -> writing.Sheet:
    """A number as a number, a hidden one in words; totals last."""
    names = [_("Cộng"), *table["rows"]]
    totals, *rows = [_line(name, cells) for name, cells in zip(names, table["cells"], strict=True)]
    widths = (40, *[14] * len(table["columns"]))
    return writing.Sheet(table["title"], ["", *words.columns(table)], rows, widths=widths, totals=totals)


def _line(name: str, cells: list[int | None]) -> list[writing.Value]:
    total, *shown = [words.hidden() if cell is None else cell for cell in cells]
    return [name, *shown, total]


def _csv(release: Release, about: writing.About) -> bytes:
    header = [_("Bảng"), _("Dòng"), _("Cột"), _("Số")]
    last: list[writing.Value] = [_("Người xuất"), about.who, dates.moment(about.at), about.scope]
    return b"".join(writing.csv(writing.Sheet("", header, _cells(release), totals=last)))


def _cells(release: Release) -> Iterator[list[writing.Value]]:
    for table in release.content["tables"]:
        columns = words.columns(table)
        for name, numbers in words.lines(table):
            yield from ([table["title"], name, column, number] for column, number in zip(columns, numbers, strict=True))


def _json(release: Release, about: writing.About) -> str:
    """Hidden numbers are null; the first line and the first of each line are totals."""
    told = {
        "release": str(release.uuid),
        "version": release.number,
        "source": release.content["source"],
        "unit": release.content["unit"],
        "definition": release.content["definition"],
        "period": release.period,
        "area": release.area,
        "published_at": release.published_at,
        "exported": {"by": about.who, "unit": about.unit, "at": about.at},
        "note": words.note(),
        "tables": [
            {name: table[name] for name in ("title", "rows", "columns", "cells")} for table in release.content["tables"]
        ],
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
