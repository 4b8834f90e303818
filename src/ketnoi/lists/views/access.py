"""The list of an address, as far as this officer may open it."""

from __future__ import annotations

from django.http import Http404, HttpRequest
from django.urls import resolve

from ketnoi.lists import asked, queries
from ketnoi.lists import table as tables
from ketnoi.lists.asked import Asked
from ketnoi.lists.table import Doer, Table
from ketnoi.officers import policy
from ketnoi.officers.policy import staff


def opened(request: HttpRequest, code: str) -> Table:
    """The list of that code, when its own page lets this officer in; else Http404."""
    table = tables.registered(code)
    if table is None:
        raise Http404
    stated = getattr(resolve(table.page).func, "policy", None)
    if stated is None or not policy.allows(stated, staff(request).post, authenticated=True):
        raise Http404
    return table


def question(request: HttpRequest, table: Table) -> Asked:
    """What the address asks of the list, with the columns this officer keeps."""
    acting = staff(request)
    return asked.read(table, request.GET, acting.user, acting.post, kept=queries.columns_of(table, acting.user))


def doer(request: HttpRequest) -> Doer:
    acting = staff(request)
    return Doer(acting.user, acting.post)


def page_of(table: Table, query: str) -> str:
    """Address of the list's own page."""
    return f"{table.page}?{query}" if query else table.page
