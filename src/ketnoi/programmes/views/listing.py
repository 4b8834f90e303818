"""The programmes an officer may see: those his unit takes part in first."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.figures import answers, catalogue, months
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.programmes import policy as may
from ketnoi.programmes import queries
from ketnoi.programmes.lens import is_known
from ketnoi.programmes.models import Programme
from ketnoi.ui.numbers import grouped


@dataclass(frozen=True)
class Entry:
    """A programme of the list; `mine` when the officer's own unit is a party."""

    programme: Programme
    mine: bool
    heads: list[str]


@policy.signed_in
@require_GET
def listing(request: HttpRequest) -> HttpResponse:
    """Everything visible, the officer's own first, then the latest."""
    staff = policy.staff(request)
    visible = queries.visible_to(staff.user).select_related("chair").prefetch_related("parties__unit__agency")
    entries = _entries(list(visible), staff.user)
    return render(request, "programmes/list.html", {"entries": entries, "may_create": may.may_create(staff.post)})


def _entries(programmes: list[Programme], officer: Officer) -> list[Entry]:
    homes = policy.homes(officer)
    heads = _heads(programmes)
    entries = [
        Entry(one, any(party.unit_id in homes for party in one.parties.all()), heads[one.pk]) for one in programmes
    ]
    return sorted(entries, key=lambda entry: not entry.mine)


def _heads(programmes: list[Programme]) -> dict[int, list[str]]:
    """Sessions and attendances of each programme: one question an indicator, however many programmes."""
    found: dict[int, list[str]] = {one.pk: [] for one in programmes}
    for column in ("sessions", "attendance"):
        for code in sorted({getattr(one, column) for one in programmes}):
            if not is_known(code):
                continue
            unit = catalogue.indicator(code).unit
            numbers = answers.breakdown(Figure(code), "programme", "month")
            for one in programmes:
                if getattr(one, column) == code:
                    found[one.pk].append(f"{grouped(_inside(one, numbers))} {unit}")
    return found


def _inside(one: Programme, numbers: dict[tuple[int, ...], int]) -> int:
    """The programme's number in the months of its period."""
    first, last = months.of(one.starts_on), months.of(one.ends_on)
    return sum(number for (pk, month), number in numbers.items() if pk == one.pk and first <= month <= last)
