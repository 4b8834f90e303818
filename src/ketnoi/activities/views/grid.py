"""Several paper slips typed in one grid, recorded all together or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.activities import actions, duplicates, grid, grid_cells, queries
from ketnoi.activities import policy as access
from ketnoi.activities.grid import Grid, SharedForm
from ketnoi.activities.views.access import WRITERS, doer
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.ui.numbers import plain

TOTAL = f"{grid.PREFIX}-TOTAL_FORMS"


@dataclass(frozen=True)
class Same:
    """A row that may say what is known already: recorded activities, or an earlier row."""

    row: int
    listed: list[queries.Listed]
    earlier: int

    @property
    def seen(self) -> list[str]:
        """What the officer has looked at, once he says that it is another activity."""
        return [str(one.uuid) for one in self.listed] + ([f"{self.row}={self.earlier}"] if self.earlier else [])


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def slips(request: HttpRequest) -> HttpResponse:
    """The grid; `more` asks for further rows and checks nothing yet."""
    post = staff(request).post
    shared = SharedForm(request.POST or None, post, staff(request).user)
    if "more" in request.POST:
        return _page(request, shared, Grid(_longer(request), post, shared), checked=False)
    rows = Grid(request.POST or None, post, shared)
    if request.method != "POST":
        return _page(request, shared, rows, checked=False)
    if not (shared.is_valid() and rows.is_valid()):
        return _page(request, shared, rows, checked=True)
    same = _recorded(request, rows)
    if same:
        return _page(request, shared, rows, checked=True, same=same)
    messages.success(request, _("Đã lưu %(count)s phiếu.") % {"count": len(rows.entries)})
    return redirect(f"{reverse('activities:slips')}?da-luu={len(rows.entries)}")


def _longer(request: HttpRequest) -> QueryDict:
    """What was sent, with room for further rows."""
    data = request.POST.copy()
    data[TOTAL] = str(min((plain(data.get(TOTAL, "")) or 0) + grid.MORE, grid.MOST_ROWS))
    return data


def _recorded(request: HttpRequest, rows: Grid) -> list[Same]:
    """Record all; or nothing, and the rows that may have been recorded before.

    The leads' rows are held meanwhile, in the order of their ids: a grid sent twice at once finds the first one's.
    """
    with transaction.atomic():
        leads = sorted({entry.lead for entry in rows.entries})
        list(Unit.objects.select_for_update(no_key=True).filter(pk__in=leads).order_by("pk"))
        same = _same(request, rows)
        if not same:
            actions.record_many(rows.entries, **doer(request))
    return same


def _same(request: HttpRequest, rows: Grid) -> list[Same]:
    visible = access.visible_to(staff(request).user)
    found = duplicates.likely_same(visible, rows.entries)
    known = {one.uuid: one for one in queries.listed(visible.filter(pk__in={one.pk for row in found for one in row}))}
    numbers = [number for number, form in enumerate(rows.forms, start=1) if form.entry]
    twice = rows.doubled()
    same = [
        Same(number, [known[one.uuid] for one in row], twice.get(number, 0))
        for number, row in zip(numbers, found, strict=True)
        if row or number in twice
    ]
    agreed = "another" in request.POST and {code for one in same for code in one.seen} <= set(
        request.POST.getlist("seen")
    )
    return [] if agreed else same


def _page(
    request: HttpRequest, shared: SharedForm, rows: Grid, *, checked: bool, same: list[Same] | None = None
) -> HttpResponse:
    cells = grid_cells.rows(rows, grid_cells.columns(), checked=checked)
    shown = {
        "shared": shared,
        "counted": rows.management_form,
        "cells": cells,
        "problems": [(number, cell) for number, row in enumerate(cells, start=1) for cell in row if cell.errors],
        "general": rows.non_form_errors() if checked else [],
        "same": same or [],
        "most": grid.MOST_ROWS,
        "full": len(cells) >= grid.MOST_ROWS,
    }
    return render(request, "activities/grid.html", shown, status=422 if checked else 200)
