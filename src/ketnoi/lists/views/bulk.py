"""Do something to many rows: a page that shows them and asks, then what became of each."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from ketnoi.lists import asked, body, lines
from ketnoi.lists.lines import Line
from ketnoi.lists.table import Bulk, Table
from ketnoi.lists.views.access import doer, opened, page_of, question
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.ui.numbers import plain

MOST = 200  # rows at once
DO = "lam"


@require_POST
@policy.signed_in
def ask(request: HttpRequest, table: str, bulk: str) -> HttpResponse:
    """`chon` are the rows' pks; with `lam` it is done, without it is asked first."""
    here = opened(request, table)
    wanted = next((one for one in here.bulk_for(staff(request).post) if one.code == bulk), None)
    if wanted is None:
        raise Http404
    found = _chosen(request, here)
    sent = request.POST if DO in request.POST else None
    form = wanted.form(sent, doer(request))
    if found and form.is_valid():
        return _done(request, here, wanted, found, form.cleaned_data)
    columns = asked.shown(here, staff(request).post, ())
    told = [(line, body.beneath(columns, line)) for line in found]
    shown = {"table": here, "bulk": wanted, "lines": told, "form": form, "back": _back(request, here)}
    return render(request, "lists/bulk.html", shown, status=422 if form.is_bound or not found else 200)


def _chosen(request: HttpRequest, table: Table) -> list[Line]:
    """The chosen rows this officer may see; others do not exist for him."""
    sent = request.POST.getlist("chon")[:MOST]
    wanted = {pk for one in sent if (pk := plain(one))}
    rows = table.visible(staff(request).user).filter(pk__in=wanted).order_by(*table.orders[0].fields)
    columns = asked.shown(table, staff(request).post, ())
    return lines.of(table, columns, list(rows.values_list("pk", *lines.fields(table, columns))))


def _done(
    request: HttpRequest, table: Table, bulk: Bulk, found: Sequence[Line], said: dict[str, object]
) -> HttpResponse:
    results = {one.pk: one for one in bulk.apply([line.pk for line in found], said, doer(request))}
    told = [(line, results[line.pk]) for line in found if line.pk in results]
    shown = {
        "table": table,
        "bulk": bulk,
        "told": told,
        "done": sum(one.done for _line, one in told),
        "left": sum(not one.done for _line, one in told),
        "back": _back(request, table),
    }
    return render(request, "lists/done.html", shown)


def _back(request: HttpRequest, table: Table) -> str:
    return page_of(table, question(request, table).query())
