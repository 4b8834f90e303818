"""One grid for a month of all things of the officer's unit: numbers, or "không phát sinh"."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.audit import versions
from ketnoi.figures import months
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.periods import closing
from ketnoi.periods.closing import Closed
from ketnoi.registers import entry as entries
from ketnoi.registers import kinds, late, monthly, queries
from ketnoi.registers.kinds import Kind, Output
from ketnoi.registers.models import MonthReport, Standing
from ketnoi.registers.monthly import Told
from ketnoi.registers.policy import WRITERS
from ketnoi.registers.views.access import doer
from ketnoi.ui import dates, numbers
from ketnoi.ui.text import tidy

ON_A_PAGE = 30
BACK = 5  # months offered beside the one shown
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)


@dataclass
class Cell:
    """One output's box: what is typed, and what is wrong with it."""

    output: Output
    name: str
    typed: str = ""
    error: str = ""


@dataclass
class Row:
    """One thing's month as the grid shows it."""

    thing: Standing
    kind: Kind
    cells: list[Cell]
    known: MonthReport | None
    nothing: bool = False
    version: int = 0
    errors: list[str] = field(default_factory=list)
    theirs: str = ""

    @property
    def blank(self) -> bool:
        return not self.nothing and not any(cell.typed for cell in self.cells)


def words(month: int) -> str:
    return f"{month % 12 + 1:02d}/{month // 12}"


def code(month: int) -> str:
    return f"{month // 12}-{month % 12 + 1:02d}"


def asked(text: str) -> int:
    """The month that an address asks; last month where it asks none that can be."""
    today = months.of(entries.today())
    found = _MONTH.fullmatch(text)
    if found and 1 <= int(found[2]) <= 12:  # noqa: PLR2004 - months of a year
        month = int(found[1]) * 12 + int(found[2]) - 1
        if months.of(dates.FIRST_DAY) <= month <= today:
            return month
    return today - 1


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def grid(request: HttpRequest) -> HttpResponse:
    month = asked(request.GET.get("thang", ""))
    units = queries.own_units(staff(request).post)
    things = monthly.standing_in(Standing.objects.filter(unit__in=units), month).order_by("kind", "folded", "pk")
    page = Paginator(things.prefetch_related("stays"), ON_A_PAGE).get_page(request.GET.get("trang"))
    rows = _rows(page, month)
    if request.method == "POST":
        _read(rows, request.POST)
        if _saved(request, month, rows):
            return redirect(f"{reverse('registers:monthly')}?thang={code(month)}&trang={page.number}")
    status = 422 if any(row.errors or any(cell.error for cell in row.cells) for row in rows) else 200
    shown = _shown(month, page, rows) | {"closed": _closed(page, month), "reason": request.POST.get("reason", "")}
    return render(request, "registers/monthly.html", shown, status=status)


def _closed(page: Page[Standing], month: int) -> list[Closed]:
    """Confirmed periods that the month lies in: what is written now needs a reason."""
    units = {thing.unit_id for thing in page.object_list}
    return closing.closed_for(units, months.last_day(month), room=late.ROOM)[:3] if units else []


def _shown(month: int, page: Page[Standing], rows: list[Row]) -> dict[str, Any]:
    now = months.of(entries.today())
    around = range(min(now, month + 1), max(min(now, month + 1) - BACK - 1, 0), -1)
    return {
        "rows": rows,
        "page": page,
        "month": words(month),
        "now": code(month),
        "months": [(code(one), words(one)) for one in around],
        "told": sum(row.known is not None for row in rows),
        "wrong": any(row.errors or any(cell.error for cell in row.cells) for row in rows),
    }


def _rows(page: Page[Standing], month: int) -> list[Row]:
    """The page's things with what they told before."""
    things = list(page.object_list)
    known = {one.standing_id: one for one in MonthReport.objects.filter(standing__in=things, month=month)}
    declared = kinds.by_ids()
    return [_row(one, declared[one.kind_id], known.get(one.pk)) for one in things]


def _row(thing: Standing, kind: Kind, known: MonthReport | None) -> Row:
    told = known.numbers if known else {}
    cells = [
        Cell(one, f"o-{thing.pk}-{one.code}", numbers.grouped(told[one.code]) if one.code in told else "")
        for one in kind.outputs
    ]
    return Row(thing, kind, cells, known, bool(known and known.nothing), known.version if known else 0)


def _read(rows: list[Row], posted: QueryDict) -> None:
    """Take what was typed into the rows."""
    for row in rows:
        row.nothing = f"n-{row.thing.pk}" in posted
        row.version = numbers.plain(posted.get(f"v-{row.thing.pk}", "")) or 0
        for cell in row.cells:
            cell.typed = posted.get(cell.name, "").strip()[:20]


def _saved(request: HttpRequest, month: int, rows: list[Row]) -> bool:
    """Write the rows that say something; what is wrong stands in its row, with what was typed."""
    by_thing = {row.thing.pk: row for row in rows}
    told = [_told(row) for row in rows if row.known or not row.blank]
    if any(cell.error for row in rows for cell in row.cells):
        return False
    try:
        changed = monthly.tell(month, told, **doer(request), reason=tidy(request.POST.get("reason", ""))[:500])
    except versions.Stale as conflict:
        for thing, other in conflict.current.items():
            _beaten(by_thing[thing], other)
        return False
    except ValidationError as error:
        _refused(by_thing, error.message_dict)
        for text in error.message_dict.get("reason", []):
            messages.warning(request, text)
        return False
    if changed:
        said = _("Đã lưu kết quả tháng %(month)s của %(count)s nơi.") % {"count": changed, "month": words(month)}
        messages.success(request, said)
    else:
        messages.info(request, _("Chưa có gì để lưu: hãy ghi số, hoặc chọn “không phát sinh”."))
    return True


def _told(row: Row) -> Told:
    found: dict[str, int] = {}
    for cell in row.cells:
        try:
            found |= {cell.output.code: numbers.parse_count(cell.typed)} if cell.typed else {}
        except ValueError as error:
            cell.error = str(error)
    return Told(row.thing.pk, row.nothing, found, row.version)


def _beaten(row: Row, other: MonthReport | None) -> None:
    """Somebody else told this month meanwhile: what he told stands beside what was typed."""
    row.errors.append(_("Người khác vừa ghi dòng này. Xem số của họ, sửa nếu cần rồi lưu lại."))
    row.version = other.version if other else 0
    if other is None:
        return
    outputs = kinds.outputs()
    said = [f"{outputs[name].name} {numbers.grouped(number)}" for name, number in other.numbers.items()]
    row.theirs = _("không phát sinh") if other.nothing else "; ".join(said)


def _refused(rows: dict[int, Row], said: dict[str, list[str]]) -> None:
    for name, wrong in ((name, wrong) for name, wrong in said.items() if name != "reason"):
        thing, _dash, output = name.partition("-")
        row = rows[int(thing)]
        cell = next((one for one in row.cells if one.output.code == output), None)
        if cell is None:
            row.errors += wrong
        else:
            cell.error = " ".join(wrong)
